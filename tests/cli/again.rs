//! A second run does what has changed and nothing else, says so, and makes what a run from nothing makes.

use std::fs;

use super::at_rest::{IN_FILE, run_with, two_waves};
use crate::workdir::{Run, Workdir, files};

/// What is said of what was not done.
const NOTHING: &str = "nothing changed: the release and its reports are as they were";
const REWORDED: &str = "protection: unchanged; the release and its reports are written again";
const FIGURES: &str = "figures: unchanged, taken from the store";
const FIRST: &str = "2024: unchanged, taken from the store";
const SECOND: &str = "2025: unchanged, taken from the store";
const ALL: [&str; 5] = [FIRST, SECOND, FIGURES, REWORDED, NOTHING];

/// Runs in the pipeline's own store, quickly: open data is the form that costs least.
fn run(work: &Workdir, more: &[&str]) -> Run {
    let run = work.run(&[&["run", "small", "--format", "data"], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

/// Two waves, run once.
fn done() -> Workdir {
    let work = two_waves();
    run(&work, &[]);
    work
}

/// Which of [`ALL`] was said.
fn said(run: &Run) -> Vec<&'static str> {
    ALL.into_iter().filter(|line| run.err.contains(line)).collect()
}

/// What was told of problems, whatever was done or not.
fn problems(run: &Run) -> Vec<&str> {
    let told = |line: &&str| ["warning:", "note:", "  hint:"].iter().any(|start| line.starts_with(start));
    let mut lines: Vec<&str> = run.err.lines().filter(told).collect();
    lines.sort_unstable();
    lines
}

/// Runs again, and from nothing in another store: both make the same bytes and tell the same.
fn again(work: &Workdir, more: &[&str]) -> Vec<&'static str> {
    let verbose = [&["--verbose"], more].concat();
    let again = run(work, &verbose);
    let elsewhere = [&["--store", "elsewhere/store", "--out", "elsewhere/out"], &verbose[..]].concat();
    if work.path("elsewhere").exists() {
        fs::remove_dir_all(work.path("elsewhere")).expect("removed");
    }
    let anew = run(work, &elsewhere);
    assert_eq!(said(&anew), [""; 0], "a store that is not there has nothing");
    for (mine, other) in [("small/store", "elsewhere/store"), ("small/reports", "elsewhere/out")] {
        let (mine, other) = (files(&work.path(mine)), files(&work.path(other)));
        let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&mine), names(&other));
        for ((name, one), (_, other)) in mine.iter().zip(&other) {
            assert!(one == other, "{name} differs");
        }
    }
    assert_eq!(problems(&again), problems(&anew));
    assert_eq!(again.out, anew.out.replace("elsewhere/out", "small/reports"));
    said(&again)
}

#[test]
fn where_nothing_changed_nothing_is_done_and_the_same_is_told() {
    let work = done();
    let before = (files(&work.path("small/store")), files(&work.path("small/reports")));
    for more in [&[][..], &["--threads", "1"], &["--threads", "2"]] {
        assert_eq!(again(&work, more), [FIRST, SECOND, FIGURES, NOTHING]);
    }
    let quiet = run(&work, &["--quiet"]);
    assert_eq!(quiet.err, "");
    assert!(before == (files(&work.path("small/store")), files(&work.path("small/reports"))));
}

#[test]
fn words_of_the_release_render_it_again_and_do_nothing_else() {
    let work = done();
    let reworded = [FIRST, SECOND, FIGURES, REWORDED];
    work.write("small/theme.toml", "[words]\nchange = \"What moved\"\n");
    assert_eq!(again(&work, &[]), reworded);
    work.write("small/theme.toml", "brand = \"#1d4f6e\"\n");
    assert_eq!(again(&work, &[]), reworded);
    work.replace("small/survey.toml", "name = \"Staff Survey\"", "name = \"Voices\"");
    assert_eq!(again(&work, &[]), reworded);
    work.replace("small/survey.toml", "name = \"Belong\"", "name = \"Belonging\"");
    assert_eq!(again(&work, &[]), reworded);
    work.replace("small/questions.csv", "I am proud to work here", "I am proud of my work");
    assert_eq!(again(&work, &[]), reworded);
    work.replace("small/protection.toml", "owner = \"HR\"", "owner = \"The board\"");
    assert_eq!(again(&work, &[]), reworded);
    assert_eq!(again(&work, &["--as-of", "2025-09-01"]), reworded);
    assert_eq!(again(&work, &["--format", "html"]), reworded);
    assert!(work.read("small/reports/2025/release.json").contains("Voices"));
}

