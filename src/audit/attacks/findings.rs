//! What is said beyond single figures.
//!
//! # What it does
//! Goes through every finding of a release (tests, rankings, trends, what weighting would change) and looks up the figures
//! that it is about: each must be shown in the same release.
//!
//! # Why
//! A rank, a trend or a verdict next to a withheld figure tells it, or at least which way it lies.
//!
//! # Example
//! A service is withheld for a question, and the ranking of the services says that it is most likely the lowest.
//!
//! # Source
//! This programme's own rule: what is said of a figure is seen where the figure is.

use std::collections::BTreeSet;

use crate::audit::finding::{Finding, Leak};
use crate::release::{Findings, MeasureKind, Release};

/// What goes together with what is told from so many respondents.
const FOR_DRIVERS: u64 = 100;

/// Findings that rest on what is not shown, or on too few.
pub(in crate::audit) fn findings(release: &Release, file: &str) -> Vec<Finding> {
    let seen = Seen::new(release);
    let found = release.findings();
    let mut places = of_models(&seen, found);
    places.extend(of_groups(&seen, found));
    places.extend(over_time(&seen, found));
    let finding = |place| Finding { leak: Leak::Finding, place, files: vec![file.to_owned()] };
    places.into_iter().map(finding).collect()
}

/// What a release shows.
struct Seen<'a> {
    release: &'a Release,
    rows: BTreeSet<(&'a str, MeasureKind, &'a str, &'a str, &'a str)>,
    groups: BTreeSet<(&'a str, &'a str, &'a str)>,
    highest: &'a str,
}

impl<'a> Seen<'a> {
    fn new(release: &'a Release) -> Self {
        let shown = release.rows().iter().filter(|row| row.figures.shown().is_some());
        let key = |row: &'a crate::release::Row| {
            (row.wave.as_str(), row.kind, row.measure.as_str(), row.breakdown.as_str(), row.group.as_str())
        };
        let rows: BTreeSet<_> = shown.map(key).collect();
        let groups = rows.iter().map(|(wave, _, _, breakdown, group)| (*wave, *breakdown, *group)).collect();
        let highest = release.breakdowns().iter().find(|breakdown| breakdown.level == Some(0));
        Self { release, rows, groups, highest: highest.map_or("", |breakdown| breakdown.id.as_str()) }
    }

    fn row(&self, wave: &str, kind: MeasureKind, measure: &str, breakdown: &str, group: &str) -> bool {
        self.rows.contains(&(wave, kind, measure, breakdown, group))
    }

    fn everyone(&self, wave: &str, kind: MeasureKind, measure: &str) -> bool {
        self.row(wave, kind, measure, "all", "all")
    }

    /// Whether a group of the highest level existed in a wave.
    fn existed(&self, wave: &str, group: &str) -> bool {
        let highest = self.release.breakdowns().iter().filter(|breakdown| breakdown.level == Some(0));
        let groups = highest.flat_map(|breakdown| &breakdown.groups);
        groups.filter(|own| own.id == group).any(|own| own.waves.iter().any(|own| own == wave))
    }
}

/// Weighting, like for like, drivers, reliability.
fn of_models(seen: &Seen<'_>, found: &Findings) -> Vec<String> {
    let mut places = Vec::new();
    for one in &found.weighted {
        if !seen.row(&one.wave, one.kind, &one.measure, &one.breakdown, &one.group) {
            places.push(format!("{} · weighted {} · {} {}", one.wave, one.measure, one.breakdown, one.group));
        }
    }
    for one in &found.like_for_like {
        if !seen.row(&one.wave, one.kind, &one.measure, seen.highest, &one.group) {
            places.push(format!("{} · like for like {} · {}", one.wave, one.measure, one.group));
        }
    }
    for one in &found.drivers {
        let shown =
            |question: &str| seen.row(&one.wave, MeasureKind::Question, question, &one.breakdown, &one.group);
        let all = shown(&one.outcome) && one.shares.iter().all(|share| shown(&share.question));
        if one.base < FOR_DRIVERS || !all {
            places
                .push(format!("{} · drivers of {} · {} {}", one.wave, one.outcome, one.breakdown, one.group));
        }
    }
    for one in &found.reliability {
        if one.base < FOR_DRIVERS || !seen.everyone(&one.wave, one.kind, &one.measure) {
            places.push(format!("{} · reliability of {}", one.wave, one.measure));
        }
    }
    places
}

/// Consistency, rankings, spreads, unanswered, representation.
fn of_groups(seen: &Seen<'_>, found: &Findings) -> Vec<String> {
    let mut places = Vec::new();
    for one in &found.consistency {
        let overall = (MeasureKind::Overall, "overall");
        if !seen.row(&one.wave, overall.0, overall.1, &one.breakdown, &one.group) {
            places.push(format!("{} · consistency · {} {}", one.wave, one.breakdown, one.group));
        }
    }
    for one in &found.rankings {
        let kind = MeasureKind::Question;
        let shown = |group: &str| seen.row(&one.wave, kind, &one.measure, &one.breakdown, group);
        for group in one.groups.iter().filter(|group| !shown(&group.group)) {
            places.push(format!(
                "{} · ranking by {} · {} {}",
                one.wave, one.measure, one.breakdown, group.group
            ));
        }
    }
    for one in &found.spreads {
        let of = |row: &&(&str, MeasureKind, &str, &str, &str)| {
            (row.0, row.1, row.2, row.3) == (&*one.wave, one.kind, &*one.measure, &*one.breakdown)
        };
        let from = (&*one.wave, one.kind, &*one.measure, &*one.breakdown, "");
        let shown = seen.rows.range(from..).take_while(of).count() as u64;
        // All that is not shown is one group more.
        if !seen.everyone(&one.wave, one.kind, &one.measure) || one.groups > shown + 1 {
            places.push(format!("{} · spread of {} · {}", one.wave, one.measure, one.breakdown));
        }
    }
    for one in &found.unanswered {
        if !seen.everyone(&one.wave, MeasureKind::Question, &one.measure) {
            places.push(format!("{} · unanswered {}", one.wave, one.measure));
        }
    }
    for one in &found.representation {
        let named = one.groups.iter().filter_map(|group| group.group.as_deref());
        for group in named.filter(|group| !seen.groups.contains(&(&*one.wave, &*one.breakdown, *group))) {
            places.push(format!("{} · representation · {} {group}", one.wave, one.breakdown));
        }
    }
    places
}

/// Trends and decompositions.
fn over_time(seen: &Seen<'_>, found: &Findings) -> Vec<String> {
    let mut places = Vec::new();
    for one in &found.trends {
        let shown = |wave: &String| seen.row(wave, one.kind, &one.measure, &one.breakdown, &one.group);
        if !one.waves.iter().all(shown) {
            places.push(format!("trend of {} · {} {}", one.measure, one.breakdown, one.group));
        }
    }
    for one in &found.decompositions {
        let whole = [&one.wave, &one.from].iter().all(|wave| seen.everyone(wave, one.kind, &one.measure));
        let shown = |wave: &str, group: &str| {
            !seen.existed(wave, group) || seen.row(wave, one.kind, &one.measure, seen.highest, group)
        };
        // Several units together are told of as one, and may each be withheld.
        let alone = one.parts.iter().filter_map(|part| match part.groups.as_slice() {
            [group] => Some(group),
            _ => None,
        });
        let mut parts = alone.filter(|group| !(shown(&one.wave, group) && shown(&one.from, group)));
        if !whole || parts.next().is_some() {
            places.push(format!("{} · decomposition of {}", one.wave, one.measure));
        }
    }
    places
}
