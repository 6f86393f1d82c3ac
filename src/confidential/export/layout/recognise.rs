//! Which tool's layout the first rows have: what the plan pins, or the one layout whose signs are all there.

use super::head::Head;
use super::{
    Found, Heading, Reading, limesurvey, microsoft_forms, plain, qualtrics, smartsurvey, snap, surveymonkey,
};
use crate::plan::{ExportFile, Layout};
use crate::problem::{Place, Problem};

/// A tool and how its layout is known.
struct Tool {
    layout: Layout,
    name: &'static str,
    /// What is looked for, as a message lists it.
    signs: &'static str,
    read: fn(&Head<'_>) -> Reading,
}

/// The tools whose exports say whose they are.
const TOOLS: [Tool; 5] = [
    Tool {
        layout: Layout::MicrosoftForms,
        name: "Microsoft Forms",
        signs: microsoft_forms::SIGNS,
        read: microsoft_forms::read,
    },
    Tool { layout: Layout::Qualtrics, name: "Qualtrics", signs: qualtrics::SIGNS, read: qualtrics::read },
    Tool {
        layout: Layout::SurveyMonkey,
        name: "SurveyMonkey",
        signs: surveymonkey::SIGNS,
        read: surveymonkey::read,
    },
    Tool { layout: Layout::LimeSurvey, name: "LimeSurvey", signs: limesurvey::SIGNS, read: limesurvey::read },
    Tool {
        layout: Layout::SmartSurvey,
        name: "SmartSurvey",
        signs: smartsurvey::SIGNS,
        read: smartsurvey::read,
    },
];

/// The layout that was taken, [`Layout::Plain`] for every kind of one plain header row, and what it says.
pub(super) fn chosen(file: &ExportFile, head: &Head<'_>) -> Result<(Layout, Heading), Problem> {
    match file.layout {
        Layout::Recognise => recognised(file, head),
        Layout::Csv | Layout::Plain | Layout::Long => {
            Ok((Layout::Plain, plain::pinned(head, "one header row")))
        }
        Layout::Snap => Ok((Layout::Snap, snap::read(head))),
        pinned => match TOOLS.iter().find(|tool| tool.layout == pinned) {
            Some(tool) => as_pinned(file, head, tool),
            None => Err(described(file)),
        },
    }
}

fn as_pinned(file: &ExportFile, head: &Head<'_>, tool: &Tool) -> Result<(Layout, Heading), Problem> {
    let name = tool.name;
    match (tool.read)(head) {
        Ok(found) => {
            let recognised = format!("read as {name}, as the plan says: {}", found.sign);
            Ok((tool.layout, found.heading(recognised)))
        }
        Err(missing) => {
            let message = format!("the plan says that this is {name}, which has {}: {missing}", tool.signs);
            Err(Problem::error(Place::file(&file.path), message).hint(
                "leave “layout” out to have it recognised, or write layout = \"plain\" for one header row",
            ))
        }
    }
}

fn recognised(file: &ExportFile, head: &Head<'_>) -> Result<(Layout, Heading), Problem> {
    let mut fitting: Vec<(&Tool, Found)> =
        TOOLS.iter().filter_map(|tool| Some((tool, (tool.read)(head).ok()?))).collect();
    if fitting.len() > 1 {
        return Err(several(file, &fitting));
    }
    if let Some((tool, found)) = fitting.pop() {
        let recognised = format!("recognised as {}: {}", tool.name, found.sign);
        return Ok((tool.layout, found.heading(recognised)));
    }
    match plain::read(head) {
        Ok(found) => {
            let recognised = format!("recognised as {}", found.sign);
            Ok((Layout::Plain, found.heading(recognised)))
        }
        Err(reason) => Err(none(file, &reason)),
    }
}

/// What was looked for: each tool with its signs.
fn looked_for() -> String {
    let tools: Vec<String> = TOOLS.iter().map(|tool| format!("{} ({})", tool.name, tool.signs)).collect();
    tools.join("; ")
}

fn none(file: &ExportFile, reason: &str) -> Problem {
    let message = format!("no layout fits this file: {reason}; looked for {}", looked_for());
    Problem::error(Place::file(&file.path), message).hint(
        "remove the rows above the header, if there are any, or pin the layout in the plan, such as layout = \"plain\" for \
         one header row over one row per response",
    )
}

fn several(file: &ExportFile, fitting: &[(&Tool, Found)]) -> Problem {
    let tools: Vec<String> =
        fitting.iter().map(|(tool, found)| format!("{} ({})", tool.name, found.sign)).collect();
    let pins: Vec<String> =
        fitting.iter().map(|(tool, _)| format!("layout = \"{}\"", tool.layout.name())).collect();
    let message = format!("{} layouts fit this file: {}", fitting.len(), tools.join("; "));
    Problem::error(Place::file(&file.path), message)
        .hint(format!("pin the right one in the plan: {}", pins.join(" or ")))
}

/// A file of rows and cells where the plan says that it describes itself.
fn described(file: &ExportFile) -> Problem {
    let message =
        "the plan pins a layout that describes its own columns, but this file has rows of cells alone";
    Problem::error(Place::file(&file.path), message).hint(format!("looked for {}", looked_for()))
}

impl Found {
    fn heading(self, recognised: String) -> Heading {
        Heading { recognised, header_rows: self.header_rows, columns: self.columns }
    }
}
