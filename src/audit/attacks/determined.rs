//! Withheld figures that can be worked out.
//!
//! # What it does
//! Takes the ranges that the equations leave to every group of which a measure is not told. Where base and tones have but
//! one value each, the figure is as good as published. Where a group that is certainly small is known to within a quarter of its people who
//! are not told of, for each tone, and closer than one group that is told of implies of a part of it, it nearly is. And a
//! withheld group that must be of one mind is found however wide its range is.
//!
//! # Why
//! A marker in a table protects only as long as the other figures do not give back what it hides. People of a withheld
//! group who are in shown lower units are told of anyway: what matters is what is known of the others.
//!
//! # Example
//! Two groups of a characteristic, one shown, one withheld: the other is everyone less the one. In a cross table two rows
//! are withheld; the totals of row and column leave 5 or 6 favourable answers to a cell of 9.
//!
//! # Source
//! Feasibility intervals of suppressed cells: Fischetti and Salazar (1999); the sliding protection of a quarter is this
//! programme's own.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::audit::range::Range;
use crate::audit::remainder::largest;
use crate::audit::structure::{Split, Spot};
use crate::audit::system::Bounds;
use crate::release::MeasureKind;

/// What was found of the cells that are not told.
#[derive(Default)]
pub(in crate::audit) struct Hidden {
    /// Findings.
    pub(in crate::audit) findings: Vec<Finding>,
    /// How many cells are not told.
    pub(in crate::audit) cells: u64,
    /// Of them, those that a linear programme was asked for.
    pub(in crate::audit) by_programme: u64,
    /// The narrowest widest range of a tone, in percent of the people who are not told of.
    pub(in crate::audit) narrowest: Option<u64>,
}

/// Looks at every cell of a table that is not told.
pub(in crate::audit) fn determined(view: View<'_>, table: usize, bounds: &Bounds) -> Hidden {
    let mut found = Hidden::default();
    let wave = view.structure.wave(table);
    let measure = view.structure.measure(table);
    let rate = measure.kind == MeasureKind::Response;
    let cells = view.cells(table);
    for (group, _) in (0..).zip(cells).filter(|(_, cell)| !cell.stated) {
        // Of whom the questions tell how many there are, a missing rate hides nothing of that.
        let told = rate && view.knowledge.people[wave][group as usize].is_some();
        if told || !view.structure.has(wave, group) {
            continue;
        }
        found.cells += 1;
        found.by_programme += u64::from(bounds.by_programme[group as usize]);
        let Some((leak, narrow)) = judge(view, table, bounds, group) else { continue };
        let own = Some(narrow).filter(|_| measure.toned());
        found.narrowest = found.narrowest.into_iter().chain(own).min();
        if let Some(leak) = leak {
            let name = view.structure.group_name(group);
            found.findings.push(view.finding(leak, table, &name, around(view, table, group)));
        }
    }
    found
}

/// What is wrong with a cell that is not told, and how wide its widest tone is in percent; nothing where nobody is in it.
fn judge(view: View<'_>, table: usize, bounds: &Bounds, group: u32) -> Option<(Option<Leak>, u64)> {
    let (at, insiders) = (group as usize, view.rules.insiders);
    let base = bounds.base[at];
    if base.high == 0 {
        return None;
    }
    let tones: Vec<Range> = bounds.tones.iter().map(|tone| tone[at]).collect();
    let widest = tones.iter().map(|tone| tone.width()).max();
    let told = told_below(view, table, group);
    let untold = base.high.saturating_sub(told);
    let width = widest.unwrap_or_else(|| base.width());
    let percent = (100 * width).checked_div(untold).unwrap_or(0).min(100);
    let fixed = base.exact().is_some() && tones.iter().all(|tone| tone.exact().is_some());
    let alike = tones.iter().any(|tone| tone.low > insiders && tone.low + insiders >= base.high);
    // A rate or a score is not given away by a guess at how many people it is of.
    let narrow = widest.is_some_and(|widest| {
        // A group that may have k people and more might have been shown.
        let few = base.high < view.smallest(view.structure.measure(table));
        let together = bounds.by_programme[at] && widest < alone(view, table, group);
        few && 4 * widest < untold && together
    });
    // The only part of a group that is told of is that group: nothing is known that was not told.
    let fixed = fixed && !is_a_whole(view, table, bounds, group);
    let leak = match (fixed, alike, narrow) {
        (true, _, _) => Some(Leak::Determined),
        (_, true, _) => Some(Leak::Unanimous),
        (_, _, true) => Some(Leak::Narrow),
        _ => None,
    };
    Some((leak, percent))
}

