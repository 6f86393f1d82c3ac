//! The words of the explorer: the same sentences as those of the pages, with places for what a reader chooses.
//!
//! `{points}` is "1 point" or "4 points", `{wave}` the earlier wave.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::release::{Marker, Release, Verdict};
use crate::report::wording;

/// Words that the page puts together.
#[derive(Serialize)]
pub(super) struct Words {
    verdicts: Vec<Judged>,
    /// What each marker's letter means.
    markers: BTreeMap<&'static str, &'static str>,
    /// A change that is clear: up, down, and by less than a point.
    moved: [&'static str; 3],
    /// "the rest of the council".
    rest: String,
}

/// A verdict.
#[derive(Serialize)]
struct Judged {
    mark: &'static str,
    words: &'static str,
    /// 1 higher, −1 lower, 0 neither.
    way: i8,
    /// Against the rest.
    rest: String,
    /// Of a change; nothing where the change is clear.
    change: Option<&'static str>,
}

impl Words {
    /// Of a release.
    pub(super) fn of(release: &Release) -> Self {
        let rest = format!("the rest of {}", release.survey().short_name);
        let markers = [Marker::Confidential, Marker::NotApplicable, Marker::NotAvailable];
        let letter = |marker| wording::marker(marker).trim_matches(['[', ']']);
        Self {
            verdicts: Verdict::ALL.map(|verdict| judged(verdict, &rest)).into(),
            markers: markers.map(|marker| (letter(marker), wording::marker_words(marker))).into(),
            moved: [
                "up {points} since {wave}",
                "down {points} since {wave}",
                "less than 1 point from {wave}",
            ],
            rest,
        }
    }
}

fn judged(verdict: Verdict, rest: &str) -> Judged {
    let (against, change) = match verdict {
        Verdict::Higher | Verdict::SlightlyHigher => ("{points} higher than {rest}", None),
        Verdict::Lower | Verdict::SlightlyLower => ("{points} lower than {rest}", None),
        Verdict::NoClearDifference => {
            ("no clear difference from {rest}", Some("no clear change since {wave}"))
        }
        Verdict::TooSmallToSay => (
            "too small to say how it compares with {rest}",
            Some("too small to say whether it changed since {wave}"),
        ),
        Verdict::NotComparable => ("not comparable with {rest}", Some("not comparable with {wave}")),
    };
    Judged {
        mark: wording::mark(verdict),
        words: wording::verdict(verdict),
        way: wording::direction(verdict),
        rest: against.replace("{rest}", rest),
        change,
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::report::figure;
    use crate::report::page::Page;
    use crate::report::testing::{Shape, release};
    use crate::report::view::{Place, View};

    #[test]
    fn they_are_the_sentences_of_the_pages() {
        let release = release(&Shape::default());
        let view = View::new(&release);
        let page = Page::whole(&view).expect("a wave");
        let words = Words::of(&release);
        let place = |verdict| Verdict::ALL.iter().position(|one| *one == verdict).expect("a place");
        let (mut compared, mut changed) = (0, 0);
        for row in release.rows().iter().filter(|row| row.wave == page.wave.id) {
            let measure = view.measure(row.kind, &row.measure).expect("a measure");
            let reading = page.read_at(measure, Place { breakdown: &row.breakdown, group: &row.group });
            if let (Ok(difference), Some(said)) = (reading.rest(), reading.rest_words(&words.rest)) {
                let points = wording::points(figure::whole(difference.points).unsigned_abs());
                let own = &words.verdicts[place(difference.verdict)].rest;
                assert_eq!(own.replace("{points}", &points), said.words);
                compared += 1;
            }
            if let (Some(difference), Some(said)) = (reading.compared(), reading.change_words()) {
                let points = figure::whole(difference.points);
                let moved = words.moved[match points.cmp(&0) {
                    Ordering::Greater => 0,
                    Ordering::Less => 1,
                    Ordering::Equal => 2,
                }];
                let own = words.verdicts[place(difference.verdict)].change.unwrap_or(moved);
                let own = own.replace("{points}", &wording::points(points.unsigned_abs()));
                assert_eq!(own.replace("{wave}", reading.since_label().expect("a wave")), said.words);
                changed += 1;
            }
        }
        assert!(compared > 50 && changed > 50, "{compared} {changed}");
    }
}
