//! File names of pages: from stable ids, safe on every file system, and never the same twice.

use std::collections::{BTreeMap, BTreeSet};

/// The longest name before the extension.
const LONGEST: usize = 60;

/// Names that some file systems keep for themselves.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name (without extension) for each id, in the order given.
pub(crate) fn file_names<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for id in ids {
        if names.contains_key(id) {
            continue;
        }
        let name = free(&safe(id), &taken);
        taken.insert(name.clone());
        names.insert(id, name);
    }
    names
}

/// Small letters, digits and single hyphens.
fn safe(id: &str) -> String {
    let mut name = String::new();
    for letter in id.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    let device = name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt"));
    if name.is_empty() || RESERVED.contains(&name) || device {
        format!("unit-{name}").trim_end_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

/// The name, or the name with the first number that makes it new.
fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = |number: usize| {
        let end = format!("-{number}");
        let stem: String = name.chars().take(LONGEST.saturating_sub(end.len())).collect();
        format!("{}{end}", stem.trim_end_matches('-'))
    };
    let all = std::iter::once(name.to_owned()).chain((2..).map(numbered));
    all.into_iter().find(|candidate| !taken.contains(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_short_and_distinct() {
        let long = "x".repeat(200);
        let ids =
            ["adult-social-care", "Adult Social Care", "../../etc", "con", "com1", "", "日本", &long, "x/x"];
        let names = file_names(ids);
        assert_eq!(names["adult-social-care"], "adult-social-care");
        assert_eq!(names["Adult Social Care"], "adult-social-care-2");
        assert_eq!(names["../../etc"], "etc");
        assert_eq!(names["con"], "unit-con");
        assert_eq!(names["com1"], "unit-com1");
        assert_eq!(names[""], "unit");
        assert_eq!(names["日本"], "unit-2");
        assert_eq!(names[long.as_str()].len(), 60);
        let safe =
            |name: &String| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(names.values().all(safe));
    }
}
