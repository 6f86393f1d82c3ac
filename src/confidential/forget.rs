//! Forgetting a wave: what of it was published, and may therefore be kept.

use std::collections::BTreeMap;

use super::estimates::Kind;
use super::protect::release::{Cell, MeasureKind, Release};
use super::store::Published;
use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Place, Problem};

/// What some releases together show of a wave.
pub(in crate::confidential) struct Shown(
    BTreeMap<(MeasureKind, String), BTreeMap<(String, String), Published>>,
);

impl Shown {
    /// What these releases show of a wave.
    ///
    /// # Errors
    /// When they show nothing of it: then nothing could be kept.
    pub(in crate::confidential) fn of_wave(
        plan: &Plan,
        wave: usize,
        releases: &[Release],
    ) -> Result<Self, Problem> {
        let wave = &plan.waves[wave];
        let mut shown = Self(BTreeMap::new());
        for row in releases.iter().flat_map(Release::rows).filter(|row| row.wave == wave.id) {
            let Cell::Shown(figures) = &row.figures else { continue };
            let of_question = row.kind == MeasureKind::Question;
            let detail = match &figures.categories {
                None if of_question => Published::Tones,
                _ => Published::Whole,
            };
            let groups = shown.0.entry((row.kind, row.measure.clone())).or_default();
            let known = groups.entry((row.breakdown.clone(), row.group.clone())).or_insert(detail);
            *known = detail.max(*known);
        }
        if shown.0.is_empty() {
            let message =
                format!("no release shows anything of {}, so that nothing of it could be kept", wave.id);
            let problem = Problem::error(Place::file(&plan.output), message).exiting(Exit::Inputs);
            return Err(problem
                .hint("publish it first with `candour run`, or name the folder of releases with `--out`"));
        }
        Ok(shown)
    }

    /// How much of a figure was shown.
    pub(in crate::confidential) fn detail(
        &self,
        kind: Kind,
        measure: &str,
        breakdown: &str,
        group: &str,
    ) -> Published {
        let groups = self.0.get(&(released(kind), measure.to_owned()));
        let place = (breakdown.to_owned(), group.to_owned());
        groups.and_then(|groups| groups.get(&place)).copied().unwrap_or(Published::Withheld)
    }
}

/// A kind of measure as releases call it.
fn released(kind: Kind) -> MeasureKind {
    match kind {
        Kind::Response => MeasureKind::Response,
        Kind::Question => MeasureKind::Question,
        Kind::Pillar => MeasureKind::Pillar,
        Kind::Index => MeasureKind::Index,
        Kind::Overall => MeasureKind::Overall,
    }
}
