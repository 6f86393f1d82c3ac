//! Resolves names against each other: one file per part of the plan.
//!
//! Every function goes on after a problem as well as it can, so that all problems are told together; the
//! plan itself is given out only when there was none.

pub(super) mod breakdowns;
pub(super) mod composites;
pub(crate) mod crosses;
pub(super) mod headcount;
pub(super) mod lga;
pub(super) mod measures;
pub(super) mod models;
pub(super) mod questions;
pub(super) mod scales;
pub(super) mod theme;
pub(super) mod units;
pub(super) mod unlinked;
pub(super) mod waves;
pub(super) mod year_on_year;

use crate::plan::label::normal_form;
use crate::plan::raw::RawComposite;
use crate::problem::{Place, Problem, Problems};

/// A stable name that can stand in a file name: lower case letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let plain = normal_form(text);
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-");
    slug.truncate(60);
    slug
}

/// Tells an id that is empty, has characters that do not belong into a name, or is there twice. Ids become names of files
/// and cells of tables: they begin and end with a letter or digit, and differ in more than their case.
pub(super) fn check_ids<'a>(
    place: &Place,
    what: &str,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Problems,
) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let ends = [id.chars().next(), id.chars().next_back()];
        let ends_well = ends.iter().all(|end| end.is_some_and(|c| c.is_ascii_alphanumeric()));
        if !ends_well || id.len() > 60 || !id.chars().all(fine) {
            let message = format!(
                "the id “{}” of a {what} must be 1 to 60 letters, digits, - or _, a letter or digit at both ends",
                crate::problem::quoted(id)
            );
            problems.push(Problem::error(place.clone(), message));
        }
        if seen.contains(&id) {
            problems.push(Problem::error(
                place.clone(),
                format!("the {what} “{}” is there twice", crate::problem::quoted(id)),
            ));
        } else if let Some(other) = seen.iter().find(|other| other.eq_ignore_ascii_case(id)) {
            let [one, other] = [id, *other].map(crate::problem::quoted);
            let message = format!("the ids “{other}” and “{one}” differ in nothing but their case");
            problems.push(Problem::error(place.clone(), message));
        }
        seen.push(id);
    }
}

/// Whether some file systems keep a name for themselves, whatever its ending.
pub(super) fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|number| number.len() == 1 && number.starts_with(|c: char| c.is_ascii_digit()))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A composite's printed name.
fn name_of(raw: &RawComposite) -> String {
    if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_as_names_of_files() {
        let told = |ids: &[&str]| {
            let mut problems = Problems::new();
            check_ids(&Place::default(), "wave", ids.iter().copied(), &mut problems);
            problems.iter().count()
        };
        assert_eq!(told(&["2024", "2024-spring", "a_b", "v1.2", "A1"]), 0);
        for bad in
            ["", ".", "..", "-1", "=1", "a/b", "../x", "a\\b", ".hidden", "end.", "nul\0", "ü", "+1", "a b"]
        {
            assert_eq!(told(&[bad]), 1, "{bad:?}");
        }
        assert_eq!(told(&[&"x".repeat(61)]), 1);
        assert_eq!(told(&["Place", "place"]), 1);
        assert!(["CON", "nul", "com1", "LPT9", "aux.2024"].iter().all(|name| is_reserved(name)));
        assert!(!["console", "com", "com10", "2024"].iter().any(|name| is_reserved(name)));
    }
}
