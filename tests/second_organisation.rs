//! Another organisation with other units, other pillars, a seven-point scale on which 1 is best, and other wording
//! runs without a change in the sources: only its pipeline folder is its own.

use std::path::Path;

use crate::sample::project;
use crate::workdir::{Workdir, files};

/// A copy of the sample's pipeline folder, made over for a made-up health trust.
fn trust() -> Workdir {
    let work = Workdir::empty();
    let from = project().join("pipelines/all-colleague");
    for (name, bytes) in files(&from) {
        let kept = ["protection.toml"].contains(&name.as_str());
        if kept {
            work.write(&format!("trust/{name}"), &String::from_utf8(bytes).expect("text"));
        }
    }
    work.write("trust/survey.toml", SURVEY);
    work.write("trust/questions.csv", QUESTIONS);
    work.write("trust/units.csv", UNITS);
    work.write(
        "trust/comparability.csv",
        "question,from_wave,to_wave,verdict,note\nvoice,spring,autumn,reworded,one word changed\n",
    );
    for (wave, start, end) in [("spring", "2031-03-01", "2031-03-31"), ("autumn", "2031-10-01", "2031-10-31")]
    {
        let text = WAVE.replace("START", start).replace("END", end).replace("ID", wave);
        work.write(&format!("trust/waves/{wave}.toml"), &text);
    }
    work
}

#[test]
fn it_runs_and_reads_its_scale_the_right_way_round() {
    let work = trust();
    work.simulate("trust", "400", "11");
    let run = work.run(&["run", "trust", "--threads", "2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = words(&work.read("trust/reports/autumn/index.html"));
    for word in ["Northern Trust", "the trust", "Care Well", "Speak Up", "division"] {
        assert!(page.to_lowercase().contains(&word.to_lowercase()), "the page has no {word:?}");
    }
    for word in ["council", "Stockport", "directorate"] {
        assert!(!page.to_lowercase().contains(&word.to_lowercase()), "the page says {word:?}");
    }
    assert_first_labels_are_positive(&work);
    let release = serde_json::from_str(&work.read("trust/reports/autumn/release.json")).expect("JSON");
    crate::subtraction::assert_no_small_remainder(&release);
}

/// What a reader sees of a page: no tags, no styles.
fn words(page: &str) -> String {
    let body = page.split_once("</head>").map_or(page, |(_, body)| body);
    body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

/// Counts the labels 1 and 2 of a question in the export by hand, and finds their share in the results.
fn assert_first_labels_are_positive(work: &Workdir) {
    let mut reader = csv::Reader::from_path(work.path("trust/autumn.csv")).expect("an export");
    let column =
        reader.headers().expect("headers").iter().position(|header| header == "I am proud of our care");
    let column = column.expect("the question's column");
    let mut tally = [0u64; 8];
    for record in reader.records() {
        let record = record.expect("a record");
        let in_time = record.get(1).is_some_and(|completed| completed < "2031-11-01");
        if !in_time {
            continue;
        }
        let label = record.get(column).unwrap_or_default().trim().chars().next().and_then(|c| c.to_digit(10));
        tally[label.unwrap_or(0) as usize] += 1;
    }
    let base: u64 = tally[1..].iter().sum();
    let percent = (200 * (tally[1] + tally[2]) + base) / (2 * base);
    let results = Path::new("trust/reports/autumn/data/results.csv");
    let row = format!("autumn,question,proud,all,all,shown,{base},{percent},");
    assert!(work.read(&results.display().to_string()).contains(&row), "{row}");
}

const SURVEY: &str = r#"
[survey]
name = "Pulse Survey"
organisation = "Northern Trust"
short_name = "the trust"
plan = "Care Promise"
waves = ["spring", "autumn"]

[scales.seven]
labels = ["1 Fully agree", "2", "3", "4", "5", "6", "7 Do not agree at all"]
most_favourable = "first"
positive = ["1 Fully agree", "2"]
negative = ["6", "7 Do not agree at all"]

[[pillar]]
id = "care"
name = "Care Well"

[[pillar]]
id = "speak"
name = "Speak Up"

[[breakdown]]
id = "division"
name = "Division"
kind = "level"

[[breakdown]]
id = "role"
name = "Role"
kind = "characteristic"

[[breakdown.group]]
id = "nurse"
name = "Nurse or midwife"

[[breakdown.group]]
id = "doctor"
name = "Doctor"

[[breakdown.group]]
id = "other"
name = "Another role"
"#;

const QUESTIONS: &str = "id,text,pillar,role,scale,reverse,spring,autumn\n\
proud,I am proud of our care,care,pride,seven,,I am proud of our care,I am proud of our care\n\
time,I have time for patients,care,,seven,,I have time for patients,I have time for patients\n\
voice,I can question a decision,speak,challenge,seven,,I can question decisions,I can question a decision\n\
fear,I am afraid to report mistakes,speak,,seven,yes,I am afraid to report mistakes,I am afraid to report mistakes\n";

const UNITS: &str = "id,name,level,parent\n\
surgery,Surgery,division,\n\
medicine,Medicine,division,\n\
community,Community,division,\n";

const WAVE: &str = r#"
fieldwork = { start = "START", end = "END" }
headcount = "../headcount/ID.csv"

[[export]]
file = "../ID.csv"
layout = "csv"

[columns]
division = "Division"
role = "Role"

[rows]
response_id = "Response id"
completed = "Completed"
"#;
