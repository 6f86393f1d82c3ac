//! The page for the terminal: what needs attention in any wave, then the waves, the latest first.

use super::attention::attention;
use super::questions::Question;
use super::response::{Level, Unit};
use super::rows::File;
use super::same_answer::{LEAST_ALIKE, LEAST_CONTRADICTING, SameAnswer};
use super::{Quality, percent};
use crate::columns::{WIDTH, cut, fitted, wrapped};
use crate::plan::Plan;
use crate::thousands::count;

/// What stands in place of a figure that there is not.
const NONE: &str = "–";

/// What is said where no sentence is.
const NOTHING: &str = "  Nothing stands out: no unusual number of rows set aside, of questions left empty, of responses \
    hardly filled in or of people with the same answer throughout, no answer that is not on its scale, and no unit in \
    which nobody answered.";

/// How many questions are listed where not all are asked for.
const MOST_QUESTIONS: usize = 10;

/// The page. With `verbose`, every question, and the units of the second level.
pub(super) fn page(plan: &Plan, waves: &[Quality], verbose: bool) -> Vec<String> {
    let mut lines = vec!["What needs your attention".to_owned()];
    let mut found = false;
    for quality in waves.iter().rev() {
        for sentence in attention(plan, quality, levels(quality, true)) {
            lines.extend(wrapped(&format!("  {}: {sentence}", quality.wave), WIDTH, 4));
            found = true;
        }
    }
    if !found {
        lines.extend(wrapped(NOTHING, WIDTH, 2));
    }
    for quality in waves.iter().rev() {
        lines.extend(of_wave(quality, verbose));
    }
    lines
}

/// The levels that are told.
fn levels(quality: &Quality, verbose: bool) -> &[Level] {
    let levels = &quality.response.levels;
    levels.get(..if verbose { 2 } else { 1 }).unwrap_or(levels)
}

