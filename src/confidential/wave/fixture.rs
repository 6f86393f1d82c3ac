//! A small plan and small exports for the tests of this stage.

use std::path::PathBuf;

use super::{Ingested, ingest};
use crate::confidential::export::{Export, testing};
use crate::plan::{
    Breakdown, BreakdownKind, Category, DateOrder, Duplicates, Fieldwork, Group, IntervalMethod, Item,
    NOT_STATED, Plan, Protection, Question, Route, Scale, ScaleKind, Survey, Tone, Unknown, VerdictRules,
    WavePlan, WaveRules, Weighting,
};
use crate::problem::{Problem, Problems, Severity, Warned};
use chrono::NaiveDate;

/// The columns of the export, with what a row has in them unless a test says otherwise.
const COLUMNS: [(&str, &str); 11] = [
    ("ID", ""),
    ("Completion time", "2024-05-10T09:00:00"),
    ("Consent", "Yes"),
    ("Directorate", "Adult Care"),
    ("Service", "Reablement"),
    ("Gender", "Woman"),
    ("I am proud to work here", "Agree"),
    ("I feel under pressure", "Disagree"),
    ("Do you manage people?", "Yes"),
    ("I have time to manage", "Neither"),
    ("How do you hear news?", "Email;Team meeting;"),
];

/// The column of the free-text question.
pub(super) const COMMENT: &str = "Anything else?";

/// A row with these cells in place of the usual ones. Each row has an id of its own.
pub(super) type Cells<'a> = &'a [(&'a str, &'a str)];

fn cell(column: &str, usual: &str, cells: Cells<'_>, row: usize) -> String {
    let given = cells.iter().find(|(name, _)| *name == column).map(|(_, value)| (*value).to_owned());
    let usual = if column == "ID" { (row + 1).to_string() } else { usual.to_owned() };
    given.unwrap_or(usual)
}

