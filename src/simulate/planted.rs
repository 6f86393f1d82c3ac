//! Rows beyond those that are kept: each must be set aside by a rule of the wave, or it is not planted.

use super::draws::Draws;
use super::responses::{Content, Response, after, during};
use super::scene::Scene;
use crate::plan::label::normal_form;
use crate::plan::{Duplicates, Unknown};

/// Units that people give and that the organisation does not have.
const UNKNOWN_UNITS: [&str; 4] = ["Not listed here", "Agency worker", "Contractor", "Another organisation"];

/// A kind of row that is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a `[[set_aside]]` rule of the wave names.
    Test,
    /// Completed after the fieldwork.
    Late,
    /// Of a unit that the organisation does not have.
    Stranger,
    /// Without any answer.
    Empty,
    /// There a second time.
    Duplicate,
}

impl Kind {
    /// In words, for a count.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Test => "test rows",
            Self::Late => "late",
            Self::Stranger => "of an unknown unit",
            Self::Empty => "without any answer",
            Self::Duplicate => "duplicates",
        }
    }
}

/// How many rows of each kind were planted.
pub(super) type Tally = Vec<(Kind, usize)>;

/// How many rows of each kind to plant: those that the wave's rules would not set aside are none.
fn tally(scene: &Scene<'_>) -> Tally {
    let planted = &scene.special.planted;
    let rules = &scene.wave().rules;
    let copies = rules.response_id.is_some() && rules.duplicates != Duplicates::Refuse;
    let tests = rules.set_aside.iter().any(|rule| !rule.values.is_empty());
    let when = |possible: bool, count: u64| if possible { count as usize } else { 0 };
    vec![
        (Kind::Test, when(tests, planted.test_rows)),
        (Kind::Late, when(rules.completed.is_some(), planted.late)),
        (Kind::Stranger, when(rules.unknown_units == Unknown::SetAside, planted.unknown_units)),
        (Kind::Empty, planted.empty as usize),
        (Kind::Duplicate, when(copies, planted.duplicates).min(scene.respondents() as usize)),
    ]
}

/// The responses with all planted rows in the order of their completion, the places of those that
/// come a second time, and how many of each kind there are.
pub(super) fn plant(
    scene: &Scene<'_>,
    contents: &[(String, Content)],
    kept: Vec<Response>,
) -> (Vec<Response>, Vec<usize>, Tally) {
    let mut planter = Planter { scene, contents, kept: &kept, draws: scene.draws(&["planted"]) };
    let (mut extra, mut originals) = (Vec::new(), Vec::new());
    let tally = if kept.is_empty() { Tally::new() } else { tally(scene) };
    for (kind, count) in &tally {
        match kind {
            Kind::Duplicate => originals = planter.draws.sample(kept.len(), *count),
            _ => extra.extend((0..*count).map(|index| planter.row(*kind, index))),
        }
    }
    let (rows, copies) = in_order(kept, extra, &originals);
    (rows, copies, tally)
}

/// All rows in the order of their completion, and the places of those that come a second time.
fn in_order(kept: Vec<Response>, extra: Vec<Response>, originals: &[usize]) -> (Vec<Response>, Vec<usize>) {
    let copied = |index: usize| originals.binary_search(&index).is_ok();
    let mut rows: Vec<(bool, Response)> =
        kept.into_iter().enumerate().map(|(index, row)| (copied(index), row)).collect();
    rows.extend(extra.into_iter().map(|row| (false, row)));
    rows.sort_by_key(|(_, row)| row.completed);
    let copies = (0..rows.len()).filter(|at| rows[*at].0).collect();
    (rows.into_iter().map(|(_, row)| row).collect(), copies)
}

struct Planter<'a> {
    scene: &'a Scene<'a>,
    contents: &'a [(String, Content)],
    kept: &'a [Response],
    draws: Draws,
}

impl Planter<'_> {
    fn row(&mut self, kind: Kind, index: usize) -> Response {
        let mut row = self.likely();
        match kind {
            Kind::Test => self.make_test(&mut row, index),
            Kind::Late => row.complete(after(self.scene, &mut self.draws)),
            Kind::Stranger => self.make_stranger(&mut row, index),
            Kind::Empty => self.clear(&mut row),
            Kind::Duplicate => {}
        }
        row
    }

    /// A row that looks like any other: where one person works, what another one answers.
    fn likely(&mut self) -> Response {
        let mut row = self.kept[self.draws.below(self.kept.len())].clone();
        let other = &self.kept[self.draws.below(self.kept.len())];
        for at in self.columns(|content| matches!(content, Content::Breakdown(_))) {
            row.cells[at].clone_from(&other.cells[at]);
        }
        row.complete(during(self.scene, &mut self.draws));
        row
    }

    /// The columns of this content, by place.
    fn columns(&self, wanted: impl Fn(Content) -> bool) -> Vec<usize> {
        (0..self.contents.len()).filter(|at| wanted(self.contents[*at].1)).collect()
    }

    fn make_test(&self, row: &mut Response, index: usize) {
        row.test = true;
        let rules = &self.scene.wave().rules.set_aside;
        let values: Vec<(usize, &String)> = rules
            .iter()
            .enumerate()
            .flat_map(|(at, rule)| rule.values.iter().map(move |v| (at, v)))
            .collect();
        let (rule, value) = values[index % values.len()];
        let column = normal_form(&rules[rule].column);
        match self.contents.iter().position(|(header, _)| normal_form(header) == column) {
            Some(at) => row.cells[at].clone_from(value),
            None => row.mark = Some((rule, value.clone())),
        }
    }

    fn make_stranger(&self, row: &mut Response, index: usize) {
        let level = |content: Content| matches!(content, Content::Breakdown(at) if self.scene.plan.breakdowns[at].is_level());
        for (order, at) in self.columns(level).into_iter().enumerate() {
            let name = if order == 0 { UNKNOWN_UNITS[index % UNKNOWN_UNITS.len()] } else { "" };
            name.clone_into(&mut row.cells[at]);
        }
    }

    fn clear(&self, row: &mut Response) {
        for at in self.columns(|content| matches!(content, Content::Question(_))) {
            row.cells[at].clear();
        }
    }
}
