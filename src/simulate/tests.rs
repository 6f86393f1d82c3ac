//! The files themselves are read again here, label by label, and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};

use super::{ExportLayout, Overrides, SimulateSettings, SyntheticFile, SyntheticKind, simulate};
use crate::plan::label::normal_form;
use crate::plan::{Breakdown, Plan, Tone};

/// A pipeline of a made-up firm, without `simulate.toml`.
const SURVEY: &str = r#"
[survey]
name = "Pulse"
organisation = "Lantern Works"
waves = ["w1"]
[scales.seven]
kind = "choice"
labels = ["1", "2", "3", "4", "5", "6", "7"]
most_favourable = "first"
positive = ["1", "2"]
negative = ["6", "7"]
[scales.yes-no]
kind = "choice"
labels = ["No", "Yes"]
positive = ["Yes"]
negative = ["No"]
[scales.tools]
kind = "multiple"
labels = ["Lathe", "Kiln", "Neither"]
[scales.words]
kind = "text"
[[breakdown]]
id = "site"
name = "Site"
kind = "level"
[[breakdown]]
id = "shift"
name = "Shift"
kind = "characteristic"
[[breakdown.group]]
id = "day"
name = "Day"
[[breakdown.group]]
id = "night"
name = "Night"
[[route]]
question = "crew"
router = "leads"
answers = ["Yes"]
"#;
const QUESTIONS: &str = "id,text,scale,reverse,w1
glad,Glad to work here?,seven,,Glad to work here?
tired,Tired?,seven,yes,Tired?
leads,Do you lead a crew?,yes-no,,Do you lead a crew?
crew,Is your crew large enough?,seven,,Is your crew large enough?
tools,Which do you use?,tools,,Which do you use?
more,Anything else?,words,,Anything else?
";
const UNITS: &str = "id,name,level,parent\nnorth,North Site,site,\nsouth,South Site,site,\n";
const WAVE: &str = r#"
fieldwork = { start = "2025-02-03", end = "2025-02-14" }
headcount = "../headcount/w1.csv"
[[export]]
file = "../w1.csv"
[columns]
site = "Site"
shift = "Shift"
[rows]
response_id = "Key"
completed = "Sent"
duplicates = "first"
unknown_units = "set-aside"
[[set_aside]]
reason = "trial"
column = "State"
values = ["Trial"]
"#;

const PROTECTION: &str = "owner = \"Head of People\"\ndecided = \"2025-01-15\"\n";

fn small_pipeline(folder: &Path) -> Plan {
    fs::create_dir_all(folder.join("waves")).unwrap();
    let files = [
        ("survey.toml", SURVEY),
        ("questions.csv", QUESTIONS),
        ("units.csv", UNITS),
        ("waves/w1.toml", WAVE),
        ("protection.toml", PROTECTION),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    Plan::load_without_data(folder).unwrap().value
}

fn all_colleague() -> (Plan, SimulateSettings) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/all-colleague");
    (Plan::load_without_data(&folder).unwrap().value, SimulateSettings::load(&folder).unwrap().value)
}

/// The pipeline of the sample data, its settings, and what they make: made once for all tests.
fn sample() -> &'static (Plan, SimulateSettings, Vec<SyntheticFile>) {
    static SAMPLE: OnceLock<(Plan, SimulateSettings, Vec<SyntheticFile>)> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let (plan, settings) = all_colleague();
        let files = made(&plan, &settings, &Overrides::default());
        (plan, settings, files)
    })
}

fn made(plan: &Plan, settings: &SimulateSettings, overrides: &Overrides) -> Vec<SyntheticFile> {
    simulate(plan, settings, overrides).unwrap().value
}

