//! How many answers each category gets, so that the shares come out as they are wanted.

use super::draws::Draws;
use super::settings::Shares;
use crate::plan::{Category, Tone};

/// Of those who are not favourable, the share that is unfavourable where nothing says it.
const NEGATIVE_OF_REST: f64 = 0.45;

/// The shares of positive and negative answers in percent, both known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Aim {
    /// Percent positive.
    pub(super) positive: f64,
    /// Percent negative.
    pub(super) negative: f64,
}

impl Aim {
    /// What is wanted, with what is left open filled in.
    pub(super) fn new(wanted: Shares, draws: &mut Draws) -> Self {
        let drawn = draws.between(50.0, 85.0);
        let rest = |positive: f64| (100.0 - positive) * NEGATIVE_OF_REST;
        match (wanted.positive, wanted.negative) {
            (Some(positive), Some(negative)) => Self { positive, negative },
            (Some(positive), None) => Self { positive, negative: rest(positive) },
            (None, Some(negative)) => {
                Self { positive: (100.0 - negative / NEGATIVE_OF_REST).max(0.0), negative }
            }
            (None, None) => Self { positive: drawn, negative: rest(drawn) },
        }
    }
}

/// How many of `base` answers are of each tone: negative, neutral, positive.
fn tones(categories: &[Category], aim: Aim, base: usize) -> [usize; 3] {
    let has = |tone| categories.iter().any(|category| category.tone == tone);
    let of = |percent: f64| ((base as f64 * percent / 100.0).round() as usize).min(base);
    let positive = if has(Tone::Positive) { of(aim.positive) } else { 0 };
    let negative = if has(Tone::Negative) { of(aim.negative).min(base - positive) } else { 0 };
    let rest = base - positive - negative;
    match (has(Tone::Neutral), has(Tone::Negative)) {
        (true, _) => [negative, rest, positive],
        (false, true) => [negative + rest, 0, positive],
        (false, false) => [0, 0, positive + rest],
    }
}

/// How many of `base` answers each category gets, least favourable first; together exactly `base`.
pub(super) fn counts(categories: &[Category], aim: Aim, base: usize) -> Vec<usize> {
    let tones = tones(categories, aim, base);
    let of = |tone: Tone| match tone {
        Tone::Negative => tones[0],
        Tone::Neutral => tones[1],
        Tone::Positive => tones[2],
    };
    let mut counts = vec![0; categories.len()];
    for tone in [Tone::Negative, Tone::Neutral, Tone::Positive] {
        let members: Vec<usize> = (0..categories.len()).filter(|at| categories[*at].tone == tone).collect();
        let extremity = of(tone) as f64 / base.max(1) as f64;
        let weights = weights(tone, members.len(), extremity);
        for (member, count) in members.iter().zip(spread(of(tone), &weights)) {
            counts[*member] = count;
        }
    }
    counts
}

/// The farther out a category, the rarer; less so where nearly everybody is on that side.
fn weights(tone: Tone, members: usize, extremity: f64) -> Vec<f64> {
    let ratio = 0.35 + 0.5 * extremity;
    let steps = |steps: usize| (0..steps).fold(1.0, |weight, _| weight * ratio);
    let weight = |member: usize| match tone {
        Tone::Negative => steps(members - 1 - member),
        Tone::Neutral => 1.0,
        Tone::Positive => steps(member),
    };
    (0..members).map(weight).collect()
}

/// A whole number spread by weight: every running total is rounded, so that the parts add up.
fn spread(whole: usize, weights: &[f64]) -> Vec<usize> {
    let total: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let (mut running, mut given) = (0.0, 0);
    let mut part = |weight: &f64| {
        running += weight;
        let until = ((whole as f64 * running / total).round() as usize).clamp(given, whole);
        let part = until - given;
        given = until;
        part
    };
    weights.iter().map(&mut part).collect()
}

/// Gives everybody a category so that each gets its count: those who think worst the least favourable.
/// `fixed` is the category of those who answer without thinking; it holds as long as there is room.
pub(super) fn cut(categories: &[Category], aim: Aim, views: &[(f64, Option<usize>)]) -> Vec<usize> {
    let mut room = counts(categories, aim, views.len());
    let mut given = vec![None; views.len()];
    for (index, (_, fixed)) in views.iter().enumerate() {
        let Some(category) = fixed.filter(|category| room.get(*category).is_some_and(|room| *room > 0))
        else {
            continue;
        };
        room[category] -= 1;
        given[index] = Some(category);
    }
    let mut order: Vec<usize> = (0..views.len()).filter(|index| given[*index].is_none()).collect();
    order.sort_by(|a, b| views[*a].0.total_cmp(&views[*b].0).then(a.cmp(b)));
    let categories =
        room.iter().enumerate().flat_map(|(category, room)| std::iter::repeat_n(category, *room));
    for (index, category) in order.into_iter().zip(categories) {
        given[index] = Some(category);
    }
    given.into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(tones: &[Tone]) -> Vec<Category> {
        tones.iter().map(|tone| Category { label: String::new(), tone: *tone }).collect()
    }

    const FIVE: [Tone; 5] = [Tone::Negative, Tone::Negative, Tone::Neutral, Tone::Positive, Tone::Positive];

    #[test]
    fn shares_come_out_at_the_nearest_count() {
        for base in [1, 7, 99, 1_683, 2_011] {
            let counts = counts(&categories(&FIVE), Aim { positive: 62.0, negative: 14.0 }, base);
            assert_eq!(counts.iter().sum::<usize>(), base);
            assert_eq!(counts[3] + counts[4], (0.62 * base as f64).round() as usize);
            assert_eq!(counts[0] + counts[1], (0.14 * base as f64).round() as usize);
        }
    }

    #[test]
    fn scales_without_a_middle_or_with_one_side_take_everybody() {
        let aim = Aim { positive: 40.0, negative: 20.0 };
        let two = counts(&categories(&[Tone::Negative, Tone::Positive]), aim, 10);
        assert_eq!(two, [6, 4]);
        assert_eq!(counts(&categories(&[Tone::Neutral, Tone::Neutral]), aim, 10), [5, 5]);
        assert_eq!(counts(&categories(&[Tone::Positive]), aim, 10), [10]);
    }

    #[test]
    fn those_who_do_not_think_change_nothing_in_the_shares() {
        let aim = Aim { positive: 50.0, negative: 25.0 };
        let views: Vec<_> = (0..80).map(|i| (f64::from(i), (i % 5 == 0).then_some(3))).collect();
        let given = cut(&categories(&FIVE), aim, &views);
        assert_eq!(given.iter().filter(|category| **category >= 3).count(), 40);
        assert_eq!(given.iter().filter(|category| **category < 2).count(), 20);
        assert_eq!(given[0], 3);
        assert!(given[1] < 2 && given[79] >= 3);
    }
}
