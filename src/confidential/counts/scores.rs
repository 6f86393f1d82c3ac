//! Scores: what each respondent scores on a pillar or an index, and the sums of it.
//!
//! A score is the mean, over the items that the respondent answered, of an item's points on 0..100:
//! equally spaced over the categories, or 100 for a positive answer and 0 for any other. It needs
//! answers to at least half of the items that were put to the respondent. All of it is whole
//! numbers, so sums do not depend on the order of adding.

use crate::plan::{Category, Composite, Item, Plan, Statistic, Tone};

use super::FIRST_MISSING;

/// Respondents' scores on a pillar or index in one group, as sums that merge exactly.
/// A score is a fixed-point number: ten-thousandths of a point on 0..100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::confidential) struct ScoreSums {
    /// Respondents with a score: at least half of the items answered.
    pub(in crate::confidential) n: u64,
    /// Sum of scores.
    pub(in crate::confidential) sum: u64,
    /// Sum of squared scores.
    pub(in crate::confidential) squares: u128,
}

/// One point of a score in the fixed-point numbers of [`ScoreSums`].
pub(in crate::confidential) const POINT: u64 = 10_000;

/// The highest score.
const FULL: u64 = 100 * POINT;

impl ScoreSums {
    /// Adds one respondent's score.
    pub(super) fn add(&mut self, score: u32) {
        let score = u64::from(score);
        self.n += 1;
        self.sum += score;
        self.squares += u128::from(score * score);
    }

    /// Adds other respondents'.
    pub(super) fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The mean score, in points on 0..100; `None` where nobody has one.
    pub(in crate::confidential) fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64 / POINT as f64)
    }

    /// Sum and sum of squares of the scores in points on 0..100.
    pub(in crate::confidential) fn points(&self) -> (f64, f64) {
        let point = POINT as f64;
        (self.sum as f64 / point, self.squares as f64 / (point * point))
    }

    /// The standard deviation of the scores (over n − 1), in points; `None` for fewer than two.
    pub(in crate::confidential) fn sd(&self) -> Option<f64> {
        let (n, sum) = (u128::from(self.n), u128::from(self.sum));
        // Exact up to here: n Σx² − (Σx)² cannot cancel in whole numbers.
        let spread = (n * self.squares).saturating_sub(sum * sum) as f64;
        (n > 1).then(|| (spread / (n * (n - 1)) as f64).sqrt() / POINT as f64)
    }
}

/// How one composite is scored in one wave.
pub(super) struct Scoring {
    runs: Vec<Run>,
    /// What the points of an item are fractions of: its full marks.
    denominator: u32,
}

/// Items whose points are multiples of one unit, so few that what one person gets for them fits a byte.
struct Run {
    unit: u32,
    items: Vec<Marking>,
}

/// What the answers to an item give.
struct Marking {
    item: usize,
    categories: u8,
    /// The slots that give anything, and how many units.
    units: Vec<(u8, u8)>,
}

/// Items of a run: each gives up to ten units.
const MOST_ITEMS: usize = u8::MAX as usize / (FIRST_MISSING - 2);

/// Respondents scored at a time.
const PIECE: usize = 128;

/// What some respondents got for a run: items put to them, items answered, units.
struct Marks([[u8; PIECE]; 3]);

impl Scoring {
    /// The scoring of a composite in a wave.
    pub(super) fn new(plan: &Plan, composite: &Composite, wave: usize) -> Self {
        let indices = composite.items.get(wave).map_or(&[][..], Vec::as_slice);
        let items = || indices.iter().filter_map(|&index| Some((index, plan.items.get(index)?)));
        let denominator = match composite.statistic {
            Statistic::PercentPositive => 1,
            Statistic::MeanPoints => items().map(|(_, item)| steps(item)).fold(1, common_multiple),
        };
        let mut runs: Vec<Run> = Vec::new();
        for (index, item) in items() {
            let unit = match composite.statistic {
                Statistic::PercentPositive => 1,
                Statistic::MeanPoints => denominator / steps(item),
            };
            let marking = Marking::new(index, item, composite.statistic);
            match runs.iter_mut().find(|run| run.unit == unit && run.items.len() < MOST_ITEMS) {
                Some(run) => run.items.push(marking),
                None => runs.push(Run { unit, items: vec![marking] }),
            }
        }
        Self { runs, denominator }
    }