/// The cells of a file: the header in its normal form, then rows of text.
struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn read(files: &[SyntheticFile], kind: SyntheticKind) -> Self {
        let file = files.iter().find(|file| file.kind == kind).unwrap();
        let mut rows = if file.path.extension().is_some_and(|ending| ending == "xlsx") {
            workbook(&file.bytes)
        } else {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file.bytes[..]);
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
        };
        let header = rows.remove(0).iter().map(|text| normal_form(text)).collect();
        Self { header, rows }
    }

    fn column(&self, header: &str) -> usize {
        let wanted = normal_form(header);
        self.header.iter().position(|name| *name == wanted).unwrap()
    }

    /// The rows that the rules of a wave keep, applied anew in the simplest way.
    fn kept(&self, plan: &Plan, wave: usize) -> Vec<Vec<String>> {
        let rules = &plan.waves[wave].rules;
        let id = self.column(rules.response_id.as_deref().unwrap());
        let completed = self.column(rules.completed.as_deref().unwrap());
        let top = &plan.breakdowns[0];
        let unit = self.column(top.headers[wave].as_deref().unwrap());
        let questions: Vec<usize> = plan
            .questions
            .iter()
            .filter_map(|q| q.headers[wave].as_deref())
            .map(|h| self.column(h))
            .collect();
        let end = plan.waves[wave].fieldwork.end;
        let mut seen = BTreeSet::new();
        let mut keep = |row: &&Vec<String>| {
            let excluded = rules.set_aside.iter().any(|rule| {
                rule.values
                    .iter()
                    .any(|value| normal_form(value) == normal_form(&row[self.column(&rule.column)]))
            });
            !excluded
                && seen.insert(row[id].clone())
                && day(&row[completed]) <= end
                && group(top, &row[unit]).is_some()
                && questions.iter().any(|at| !row[*at].is_empty())
        };
        self.rows.iter().filter(&mut keep).cloned().collect()
    }
}

