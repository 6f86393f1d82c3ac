//! The ledger: what was published is known for ever, and every later run is held against it.

use crate::workdir::{Run, Workdir, export, files};

/// The small pipeline with room in its headcount, run and published.
fn published() -> Workdir {
    let work = Workdir::small();
    work.write("small/headcount/2024.csv", "unit,headcount\nroads,60\nparks,60\nlibraries,60\n");
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let run = work.run(&["publish", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    work
}

/// The files that everyone may see, and the ledger.
fn public(work: &Workdir) -> [Vec<(String, Vec<u8>)>; 2] {
    ["small/reports", "small/ledger"].map(|folder| files(&work.path(folder)))
}

/// Runs `run` and asserts that it refuses: exit code 4, these words, nothing published.
fn refused(work: &Workdir, words: &[&str]) -> Run {
    let before = public(work);
    for command in ["run", "release"] {
        let run = work.run(&[command, "small"]);
        assert_eq!(run.code, 4, "{command}: {}{}", run.out, run.err);
        for word in words.iter().chain(&["nothing was published", "small/ledger"]) {
            assert!(run.err.contains(word), "{command}: no {word:?} in:\n{}", run.err);
        }
        assert!(before == public(work), "{command} published something");
    }
    work.run(&["run", "small"])
}

/// More rows for an export: so many people of Libraries, with these answers in turn.
fn late(people: usize, labels: &[&str]) -> String {
    let row = |n: usize| {
        let (proud, safe) = (labels[n % labels.len()], labels[(n / 2) % labels.len()]);
        format!("{},People,Libraries,{proud},{safe},\n", 1000 + n)
    };
    (0..people).map(row).collect()
}

#[test]
fn a_run_is_a_draft_until_it_is_published() {
    let work = Workdir::small();
    let draft = work.run(&["run", "small"]);
    assert!(draft.out.contains("This is a draft: `candour publish small` records it"), "{}", draft.out);
    assert!(!work.path("small/ledger").exists(), "a run publishes nothing");
    let release = work.read("small/reports/2024/release.json");
    let publish = work.run(&["publish", "small"]);
    assert_eq!(publish.code, 0, "{}", publish.err);
    for word in ["Recorded as published", "figures of 2024", "frozen", "small/ledger", "for ever"] {
        assert!(publish.out.contains(word), "no {word:?} in {}", publish.out);
    }
    let known = files(&work.path("small/ledger"));
    assert_eq!(known.len(), 2, "a table and what it is of");
    let again = work.run(&["run", "small"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.out.contains("as it was published") && !again.out.contains("draft"), "{}", again.out);
    assert!(work.read("small/reports/2024/release.json") == release, "the ledger is no part of the release");
    let twice = work.run(&["publish", "small"]);
    assert!(twice.code == 0 && twice.out.contains("already"), "{}{}", twice.out, twice.err);
    assert!(files(&work.path("small/ledger")) == known);
    let dated = work.run(&["run", "small", "--as-of", "2024-09-02"]);
    assert!(dated.code == 0 && dated.out.contains("draft"), "another release: {}", dated.out);
    assert_eq!(work.run(&["publish", "small"]).code, 0);
    let dated = work.run(&["run", "small", "--as-of", "2024-09-02"]);
    assert!(dated.out.contains("dated 2024-09-02"), "{}", dated.out);
}

#[test]
fn the_ledger_holds_nothing_but_what_the_release_shows() {
    let work = published();
    let release: serde_json::Value =
        serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    let rows = release["rows"].as_array().expect("rows");
    let known = files(&work.path("small/ledger"));
    let table = known.iter().find(|(name, _)| name.ends_with("cells.csv")).expect("a table");
    let mut cells = csv::Reader::from_reader(table.1.as_slice());
    let mut count = 0;
    for cell in cells.deserialize::<std::collections::BTreeMap<String, String>>() {
        let cell = cell.expect("a cell");
        let of = |row: &&serde_json::Value| {
            ["wave", "kind", "measure", "breakdown", "group"]
                .iter()
                .all(|key| row[key] == cell[*key].as_str())
        };
        let figures = &rows.iter().find(of).expect("a row of the release")["figures"]["shown"];
        for key in ["base", "respondents"] {
            assert_eq!(figures[key].to_string(), cell[key]);
        }
        let tones = ["negative", "neutral", "positive"].map(|tone| cell[tone].parse::<u64>().ok());
        assert_eq!(
            serde_json::json!(tones.iter().flatten().collect::<Vec<_>>()).to_string(),
            tones_of(figures)
        );
        count += 1;
    }
    assert_eq!(count, rows.iter().filter(|row| row["figures"]["shown"].is_object()).count());
    for (_, bytes) in known {
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.contains("Comment") && !text.contains("Agree") && !text.contains("export"));
    }
}

fn tones_of(figures: &serde_json::Value) -> String {
    if figures["tones"].is_array() { figures["tones"].to_string() } else { "[]".to_owned() }
}

#[test]
fn one_respondent_less_is_refused_without_a_figure() {
    let work = published();
    let record = files(&work.path("small/ledger")).remove(0).0;
    let digits = record.split(['-', '/']).nth(1).expect("the release's SHA-256");
    let export = work.read("small/export.csv");
    let kept: Vec<&str> = export.lines().filter(|line| !line.starts_with("7,")).collect();
    work.write("small/export.csv", &(kept.join("\n") + "\n"));
    let words = [
        "2024 was published with other answers",
        "everyone",
        "directorate place",
        "service roads",
        "SHA-256",
    ];
    let run = refused(&work, &words);
    assert!(run.err.contains(digits), "which manifest has the hashes: {}", run.err);
    let said = run.err.replace(digits, "");
    for figure in ["19", "20", "39", "40", "59", "60"] {
        assert!(!said.replace("2024", "").contains(figure), "{figure} in {said}");
    }
}

#[test]
fn one_answer_changed_is_refused() {
    let work = published();
    work.replace("small/export.csv", "\n7,Place,Roads,Agree", "\n7,Place,Roads,Disagree");
    refused(&work, &["question proud of everyone", "question proud of service roads"]);
}

#[test]
fn a_large_late_batch_is_allowed_and_a_small_or_unanimous_one_is_not() {
    let work = published();
    let mixed = ["Agree", "Disagree", "Neither"];
    work.write("small/export.csv", &(export(60) + &late(5, &mixed)));
    refused(&work, &["service libraries"]);
    work.write("small/export.csv", &(export(60) + &late(12, &["Agree"])));
    refused(&work, &["question proud of service libraries"]);
    work.write("small/export.csv", &(export(60) + &late(12, &mixed)));
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("draft"), "{}", run.out);
    assert_eq!(work.run(&["publish", "small"]).code, 0);
    let again = work.run(&["run", "small"]);
    assert!(again.code == 0 && again.out.contains("as it was published"), "{}{}", again.out, again.err);
    // Now both are known: a thirteenth is one more than the twelve.
    work.write("small/export.csv", &(export(60) + &late(13, &mixed)));
    refused(&work, &["service libraries"]);
}

#[test]
fn published_answers_are_not_cut_in_another_way() {
    let work = published();
    work.write(
        "small/units.csv",
        "id,name,level,parent,labels\nplace,Place,directorate,,\npeople,People,directorate,,\n\
         streets,Streets,service,place,Roads|Parks\nlibraries,Libraries,service,people,\n",
    );
    work.write("small/headcount/2024.csv", "unit,headcount\nstreets,120\nlibraries,60\n");
    refused(
        &work,
        &["groups that it does not have any more", "service parks", "service roads", "lineage.csv"],
    );
}

#[test]
fn a_damaged_ledger_stops_everything_before_the_work() {
    let work = published();
    let (name, mut bytes) = files(&work.path("small/ledger")).remove(0);
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    std::fs::write(work.path("small/ledger").join(&name), bytes).expect("altered");
    std::fs::remove_dir_all(work.path("small/store")).expect("removed");
    std::fs::remove_dir_all(work.path("small/reports")).expect("removed");
    for command in ["run", "check", "release", "publish"] {
        let run = work.run(&[command, "small"]);
        assert_eq!(run.code, 3, "{command}: {}", run.err);
        assert!(run.err.contains(&name) && run.err.contains("altered"), "{command}: {}", run.err);
    }
    assert!(!work.path("small/store").exists() && !work.path("small/reports").exists());
}

#[test]
fn only_a_release_as_it_was_made_is_published() {
    let work = Workdir::small();
    let nothing = work.run(&["publish", "small"]);
    assert_eq!(nothing.code, 5, "{}", nothing.err);
    assert!(nothing.err.contains("candour run"), "{}", nothing.err);
    assert_eq!(work.run(&["run", "small"]).code, 0);
    work.replace("small/reports/2024/index.html", "Smallshire", "Largeshire");
    work.write("small/reports/2024/more.csv", "a,b\n");
    std::fs::remove_file(work.path("small/reports/2024/data/results.csv")).expect("removed");
    let run = work.run(&["publish", "small"]);
    assert_eq!(run.code, 3, "{}", run.err);
    for word in ["index.html", "altered", "more.csv", "not part", "results.csv", "missing"] {
        assert!(run.err.contains(word), "no {word:?} in {}", run.err);
    }
    assert!(!work.path("small/ledger").exists());
}

#[test]
fn a_release_that_was_made_beside_the_ledger_is_not_published() {
    let work = published();
    std::fs::rename(work.path("small/ledger"), work.path("away")).expect("moved");
    work.replace("small/export.csv", "\n7,Place,Roads,Agree", "\n7,Place,Roads,Disagree");
    assert_eq!(work.run(&["run", "small"]).code, 0);
    std::fs::rename(work.path("away"), work.path("small/ledger")).expect("moved back");
    let before = public(&work);
    let run = work.run(&["publish", "small"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("question proud of everyone"), "{}", run.err);
    assert!(before == public(&work));
}

#[test]
fn publish_takes_the_folder_of_out_and_warns_of_a_changed_pipeline() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small", "--out", "elsewhere"]).code, 0);
    assert_eq!(work.run(&["publish", "small"]).code, 5, "nothing is where the pipeline says");
    work.replace("small/protection.toml", "owner = \"HR\"", "owner = \"People\"");
    let run = work.run(&["publish", "small", "--out", "elsewhere"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("has changed since"), "{}", run.err);
    assert!(work.path("small/ledger").exists());
}
