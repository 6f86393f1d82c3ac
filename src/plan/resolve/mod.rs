//! Resolves names against each other: one file per part of the plan.
//!
//! Every function goes on after a problem as well as it can, so that all problems are told together; the
//! plan itself is given out only when there was none.

pub(super) mod breakdowns;
pub(super) mod composites;
pub(crate) mod crosses;
pub(super) mod headcount;
pub(super) mod measures;
pub(super) mod models;
pub(super) mod questions;
pub(super) mod scales;
pub(super) mod units;
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

/// Tells an id that is empty, has characters that do not belong into a name, or is there twice.
pub(super) fn check_ids<'a>(
    place: &Place,
    what: &str,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Problems,
) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() || id.len() > 60 || !id.chars().all(fine) {
            let message = format!(
                "the id “{}” of a {what} must be 1 to 60 letters, digits, - or _",
                crate::problem::quoted(id)
            );
            problems.push(Problem::error(place.clone(), message));
        }
        if seen.contains(&id) {
            problems.push(Problem::error(
                place.clone(),
                format!("the {what} “{}” is there twice", crate::problem::quoted(id)),
            ));
        }
        seen.push(id);
    }
}

/// A composite's printed name.
fn name_of(raw: &RawComposite) -> String {
    if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() }
}
