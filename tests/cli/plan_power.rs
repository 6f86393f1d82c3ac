//! `plan-power`: what a survey could show, told before anybody is asked.

use crate::sample::project;
use crate::workdir::{Workdir, run_in};

#[test]
fn the_outlook_of_the_sample_reads_as_it_should() {
    let run = run_in(project(), &["plan-power", "pipelines/all-colleague", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let golden = std::fs::read_to_string(project().join("tests/cli/plan_power.txt")).expect("the text");
    assert!(run.out == golden, "tests/cli/plan_power.txt is not what it says now:\n{}", run.out);
}

#[test]
fn the_readme_quotes_it() {
    let golden = std::fs::read_to_string(project().join("tests/cli/plan_power.txt")).expect("the text");
    let readme = std::fs::read_to_string(project().join("README.md")).expect("the README");
    let (_, section) = readme.split_once("## Before the survey").expect("the section");
    let excerpt = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let excerpt: Vec<&str> = excerpt.expect("an excerpt").lines().collect();
    assert!(excerpt.len() >= 4);
    for line in excerpt.into_iter().filter(|line| *line != "…") {
        assert!(golden.lines().any(|other| other == line), "not in the text: {line}");
    }
}

#[test]
fn it_needs_neither_exports_nor_a_store() {
    let work = Workdir::small();
    std::fs::remove_file(work.path("small/export.csv")).expect("removed");
    let run = work.run(&["plan-power", "small", "--response", "100", "--positive", "50", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    let header = "table,group,people,respondents,range_points,difference_points,change_points,could_show";
    assert_eq!(lines[0], header);
    assert_eq!(lines[1], "all,all,85,85,10.4,,20.9,too_small");
    assert!(lines.contains(&"size,50,50,50,13.4,29.0,26.7,too_small"), "{}", run.out);
    assert!(lines.iter().any(|line| line.starts_with("service,parks,25,25,")), "{}", run.out);
    assert!(!work.path("small/store").exists());
    work.replace(
        "small/survey.toml",
        "[scales.agreement]",
        "[verdicts]\nmeaningful_points = 40\n[scales.agreement]",
    );
    let run = work.run(&["plan-power", "small", "--response", "62.5"]);
    assert!(run.out.contains("if 62.5% take part") && run.out.contains("can show 40 points"), "{}", run.out);
}

#[test]
fn what_is_missing_or_impossible_is_told() {
    let work = Workdir::small();
    for arguments in
        [["--response", "0"], ["--response", "101"], ["--positive", "100"], ["--positive", "most"]]
    {
        let run = work.run(&["plan-power", "small", arguments[0], arguments[1]]);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains("expected a number above 0"), "{}", run.err);
    }
    work.replace("small/waves/2024.toml", "headcount = ", "label = ");
    let run = work.run(&["plan-power", "small"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("2024.toml") && run.err.contains("headcount"), "{}", run.err);
}