#[test]
fn thresholds_protect_again_and_the_smallest_group_estimates_again() {
    let work = done();
    let protection = |text: &str| {
        work.write("small/protection.toml", &format!("owner = \"HR\"\ndecided = \"2024-01-08\"\n{text}\n"));
    };
    protection("smallest_detail = 40");
    assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES]);
    protection("insiders = 2");
    assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES]);
    protection("smallest_group = 15");
    assert_eq!(again(&work, &[]), [FIRST, SECOND]);
}

#[test]
fn an_export_is_read_again_for_itself_and_for_no_other() {
    let work = done();
    let export = work.read("small/later.csv");
    work.write("small/later.csv", &(export.clone() + "90,Place,Roads,Agree,Agree,more\n"));
    assert_eq!(again(&work, &[]), [FIRST]);
    work.write("small/later.csv", &export);
    assert_eq!(again(&work, &[]), [FIRST], "what was there before was replaced");
    work.write("small/excluded.csv", "3\n");
    work.replace("small/waves/2025.toml", "[rows]", "[comments]\nexcluded = \"../excluded.csv\"\n\n[rows]");
    assert_eq!(again(&work, &[]), [FIRST]);
    work.write("small/excluded.csv", "4\n");
    assert_eq!(again(&work, &[]), [FIRST], "a list beside the export");
    let rule = "\n[[set_aside]]\nreason = \"a test\"\ncolumn = \"Id\"\nvalues = [\"7\"]\n";
    work.write("small/waves/2024.toml", &(work.read("small/waves/2024.toml") + rule));
    assert_eq!(again(&work, &[]), [SECOND], "a rule of the wave");
    assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES, NOTHING]);
}

#[test]
fn what_all_waves_read_by_reads_all_of_them_again() {
    let work = done();
    work.replace("small/units.csv", "roads,Roads,", "roads,Road works,");
    let refused = work.run(&["run", "small"]);
    assert_eq!(refused.code, 3, "no export has this label: {}", refused.err);
    work.replace("small/units.csv", "roads,Road works,", "roads,Roads,");
    assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES, NOTHING], "nothing was written");
    work.replace(
        "small/survey.toml",
        "labels = [\"Disagree\", \"Neither\"",
        "labels = [\"Disagree\", \"NEITHER\"",
    );
    assert_eq!(again(&work, &[]), [""; 0]);
}

#[test]
fn a_headcount_is_counted_with_again_and_still_refused() {
    let work = done();
    work.replace("small/headcount/2024.csv", "roads,30", "roads,31");
    assert_eq!(again(&work, &[]), [FIRST, SECOND]);
    work.replace("small/headcount/2024.csv", "roads,31", "roads,3");
    let before = files(&work.path("small/store"));
    let refused = work.run(&["run", "small"]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("more respondents than people"), "{}", refused.err);
    assert!(before == files(&work.path("small/store")), "nothing was written");
}

#[test]
fn whatever_is_missing_or_altered_is_made_again() {
    let work = done();
    let whole = [FIRST, SECOND, FIGURES, NOTHING];
    let page = "small/reports/2025/data/results.csv";
    assert!(work.path(page).exists());
    let alter = |name: &str| {
        let mut bytes = fs::read(work.path(name)).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(work.path(name), bytes).expect("written");
    };
    let cases: [(&str, &[&str]); 12] = [
        (page, &[FIRST, SECOND, FIGURES, REWORDED]),
        ("small/reports/2025/manifest.json", &[FIRST, SECOND, FIGURES, REWORDED]),
        ("small/reports/2025/release.json", &[FIRST, SECOND, FIGURES]),
        ("small/store/withheld.csv", &[FIRST, SECOND, FIGURES]),
        ("small/store/release.stamp.parquet", &[FIRST, SECOND, FIGURES]),
        ("small/store/estimates.parquet", &[FIRST, SECOND]),
        ("small/store/estimates.stamp.parquet", &[FIRST, SECOND]),
        ("small/store/wave=2024/counts.parquet", &[FIRST, SECOND]),
        ("small/store/wave=2025/memberships.parquet", &[FIRST, SECOND]),
        ("small/store/wave=2025/responses.parquet", &[FIRST]),
        ("small/store/wave=2025/set_aside.csv", &[FIRST]),
        ("small/store/wave=2024/stamp.parquet", &[SECOND]),
    ];
    for (name, expected) in cases {
        fs::remove_file(work.path(name)).expect("removed");
        // Without a manifest nobody can say that the folder is ours to replace.
        if name.ends_with("manifest.json") {
            fs::remove_dir_all(work.path("small/reports/2025")).expect("removed");
            assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES], "{name} missing");
        } else {
            assert_eq!(again(&work, &[]), expected, "{name} missing");
            alter(name);
            assert_eq!(again(&work, &[]), expected, "{name} altered");
        }
        assert_eq!(said(&run(&work, &[])), whole, "{name}");
    }
}