fn of_wave(quality: &Quality, verbose: bool) -> Vec<String> {
    let (rows, label) = (&quality.rows, cut(&quality.label, WIDTH));
    let underline = "=".repeat(label.chars().count());
    let mut lines = vec![String::new(), label, underline];
    lines.push(format!(
        "{}: {} rows read = {} kept + {} set aside; {} comments",
        quality.wave,
        count(rows.read),
        count(rows.kept),
        count(rows.set_aside()),
        count(quality.comments as u64)
    ));
    let tables = [
        of_files(&rows.files),
        of_response(quality, levels(quality, verbose)),
        of_completeness(quality),
        of_same_answer(&quality.same_answer),
        of_questions(&quality.questions, verbose),
    ];
    for table in tables.into_iter().filter(|table| !table.is_empty()) {
        lines.push(String::new());
        lines.extend(table);
    }
    lines
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn share(part: u64, whole: u64) -> String {
    in_percent(percent(part, whole))
}

fn in_percent(percent: Option<f64>) -> String {
    percent.map_or_else(|| NONE.to_owned(), |percent| format!("{percent:.1}%"))
}

fn of_files(files: &[File]) -> Vec<String> {
    let mut rows = vec![row(["Rows", "read", "kept", "set aside"])];
    for file in files {
        let origin = file.origin.as_ref().map(|origin| format!(" ({origin})")).unwrap_or_default();
        let set_aside = count(file.read.saturating_sub(file.kept));
        rows.push(vec![last(&file.file) + &origin, count(file.read), count(file.kept), set_aside]);
        for reason in &file.set_aside {
            rows.push(vec![format!("  {}", reason.reason), String::new(), String::new(), count(reason.rows)]);
        }
    }
    fitted(rows, WIDTH)
}

/// The file's name without its folder.
fn last(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

fn of_response(quality: &Quality, levels: &[Level]) -> Vec<String> {
    let response = &quality.response;
    let known = response.everyone.people.is_some();
    let unit = |unit: &Unit, indent: &str| {
        let people = unit.people.map_or_else(|| NONE.to_owned(), count);
        let mut row = vec![format!("{indent}{}", unit.name), count(unit.respondents)];
        row.extend(known.then(|| [people, in_percent(unit.rate)]).into_iter().flatten());
        row
    };
    let mut heading = row(["Who answered", if quality.linked { "responses" } else { "at least" }]);
    heading.extend(known.then(|| row(["people", "rate"])).into_iter().flatten());
    let mut rows = vec![heading, unit(&response.everyone, "")];
    for level in levels {
        rows.push(vec![level.name.clone()]);
        rows.extend(level.units.iter().map(|one| unit(one, "  ")));
        if level.without > 0 {
            rows.push(vec!["  (none of these)".to_owned(), count(level.without)]);
        }
    }
    let mut lines = fitted(rows, WIDTH);
    if let Some(scope) = &response.scope {
        lines.extend(wrapped(&format!("People are those of the headcount: {scope}."), WIDTH, 0));
    }
    lines
}

fn of_completeness(quality: &Quality) -> Vec<String> {
    let (answered, all) = (&quality.completeness, quality.completeness.respondents());
    if !quality.linked {
        return Vec::new();
    }
    let line = |what: &str, people: u64| vec![what.to_owned(), count(people), share(people, all)];
    let rows = vec![
        row(["How much was filled in", "responses", "share"]),
        line("all questions that were put", answered.all),
        line("half of them or more", answered.half_or_more),
        line("less than half", answered.less_than_half),
    ];
    fitted(rows, WIDTH)
}

fn of_same_answer(scales: &[SameAnswer]) -> Vec<String> {
    if scales.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![row([
        "The same answer throughout, by scale",
        "questions",
        "worded in reverse",
        "judged",
        "same",
        "share",
    ])];
    rows.extend(scales.iter().map(|scale| {
        vec![
            scale.scale.clone(),
            count(scale.questions as u64),
            count(scale.reverse as u64),
            count(scale.judged),
            count(scale.same),
            share(scale.same, scale.judged),
        ]
    }));
    let mut lines = fitted(rows, WIDTH);
    let rule = format!(
        "Judged: who answered {LEAST_ALIKE} questions of the scale, or {LEAST_CONTRADICTING} of them with some worded \
         in reverse and some not. The same answer to all of them is a sign of haste, and no proof."
    );
    lines.extend(wrapped(&rule, WIDTH, 0));
    lines
}

/// A column of the table of questions.
struct Column {
    heading: [&'static str; 2],
    of: fn(&Question) -> u64,
}

/// What may have become of a question besides an answer; left out where nothing did.
const MISSING: [Column; 5] = [
    Column { heading: ["left", "empty"], of: |question| question.not_answered },
    Column { heading: ["does not", "apply"], of: |question| question.not_applicable },
    Column { heading: ["rather", "not say"], of: |question| question.prefer_not_to_say },
    Column { heading: ["not on", "scale"], of: |question| question.invalid },
    Column { heading: ["not", "asked"], of: |question| question.not_asked },
];

fn of_questions(questions: &[Question], verbose: bool) -> Vec<String> {
    let all = verbose || questions.len() <= MOST_QUESTIONS;
    let mut listed: Vec<&Question> = questions.iter().collect();
    if !all {
        let answered = |question: &Question| question.percent_answered.unwrap_or(0.0);
        listed.sort_by(|one, other| answered(one).total_cmp(&answered(other)));
        listed.truncate(MOST_QUESTIONS);
    }
    let used: Vec<&Column> =
        MISSING.iter().filter(|column| listed.iter().any(|question| (column.of)(question) > 0)).collect();
    let title = if all { ["", "Questions"] } else { ["Questions with the", "lowest share answered"] };
    let heading = |line: usize| {
        let mut row = row([title[line], ["", "asked"][line], ["", "answered"][line], ["", "share"][line]]);
        row.extend(used.iter().map(|column| column.heading[line].to_owned()));
        row
    };
    let mut rows = if used.is_empty() && all { vec![heading(1)] } else { vec![heading(0), heading(1)] };
    rows.extend(listed.iter().map(|question| {
        let mut row = vec![question.text.clone(), count(question.asked), count(question.answered)];
        row.push(in_percent(question.percent_answered));
        row.extend(used.iter().map(|column| count((column.of)(question))));
        row
    }));
    let mut lines = fitted(rows, WIDTH);
    if !all {
        lines.push(format!("{} of {} questions; --verbose lists all.", listed.len(), questions.len()));
    }
    lines
}
