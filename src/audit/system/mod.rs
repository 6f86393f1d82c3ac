//! The system: between which numbers everything lies that is not said.
//!
//! # What it does
//! For one measure in one wave it takes what is said of some groups and gives, for every group, a range of the base and
//! of each tone. First the bounds of each equation are carried to its members until nothing changes any more; then, where
//! equations form circles (in cross tables), linear programmes look for the least and the most that all of them allow.
//!
//! # Why
//! An intruder adds up and subtracts more cleverly than by hand. On a tree the bounds alone are all that can be known;
//! where circles are, they are safe but may be too wide, and a range that looks wide protects nobody.
//!
//! # Example
//! Two units of 10 and 6 people, two columns of 9 and 7: the first cell is between 3 and 9, whatever is done.
//!
//! # Source
//! Bounds of cells given margins: M. Fréchet (1951); Dobra and Fienberg, PNAS (2000). Attackers' problems as linear
//! programmes: Fischetti and Salazar, Mathematical Programming (1999).

mod circles;
mod programme;
mod propagate;
#[cfg(test)]
mod tests;

use super::knowledge::Cell;
use super::range::Range;
use super::structure::Graph;
use propagate::Propagation;

/// What can be known of one measure in one wave.
pub(super) struct Bounds {
    /// By group: those who answered.
    pub(super) base: Vec<Range>,
    /// By tone and group; without a row for a measure that has no tones.
    pub(super) tones: Vec<Vec<Range>>,
    /// Groups whose range a linear programme was asked for.
    pub(super) by_programme: Vec<bool>,
    /// The first equation that the figures contradict.
    pub(super) contradiction: Option<u32>,
}

impl Bounds {
    /// The ranges of each thing that is counted: the tones where there are some, otherwise the base.
    fn counted(&mut self) -> impl Iterator<Item = &mut Vec<Range>> {
        std::iter::once(&mut self.base).chain(&mut self.tones)
    }
}

/// Bounds everything. `people` are the respondents of each group, where known: nobody answers twice.
pub(super) fn bound(graph: &Graph, cells: &[Cell], toned: bool, people: Option<&[Option<u64>]>) -> Bounds {
    let mut base: Vec<Range> = cells.iter().map(|cell| cell.base).collect();
    for (range, known) in base.iter_mut().zip(people.unwrap_or_default()) {
        if let Some(at_most) = known.and_then(|people| range.meet(Range { low: 0, high: people })) {
            *range = at_most;
        }
    }
    let tone = |tone: usize| cells.iter().map(|cell| cell.tones[tone]).collect();
    let tones = if toned { (0..3).map(tone).collect() } else { Vec::new() };
    let by_programme = vec![false; cells.len()];
    let mut bounds = Bounds { base, tones, by_programme, contradiction: None };
    if let Err(equation) = settle(graph, &mut bounds) {
        bounds.contradiction = Some(equation);
        return bounds;
    }
    solve(graph, &mut bounds);
    bounds
}

/// Carries bounds along equations, and between a base and its tones, until nothing changes.
fn settle(graph: &Graph, bounds: &mut Bounds) -> Result<(), u32> {
    let mut propagation = Propagation::new(graph);
    let mut changed: Vec<Vec<u32>> = vec![(0..bounds.base.len() as u32).collect(); 1 + bounds.tones.len()];
    while changed.iter().any(|groups| !groups.is_empty()) && propagation.may_go_on() {
        for (ranges, groups) in bounds.counted().zip(&changed) {
            propagation.run(ranges, groups)?;
        }
        changed = couple(graph, bounds)?;
    }
    Ok(())
}

/// The base of a group is the sum of its tones; which groups that changed, for the base and each tone.
fn couple(graph: &Graph, bounds: &mut Bounds) -> Result<Vec<Vec<u32>>, u32> {
    let mut changed = vec![Vec::new(); 1 + bounds.tones.len()];
    if bounds.tones.is_empty() {
        return Ok(changed);
    }
    for group in 0..bounds.base.len() {
        let mut own = [bounds.base[group]; 4];
        for (own, tone) in own.iter_mut().skip(1).zip(&bounds.tones) {
            *own = tone[group];
        }
        let before = own;
        let equation = || graph.of[group].first().copied().unwrap_or_default();
        propagate::sum(&mut own).ok_or_else(equation)?;
        for (at, (range, own)) in bounds.counted().zip(&own).enumerate() {
            if *own != before[at] {
                range[group] = *own;
                changed[at].push(group as u32);
            }
        }
    }
    Ok(changed)
}

/// Asks linear programmes where equations form circles, and carries on what they tell.
fn solve(graph: &Graph, bounds: &mut Bounds) {
    let mut told = false;
    let mut asked = Vec::new();
    for ranges in bounds.counted() {
        let circles = circles::circles(graph, ranges);
        let apart = circles::apart(graph, &circles, ranges);
        let narrowed: Vec<_> =
            apart.iter().flat_map(|circles| programme::narrow(graph, circles, ranges)).collect();
        for (group, range) in narrowed {
            asked.push(group);
            if let Some(narrower) = ranges[group as usize].meet(range) {
                told |= narrower != ranges[group as usize];
                ranges[group as usize] = narrower;
            }
        }
    }
    for group in asked {
        bounds.by_programme[group as usize] = true;
    }
    if told && let Err(equation) = settle(graph, bounds) {
        bounds.contradiction = Some(equation);
    }
}