/// Whether all people of a group that is told of are in this part of it.
fn is_a_whole(view: View<'_>, table: usize, bounds: &Bounds, group: u32) -> bool {
    let (cells, graph) = (view.cells(table), view.graph(table));
    graph.of[group as usize].iter().map(|equation| &graph.equations[*equation as usize]).any(|equation| {
        let others = || equation.parts.iter().filter(|part| **part != group);
        cells[equation.whole as usize].stated
            && equation.whole != group
            && others().all(|part| bounds.base[*part as usize].high == 0)
    })
}

/// How wide the widest tone of a group is if each equation is looked at alone: what one group that is told of implies of a
/// part of it.
fn alone(view: View<'_>, table: usize, group: u32) -> u64 {
    let (cells, graph) = (view.cells(table), view.graph(table));
    let people = &view.knowledge.people[view.structure.wave(table)];
    let range = |group: u32, tone: usize| {
        let cell = &cells[group as usize];
        let room = people[group as usize].map_or(Range::ANY, |people| Range { low: 0, high: people });
        cell.tones[tone].meet(room).unwrap_or(cell.tones[tone])
    };
    let implied = |equation: &u32, tone: usize| {
        let equation = &graph.equations[*equation as usize];
        let whole = range(equation.whole, tone);
        let others = equation.parts.iter().filter(|part| **part != group).map(|part| range(*part, tone));
        let (low, high) = others.fold((0, 0), |(low, high), own| (low + own.low, high + own.high));
        let own = range(group, tone);
        let most = whole.high.saturating_sub(low).min(own.high);
        most.saturating_sub(whole.low.saturating_sub(high).max(own.low))
    };
    let part_of = |equation: &&u32| graph.equations[**equation as usize].whole != group;
    let equations = graph.of[group as usize].iter().filter(part_of);
    let widest = |equation: &u32| (0..3).map(|tone| implied(equation, tone)).max().unwrap_or(0);
    equations.map(widest).min().unwrap_or(u64::MAX)
}

/// How many of a group are told of in lower units.
fn told_below(view: View<'_>, table: usize, group: u32) -> u64 {
    let (cells, graph) = (view.cells(table), view.graph(table));
    let known = |group: u32| cells[group as usize].known_base().is_some();
    let mut parts = Vec::new();
    largest(graph, group, Split::Units, &known, &mut parts);
    parts.iter().filter_map(|part| cells[*part as usize].known_base()).sum()
}

/// The groups in the equations of a group: what is said of them tells of it.
fn around(view: View<'_>, table: usize, group: u32) -> impl Iterator<Item = u32> {
    let graph = view.graph(table);
    let mut groups: Vec<u32> = graph.of[group as usize]
        .iter()
        .map(|equation| &graph.equations[*equation as usize])
        .flat_map(|equation| equation.parts.iter().chain([&equation.whole]).copied())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    groups.into_iter()
}

/// The cell of a table where the figures contradict what the structure says.
pub(in crate::audit) fn contradiction(view: View<'_>, table: usize, bounds: &Bounds) -> Option<Finding> {
    let equation = &view.graph(table).equations[bounds.contradiction? as usize];
    let rate = view.structure.measure(table).kind == MeasureKind::Response;
    let what = if rate { "took part" } else { "answers" };
    let name =
        format!("{} by {}: {what} do not add up", view.structure.group_name(equation.whole), equation.by);
    let groups = equation.parts.iter().chain([&equation.whole]).copied();
    let spots = groups.map(|group| Spot { table: table as u32, group });
    let files = view.knowledge.said_by(spots);
    let place = format!("{} · {name}", view.structure.table_name(table));
    Some(Finding { leak: Leak::Altered, place, files })
}
