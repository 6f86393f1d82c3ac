//! Like for like: whether a difference stays when every part is given the same mix of staff.

use super::tables::{finished, points_range};
use crate::release::{LikeForLike, Marker, Measure, ReleasedGroup, Verdict};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::page::{Page, Parts};
use crate::report::reading::Reading;
use crate::report::view::Place;
use crate::report::{figure, wording};

/// What becomes of a difference when staff are made alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    Unsure,
    Appears,
    Turns,
    None,
}

impl Fate {
    /// From the difference as observed, where it may be said, and the one like for like.
    fn of(observed: Option<Verdict>, alike: Verdict) -> Self {
        let before = observed.map_or(0, wording::direction);
        match (before, wording::direction(alike)) {
            (0, 0) => Self::None,
            (0, _) => Self::Appears,
            (_, 0) if alike == Verdict::NoClearDifference => Self::Goes,
            (_, 0) => Self::Unsure,
            (before, after) if before == after => Self::Stays,
            _ => Self::Turns,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Stays => "stays",
            Self::Goes => "goes",
            Self::Unsure => "can no longer be told",
            Self::Appears => "appears",
            Self::Turns => "turns round",
            Self::None => "no difference either way",
        }
    }
}

/// A unit's own result on its own page.
pub(crate) fn own(page: &Page) -> Option<Block> {
    let (measure, all) = page.like_for_like()?;
    let found = all.into_iter().find(|one| page.place.group == one.group && !page.is_whole())?;
    let level = page.breakdown(page.place.breakdown)?.level?;
    if level > 0 {
        return None;
    }
    let fate = fate(page, measure, found, page.place);
    let by = how_far(found);
    let (rest, alike) = (page.rest(), made_alike(page, found));
    let words = match fate {
        Fate::Stays if found.points.is_none() => format!("The difference stays {alike}."),
        Fate::Stays => format!("The difference stays {alike}: {by}."),
        Fate::Goes => format!("{}, there is no clear difference from {rest}.", wording::sentence(&alike)),
        Fate::Unsure => format!("{}, the difference can no longer be told.", wording::sentence(&alike)),
        Fate::Appears | Fate::Turns => {
            format!("{}, compared with {rest}, {} is {by}.", wording::sentence(&alike), page.name)
        }
        Fate::None if found.verdict == Verdict::NoClearDifference => {
            format!("{}, there is no clear difference from {rest} either.", wording::sentence(&alike))
        }
        Fate::None => format!("{}, too few answered to say how it compares.", wording::sentence(&alike)),
    };
    let covered = figure::whole(found.covered);
    let of = format!(
        " This is for {}, and for the {covered}% of colleagues who have counterparts here.",
        name(measure)
    );
    Some(Block::Paragraph(Text::plain(words).then(of)))
}

/// "3 points lower (1 to 5)"; the direction alone where the numbers are withheld.
fn how_far(found: &LikeForLike) -> String {
    let word = if wording::direction(found.verdict) < 0 { "lower" } else { "higher" };
    let range = match (found.low, found.high) {
        (Some(low), Some(high)) => format!(" ({})", wording::range(low, high)),
        _ => String::new(),
    };
    match found.points {
        Some(points) => format!("{} {word}{range}", wording::points(figure::whole(points).unsigned_abs())),
        None => word.to_owned(),
    }
}

/// "like for like in grade and contract".
fn made_alike(page: &Page, found: &LikeForLike) -> String {
    format!("like for like in {}", wording::list(&by(page, found)))
}

fn by(page: &Page, found: &LikeForLike) -> Vec<String> {
    let names = found.by.iter().filter_map(|id| page.breakdown(id));
    names.map(|breakdown| wording::lower(&breakdown.name)).collect()
}

/// A measure in running text.
fn name(measure: &Measure) -> String {
    match measure.kind {
        crate::release::MeasureKind::Question => wording::quoted(&measure.text),
        crate::release::MeasureKind::Overall => "all questions together".to_owned(),
        _ => measure.text.clone(),
    }
}

fn fate<'a>(page: &Page<'a>, measure: &'a Measure, found: &LikeForLike, place: Place<'a>) -> Fate {
    let observed: Reading = page.read_at(measure, place);
    Fate::of(observed.rest().ok().map(|difference| difference.verdict), found.verdict)
}

