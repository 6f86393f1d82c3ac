//! The words in front: the cover, and the notes that explain every table.

use super::sheet::{Sheet, Value};
use crate::release::Marker;
use crate::report::Reports;
use crate::report::council::survey_title;
use crate::report::document::Block;
use crate::report::page::Page;
use crate::report::wording;

/// The sheets in front of the tables.
pub(super) const NAMES: [&str; 3] = ["Cover", "Contents", "Notes"];

/// What the report says of its own form, and is otherwise here.
const OTHERWISE: [&str; 2] = ["Rounding:", "Charts:"];

/// The lines of the cover, below its title.
pub(super) fn cover(page: &Page, sheets: usize) -> Vec<String> {
    let survey = page.view.release.survey();
    let wave = page.wave;
    let mut lines = vec![
        survey.organisation.clone(),
        format!("Answered between {} and {}.", wording::date(&wave.start), wording::date(&wave.end)),
    ];
    if let Some(date) = page.view.release.as_of() {
        lines.push(format!("As of {}.", wording::date(date)));
    }
    lines.push(format!(
        "This workbook has {sheets} worksheets. Each has one table or one chart, and the worksheet Contents leads to all of them."
    ));
    lines.push("Percentages, points and scores have one decimal; the reports print the same figures as whole numbers. Where a figure is known as a whole number only, its table says so.".to_owned());
    lines.extend(markers().map(|(marker, means)| format!("{marker} stands for: {means}.")));
    lines.push("The worksheet Notes says what the words and the markers mean, by which rules figures are withheld, and how everything was worked out.".to_owned());
    lines.push("The report of the whole organisation has the same in full, under “How this was done”: index.html, in the same folder.".to_owned());
    let rules = page.view.release.rules();
    if !rules.decided_by.is_empty() {
        lines.push(format!(
            "Questions about the method and the rules of confidentiality go to: {}.",
            rules.decided_by
        ));
    }
    lines.push(format!("Made by candour {}.", page.view.release.tool_version()));
    lines
}

/// "All Colleague Survey 2024: tables".
pub(super) fn title(page: &Page) -> String {
    format!("{}: tables", survey_title(page))
}

fn markers() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = [Marker::Confidential, Marker::NotApplicable, Marker::NotAvailable];
    all.into_iter().map(|marker| (wording::marker(marker), wording::marker_words(marker)))
}

/// Numbered notes: markers and figures first, then what the report says of its method.
pub(super) fn notes(page: &Page, reports: &Reports) -> Sheet<'static> {
    let mut notes: Vec<(String, String)> =
        markers().map(|(marker, means)| (format!("Marker {marker}"), means.to_owned())).collect();
    notes.extend(own(page));
    notes.extend(method(reports));
    let row = |(place, (subject, words)): (usize, &(String, String))| {
        let number = format!("Note {}", place + 1);
        vec![Value::text(number), Value::text(subject.clone()), Value::text(words.clone())]
    };
    Sheet {
        name: "Notes".to_owned(),
        title: "Notes".to_owned(),
        shows: "What the markers, the verdicts and the columns mean, and how the figures were worked out."
            .to_owned(),
        headings: ["Number", "Subject", "Note"].map(str::to_owned).to_vec(),
        rows: notes.iter().enumerate().map(row).collect(),
        still: 0,
    }
}

/// What is particular to the workbook.
fn own(page: &Page) -> Vec<(String, String)> {
    let about = |subject: &str, words: &str| (subject.to_owned(), words.to_owned());
    let mut notes = vec![
        about(
            "Rounding",
            "Every figure is rounded once, from the unrounded figure: percentages, points and scores to one decimal. A change is rounded from the unrounded change, so it can differ by 0.1 from the difference of the rounded figures. Figures of models are published as whole numbers or with two decimals, and stand here as they are.",
        ),
        about(
            "Base",
            "How many people answered the question. Of a response rate it is the headcount. Respondents are all who answered the survey.",
        ),
        about(
            "Rows read",
            "The rows of the files that the survey’s answers came in. A row that is no response, such as a trial, a second copy or an empty row, was set aside; the others are the respondents.",
        ),
        about(
            "Percent positive or score",
            "The share of those who answered a question who gave a favourable answer; of an answer that could be chosen among several, the share who chose it; of a pillar or an index its score.",
        ),
        about(
            "Mean answer",
            "The mean of the answers, where 1 is the least favourable. It is withheld where too few answered for every answer to be shown.",
        ),
        about(
            "Difference from the rest",
            "The group minus all other colleagues who answered, in points. “Difference from” and “Difference to” are its 95% range.",
        ),
        about(
            "Change",
            "The latest figure minus the one of the survey in the column “Changed since”, in points. “Change from” and “Change to” are its 95% range.",
        ),
        about(
            "IDs",
            "Short names of questions, breakdowns and groups. They are the same in this workbook, in the open data and in release.json, and stay the same from survey to survey.",
        ),
    ];
    let waves: Vec<String> = page.view.release.waves().iter().map(|wave| wave.label.clone()).collect();
    notes.push((
        "Waves".to_owned(),
        format!("The surveys of {}. One survey is a wave.", wording::list(&waves)),
    ));
    notes
}

/// Terms and lists of the report's last section.
fn method(reports: &Reports) -> Vec<(String, String)> {
    let sections = reports.council.iter().flat_map(|report| &report.document.sections);
    let mut notes = Vec::new();
    let mut heading = String::new();
    for block in sections.filter(|section| section.id == "method").flat_map(|section| &section.blocks) {
        match block {
            Block::Heading(words) => heading.clone_from(words),
            Block::Terms(terms) => notes.extend(terms.iter().cloned()),
            Block::List(items) => {
                let items = items.iter().map(crate::report::document::Text::words);
                let said = items.filter(|item| !OTHERWISE.iter().any(|start| item.starts_with(start)));
                notes.extend(said.map(|item| (heading.clone(), item)));
            }
            _ => {}
        }
    }
    notes
}
