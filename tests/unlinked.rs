//! A long export that does not say whose answers they are: questions by group, and nothing that needs a person's answers.

use std::collections::BTreeMap;

use crate::workdir::{Workdir, export};

/// The small pipeline with two waves of the same 240 people; the second as one row per answer, with or without their number.
fn pipeline(keyed: bool) -> Workdir {
    let work = Workdir::small();
    work.replace("small/survey.toml", "[\"2024\"]", "[\"2024\", \"2026\"]");
    let index = "[[index]]\nid = \"speaking\"\nname = \"Speaking\"\nquestions = [\"proud\", \"safe\"]\n\n[[breakdown]]";
    work.replace("small/survey.toml", "[[breakdown]]", index);
    let questions = work.read("small/questions.csv");
    let again = |line: &str| {
        let last = line.rsplit(',').next().expect("a cell");
        let header = if last == "2024" { "2026" } else { last };
        format!("{line},{header}\n")
    };
    work.write("small/questions.csv", &questions.lines().map(again).collect::<String>());
    work.write("small/headcount/2024.csv", "unit,headcount\nroads,120\nparks,100\nlibraries,120\n");
    let wide = export(240);
    work.write("small/export.csv", &wide);
    work.write("small/long.csv", &long(&wide, keyed));
    let respondent = if keyed { "respondent = \"Id\", " } else { "" };
    let named = format!(
        "long.csv\"\nlayout = \"long\"\nlong = {{ {respondent}question = \"Question\", answer = \"Answer\" }}"
    );
    let wave = work.read("small/waves/2024.toml").replace("2024-05", "2026-05");
    work.write("small/waves/2026.toml", &wave.replace("export.csv\"", &named));
    work
}

/// One row per answer, the groups beside it.
fn long(wide: &str, keyed: bool) -> String {
    let mut lines = wide.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let id = |id: &str| if keyed { format!("{id},") } else { String::new() };
    let mut text = id("Id") + "Directorate,Service,Question,Answer\n";
    for cells in lines {
        for at in [3, 4, 5] {
            text += &format!("{}{},{},{},{}\n", id(cells[0]), cells[1], cells[2], header[at], cells[at]);
        }
    }
    text
}

type Row = BTreeMap<String, String>;

/// The published rows of the second wave.
fn results(work: &Workdir) -> Vec<Row> {
    let file = work.path("small/reports/2026/data/results.csv");
    let mut reader = csv::Reader::from_path(file).expect("the results");
    let rows = reader.deserialize().map(|row| row.expect("a record"));
    rows.filter(|row: &Row| row["wave"] == "2026").collect()
}

#[test]
fn questions_are_those_of_the_file_with_respondents_and_nothing_else_is_there() {
    let (keyed, keyless) = (pipeline(true), pipeline(false));
    let run = keyed.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = keyless.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let reason = "the answers of 2026 are not linked to respondents";
    assert_eq!(run.err.matches(reason).count(), 1, "{}", run.err);
    assert!(run.err.contains("the headcount is not used"), "{}", run.err);
    let audit = keyless.run(&["audit", "small/reports/2026"]);
    assert_eq!(audit.code, 0, "{}{}", audit.out, audit.err);

    let figures = |rows: &[Row]| -> Vec<Vec<String>> {
        let columns = ["measure", "breakdown", "group", "status", "base", "positive", "neutral", "negative"];
        let questions = rows.iter().filter(|row| row["kind"] == "question");
        questions.map(|row| columns.map(|column| row[column].clone()).to_vec()).collect()
    };
    let (with, without) = (results(&keyed), results(&keyless));
    assert!(figures(&with).len() >= 10 && figures(&with) == figures(&without), "{:?}", figures(&without));
    let kinds = |rows: &[Row]| rows.iter().filter(|row| row["kind"] != "question").count();
    assert!(kinds(&with) > 0);
    assert_eq!(kinds(&without), 0, "no response rate and no score");

    let page = keyless.read("small/reports/2026/index.html");
    assert!(page.contains("At least 240 colleagues answered in 2026"));
    assert!(page.contains("it is not known which answers are of one colleague"));
    let check = keyless.run(&["check", "small"]);
    assert_eq!(check.code, 0, "{}", check.err);
    assert!(check.out.contains("at least") && check.err.contains(reason), "{}{}", check.out, check.err);
}
