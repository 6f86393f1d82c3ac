//! Which findings matter most: size × certainty × reach, by a rule that the report prints.

use super::document::Text;
use super::headline::headlines;
use super::page::Page;
use super::reading::Reading;
use super::view::Place;
use super::{figure, grammar, joint, wording};
use crate::plan::NOT_STATED;
use crate::release::{
    Consistency, Difference, Measure, MeasureKind, ReleasedBreakdown, ReleasedGroup, Verdict,
};

/// The rule, as the notes print it.
pub(crate) const RULE: &str = "Every possible message has a score: its size in points, times its certainty \
    (1 for a clear difference, a half for a slight one, nothing otherwise), times its reach (the share of \
    those who answered whom it is about). A part of the organisation counts as one message over all its questions: \
    where it is consistently higher or lower, the size is its average difference over all of them. Only where no such joint \
    judgement could be made, the size is the average of the clear differences and the certainty is the share of its questions \
    that differ. Of two groups of colleagues that mirror each other, the lower one counts. The highest score \
    of each kind is printed: a change since last time, a part of the organisation, a group of colleagues. Places that stay empty go to the next highest score of any kind.";

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Everyone, against last time.
    Change,
    /// A unit, against the rest.
    Unit,
    /// A protected characteristic's group, against the rest.
    People,
}

/// A possible message.
struct Finding {
    kind: Kind,
    score: f64,
    text: Text,
}

/// The messages that matter most, the highest score first.
pub(crate) fn most_important(page: &Page, most: usize) -> Vec<Text> {
    let mut findings = changes(page);
    findings.extend(units(page));
    findings.extend(people(page));
    findings.retain(|finding| finding.score > 0.0);
    // A stable sort: equal scores stay in the order of the plan.
    findings.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kinds: Vec<Kind> = Vec::new();
    let (mut first, mut others): (Vec<Finding>, Vec<Finding>) = (Vec::new(), Vec::new());
    for finding in findings {
        if kinds.contains(&finding.kind) {
            others.push(finding);
        } else {
            kinds.push(finding.kind);
            first.push(finding);
        }
    }
    first.extend(others);
    first.truncate(most);
    first.sort_by(|a, b| b.score.total_cmp(&a.score));
    first.into_iter().map(|finding| finding.text).collect()
}

/// 1 for a clear difference, a half for a slight one.
fn certainty(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Higher | Verdict::Lower => 1.0,
        Verdict::SlightlyHigher | Verdict::SlightlyLower => 0.5,
        Verdict::NoClearDifference | Verdict::TooSmallToSay | Verdict::NotComparable => 0.0,
    }
}

fn weight(difference: &Difference, reach: f64) -> f64 {
    difference.points.abs() * certainty(difference.verdict) * reach
}

/// What moved, for everyone.
fn changes(page: &Page) -> Vec<Finding> {
    let Some(earlier) = page.earlier_label() else { return Vec::new() };
    let measures = page.scores_of(MeasureKind::Pillar).chain(page.view.opinions());
    let finding = |measure| {
        let reading = page.read(measure);
        let difference = reading.compared()?;
        let reach = reach(page, &reading);
        Some(Finding {
            kind: Kind::Change,
            score: weight(difference, reach),
            text: change(&reading, difference, reading.since_label().unwrap_or(earlier)),
        })
    };
    measures.filter_map(finding).collect()
}

fn change(reading: &Reading, difference: &Difference, earlier: &str) -> Text {
    let moved = wording::moved(figure::whole(difference.points), earlier);
    let certain = grammar::certainty(difference.verdict);
    match reading.measure.kind {
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall => {
            Text::strong(format!("{} is {moved}.", reading.measure.text))
                .then(format!(" Its score is now {}. {certain}", reading.text()))
        }
        MeasureKind::Question | MeasureKind::Response => {
            Text::strong(format!("{}, {moved}.", grammar::stands(reading))).then(format!(" {certain}"))
        }
    }
}

/// The share of those who answered whom a reading is about.
fn reach(page: &Page, reading: &Reading) -> f64 {
    let base = |reading: &Reading| reading.figures().map_or(0.0, |figures| figures.respondents as f64);
    let whole = base(&page.read_at(reading.measure, Place::WHOLE));
    if whole > 0.0 { base(reading) / whole } else { 0.0 }
}

/// How often a unit's questions differ from the rest.
pub(crate) struct Tally {
    /// Questions on which it is higher or slightly higher.
    pub(crate) higher: usize,
    /// Questions on which it is lower or slightly lower.
    pub(crate) lower: usize,
    /// Questions without a clear difference.
    pub(crate) neither: usize,
    /// Questions that were too small to say.
    pub(crate) too_small: usize,
    /// Sums of the points of the higher and of the lower ones.
    points: [f64; 2],
    /// Share of the respondents.
    reach: f64,
}

