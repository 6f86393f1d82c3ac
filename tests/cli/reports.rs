//! Reports of a saved release: in chosen forms, of chosen units, in the organisation's colours; and releases that are refused.

use std::fs;

use crate::workdir::{Workdir, files};

/// Small, and run.
fn made(arguments: &[&str]) -> Workdir {
    let work = Workdir::small();
    let run = work.run(&[&["run", "small"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    work
}

fn names(work: &Workdir, folder: &str) -> Vec<String> {
    files(&work.path(folder)).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn only_the_forms_that_are_asked_for_are_written_and_the_audit_knows() {
    let work = made(&["--format", "data"]);
    let all = names(&work, "small/reports/2024");
    assert!(all.iter().all(|name| name.starts_with("data/") || name.ends_with(".json")), "{all:?}");
    let manifest: serde_json::Value =
        serde_json::from_str(&work.read("small/reports/2024/manifest.json")).expect("JSON");
    assert_eq!(manifest["reports"], serde_json::json!({"formats": ["data"]}));
    assert_eq!(work.run(&["audit", "small/reports/2024"]).code, 0);
    let run = work.run(&["report", "small/reports/2024", "--format", "html", "--format", "data"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("index.html"), "{}", run.out);
    assert_eq!(work.run(&["audit", "small/reports/2024"]).code, 0);
    assert_eq!(work.run(&["run", "small", "--format", "papyrus"]).code, 2);
}

#[test]
fn a_report_that_the_manifest_promises_is_missed_and_one_that_it_hides_is_found() {
    let work = made(&["--format", "html"]);
    fs::remove_file(work.path("small/reports/2024/index.html")).expect("removed");
    let run = work.run(&["audit", "small/reports/2024"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("index.html: the release gives it, and it is not there"), "{}", run.err);
    let work = made(&[]);
    let manifest = "small/reports/2024/manifest.json";
    let mut told: serde_json::Value = serde_json::from_str(&work.read(manifest)).expect("JSON");
    told["reports"] = serde_json::json!({"formats": ["data"]});
    work.write(manifest, &told.to_string());
    let run = work.run(&["audit", "small/reports/2024"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("index.html: a report that the manifest does not list"), "{}", run.err);
}

#[test]
fn one_unit_has_its_report_alone() {
    let work = made(&[]);
    let report = |unit: &str| work.run(&["report", "small/reports/2024", "--unit", unit, "--out", "one"]);
    let run = report("Place");
    assert_eq!(run.code, 0, "{}", run.err);
    let pages: Vec<String> =
        names(&work, "one/2024").into_iter().filter(|name| name.ends_with(".html")).collect();
    assert_eq!(pages, ["directorates/place.html"]);
    assert!(run.out.contains("place.html"), "{}", run.out);
    assert_eq!(work.run(&["audit", "one/2024"]).code, 0);
    let unknown = report("Plaice");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("“Plaice” is no directorate of this release"), "{}", unknown.err);
    assert!(unknown.err.contains("did you mean “Place”?"), "{}", unknown.err);
}

#[test]
fn a_release_that_is_not_as_it_was_made_is_refused_with_the_reason() {
    let work = made(&["--format", "data"]);
    let whole = work.read("small/reports/2024/release.json");
    let refused = |text: &str| {
        work.write("handed/release.json", text);
        let run = work.run(&["report", "handed", "--out", "pages"]);
        assert_eq!(run.code, 3, "{}", run.err);
        run.err
    };
    let cases = [
        (whole.replacen("\"base\":", "\"base\":1", 1), "altered after it was made"),
        (whole[..whole.len() / 2].to_owned(), "cut off"),
        (whole.replacen("\"schema_version\":2", "\"schema_version\":1", 1), "this release has form 1"),
        (whole.replacen("\"schema_version\":2", "\"schema_version\":3", 1), "this release has form 3"),
        ("<html></html>".to_owned(), "this is no release of candour"),
    ];
    for (text, words) in cases {
        let told = refused(&text);
        assert!(told.contains(words) && told.contains("hint: "), "{words}: {told}");
    }
    assert!(!work.path("pages").exists());
    fs::write(work.path("small/reports/2024/release.json"), whole.replacen("Agree", "agree", 1))
        .expect("written");
    let run = work.run(&["audit", "small/reports/2024"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("its checksum is not that of its content"), "{}", run.err);
}

#[test]
fn a_theme_is_read_with_the_pipeline_and_goes_with_the_release() {
    let work = Workdir::small();
    let logo = concat!(env!("CARGO_MANIFEST_DIR"), "/pipelines/all-colleague/logo.png");
    fs::copy(logo, work.path("small/logo.png")).expect("copied");
    work.write(
        "small/theme.toml",
        "brand = \"#ffd700\"\n[words]\nbreif = \"Summary\"\n[logo]\nfile = \"logo.png\"\n",
    );
    let run = work.run(&["check", "small"]);
    assert_eq!(run.code, 3);
    for words in ["1.4 : 1", "#af9300", "did you mean “brief”?", "what the logo says"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    let theme = "brand = \"#005a30\"\n[words]\nbrief = \"At a glance\"\n[logo]\nfile = \"logo.png\"\nalt = \"Anytown & Sons\"\n";
    work.write("small/theme.toml", theme);
    let settings = work.run(&["check", "small", "--verbose"]).out;
    assert!(
        settings.contains("brief = \"At a glance\"")
            && settings.contains("attention = \"Where to look first\"")
    );
    assert_eq!(work.run(&["run", "small"]).code, 0);
    work.write("handed/release.json", &work.read("small/reports/2024/release.json"));
    assert_eq!(work.run(&["report", "handed/release.json", "--out", "pages"]).code, 0);
    let page = work.read("pages/2024/index.html");
    for words in [
        ":root{--brand:#005a30;--on-brand:#ffffff}",
        "; img-src data:\">",
        "alt=\"Anytown &#38; Sons\"",
        ">At a glance</h2>",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page, work.read("small/reports/2024/index.html"));
    assert_eq!(work.run(&["audit", "pages/2024"]).code, 0);
    let other = page.replacen("data:image/png;base64,iVBOR", "data:image/png;base64,iVBOX", 1);
    assert_ne!(page, other);
    work.write("pages/2024/index.html", &other);
    let made_from = || {
        let release = work.read("small/reports/2024/release.json");
        serde_json::from_str::<serde_json::Value>(&release).expect("JSON")["pipeline"].clone()
    };
    let before = made_from();
    let logo = [fs::read(logo).expect("a logo"), b"by Jo Bloggs".to_vec()].concat();
    fs::write(work.path("small/logo.png"), logo).expect("written");
    let run = work.run(&["run", "small", "--verbose"]);
    assert!(run.err.contains("12 bytes besides the picture itself are left out"), "{}", run.err);
    assert_ne!(before, made_from(), "the logo is part of the pipeline");
    assert!(work.run(&["audit", "pages/2024"]).err.contains("attribute src of img acts or carries data"));
}