    /// The scores of consecutive respondents, given each item's slots for them.
    pub(super) fn score<'a>(&self, slots: impl Fn(usize) -> &'a [u8], scores: &mut [Option<u32>]) {
        for (start, scores) in (0..).step_by(PIECE).zip(scores.chunks_mut(PIECE)) {
            let mut sums = [[0; 3]; PIECE];
            for run in &self.runs {
                let mut marks = Marks([[0; PIECE]; 3]);
                for marking in &run.items {
                    marks.add(marking, &slots(marking.item)[start..][..scores.len()]);
                }
                marks.pour(run.unit, &mut sums);
            }
            for (score, sums) in scores.iter_mut().zip(sums) {
                *score = self.of_one(sums);
            }
        }
    }

    /// Rounded half up; `None` where fewer than half of the items asked were answered, or none was asked.
    fn of_one(&self, [asked, answered, points]: [u32; 3]) -> Option<u32> {
        let enough = answered > 0 && answered >= asked.div_ceil(2);
        let full = u64::from(self.denominator) * u64::from(answered);
        enough.then(|| ((2 * FULL * u64::from(points) + full) / (2 * full)) as u32)
    }
}

impl Marks {
    /// Marks the answers to an item: comparisons alone, so that many are marked at once.
    fn add(&mut self, marking: &Marking, slots: &[u8]) {
        let [asked, answered, units] = &mut self.0;
        for ((asked, answered), &slot) in asked.iter_mut().zip(answered).zip(slots) {
            *asked += u8::from(slot != FIRST_MISSING as u8);
            *answered += u8::from(slot.wrapping_sub(1) < marking.categories);
        }
        for &(of, worth) in &marking.units {
            for (units, &slot) in units.iter_mut().zip(slots) {
                *units += if slot == of { worth } else { 0 };
            }
        }
    }

    /// Adds the marks to the sums, given what a unit is worth.
    fn pour(&self, unit: u32, sums: &mut [[u32; 3]; PIECE]) {
        let [asked, answered, units] = &self.0;
        for (sums, ((&asked, &answered), &units)) in
            sums.iter_mut().zip(asked.iter().zip(answered).zip(units))
        {
            sums[0] += u32::from(asked);
            sums[1] += u32::from(answered);
            sums[2] += u32::from(units) * unit;
        }
    }
}

impl Marking {
    fn new(index: usize, item: &Item, statistic: Statistic) -> Self {
        let worth = |(steps_up, category): (u8, &Category)| match statistic {
            Statistic::PercentPositive => u8::from(category.tone == Tone::Positive),
            Statistic::MeanPoints => steps_up,
        };
        let categories = item.categories.iter().take(FIRST_MISSING - 1);
        let worths = (0..).zip(categories.clone()).map(worth);
        Self {
            item: index,
            categories: categories.len() as u8,
            units: (1..).zip(worths).filter(|(_, worth)| *worth > 0).collect(),
        }
    }
}

/// From the least to the most favourable category in this many steps.
fn steps(item: &Item) -> u32 {
    item.categories.len().clamp(2, FIRST_MISSING - 1) as u32 - 1
}