/// The heading, the sentence and the table over the parts of the whole.
pub(crate) fn blocks(page: &Page, parts: &Parts) -> Vec<Block> {
    let Some((measure, all)) = page.like_for_like().filter(|_| page.is_whole()) else { return Vec::new() };
    let known: Vec<(&ReleasedGroup, &LikeForLike, Fate)> = parts
        .units
        .iter()
        .filter_map(|unit| {
            let found = all.iter().find(|one| one.group == unit.id)?;
            let place = Place { breakdown: &parts.level.id, group: &unit.id };
            Some((*unit, *found, fate(page, measure, found, place)))
        })
        .collect();
    let Some((_, first, _)) = known.first() else { return Vec::new() };
    let alike = wording::list(&by(page, first));
    vec![
        Block::Heading(format!("If every {} had the same staff", parts.one())),
        Block::Paragraph(lead(parts, &known, &alike)),
        Block::Table(table(page, parts, measure, &known)),
    ]
}

fn lead(parts: &Parts, known: &[(&ReleasedGroup, &LikeForLike, Fate)], alike: &str) -> Text {
    let names = |fate: Fate| -> Vec<String> {
        known.iter().filter(|one| one.2 == fate).map(|(unit, ..)| unit.name.clone()).collect()
    };
    let intro = format!(
        "{} have different kinds of staff. With the same mix of {alike} everywhere, ",
        wording::sentence(&parts.many())
    );
    let said = |fate, words: &str| {
        let names = names(fate);
        (!names.is_empty()).then(|| format!("the difference of {} {words}", wording::short_list(&names, 4)))
    };
    let all: Vec<String> = [
        said(Fate::Stays, "stays"),
        said(Fate::Goes, "goes"),
        said(Fate::Unsure, "can no longer be told"),
        said(Fate::Appears, "appears only now"),
        said(Fate::Turns, "turns round"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let words =
        if all.is_empty() { "there is no clear difference either way".to_owned() } else { all.join("; ") };
    Text::plain(intro).then_strong(format!("{words}."))
}

fn table<'a>(
    page: &Page<'a>,
    parts: &Parts<'a>,
    measure: &'a Measure,
    known: &[(&'a ReleasedGroup, &'a LikeForLike, Fate)],
) -> Table {
    let row = |(unit, found, fate): &(&'a ReleasedGroup, &'a LikeForLike, Fate)| {
        let observed = page.read_at(measure, Place { breakdown: &parts.level.id, group: &unit.id });
        let withheld = || Entry::Withheld(Marker::Confidential);
        let number = |value: f64| Entry::Number(figure::with_unit(figure::whole(value), measure));
        let signed = |points: f64| Entry::Number(figure::signed(figure::whole(points)));
        let range = if found.points.is_some() { points_range(found.low, found.high) } else { withheld() };
        let [points, _] = observed.rest_entries();
        let entries = vec![
            observed.entry(),
            points,
            found.value.map_or_else(withheld, number),
            found.points.map_or_else(withheld, signed),
            range,
            judged(found, *fate),
            Entry::Number(format!("{}%", figure::whole(found.covered))),
        ];
        TableRow { header: unit.name.clone(), link: page.part_link(unit), entries }
    };
    let columns = [
        "As observed",
        "Against the rest, in points",
        "Like for like",
        "Against the rest, like for like",
        "95% range",
        "Verdict like for like",
        "Colleagues with counterparts",
    ];
    finished(Table {
        caption: format!("{}, as observed and like for like", wording::sentence(&name(measure))),
        columns: std::iter::once(parts.level.name.clone()).chain(columns.map(str::to_owned)).collect(),
        rows: known.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// The verdict like for like, and what becomes of the difference.
fn judged(found: &LikeForLike, fate: Fate) -> Entry {
    let verdict = wording::verdict(found.verdict);
    match fate {
        Fate::None => Entry::Verdict(found.verdict),
        Fate::Unsure => Entry::Said(found.verdict, format!("{verdict} whether the difference stays")),
        _ => Entry::Said(found.verdict, format!("{verdict}: the difference {}", fate.words())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_a_difference() {
        let fate = |before, after| Fate::of(Some(before), after);
        assert_eq!(fate(Verdict::Lower, Verdict::SlightlyLower), Fate::Stays);
        assert_eq!(fate(Verdict::Lower, Verdict::NoClearDifference), Fate::Goes);
        assert_eq!(fate(Verdict::Lower, Verdict::TooSmallToSay), Fate::Unsure);
        assert_eq!(fate(Verdict::Lower, Verdict::Higher), Fate::Turns);
        assert_eq!(fate(Verdict::TooSmallToSay, Verdict::Higher), Fate::Appears);
        assert_eq!(Fate::of(None, Verdict::NoClearDifference), Fate::None);
    }
}
