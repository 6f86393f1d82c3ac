//! The other commands, each used as somebody would.

use crate::workdir::Workdir;

#[test]
fn check_tells_what_is_there_and_writes_nothing() {
    let work = Workdir::small();
    let run = work.run(&["check", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("60 rows read = 60 kept + 0 set aside"), "{}", run.out);
    assert!(!work.path("small/store").exists());
    let verbose = work.run(&["check", "small", "--verbose"]);
    for default in ["meaningful_points = 5", "[weighting]\nlargest = 5.0", "[like_for_like]"] {
        assert!(verbose.out.contains(default), "defaults are printed: {}", verbose.out);
    }
}

#[test]
fn inspect_gives_shapes_of_store_release_and_export() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    for (place, word) in
        [("small/store", "60"), ("small/reports/2024", "60 kept"), ("small/export.csv", "60 rows")]
    {
        let run = work.run(&["inspect", place]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains(word), "{place}: {}", run.out);
        assert!(run.out.lines().count() <= 10);
    }
    assert_eq!(work.run(&["inspect", "small/nothing"]).code, 5);
}

#[test]
fn a_saved_release_is_reported_without_pipeline_or_store() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let release = work.read("small/reports/2024/release.json");
    work.write("elsewhere/release.json", &release);
    std::fs::remove_dir_all(work.path("small")).expect("removed");
    let run = work.run(&["report", "elsewhere/release.json", "--out", "pages"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(work.path("pages/2024/index.html").exists());
    work.write("elsewhere/release.json", "{\"schema_version\": 99}");
    let run = work.run(&["report", "elsewhere/release.json"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("form 99") && run.err.contains("or a later one"), "{}", run.err);
}

#[test]
fn a_release_says_how_its_scores_are_worked_out() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let release: serde_json::Value =
        serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    let formula = |kind: &str| {
        let measures = release["measures"].as_array().expect("measures").iter();
        let of_kind = measures.filter(|measure| measure["kind"] == kind);
        of_kind.map(|measure| measure["formula"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let pillar = "The mean of the percent positive of 2 questions: “I am proud to work here”, “It is safe to speak up”.";
    assert_eq!(formula("pillar"), [pillar]);
    assert_eq!(formula("question"), ["", ""]);
    assert_eq!(formula("response"), [""]);
}

#[test]
fn simulate_fits_any_pipeline_and_never_overwrites() {
    let work = Workdir::small();
    let run = work.run(&["simulate", "small", "--respondents", "50", "--seed", "7", "--out", "made"]);
    assert_eq!(run.code, 0, "{}", run.err);
    work.write("small/export.csv", &work.read("made/export.csv"));
    work.write("small/headcount/2024.csv", &work.read("made/headcount/2024.csv"));
    let run = work.run(&["check", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("50 kept"), "{}", run.out);
    let again = work.run(&["simulate", "small", "--out", "made"]);
    assert_eq!(again.code, 3);
    assert!(again.err.contains("there already"));
}

#[test]
fn schemas_and_completions_are_printed() {
    let work = Workdir::empty();
    for of in ["pipeline", "release"] {
        let run = work.run(&["schema", of]);
        let schema: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert!(schema["properties"].is_object(), "{of}");
        for key in ["theme.toml", "checksum"] {
            assert_eq!(
                schema["properties"][key].is_object(),
                (of == "release") == (key == "checksum"),
                "{key}"
            );
        }
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(work.run(&["completions", shell]).out.contains("candour"));
    }
}

#[test]
fn usage_has_its_own_exit_code() {
    let work = Workdir::small();
    assert_eq!(work.run(&["ran", "small"]).code, 2);
    assert_eq!(work.run(&["run", "small", "--wave", "2023"]).code, 2);
    assert_eq!(work.run(&["run", "small", "--as-of", "soon"]).code, 2);
    assert_eq!(work.run(&["--help"]).code, 0);
}

#[test]
fn quiet_says_nothing_but_the_results() {
    let run = Workdir::small().run(&["run", "small", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}
