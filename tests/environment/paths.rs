//! Names of files: made of stable ids, never of what people wrote; and nothing is written anywhere else.

use std::collections::BTreeSet;
use std::fs;

use super::{RUN, clean, clean_of_others, other_answers};
use crate::injection::{assert_plain_for_terminals, csv_text};
use crate::workdir::{Workdir, files};

/// Names of directorates that some system takes for a path, a device, an option or something unseen.
fn nasty() -> Vec<String> {
    let names = [
        "../../x",
        "/etc/cron.d/x",
        "C:\\x",
        "\\\\server\\share",
        "CON",
        "nul.txt",
        "name.",
        ".",
        "..",
        "🦀 team 👩‍👩‍👧",
        "pay\u{202e}evil\u{202c}",
        "فريق",
        "-rf",
        "%2e%2e/%2fx",
        "~root",
        "$(touch x) `touch y`; touch z",
        "file:///etc/passwd",
        "a/b/c?d=e#f",
    ];
    names.into_iter().map(str::to_owned).chain(["n".repeat(300)]).collect()
}

/// An organisation with a directorate of each id and name, each with one service of 24 respondents.
fn organisation(directorates: &[(String, String)]) -> Workdir {
    let work = Workdir::small();
    let mut units = "id,name,level,parent\n".to_owned();
    let mut headcount = "unit,headcount\n".to_owned();
    let mut export = "Id,Directorate,Service,Proud,Safe,Comment\n".to_owned();
    for (at, (id, name)) in directorates.iter().enumerate() {
        units += &format!("{id},{},directorate,\nservice{at},Service {at},service,{id}\n", csv_text(name));
        headcount += &format!("service{at},30\n");
        for row in 0..24_usize {
            let answer = |by: usize| ["Disagree", "Neither", "Agree", "Agree"][row / by % 4];
            let (name, proud, safe) = (csv_text(name), answer(1), answer(2));
            export += &format!("{at}-{row},{name},Service {at},{proud},{safe},\n");
        }
    }
    work.write("small/units.csv", &units);
    work.write("small/headcount/2024.csv", &headcount);
    work.write("small/export.csv", &export);
    work
}

/// Runs it, and gives the names of all files of the release; nothing may be written but release and store.
fn names_of_a_run(work: &Workdir) -> Vec<String> {
    let before = files(&work.path(""));
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_plain_for_terminals(&run);
    let ours = |name: &str| name.starts_with("small/store/") || name.starts_with("small/reports/2024/");
    let after: Vec<_> = files(&work.path("")).into_iter().filter(|(name, _)| !ours(name)).collect();
    assert!(after == before, "something else was written");
    files(&work.path("small/reports/2024")).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn directorates_with_names_like_paths_have_files_named_by_their_ids() {
    let directorates: Vec<_> =
        nasty().into_iter().enumerate().map(|(at, name)| (format!("d{at:02}"), name)).collect();
    let names = names_of_a_run(&organisation(&directorates));
    let pages: BTreeSet<&str> = names.iter().filter_map(|name| name.strip_prefix("directorates/")).collect();
    let expected: Vec<String> = directorates.iter().map(|(id, _)| format!("{id}.html")).collect();
    assert_eq!(pages, expected.iter().map(String::as_str).collect());
}

#[test]
fn ids_that_some_file_systems_take_for_one_have_files_of_their_own() {
    let long = "x".repeat(60);
    let ids =
        ["con", "NUL", "com1", "Aux", "lpt9", "a-b", "a_b", "a--b", "a-b-2", "index", "manifest", &long];
    let directorates: Vec<_> =
        ids.iter().enumerate().map(|(at, id)| ((*id).to_owned(), format!("Directorate {at}"))).collect();
    let names = names_of_a_run(&organisation(&directorates));
    let pages: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix("directorates/")).collect();
    assert_eq!(pages.len(), ids.len());
    let mut stems = BTreeSet::new();
    for page in pages {
        let stem = page.strip_suffix(".html").expect("a page");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!((1..=60).contains(&stem.len()) && stem.chars().all(plain), "{page}");
        assert!(!["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&stem), "{page}");
        assert!(!stem.starts_with('-') && stems.insert(stem.to_owned()), "{page}");
    }
}

#[test]
fn names_that_look_the_same_are_not_two_directorates() {
    for (one, other) in [
        ("Caf\u{e9}", "Cafe\u{301}"),
        ("Roads", "ROADS"),
        ("Roads", "Ｒoads"),
        ("O\u{2019}Neil", "O'Neil"),
        ("Adult Care", "Adult\u{a0}Care"),
        ("Adult Care", "Adult\u{200b} Care "),
        ("Office", "O\u{fb03}ce"),
    ] {
        let work = organisation(&[("one".to_owned(), one.to_owned()), ("two".to_owned(), other.to_owned())]);
        let run = work.run(&RUN);
        assert_eq!(run.code, 3, "{one} {other:?}: {}", run.err);
        assert!(run.err.contains("units.csv, row 4") && run.err.contains("share a name"), "{}", run.err);
        assert_plain_for_terminals(&run);
        assert!(!work.path("small/store").exists() && !work.path("small/reports").exists());
    }
}

#[test]
fn ids_that_are_paths_are_refused_by_their_place() {
    for id in
        ["../../x", "C:\\x", "nul.", "name.", ".", "..", "-rf", "%2e%2e", "a/b", "🦀", "e\u{301}", "a b"]
    {
        let work = organisation(&[(id.to_owned(), "One".to_owned()), ("two".to_owned(), "Two".to_owned())]);
        let run = work.run(&RUN);
        assert_eq!(run.code, 3, "{id}");
        assert!(run.err.contains("units.csv"), "{id}: {}", run.err);
        assert!(!work.path("small/store").exists() && !work.path("small/reports").exists());
    }
    let long = "x".repeat(300);
    let work = organisation(&[(long.clone(), "One".to_owned())]);
    let run = work.run(&RUN);
    assert!(run.code == 3 && !run.err.contains(&long), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn links_inside_a_release_are_replaced_or_refused_and_never_followed() {
    use std::os::unix::fs::symlink;
    let work = Workdir::small();
    assert_eq!(work.run(&RUN).code, 0);
    work.write("outside/keep.txt", "keep me");
    work.write("outside/place.html", "keep me");
    let untouched = files(&work.path("outside"));
    // A page that is a link is a name that the manifest knows: the release after it has a page there.
    let page = work.path("small/reports/2024/index.html");
    fs::remove_file(&page).expect("removed");
    symlink(work.path("outside/keep.txt"), &page).expect("a link");
    assert_eq!(work.run(&["publish", "small"]).code, 3, "it was altered");
    work.write("small/export.csv", &other_answers());
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    super::assert_is(&super::made(&work), clean_of_others(), "with a link for a page");
    assert!(!fs::symlink_metadata(&page).expect("there").is_symlink());
    assert_eq!(files(&work.path("outside")), untouched);
    // A folder that is a link holds nobody knows what.
    let folder = work.path("small/reports/2024/directorates");
    fs::remove_dir_all(&folder).expect("removed");
    symlink(work.path("outside"), &folder).expect("a link");
    let run = work.run(&RUN);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("directorates"), "{}", run.err);
    assert_eq!(work.run(&["audit", "small/reports/2024"]).code, 5);
    assert_eq!(files(&work.path("outside")), untouched);
    fs::remove_file(&folder).expect("removed");
    assert_eq!(work.run(&RUN).code, 0);
    super::assert_is(&super::made(&work), clean_of_others(), "afterwards");
    assert_ne!(clean(), clean_of_others());
}
