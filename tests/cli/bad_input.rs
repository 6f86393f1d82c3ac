//! Bad input: told clearly, all of it at once, with the right exit code and nothing written.

use crate::workdir::{Run, Workdir, export};

/// Runs `run` on the small pipeline and asserts the exit code, the words of the message, and that nothing was written.
fn refused(work: &Workdir, code: i32, words: &[&str]) -> Run {
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    for word in words {
        assert!(run.err.contains(word), "no {word:?} in:\n{}", run.err);
    }
    assert!(!work.path("small/store").exists(), "a store was written");
    assert!(!work.path("small/reports").exists(), "reports were written");
    run
}

#[test]
fn the_small_pipeline_is_in_order() {
    let work = Workdir::small();
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(work.path("small/reports/2024/index.html").exists());
}

#[test]
fn a_missing_export() {
    let work = Workdir::small();
    std::fs::remove_file(work.path("small/export.csv")).expect("removed");
    refused(&work, 5, &["export.csv", "cannot"]);
}

#[test]
fn a_folder_in_place_of_an_export() {
    let work = Workdir::small();
    std::fs::remove_file(work.path("small/export.csv")).expect("removed");
    std::fs::create_dir(work.path("small/export.csv")).expect("a folder");
    refused(&work, 5, &["export.csv"]);
}

#[test]
fn no_pipeline_at_all() {
    let run = Workdir::empty().run(&["run", "nowhere"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("nowhere") && run.err.contains("survey.toml"));
}

#[test]
fn an_unknown_key() {
    let work = Workdir::small();
    work.replace("small/survey.toml", "organisation =", "organization =");
    refused(&work, 3, &["survey.toml", "survey.organization", "did you mean “organisation”?"]);
}

#[test]
fn a_question_whose_column_is_not_in_the_export() {
    let work = Workdir::small();
    work.replace("small/export.csv", ",Proud,", ",Prowd,");
    refused(&work, 3, &["export.csv", "“Proud”", "Prowd"]);
}

#[test]
fn a_label_that_is_not_on_its_scale() {
    let work = Workdir::small();
    work.replace("small/export.csv", "\n1,Place,Roads,Disagree", "\n1,Place,Roads,Disagrees");
    refused(&work, 3, &["export.csv", "row 2", "Proud", "Disagrees", "Disagree"]);
}

#[test]
fn an_unknown_directorate() {
    let work = Workdir::small();
    work.replace("small/export.csv", "\n4,Place,", "\n4,Plaice,");
    refused(&work, 3, &["export.csv", "row 5", "Directorate", "Plaice", "Place"]);
}

#[test]
fn a_headcount_smaller_than_the_responses() {
    let work = Workdir::small();
    work.replace("small/headcount/2024.csv", "roads,30", "roads,19");
    refused(&work, 3, &["2024.toml", "headcount of roads", "more respondents than people"]);
}

#[test]
fn a_duplicate_response_id() {
    let work = Workdir::small();
    work.replace("small/export.csv", "\n7,", "\n3,");
    let run = refused(&work, 3, &["export.csv", "row 8", "duplicate response id"]);
    assert!(run.err.contains("row 4") || run.err.contains('4'), "names the first one too: {}", run.err);
}

#[test]
fn an_empty_export() {
    let work = Workdir::small();
    work.write("small/export.csv", "");
    refused(&work, 3, &["export.csv", "empty"]);
    work.write("small/export.csv", &export(0));
    refused(&work, 3, &["export.csv"]);
}

#[test]
fn shapes_that_a_spreadsheet_could_not_have() {
    let cases: [(&str, &str, &str); 4] = [
        ("\n5,", "\n5,\"", "row 6"),
        ("\n5,", "\n5,x,", "row 6"),
        (",Proud,", ",Safe,", "Safe"),
        ("\n5,", "\n5\0,", "row 6"),
    ];
    for (from, to, word) in cases {
        let work = Workdir::small();
        work.replace("small/export.csv", from, to);
        refused(&work, 3, &["export.csv", word]);
    }
}

#[test]
fn a_threshold_below_the_floor() {
    let work = Workdir::small();
    work.write("small/protection.toml", "smallest_group = 5\nowner = \"HR\"\ndecided = \"2024-01-08\"\n");
    refused(&work, 3, &["protection.toml", "smallest_group", "at least 10"]);
}

#[test]
fn models_of_what_is_not_there() {
    let work = Workdir::small();
    let survey = work.read("small/survey.toml");
    let models = "[weighting]\nby = [\"directorat\"]\nlargest = 0.2\n[like_for_like]\nby = [\"service\"]\n\
                  [[drivers]]\noutcome = \"proud\"\nquestions = [\"saf\", \"comment\"]\n";
    work.write("small/survey.toml", &(survey + models));
    let told = [
        ("weighting.by", "did you mean “directorate”?"),
        ("weighting.largest", "at least 1"),
        ("like_for_like.by", "“service” is a level"),
        ("drivers.proud.questions", "did you mean “safe”?"),
        ("drivers.proud.questions", "“comment” is a text"),
    ];
    let run = refused(&work, 3, &["survey.toml"]);
    for (key, words) in told {
        assert!(run.err.contains(&format!("“{key}”")) && run.err.contains(words), "{words}: {}", run.err);
    }
    assert!(run.err.contains("5 problems"), "{}", run.err);
}

#[test]
fn several_problems_are_told_together() {
    let work = Workdir::small();
    work.replace("small/export.csv", ",Proud,", ",Prowd,");
    work.replace("small/export.csv", "\n4,Place,", "\n4,Plaice,");
    work.replace("small/export.csv", "\n7,", "\n3,");
    refused(&work, 3, &["Prowd", "Plaice", "duplicate response id"]);
}

#[test]
fn messages_can_be_read_by_a_program() {
    let work = Workdir::small();
    work.replace("small/export.csv", "\n4,Place,", "\n4,Plaice,");
    let run = work.run(&["check", "small", "--message-format", "json"]);
    assert_eq!(run.code, 3);
    for line in run.err.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).expect("one JSON object a line");
        assert!(problem["severity"].is_string() && problem["message"].is_string());
    }
    assert!(run.err.contains("\"row\":5"), "{}", run.err);
}
