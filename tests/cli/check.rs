//! `check`: how good the data is, as a page for whoever holds the exports.

use crate::sample::project;
use crate::workdir::{Run, Workdir, run_in};

/// The small organisation with a second file from paper, rows set aside, answers of every kind, and a silent service.
fn uneven() -> Workdir {
    let work = Workdir::small();
    work.replace("small/units.csv", "libraries,", "museums,Museums,service,people\nlibraries,");
    work.replace("small/headcount/2024.csv", "libraries,30", "libraries,30\nmuseums,12");
    work.replace("small/questions.csv", "comment,", "lead,I have time to lead,,,agreement,Lead\ncomment,");
    work.write("small/export.csv", &answers(1, 48));
    work.write("small/paper.csv", &answers(60, 12));
    let second = "[[export]]\nfile = \"../paper.csv\"\norigin = \"paper\"\n\n[columns]";
    work.replace("small/waves/2024.toml", "[columns]", second);
    let rules = "response_id = \"Id\"\nunknown_labels = \"set-aside\"\n\n[missing]\n\
        prefer_not_to_say = [\"Rather not\"]\n\n[[set_aside]]\nreason = \"trial\"\ncolumn = \"Comment\"\nvalues = [\"try\"]\n";
    work.replace("small/waves/2024.toml", "response_id = \"Id\"\n", rules);
    let route = "\n[[route]]\nquestion = \"lead\"\nrouter = \"safe\"\nanswers = [\"Agree\"]\n";
    let survey = work.read("small/survey.toml") + route;
    work.write("small/survey.toml", &survey);
    work
}

/// So many responses from this number on, in a fixed rhythm.
fn answers(from: usize, rows: usize) -> String {
    let proud = ["Disagree", "Neither", "Agree", "Agree", "", "Rather not", "Agreee"];
    let services = [("Place", "Roads"), ("Place", "Parks"), ("People", "Libraries")];
    let mut text = String::from("Id,Directorate,Service,Proud,Safe,Lead,Comment\n");
    for row in from..from + rows {
        let (directorate, service) = services[row % 3];
        let (proud, safe) = (proud[row % 7], ["Agree", "Neither"][row % 2]);
        let lead = if row % 2 == 0 { ["Disagree", ""][row / 2 % 2] } else { "" };
        let comment = ["", "", "", "", "", "Fine", "", "", "", "try"][row % 10];
        text += &format!("{row},{directorate},{service},{proud},{safe},{lead},{comment}\n");
    }
    text += if from == 1 { "99,,,,,,\n" } else { "" };
    text
}

/// That a page is the text in this file, and no wider than a terminal.
fn assert_reads(run: &Run, golden: &str) {
    assert_eq!(run.code, 0, "{}", run.err);
    let path = project().join("tests/cli").join(golden);
    let text = std::fs::read_to_string(path).unwrap_or_default();
    assert!(run.out == text, "tests/cli/{golden} is not what it says now:\n{}", run.out);
    for line in run.out.lines().take_while(|line| !line.starts_with('#')) {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn the_page_of_a_small_survey_reads_as_it_should() {
    let work = uneven();
    let run = work.run(&["check", "small", "--quiet"]);
    assert_eq!(run.err, "");
    assert_reads(&run, "check.txt");
    assert!(!work.path("small/store").exists() && !work.path("small/reports").exists());
}

#[test]
fn the_page_of_the_sample_reads_as_it_should() {
    assert_reads(&run_in(project(), &["check", "pipelines/all-colleague", "--quiet"]), "check_sample.txt");
}

#[test]
fn the_readme_quotes_it() {
    let read = |name: &str| std::fs::read_to_string(project().join(name)).expect("a text");
    let (golden, readme) = (read("tests/cli/check.txt"), read("README.md"));
    let (_, section) = readme.split_once("## How good is the data?").expect("the section");
    let excerpt = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let excerpt: Vec<&str> = excerpt.expect("an excerpt").lines().collect();
    assert!(excerpt.len() >= 10);
    for line in excerpt.into_iter().filter(|line| *line != "…") {
        assert!(golden.lines().any(|other| other == line), "not in the page: {line}");
    }
}

#[test]
fn more_is_told_when_it_is_asked_for() {
    let brief = run_in(project(), &["check", "pipelines/all-colleague"]).out;
    let all = run_in(project(), &["check", "pipelines/all-colleague", "--verbose"]).out;
    assert!(brief.contains("10 of 45 questions; --verbose lists all.") && !brief.contains("\nService\n"));
    assert!(!all.contains("--verbose lists all.") && all.contains("\nService\n"));
}

#[test]
fn programs_get_the_page_and_the_same_as_data() {
    let run = uneven().run(&["check", "small", "--message-format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert!(
        told["result"]
            .as_array()
            .is_some_and(|lines| lines.iter().any(|line| line == "What needs your attention"))
    );
    let wave = &told["data"]["waves"][0];
    assert_eq!(told["data"]["waves"].as_array().map(Vec::len), Some(1));
    let (read, kept) = (wave["rows"]["read"].as_u64(), wave["rows"]["kept"].as_u64());
    assert_eq!((read, kept), (Some(61), Some(55)));
    let files = wave["rows"]["files"].as_array().expect("files");
    assert_eq!((files.len(), files[1]["origin"].as_str()), (2, Some("paper")));
    for file in files {
        let reasons = file["set_aside"].as_array().expect("reasons").iter();
        let set_aside: u64 = reasons.filter_map(|reason| reason["rows"].as_u64()).sum();
        assert_eq!(file["read"].as_u64(), file["kept"].as_u64().map(|kept| kept + set_aside));
    }
    let ids: Vec<_> = wave["questions"].as_array().expect("questions").iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["proud", "safe", "lead"]);
    assert!(!run.out.contains("Fine"), "no comment is told");
}
