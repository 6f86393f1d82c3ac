//! Earlier releases of the same answers.
//!
//! # What it does
//! Lays this release beside earlier ones of the same waves. A cell that both tell must be the same, or differ by enough
//! people who are not of one mind. And what the releases tell together is subtracted as if it were one: what one withholds
//! the other may show. What an earlier release gives away by itself is not reported again, since it cannot be taken back.
//!
//! # Why
//! New less old is a group: those who were added, corrected or taken out.
//!
//! # Example
//! An interim report on 230 answers and a final one on 233: three late answers, to every question.
//!
//! # Source
//! Differencing between releases: GSS guidance; the union rule of interactive query systems, Denning (1980).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::unanimous::{of_one_mind, unanimous};
use super::{View, subtraction};
use crate::audit::finding::{Finding, Leak};
use crate::audit::knowledge::{Cell, Knowledge};
use crate::audit::range::Range;
use crate::audit::structure::{Spot, Structure};

/// What this release and earlier ones give away together.
pub(in crate::audit) fn earlier(now: View<'_>, before: &[View<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut known: BTreeSet<(Leak, String)> = places(now);
    for (number, earlier) in (1..).zip(before) {
        findings.extend(differences(now, *earlier, number));
        known.extend(places(*earlier));
    }
    // What all of them tell together, in the structure of each: a group that is gone is still known.
    for own in std::iter::once(&now).chain(before) {
        let mut union = own.knowledge.clone();
        for (number, other) in (0..).zip(std::iter::once(&now).chain(before)) {
            if !std::ptr::eq(own.structure, other.structure) {
                add(&mut union, own.structure, *other, number);
            }
        }
        let union = View { knowledge: &union, structure: own.structure, rules: now.rules };
        let new =
            attacked(union).into_iter().filter(|found| !known.contains(&(found.leak, found.place.clone())));
        findings.extend(new.map(|found| Finding { leak: Leak::Release, ..found }));
    }
    findings.sort_unstable();
    findings.dedup_by(|a, b| a.place == b.place);
    findings
}

/// What subtraction and unanimity find.
fn attacked(view: View<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in 0..view.structure.tables() {
        findings.extend(subtraction::subtraction(view, table).0);
        findings.extend(unanimous(view, table));
    }
    for wave in 0..view.structure.waves.len() {
        findings.extend(subtraction::of_people(view, wave).0);
    }
    findings
}

fn places(view: View<'_>) -> BTreeSet<(Leak, String)> {
    attacked(view).into_iter().map(|found| (found.leak, found.place)).collect()
}

/// Where a cell of one release is in another one's structure.
fn translate(from: &Structure, spot: Spot, to: &Structure) -> Option<Spot> {
    let (table, group) = (spot.table as usize, &from.groups[spot.group as usize]);
    let wave = to.wave_of(&from.waves[from.wave(table)])?;
    let measure = from.measure(table);
    let measure = to.measure_of(measure.kind, &measure.id)?;
    let group = group.published.then(|| to.group_of(&group.breakdown, &group.id)).flatten()?;
    Some(Spot { table: to.table(wave, measure) as u32, group })
}

/// Every cell that a release tells, with its place there.
fn told(view: View<'_>) -> impl Iterator<Item = (Spot, &Cell)> {
    let tables = (0..).zip(&view.knowledge.tables);
    let cells = tables
        .flat_map(|(table, cells)| (0..).zip(cells).map(move |(group, cell)| (Spot { table, group }, cell)));
    cells.filter(|(_, cell)| cell.stated)
}

/// Cells that both tell, and differently.
fn differences(now: View<'_>, before: View<'_>, number: u64) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (spot, earlier) in told(before) {
        let Some(here) = translate(before.structure, spot, now.structure) else { continue };
        let cell = &now.cells(here.table as usize)[here.group as usize];
        let smallest = now.smallest(now.structure.measure(here.table as usize));
        if cell.stated && differ(cell, earlier, smallest, now.rules.insiders) {
            let mut finding = now.on_cell(Leak::Release, here.table as usize, here.group);
            let files = before.knowledge.said_by(std::iter::once(spot));
            finding.files.extend(files.iter().map(|file| earlier_name(number, file)));
            findings.push(finding);
        }
    }
    findings
}

/// Whether two tellings of one cell give a group away that is too small, or of one mind.
fn differ(now: &Cell, before: &Cell, smallest: u64, insiders: u64) -> bool {
    let Some((base, earlier)) = now.base.exact().zip(before.base.exact()) else { return false };
    let moved = base.abs_diff(earlier);
    let (new, old) = if base >= earlier { (now, before) } else { (before, now) };
    let tones = new.tones.iter().zip(&old.tones);
    if moved == 0 {
        return tones.into_iter().any(|(new, old)| new.meet(*old).is_none());
    }
    let mut least = [0; 3];
    for (least, (new, old)) in least.iter_mut().zip(tones).filter(|(_, (new, _))| **new != Range::ANY) {
        *least = new.low.saturating_sub(old.high);
    }
    moved < smallest || of_one_mind(moved, least, insiders)
}

/// Adds what another release tells and this one does not.
fn add(union: &mut Knowledge, structure: &Structure, other: View<'_>, number: u64) {
    let first = union.files.len() as u32;
    let named =
        other.knowledge.files.iter().map(|file| {
            if number == 0 { file.clone() } else { Arc::from(earlier_name(number, file).as_str()) }
        });
    union.files.extend(named);
    for (spot, cell) in told(other) {
        let Some(here) = translate(other.structure, spot, structure) else { continue };
        let own = &mut union.tables[here.table as usize][here.group as usize];
        if own.stated {
            continue;
        }
        *own = cell.clone();
        let from = other.knowledge.sources.partition_point(|(own, _)| *own < spot);
        let said = other.knowledge.sources[from..].iter().take_while(|(own, _)| *own == spot);
        union.sources.extend(said.map(|(_, file)| (here, first + file)));
        let wave = structure.wave(here.table as usize);
        let people = &mut union.people[wave][here.group as usize];
        *people = people.or(cell.respondents);
    }
    union.sources.sort_unstable();
    union.sources.dedup();
}

fn earlier_name(number: u64, file: &str) -> String {
    format!("earlier release {number}: {file}")
}