fn workbook(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("Sheet1").unwrap();
    let text = |cell: &Data| match cell {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        cell => cell.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn day(text: &str) -> chrono::NaiveDate {
    let day = text.split(' ').next().unwrap();
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|form| chrono::NaiveDate::parse_from_str(day, form).ok())
        .unwrap()
}

fn group(breakdown: &Breakdown, label: &str) -> Option<usize> {
    let form = normal_form(label);
    breakdown.groups.iter().position(|group| group.labels.iter().any(|label| normal_form(label) == form))
}

/// The tones of a question's answers in these rows.
fn tones(plan: &Plan, wave: usize, sheet: &Sheet, rows: &[Vec<String>], question: &str) -> Vec<Tone> {
    let item = plan.items.iter().find(|item| item.id == question).unwrap();
    let asked = &plan.questions[item.question];
    let scale = &plan.scales[asked.scale];
    let mut labels: BTreeMap<String, String> =
        item.categories.iter().map(|c| (normal_form(&c.label), c.label.clone())).collect();
    for (spelling, at) in &scale.spellings {
        labels.insert(normal_form(spelling), scale.categories[*at].label.clone());
    }
    let at = sheet.column(asked.headers[wave].as_deref().unwrap());
    let tone = |row: &Vec<String>| {
        let label = labels.get(&normal_form(&row[at]))?;
        item.categories.iter().find(|category| category.label == *label).map(|category| category.tone)
    };
    rows.iter().filter_map(tone).collect()
}

fn percent(tones: &[Tone], tone: Tone) -> f64 {
    let count = tones.iter().filter(|other| **other == tone).count();
    100.0 * count as f64 / tones.len() as f64
}

#[test]
fn every_wanted_share_comes_out_at_its_printed_percent() {
    let (plan, settings, files) = sample();
    for (wave, kept) in [(0, 1_711), (1, 2_035)] {
        let sheet = Sheet::read(files, SyntheticKind::Export(wave));
        let rows = sheet.kept(plan, wave);
        assert_eq!(rows.len(), kept);
        for (question, shares) in &settings.waves[&plan.waves[wave].id].answers {
            let tones = tones(plan, wave, &sheet, &rows, question);
            for (tone, wanted) in [(Tone::Positive, shares.positive), (Tone::Negative, shares.negative)] {
                let share = percent(&tones, tone);
                assert!((share - wanted.unwrap()).abs() < 0.2, "{question}: {share}");
            }
        }
    }
}

#[test]
fn adult_social_care_is_lower_on_every_question_of_a_pillar_in_both_waves() {
    let (plan, settings, files) = sample();
    let of_a_pillar = |id: &&String| plan.questions.iter().any(|q| q.id == **id && q.pillar.is_some());
    let top = &plan.breakdowns[0];
    for wave in [0, 1] {
        let sheet = Sheet::read(files, SyntheticKind::Export(wave));
        let rows = sheet.kept(plan, wave);
        let at = sheet.column(top.headers[wave].as_deref().unwrap());
        let there = |row: &&Vec<String>| group(top, &row[at]) == top.group("adult-social-care");
        let care: Vec<Vec<String>> = rows.iter().filter(there).cloned().collect();
        for question in settings.waves[&plan.waves[wave].id].answers.keys().filter(of_a_pillar) {
            let of =
                |rows: &[Vec<String>]| percent(&tones(plan, wave, &sheet, rows, question), Tone::Positive);
            assert!(of(&care) < of(&rows), "{question} in wave {wave}");
        }
    }
}

#[test]
fn nobody_answers_who_is_not_in_the_headcount() {
    let (plan, settings, files) = sample();
    for wave in [0, 1] {
        let sheet = Sheet::read(files, SyntheticKind::Export(wave));
        let headcount = Sheet::read(files, SyntheticKind::Headcount(wave));
        let people = |wanted: &dyn Fn(&Vec<String>) -> bool| -> u64 {
            headcount
                .rows
                .iter()
                .filter(|row| wanted(row))
                .map(|row| row.last().unwrap().parse::<u64>().unwrap())
                .sum()
        };
        assert_eq!(people(&|row| row[1] == "core"), 2_949);
        assert_eq!(people(&|_| true), 8_113);
        let team = plan.breakdowns.iter().position(|b| b.id == "team").unwrap();
        let columns = [team].into_iter().chain(
            settings
                .headcount_columns
                .iter()
                .map(|id| plan.breakdowns.iter().position(|b| b.id == *id).unwrap()),
        );
        let columns: Vec<usize> = columns.collect();
        let mut cells: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for row in sheet.kept(plan, wave) {
            let id = |column: &usize| {
                let breakdown = &plan.breakdowns[*column];
                let label = &row[sheet.column(breakdown.headers[wave].as_deref().unwrap())];
                let live = |g: &&crate::plan::Group| {
                    g.waves[wave] && g.labels.iter().any(|l| normal_form(l) == normal_form(label))
                };
                breakdown.groups.iter().find(live).map(|group| group.id.clone())
            };
            if let Some(ids) = columns.iter().map(id).collect::<Option<Vec<_>>>() {
                *cells.entry(ids).or_default() += 1;
            }
        }
        assert!(cells.len() > 500);
        for (cell, count) in cells {
            let there = people(&|row| row[0] == cell[0] && row[1] == "core" && row[2..5] == cell[1..]);
            assert!(count <= there, "{cell:?}: {count} of {there}");
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_seed_others() {
    let (plan, settings) = all_colleague();
    let overrides = Overrides { respondents: Some(120), ..Overrides::default() };
    let first = made(&plan, &settings, &overrides);
    assert!(first == made(&plan, &settings, &overrides));
    let others = made(&plan, &settings, &Overrides { seed: Some(2), ..overrides });
    assert!(first.iter().zip(&others).all(|(a, b)| a.path == b.path && a.bytes != b.bytes));
}

#[test]
fn a_pipeline_without_settings_is_simulated_from_its_questions_alone() {
    let folder = tempfile::tempdir().unwrap();
    let plan = small_pipeline(folder.path());
    let settings = SimulateSettings::load(folder.path()).unwrap().value;
    let outcome =
        simulate(&plan, &settings, &Overrides { respondents: Some(60), ..Overrides::default() }).unwrap();
    assert_eq!(outcome.problems.iter().count(), 1);
    let files = outcome.value;
    assert_eq!(
        files.iter().map(|f| f.path.to_str().unwrap()).collect::<Vec<_>>(),
        ["w1.csv", "headcount/w1.csv"]
    );
    let sheet = Sheet::read(&files, SyntheticKind::Export(0));
    assert_eq!(sheet.header[..4], ["key", "sent", "state", "site"].map(str::to_owned));
    assert_eq!(sheet.rows.len(), 60 + 10);
    let rows = sheet.kept(&plan, 0);
    assert_eq!(rows.len(), 60);
    let (leads, crew) = (sheet.column("Do you lead a crew?"), sheet.column("Is your crew large enough?"));
    assert!(rows.iter().all(|row| row[leads] == "Yes" || row[crew].is_empty()));
    assert!(rows.iter().any(|row| !row[crew].is_empty()));
    fs::create_dir(folder.path().join("headcount")).unwrap();
    fs::write(folder.path().join("headcount/w1.csv"), &files[1].bytes).unwrap();
    let loaded = Plan::load(folder.path()).unwrap().value;
    assert_eq!(loaded.waves[0].headcount.as_ref().map(|h| h.total(&plan.scopes[0])), Some(96));
}

#[test]
fn an_override_turns_every_export_into_a_forms_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let plan = small_pipeline(folder.path());
    let overrides = Overrides {
        respondents: Some(20),
        layout: Some(ExportLayout::MicrosoftForms),
        ..Overrides::default()
    };
    let files = made(&plan, &SimulateSettings::default(), &overrides);
    assert_eq!(files[0].path, Path::new("w1.xlsx"));
    let sheet = Sheet::read(&files, SyntheticKind::Export(0));
    assert_eq!(sheet.header[..4], ["id", "start time", "completion time", "email"].map(str::to_owned));
    let tools = sheet.column("Which do you use?");
    assert!(sheet.rows.iter().all(|row| row[tools].is_empty() || row[tools].ends_with(';')));
}

/// The rows of an export of the small pipeline in a layout, without its headers.
fn small_rows(layout: ExportLayout) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let plan = small_pipeline(folder.path());
    let overrides = Overrides {
        respondents: Some(60),
        layout: Some(layout),
        exports_only: true,
        waves: vec![0],
        ..Overrides::default()
    };
    let files = made(&plan, &SimulateSettings::default(), &overrides);
    assert_eq!(files.len(), 1, "the headcount is left out");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&files[0].bytes[..]);
    reader.records().skip(1).map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_question_to_which_nothing_led_was_not_asked() {
    // Key, Sent, State, Site, glad, tired, leads, crew, …
    let rows = small_rows(ExportLayout::Snap);
    assert_eq!(rows.len(), 70);
    for row in &rows {
        assert_eq!(row[7] == "Not Asked", row[6] == "No", "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()) || row[2].is_empty(), "{row:?}");
    }
    assert!(rows.iter().any(|row| row[7] == "No Reply"));
}

#[test]
fn who_tried_the_form_out_is_seen_where_the_rule_of_the_wave_looks() {
    let plain = small_rows(ExportLayout::Csv);
    let marked = |row: &&Vec<String>| row[2] == "Trial";
    assert_eq!(plain.iter().filter(marked).count(), 2);
    let qualtrics = small_rows(ExportLayout::Qualtrics);
    let previews: Vec<_> = qualtrics.iter().filter(|row| row[2] == "Survey Preview").collect();
    assert!(previews.len() == 2 && previews.iter().all(|row| row[17] == "Trial"));
}

#[test]
fn in_a_small_survey_most_people_are_ordinary() {
    let rows = small_rows(ExportLayout::Csv);
    // Whoever stops on the way says nothing of the shift, which stands last.
    let stopped = rows.iter().filter(|row| row.last().is_some_and(String::is_empty)).count();
    assert!(stopped <= 12, "{stopped}");
}

#[test]
fn settings_that_do_not_fit_the_plan_are_told_all_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let plan = small_pipeline(folder.path());
    let text = "[workforce.crew]\nnorht = 4\n[waves.w1.answers]\nglad = { positive = 80, negative = 40 }\n\
                [[effect]]\nbreakdown = \"site\"\ngroup = \"nort\"\nshift = -0.5\n";
    fs::write(folder.path().join("simulate.toml"), text).unwrap();
    let settings = SimulateSettings::load(folder.path()).unwrap().value;
    let problems = simulate(&plan, &settings, &Overrides::default()).unwrap_err();
    let columns: Vec<_> = problems.iter().filter_map(|p| p.place.column.clone()).collect();
    assert_eq!(
        columns,
        ["workforce.crew", "workforce.crew.norht", "effect.group.nort", "waves.w1.answers.glad"]
    );
    fs::write(folder.path().join("simulate.toml"), "sede = 3\n").unwrap();
    let problems = SimulateSettings::load(folder.path()).unwrap_err();
    assert_eq!(problems.iter().next().and_then(|p| p.hint.clone()).as_deref(), Some("did you mean “seed”?"));
}

#[test]
fn more_responses_than_people_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let plan = small_pipeline(folder.path());
    let text = "[workforce.\"\"]\nnorth = 4\nsouth = 5\n[waves.w1]\nrespondents = 12\n";
    fs::write(folder.path().join("simulate.toml"), text).unwrap();
    let settings = SimulateSettings::load(folder.path()).unwrap().value;
    let problems = simulate(&plan, &settings, &Overrides::default()).unwrap_err();
    assert!(problems.iter().any(|p| p.message.contains("only 9 people could answer")));
}