#[test]
fn everything_is_done_again_on_request() {
    let work = done();
    assert_eq!(again(&work, &["--afresh"]), [""; 0]);
    assert_eq!(again(&work, &[]), [FIRST, SECOND, FIGURES, NOTHING]);
}

#[test]
fn a_wave_that_is_not_asked_for_is_taken_as_it_is() {
    let work = done();
    assert_eq!(said(&run(&work, &["--wave", "2025"])), [SECOND], "of other waves other things are told");
    assert_eq!(said(&run(&work, &["--wave", "2025"])), [SECOND, FIGURES, NOTHING]);
    let figures = work.read("small/reports/2025/data/results.csv");
    work.write("small/export.csv", &work.read("small/export.csv").replacen("Agree", "Disagree", 5));
    let only = run(&work, &["--wave", "2025"]);
    assert_eq!(said(&only), [SECOND, FIGURES, REWORDED], "the manifest says what the exports are now");
    assert!(figures == work.read("small/reports/2025/data/results.csv"));
    assert_eq!(again(&work, &[]), [SECOND], "and now it is read");
}

#[test]
fn what_was_published_meanwhile_protects_again() {
    let work = two_waves();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    assert_eq!(work.run(&["publish", "small"]).code, 0);
    let again = work.run(&["run", "small"]);
    assert_eq!(said(&again), [FIRST, SECOND, FIGURES], "{}", again.err);
    assert!(again.out.contains("as it was published"), "{}", again.out);
    let third = work.run(&["run", "small"]);
    assert_eq!((said(&third), third.out), (vec![FIRST, SECOND, FIGURES, NOTHING], again.out));
}

#[test]
fn a_forgotten_wave_stays_forgotten_and_is_not_counted_again() {
    let work = two_waves();
    for arguments in [&["run", "small"][..], &["publish", "small"], &["forget", "small", "--wave", "2024"]] {
        assert_eq!(work.run(arguments).code, 0);
    }
    let after = work.run(&["run", "small", "--verbose"]);
    assert_eq!((after.code, said(&after)), (0, vec![SECOND]), "{}", after.err);
    fs::remove_file(work.path("small/export.csv")).expect("its answers are gone");
    let again = work.run(&["run", "small", "--verbose"]);
    assert_eq!((again.code, said(&again)), (0, vec![SECOND, FIGURES, NOTHING]), "{}", again.err);
    assert_eq!((problems(&again), &again.out), (problems(&after), &after.out));
    assert!(again.err.contains("this wave was forgotten"), "{}", again.err);
}

#[test]
fn an_encrypted_store_is_not_worked_through_again() {
    let work = two_waves();
    let run = |arguments: &[&str]| {
        let run = run_with(&work, &IN_FILE, &[&["run", "small", "--format", "data"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run
    };
    run(&[]);
    let before = files(&work.path("small/store"));
    assert_eq!(said(&run(&[])), [FIRST, SECOND, FIGURES, NOTHING]);
    assert!(before == files(&work.path("small/store")));
    assert_eq!(said(&run(&["--as-of", "2025-09-01"])), [FIRST, SECOND, FIGURES, REWORDED]);
    for (name, bytes) in files(&work.path("small/store")) {
        assert!(bytes.is_empty() || bytes.ends_with(b"PARE"), "{name}");
    }
    let release = work.read("small/reports/2025/release.json");
    let plain = ["run", "small", "--format", "data", "--as-of", "2025-09-01", "--store", "p", "--out", "o"];
    assert_eq!(work.run(&plain).code, 0);
    assert!(release == work.read("o/2025/release.json"));
    let locked = run_with(&work, &IN_FILE, &plain);
    assert_eq!(
        (locked.code, said(&locked)),
        (0, vec![]),
        "what was not encrypted is made again: {}",
        locked.err
    );
    assert_eq!(said(&run_with(&work, &IN_FILE, &plain)), [FIRST, SECOND, FIGURES, NOTHING]);
}