/// An export of these rows.
pub(super) fn export(rows: &[Cells<'_>]) -> Export {
    export_named("answers.csv", rows)
}

/// An export of these rows under another file name.
pub(super) fn export_named(file: &str, rows: &[Cells<'_>]) -> Export {
    let columns = || COLUMNS.iter().chain(&[(COMMENT, "")]);
    let headers: Vec<&str> = columns().map(|(name, _)| *name).collect();
    let row = |(row, cells): (usize, &Cells<'_>)| {
        columns().map(|(name, usual)| cell(name, usual, cells, row)).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().enumerate().map(row).collect();
    testing::export(file, &headers, &rows, 3)
}

/// A row in which every cell is blank.
pub(super) fn blank() -> Vec<(&'static str, &'static str)> {
    COLUMNS.iter().map(|(name, _)| (*name, "")).collect()
}

/// A row in which every question is blank.
pub(super) fn unanswered() -> Vec<(&'static str, &'static str)> {
    COLUMNS.iter().skip(6).map(|(name, _)| (*name, "")).collect()
}

/// What ingest makes of these rows by this plan.
pub(super) fn ingested(plan: &Plan, rows: &[Cells<'_>]) -> Warned<Ingested> {
    match ingest(plan, 1, vec![export(rows)], 2, None) {
        Ok(ingested) => ingested,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The errors that stop ingest.
pub(super) fn refused(plan: &Plan, rows: &[Cells<'_>]) -> Vec<Problem> {
    errors(&ingest(plan, 1, vec![export(rows)], 2, None).err().unwrap_or_default())
}

/// Only the errors.
pub(super) fn errors(problems: &Problems) -> Vec<Problem> {
    problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

/// The messages of all warnings.
pub(super) fn warnings(ingested: &Warned<Ingested>) -> Vec<String> {
    let warnings = ingested.problems.iter().filter(|problem| problem.severity == Severity::Warning);
    warnings.map(|problem| problem.message.clone()).collect()
}

/// The codes of the item with this id.
pub(super) fn codes<'a>(plan: &Plan, ingested: &'a Warned<Ingested>, item: &str) -> &'a [u8] {
    let index = plan.items.iter().position(|candidate| candidate.id == item).unwrap();
    &ingested.value.wave.answers[index]
}

/// The rows set aside with their reasons.
pub(super) fn set_aside(ingested: &Warned<Ingested>) -> Vec<(u64, &str)> {
    ingested.value.set_aside.iter().map(|entry| (entry.row, entry.reason.as_str())).collect()
}

/// Index of a group of a breakdown.
pub(super) fn group(plan: &Plan, breakdown: usize, id: &str) -> u16 {
    u16::try_from(plan.breakdowns[breakdown].group(id).unwrap()).unwrap()
}

/// The rules of the second wave, to be changed by a test.
pub(super) fn rules(plan: &mut Plan) -> &mut WaveRules {
    &mut plan.waves[1].rules
}

/// Two waves; the second has everything, the first lacks the routed question and a service.
pub(super) fn plan() -> Plan {
    let questions = questions();
    let scales = scales();
    Plan {
        folder: "pipeline".into(),
        survey: Survey {
            id: "test".into(),
            name: "Test Survey".into(),
            organisation: "Test Council".into(),
            short_name: "the council".into(),
            plan: "the plan".into(),
        },
        items: items(&questions, &scales),
        scales,
        questions,
        composites: Vec::new(),
        breakdowns: vec![directorates(), services(), gender()],
        scopes: Vec::new(),
        waves: vec![wave("2022", 2022), wave("2024", 2024)],
        comparability: Vec::new(),
        lineage: Vec::new(),
        targets: Vec::new(),
        benchmarks: Vec::new(),
        lga_engagement: Vec::new(),
        theme: crate::plan::Theme::plain(),
        verdicts: VerdictRules { meaningful_points: 5.0, level: 0.05, interval: IntervalMethod::Wilson },
        weighting: Weighting { margins: Vec::new(), largest: 5.0, like_for_like: Vec::new() },
        drivers: Vec::new(),
        protection: Protection {
            smallest_group: 10,
            smallest_sensitive: 30,
            insiders: 1,
            comments: None,
            smallest_detail: 30,
            smallest_change: 20,
            owner: String::new(),
            decided: String::new(),
        },
        store: PathBuf::new(),
        output: PathBuf::new(),
        crosses: Vec::new(),
        store_key: None,
        ledger: PathBuf::new(),
        digest: "digest".into(),
    }
}

fn wave(id: &str, year: i32) -> WavePlan {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    WavePlan {
        id: id.into(),
        label: id.into(),
        fieldwork: Fieldwork { start: day(5, 1), end: day(5, 31) },
        exports: Vec::new(),
        headcount: None,
        rules: WaveRules {
            response_id: Some("ID".into()),
            completed: Some("Completion time".into()),
            date_order: DateOrder::YearMonthDay,
            fingerprint: false,
            least_answered: 1,
            duplicates: Duplicates::Refuse,
            unknown_units: Unknown::Refuse,
            unknown_labels: Unknown::Refuse,
            not_applicable: vec!["Not applicable".into()],
            prefer_not_to_say: vec!["Prefer not to say".into()],
            not_answered: vec!["-".into()],
            not_asked: Vec::new(),
            set_aside: vec![crate::plan::SetAsideRule {
                reason: "consent withheld".into(),
                column: "Consent".into(),
                values: vec!["No".into()],
            }],
            quoting: crate::plan::Quoting::default(),
        },
        file: format!("waves/{id}.toml").into(),
    }
}

fn scales() -> Vec<Scale> {
    use ScaleKind::{Choice, Multiple, Text};
    use Tone::{Negative, Neutral, Positive};
    let agree = [
        ("Strongly disagree", Negative),
        ("Disagree", Negative),
        ("Neither", Neutral),
        ("Agree", Positive),
        ("Strongly agree", Positive),
    ];
    let news = [("Email", Neutral), ("Email; or letter", Neutral), ("Team meeting", Neutral)];
    vec![
        scale("agreement", Choice, &agree, &[("Tend to agree", 3), ("5", 4), ("1", 0)]),
        scale("yes-no", Choice, &[("No", Neutral), ("Yes", Neutral)], &[]),
        scale("news", Multiple, &news, &[]),
        scale("text", Text, &[], &[]),
    ]
}

fn scale(id: &str, kind: ScaleKind, categories: &[(&str, Tone)], spellings: &[(&str, usize)]) -> Scale {
    let category = |(label, tone): &(&str, Tone)| Category { label: (*label).into(), tone: *tone };
    Scale {
        id: id.into(),
        kind,
        categories: categories.iter().map(category).collect(),
        spellings: spellings.iter().map(|(label, category)| ((*label).into(), *category)).collect(),
        separator: ';',
    }
}

fn questions() -> Vec<Question> {
    let question = |id: &str, scale, header: Option<&str>| Question {
        id: id.into(),
        text: id.into(),
        pillar: None,
        role: None,
        scale,
        reverse: id == "pressure",
        sensitive: false,
        headers: vec![header.map(str::to_owned).filter(|_| id != "time"), header.map(str::to_owned)],
        route: None,
    };
    let mut questions = vec![
        question("proud", 0, Some("I am proud to work here")),
        question("pressure", 0, Some("I feel under pressure")),
        question("manages", 1, Some("Do you manage people?")),
        question("time", 0, Some("I have time to manage")),
        question("news", 2, Some("How do you hear news?")),
        question("comment", 3, Some(COMMENT)),
        question("dropped", 0, None),
    ];
    questions[3].route = Some(Route { item: 2, codes: vec![2] });
    questions
}

fn items(questions: &[Question], scales: &[Scale]) -> Vec<Item> {
    let mut items = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        let scale = &scales[question.scale];
        let item = |id: String, categories, option| Item {
            text: id.clone(),
            id,
            question: index,
            categories,
            option,
        };
        match scale.kind {
            ScaleKind::Choice => {
                items.push(item(question.id.clone(), scale.categories(question.reverse), None));
            }
            ScaleKind::Multiple => {
                for option in 0..scale.categories.len() {
                    let two = ["Not chosen", "Chosen"];
                    let two = two.map(|label| Category { label: label.into(), tone: Tone::Neutral });
                    items.push(item(format!("{}.{option}", question.id), two.to_vec(), Some(option)));
                }
            }
            ScaleKind::Text => {}
        }
    }
    items
}

fn unit(id: &str, labels: &[&str], parent: Option<usize>) -> Group {
    Group {
        id: id.into(),
        name: labels[0].into(),
        labels: labels.iter().map(|&label| label.to_owned()).collect(),
        parent,
        waves: vec![true, true],
    }
}

fn breakdown(id: &str, header: &str, kind: BreakdownKind, groups: Vec<Group>) -> Breakdown {
    Breakdown {
        id: id.into(),
        name: header.into(),
        kind,
        groups,
        headers: vec![Some(header.into()), Some(header.into())],
    }
}

fn directorates() -> Breakdown {
    let groups = vec![
        unit("adult-care", &["Adult Care", "Adults"], None),
        unit("childrens", &["Children's Services"], None),
    ];
    breakdown("directorate", "Directorate", BreakdownKind::Level(0), groups)
}

fn services() -> Breakdown {
    let mut groups = vec![
        unit("reablement", &["Reablement"], Some(0)),
        unit("adult-support", &["Business Support"], Some(0)),
        unit("childrens-support", &["Business Support"], Some(1)),
        unit("fostering", &["Fostering"], Some(1)),
        unit("nurseries", &["Nurseries"], Some(1)),
    ];
    groups[4].waves = vec![true, false];
    breakdown("service", "Service", BreakdownKind::Level(1), groups)
}

fn gender() -> Breakdown {
    let mut groups = vec![unit("woman", &["Woman"], None), unit("man", &["Man"], None)];
    groups.push(unit(NOT_STATED, &["Not stated"], None));
    breakdown("gender", "Gender", BreakdownKind::Characteristic { protected: true }, groups)
}
