//! Three waves of a made-up trust: a trend, two units that were merged, and a question that the middle wave did not ask.

use serde_json::Value;

use crate::workdir::Workdir;

/// The trust's pipeline with invented answers, and the release of it.
fn release() -> (Workdir, Value) {
    let work = Workdir::empty();
    work.write("trust/survey.toml", SURVEY);
    work.write("trust/questions.csv", QUESTIONS);
    work.write("trust/units.csv", UNITS);
    work.write(
        "trust/lineage.csv",
        "unit,successor,wave,kind\nsurgery,hospital,2024,merged\nmedicine,hospital,2024,merged\n",
    );
    work.write("trust/protection.toml", "owner = \"HR\"\ndecided = \"2024-01-08\"\n");
    work.write("trust/simulate.toml", SIMULATE);
    for wave in ["2020", "2022", "2024"] {
        work.write(&format!("trust/waves/{wave}.toml"), &WAVE.replace("YEAR", wave));
    }
    work.simulate("trust", "600", "5");
    let run = work.run(&["run", "trust"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let release = serde_json::from_str(&work.read("trust/reports/2024/release.json")).expect("JSON");
    (work, release)
}

/// The row of a measure and group in a wave.
fn row<'a>(release: &'a Value, wave: &str, measure: &str, group: &str) -> &'a Value {
    let rows = release["rows"].as_array().expect("rows");
    let found =
        rows.iter().find(|row| row["wave"] == wave && row["measure"] == measure && row["group"] == group);
    found.unwrap_or_else(|| panic!("no row of {measure} in {group} of {wave}"))
}

fn change<'a>(release: &'a Value, measure: &str, group: &str) -> &'a Value {
    &row(release, "2024", measure, group)["change"]["shown"]
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Positive answers and all answers of some groups together, as the release shows them.
fn together(release: &Value, wave: &str, measure: &str, groups: &[&str]) -> [f64; 2] {
    groups.iter().fold([0.0, 0.0], |[positive, base], group| {
        let figures = &row(release, wave, measure, group)["figures"]["shown"];
        [positive + number(&figures["tones"][2]), base + number(&figures["base"])]
    })
}

#[test]
fn a_trend_a_merged_unit_and_a_question_skipped_in_the_middle() {
    let (work, release) = release();
    crate::subtraction::assert_no_small_remainder(&release);
    assert_changes(&release);
    assert_trends(&release);
    let page = work.read("trust/reports/2024/year-on-year.html");
    assert!(page.contains("The change is since 2020"), "the page says from when a change is");
    // Stage by stage, with what is kept between them, the release is the same.
    for command in ["ingest", "analyse", "release"] {
        let run = work.run(&[command, "trust", "--store", "again", "--out", "again-out"]);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
    }
    let again = work.read("again-out/2024/release.json");
    assert!(again == work.read("trust/reports/2024/release.json"), "another release from the store");
}

fn assert_changes(release: &Value) {
    for (measure, from) in [("proud", "2022"), ("time", "2020"), ("voice", "2022")] {
        let change = change(release, measure, "all");
        assert_eq!(change["from"], from, "{measure}");
        let points = number(&row(release, "2024", measure, "all")["figures"]["shown"]["value"])
            - number(&row(release, from, measure, "all")["figures"]["shown"]["value"]);
        assert!((number(&change["difference"]["points"]) - points).abs() < 1e-9, "{measure}");
    }
    // The pillar's change is measured over the one question that the wave before asked too.
    assert_eq!(change(release, "care", "all")["rebased"], true);
    let both = ["surgery", "medicine"];
    for (measure, from) in [("proud", "2022"), ("time", "2020")] {
        let change = change(release, measure, "hospital");
        let note = "the earlier figure is that of Surgery and Medicine together";
        assert_eq!(
            (&change["from"], &change["rebased"], &change["note"]),
            (&from.into(), &true.into(), &note.into())
        );
        let [positive, base] = together(release, from, measure, &both);
        let now = number(&row(release, "2024", measure, "hospital")["figures"]["shown"]["value"]);
        let points = now - 100.0 * positive / base;
        assert!((number(&change["difference"]["points"]) - points).abs() < 1e-9, "{measure}");
    }
    let response = change(release, "everyone", "hospital");
    assert!(response["difference"]["points"].is_number() && response["rebased"] == true, "{response}");
}

fn assert_trends(release: &Value) {
    let trends = release["findings"]["trends"].as_array().expect("trends");
    let of = |measure: &str, group: &str| {
        trends.iter().find(|trend| trend["measure"] == measure && trend["group"] == group)
    };
    let proud = of("proud", "all").expect("a trend");
    assert_eq!(proud["waves"], serde_json::json!(["2020", "2022", "2024"]));
    assert_eq!(proud["verdict"], "higher");
    assert!((number(&proud["slope"]) - 5.0).abs() < 0.5, "50, 60 and 70% in four years: {}", proud["slope"]);
    for (wave, value) in ["2020", "2022", "2024"].into_iter().zip(proud["values"].as_array().expect("values"))
    {
        assert_eq!(value, &row(release, wave, "proud", "all")["figures"]["shown"]["value"]);
    }
    assert!(of("proud", "community").is_some() && of("speak", "all").is_some());
    assert!(of("time", "all").is_none(), "asked in two waves");
    let care = of("care", "all").expect("a trend over the one question that every wave asked");
    assert_eq!(care["values"], proud["values"]);
    assert!(of("proud", "hospital").is_none(), "not the same unit in every wave");
}

const SURVEY: &str = r#"
[survey]
name = "Pulse Survey"
organisation = "Northern Trust"
waves = ["2020", "2022", "2024"]

[scales.agree]
labels = ["Disagree", "Neither", "Agree"]
positive = ["Agree"]
negative = ["Disagree"]

[[pillar]]
id = "care"

[[pillar]]
id = "speak"

[[breakdown]]
id = "division"
name = "Division"
kind = "level"
"#;

const QUESTIONS: &str = "id,text,pillar,role,scale,2020,2022,2024\n\
proud,I am proud of our care,care,pride,agree,Proud,Proud,Proud\n\
time,I have time for patients,care,,agree,Time,,Time\n\
voice,I can question a decision,speak,challenge,agree,Voice,Voice,Voice\n";

const UNITS: &str = "id,name,level,parent,from_wave,to_wave\n\
surgery,Surgery,division,,,2022\n\
medicine,Medicine,division,,,2022\n\
hospital,Hospital,division,,2024,\n\
community,Community,division,,,\n";

const SIMULATE: &str = "[waves.2020.answers]\nproud = { positive = 50.0, negative = 20.0 }\n\
[waves.2022.answers]\nproud = { positive = 60.0, negative = 20.0 }\n\
[waves.2024.answers]\nproud = { positive = 70.0, negative = 20.0 }\n";

const WAVE: &str = r#"
fieldwork = { start = "YEAR-03-01", end = "YEAR-03-31" }
headcount = "../headcount/YEAR.csv"

[[export]]
file = "../YEAR.csv"
layout = "csv"

[columns]
division = "Division"

[rows]
response_id = "Response id"
completed = "Completed"
"#;
