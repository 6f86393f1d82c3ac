//! The house rules that the compiler cannot hold, read off the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every source file: its path below `src`, and its code without tests and comments.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    let tests = test_modules(&files);
    files.retain(|name, _| !tests.iter().any(|test| name.starts_with(test)));
    assert!(files.len() > 60, "the sources were found");
    files.into_iter().map(|(name, text)| (name, code(&text))).collect()
}

/// Files that exist only for tests: `#[cfg(test)] mod name;`.
fn test_modules(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files {
        let folder = match name.strip_suffix("/mod.rs") {
            Some(folder) => PathBuf::from(folder),
            None => Path::new(name).with_extension(""),
        };
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let module = pair[1].rsplit("mod ").next().and_then(|rest| rest.strip_suffix(';'));
            if let Some(module) = module.filter(|_| pair[1].contains("mod ")) {
                found.push(format!("{}/{module}.rs", folder.display()));
                found.push(format!("{}/{module}/", folder.display()));
            }
        }
    }
    found
}

/// Without comments, and without the tests at the end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether `code` names `word` as a path or name of its own.
fn names(code: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| !part(code[..at].chars().next_back()) && !part(code[at + word.len()..].chars().next()))
}

fn breaches(rule: impl Fn(&str, &str) -> bool) -> Vec<String> {
    sources().iter().filter(|(name, code)| rule(name, code)).map(|(name, _)| name.clone()).collect()
}

#[test]
fn each_stage_knows_only_the_noun_before_it() {
    let may_know: [(&str, &[&str]); 9] = [
        ("export", &[]),
        ("wave", &["export"]),
        ("counts", &["wave"]),
        ("estimates", &["counts"]),
        ("protect", &["estimates"]),
        ("store", &["wave", "counts", "estimates", "protect"]),
        ("comments", &["wave", "store"]),
        ("quality", &["wave", "counts", "estimates"]),
        ("engine", &["wave", "counts", "store"]),
    ];
    for (stage, known) in may_know {
        for (other, _) in may_know.iter().filter(|(other, _)| *other != stage && !known.contains(other)) {
            let reaches = breaches(|name, code| {
                name.starts_with(&format!("confidential/{stage}/"))
                    && (code.contains(&format!("confidential::{other}"))
                        || code.contains(&format!("super::super::{other}")))
            });
            assert!(reaches.is_empty(), "{stage} must not know {other}: {reaches:?}");
        }
    }
}

#[test]
fn reports_see_nothing_but_the_release() {
    let through = breaches(|name, code| {
        let outside = ["report/", "publish/", "ledger/", "simulate/", "power.rs"]
            .iter()
            .any(|room| name.starts_with(room));
        outside && code.contains("confidential::")
    });
    assert!(through.is_empty(), "{through:?}");
    let through = breaches(|name, code| name.starts_with("plan/") && code.contains("confidential::"));
    assert!(through.is_empty(), "the plan never knows a respondent: {through:?}");
}

#[test]
fn everything_confidential_stays_inside() {
    let open = breaches(|name, code| {
        let inside = name.starts_with("confidential/")
            && !name.starts_with("confidential/estimates/methods/")
            && ![
                "confidential/mod.rs",
                "confidential/stages.rs",
                "confidential/stages/comments.rs",
                "confidential/stages/describe.rs",
                "confidential/stages/engine.rs",
                "confidential/stages/run.rs",
                "confidential/stages/unchanged.rs",
                "confidential/protect/release.rs",
                "confidential/protect/findings.rs",
            ]
            .contains(&name);
        let public = |line: &str| {
            let line = line.trim_start();
            let verdict = ["pub enum Verdict {", "pub const ALL: [Self; 7]", "pub mod methods"]
                .iter()
                .any(|start| line.starts_with(start));
            (line.starts_with("pub ") || line.starts_with("pub(crate)")) && !verdict
        };
        inside && code.lines().any(public)
    });
    assert!(open.is_empty(), "these are `pub`, not `pub(in crate::confidential)`: {open:?}");
}

/// Where records are read from files and written to them. The simulation writes exports in every layout, and Parquet is
/// one of them; an engine of others answers in records.
const STORED: [&str; 6] = [
    "confidential/export/",
    "confidential/wave/",
    "confidential/counts/",
    "confidential/store/",
    "confidential/engine/ballista.rs",
    "simulate/export/parquet_file.rs",
];

#[test]
fn each_library_has_its_rooms() {
    let rooms: [(&str, &[&str]); 7] = [
        ("polars", &["confidential/store/"]),
        ("arrow", &STORED),
        ("parquet", &STORED),
        ("statrs", &["confidential/estimates/"]),
        ("clap", &["cli/"]),
        ("datafusion", &["confidential/engine/ballista.rs"]),
        ("ballista", &["confidential/engine/"]),
    ];
    for (library, rooms) in rooms {
        let astray = breaches(|name, code| {
            let uses = names(code, &format!("use {library}")) || code.contains(&format!("{library}::"));
            uses && !rooms.iter().any(|room| name.starts_with(room))
        });
        assert!(astray.is_empty(), "{library} outside its rooms: {astray:?}");
        let home =
            breaches(|name, code| rooms.iter().any(|room| name.starts_with(room)) && names(code, library));
        assert!(!home.is_empty(), "{library} does no work");
    }
}

#[test]
fn nothing_that_input_can_reach_panics() {
    let words = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    let panics = breaches(|_, code| words.iter().any(|word| code.contains(word)));
    assert!(panics.is_empty(), "{panics:?}");
}

#[test]
fn nothing_about_one_council_is_in_the_sources() {
    let told = breaches(|_, code| {
        let code = code.to_lowercase();
        ["stockport", "adult social care", "adult-social-care", "one team"]
            .iter()
            .any(|word| code.contains(word))
    });
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn files_are_short_and_have_names_that_say_something() {
    let long = breaches(|_, code| code.lines().count() > 400);
    assert!(long.is_empty(), "over 400 lines of code: {long:?}");
    let drawers = breaches(|name, _| {
        name.split(['/', '.'])
            .any(|part| ["util", "utils", "helper", "helpers", "common", "misc", "imp"].contains(&part))
    });
    assert!(drawers.is_empty(), "{drawers:?}");
}

#[test]
fn no_output_knows_the_time() {
    let clocks = breaches(|_, code| {
        ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"].iter().any(|c| code.contains(c))
    });
    assert!(clocks.is_empty(), "{clocks:?}");
}