impl Tally {
    /// Counts the verdicts of a place over all questions.
    pub(crate) fn of(page: &Page, place: Place) -> Self {
        let mut tally = Self { higher: 0, lower: 0, neither: 0, too_small: 0, points: [0.0; 2], reach: 0.0 };
        for measure in page.view.opinions() {
            let reading = page.read_at(measure, Place { ..place });
            if let Ok(difference) = reading.rest() {
                tally.add(difference);
                tally.reach = tally.reach.max(reach(page, &reading));
            }
        }
        tally
    }

    fn add(&mut self, difference: &Difference) {
        match difference.verdict {
            Verdict::Higher | Verdict::SlightlyHigher => {
                self.higher += 1;
                self.points[0] += difference.points;
            }
            Verdict::Lower | Verdict::SlightlyLower => {
                self.lower += 1;
                self.points[1] += difference.points;
            }
            Verdict::NoClearDifference => self.neither += 1,
            Verdict::TooSmallToSay => self.too_small += 1,
            Verdict::NotComparable => {}
        }
    }

    /// Questions that could be compared.
    pub(crate) fn compared(&self) -> usize {
        self.higher + self.lower + self.neither + self.too_small
    }

    /// The side on which more questions differ: how many, the mean points, and its word.
    fn leaning(&self) -> (usize, f64, &'static str) {
        let (number, sum, word) = if self.lower >= self.higher {
            (self.lower, self.points[1], "lower")
        } else {
            (self.higher, self.points[0], "higher")
        };
        (number, if number > 0 { sum / number as f64 } else { 0.0 }, word)
    }
}

/// Units that are higher or lower on many questions, and on single headline figures.
fn units(page: &Page) -> Vec<Finding> {
    let Some(parts) = &page.parts else { return Vec::new() };
    parts.units.iter().filter_map(|unit| unit_over_all(page, parts.level, unit)).collect()
}

fn unit_over_all(page: &Page, level: &ReleasedBreakdown, unit: &ReleasedGroup) -> Option<Finding> {
    if let Some(joint) = page.joint(Place { breakdown: &level.id, group: &unit.id }) {
        return consistent(page, level, unit, joint);
    }
    let tally = Tally::of(page, Place { breakdown: &level.id, group: &unit.id });
    let (number, mean, word) = tally.leaning();
    let compared = tally.compared();
    if number < 2 {
        return None;
    }
    let score = mean.abs() * (number as f64 / compared as f64) * tally.reach;
    let average = wording::points(figure::whole(mean).unsigned_abs());
    let text = Text::strong(format!("{} is {word} than {} on {}", unit.name, page.rest(), out_of(number, compared)))
        .then(format!(" that could be compared, by {average} on average. Each of these differences is larger than chance explains."));
    Some(Finding { kind: Kind::Unit, score, text })
}

/// A unit that is consistently higher or lower over all questions together.
fn consistent(
    page: &Page,
    level: &ReleasedBreakdown,
    unit: &ReleasedGroup,
    joint: &Consistency,
) -> Option<Finding> {
    let sentence = joint::sentence(&unit.name, &page.rest(), joint)?;
    let reach = Tally::of(page, Place { breakdown: &level.id, group: &unit.id }).reach;
    let text = Text::strong(sentence).then(format!(" {}", joint::certainty(joint)));
    Some(Finding { kind: Kind::Unit, score: joint.points.abs() * reach, text })
}

/// "29 of the 41 questions", "all 41 questions".
pub(crate) fn out_of(number: usize, compared: usize) -> String {
    let questions = wording::counted(compared as u64, "question", "questions");
    if number == compared { format!("all {questions}") } else { format!("{number} of the {questions}") }
}

/// Groups of colleagues that differ on a headline question or a pillar.
fn people(page: &Page) -> Vec<Finding> {
    if !page.is_whole() {
        return Vec::new();
    }
    let mut measures: Vec<&Measure> = headlines(page).iter().map(|headline| headline.measure).collect();
    measures.extend(page.scores_of(MeasureKind::Pillar));
    let protected = page.view.release.breakdowns().iter().filter(|breakdown| breakdown.protected);
    let mut findings = Vec::new();
    for breakdown in protected {
        for group in page.view.groups(breakdown, None).into_iter().filter(|group| group.id != NOT_STATED) {
            findings.extend(measures.iter().filter_map(|measure| gap(page, measure, breakdown, group)));
        }
    }
    findings
}

fn gap(
    page: &Page,
    measure: &Measure,
    breakdown: &ReleasedBreakdown,
    group: &ReleasedGroup,
) -> Option<Finding> {
    let reading = page.read_at(measure, Place { breakdown: &breakdown.id, group: &group.id });
    let difference = reading.rest().ok().filter(|difference| difference.points < 0.0)?;
    let against = reading.rest_words("all other colleagues")?.words;
    let who = format!("Among colleagues in the group “{}” ({})", group.name, wording::lower(&breakdown.name));
    let said = grammar::stands(&reading);
    let text = Text::strong(format!("{who}, {said}: {against}."))
        .then(format!(" {}", grammar::certainty(difference.verdict)));
    Some(Finding { kind: Kind::People, score: weight(difference, reach(page, &reading)), text })
}