fn common_multiple(a: u32, b: u32) -> u32 {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    a / divisor * b
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::{Grouping, count, sample, slot_of};
    use crate::confidential::wave::code;

    /// The score of one respondent with these answers, item by item.
    fn score(composite: usize, answers: &[u8]) -> Option<u32> {
        let plan = sample::plan();
        let slots: Vec<[u8; 1]> = answers.iter().map(|&answer| [slot_of(answer)]).collect();
        let mut scores = [None];
        let scoring = Scoring::new(&plan, &plan.composites[composite], 0);
        scoring.score(|item| &slots[item], &mut scores);
        scores[0]
    }

    #[test]
    fn a_pillar_scores_the_share_of_positive_answers_rounded_half_up() {
        assert_eq!(score(0, &[5, 4, 1, 0, 0, 0]), Some(666_667));
        assert_eq!(score(0, &[5, 3, 1, 0, 0, 0]), Some(333_333));
        assert_eq!(score(0, &[1, 2, 3, 0, 0, 0]), Some(0));
    }

    #[test]
    fn an_index_scores_equally_spaced_points_of_unequal_scales() {
        // 25 of 100 on five categories, 5 of 10 on eleven, the higher of two.
        assert_eq!(score(1, &[0, 0, 0, 2, 6, 2]), Some(583_333));
    }

    #[test]
    fn half_of_what_was_asked_must_be_answered() {
        assert_eq!(score(0, &[5, 0, 0, 0, 0, 0]), None);
        assert_eq!(score(0, &[5, code::NOT_APPLICABLE, 5, 0, 0, 0]), Some(1_000_000));
        assert_eq!(score(0, &[5, code::INVALID, code::NOT_ASKED, 0, 0, 0]), Some(1_000_000));
        assert_eq!(score(0, &[code::NOT_ASKED; 6]), None);
    }

    #[test]
    fn many_items_of_unequal_scales_are_scored_together() {
        let mut plan = sample::plan();
        // 80 items of 5 and of 11 categories in turn: more than one byte holds.
        plan.items =
            (0..80).map(|index| sample::item((index, if index % 2 == 0 { 5 } else { 11 }))).collect();
        plan.composites[1].items = vec![(0..80).collect(); 2];
        let scoring = Scoring::new(&plan, &plan.composites[1], 0);
        let best = |item: usize| if item.is_multiple_of(2) { 5 } else { 11 };
        let score = |answer: &dyn Fn(usize) -> u8| {
            let slots: Vec<[u8; 300]> = (0..80).map(|item| [answer(item); 300]).collect();
            let mut scores = [None; 300];
            scoring.score(|item| &slots[item], &mut scores);
            assert!(scores.iter().all(|score| *score == scores[0]));
            scores[0]
        };
        assert_eq!(score(&best), Some(1_000_000));
        assert_eq!(score(&|item| if item < 40 { best(item) } else { 0 }), Some(1_000_000));
        assert_eq!(score(&|item| if item % 4 < 2 { best(item) } else { 1 }), Some(500_000));
        assert_eq!(score(&|item| if item < 39 { best(item) } else { 0 }), None);
    }

    #[test]
    fn a_composite_without_items_has_no_score() {
        assert_eq!(score(2, &[5, 5, 5, 5, 5, 2]), None);
    }

    #[test]
    fn mean_and_deviation_come_in_points() {
        let mut sums = ScoreSums::default();
        assert_eq!((sums.mean(), sums.sd()), (None, None));
        sums.add(500_000);
        assert_eq!((sums.mean(), sums.sd()), (Some(50.0), None));
        sums.add(1_000_000);
        sums.add(0);
        assert_eq!((sums.mean(), sums.sd()), (Some(50.0), Some(50.0)));
    }

    /// A person's score is rounded to ten-thousandths of a point: about 1e-6 of the figures of these cases.
    const FIXED_POINT: f64 = 1e-6;

    /// Shares are quotients of whole numbers; R prints 15 digits of them.
    const PRINTED: f64 = 1e-14;

    fn close(relative: f64, ours: Option<f64>, expected: &serde_json::Value) -> bool {
        match (ours, expected.as_f64()) {
            (Some(ours), Some(expected)) => (ours - expected).abs() <= relative * expected.abs(),
            (ours, expected) => ours.is_none() && expected.is_none(),
        }
    }

    /// Answers and positive ones to five questions of five categories each, and the scores on an index of them.
    fn five_questions(people: &serde_json::Value) -> (Vec<[f64; 2]>, ScoreSums) {
        let mut plan = sample::plan();
        plan.items[4].categories = plan.items[0].categories.clone();
        plan.composites[1].items = vec![(0..5).collect(); 2];
        plan.weighting.margins = vec![2];
        plan.weighting.like_for_like = Vec::new();
        let answer = |person: &serde_json::Value, item: usize| person[item].as_u64().unwrap_or(0) as u8;
        let row =
            |person| ([0; 4], std::array::from_fn(|item| if item < 5 { answer(person, item) } else { 0 }));
        let rows: Vec<_> = people.as_array().unwrap().iter().map(row).collect();
        let counts = count(&plan, &sample::wave(&rows), 1);
        let cell = &counts.cells.cells[&vec![0, 0]];
        assert_eq!(cell.scores[1], *counts.table(Grouping::All).unwrap().score(3, 0, 1));
        (cell.items[..5].iter().map(|item| item.map(|n| n as f64)).collect(), cell.scores[1])
    }

    #[test]
    fn an_index_and_percent_positive_are_those_of_r() {
        let oracle: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/oracle/cases.json")).unwrap();
        let cases = oracle["methods"]["index_scores"]["cases"].as_array().unwrap();
        assert!(!cases.is_empty());
        for case in cases {
            let expected = &case["output"];
            let (items, scores) = five_questions(&case["input"]["answers"]);
            assert_eq!(Some(scores.n), expected["n_persons_scored"].as_u64());
            assert!(
                close(FIXED_POINT, scores.mean(), &expected["index_mean_min_half"]),
                "{scores:?}, {expected}"
            );
            assert!(
                close(FIXED_POINT, scores.sd(), &expected["index_sd_min_half"]),
                "{scores:?}, {expected}"
            );
            let answered: Vec<f64> = items.iter().filter(|item| item[0] > 0.0).map(|[n, x]| x / n).collect();
            let mean = answered.iter().sum::<f64>() / answered.len() as f64;
            assert!(close(PRINTED, Some(mean), &expected["mean_of_item_positive"]), "{items:?}, {expected}");
            let [answers, positive] = items.iter().fold([0.0; 2], |sum, [n, x]| [sum[0] + n, sum[1] + x]);
            assert!(
                close(PRINTED, Some(positive / answers), &expected["pooled_positive"]),
                "{items:?}, {expected}"
            );
        }
    }
}
