//! How often the intervals of one proportion hold the truth, by number of answers: exact sums.

use candour::methods::{clopper_pearson, wilson};

use super::exact::{Factorials, Limits, mean, smallest};
use super::table::{Table, cell};

const NAME: &str = "coverage_wilson";
const HEADER: [&str; 21] = [
    "n",
    "wilson_mean",
    "wilson_minimum",
    "wilson_minimum_at",
    "wilson_infimum",
    "wilson_infimum_at",
    "wilson_deepest",
    "wilson_deepest_at",
    "wilson_share_below_94",
    "wilson_share_below_93",
    "wilson_width",
    "exact_mean",
    "exact_minimum",
    "exact_minimum_at",
    "exact_infimum",
    "exact_infimum_at",
    "exact_deepest",
    "exact_deepest_at",
    "exact_share_below_95",
    "exact_width",
    "exact_width_over_wilson",
];

/// The numbers of answers.
const BASES: [u64; 18] =
    [10, 12, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000];

/// The true shares: 2% to 98%, a point apart.
fn truths() -> impl Iterator<Item = f64> {
    (2..=98).map(|percent| f64::from(percent) / 100.0)
}

/// What one kind of interval does at one base.
struct Coverage {
    by_truth: Vec<(f64, f64)>,
    /// The infimum between 2% and 98%, and the one anywhere.
    infimum: (f64, f64),
    deepest: (f64, f64),
    width: f64,
}

impl Coverage {
    fn of(n: u64, limits: &Limits) -> Self {
        let factorials = Factorials::up_to(n);
        let chance = |p: f64, counts: std::ops::Range<u64>| -> f64 {
            counts.map(|x| factorials.binomial(n, p, x)).sum()
        };
        let width = |p: f64| -> f64 {
            let widths = limits.low.iter().zip(&limits.high).map(|(low, high)| high - low);
            (0..=n).zip(widths).map(|(x, width)| width * factorials.binomial(n, p, x)).sum()
        };
        // Between two limits coverage rises and then falls, so it is smallest just beside a limit.
        let beside = limits.low.iter().chain(&limits.high).filter(|&&p| p > 0.0 && p < 1.0);
        let beside: Vec<_> = beside
            .flat_map(|&p| [(p, chance(p, limits.just_below(p))), (p, chance(p, limits.just_above(p)))])
            .collect();
        let by_truth: Vec<_> = truths().map(|p| (p, chance(p, limits.holding(p)))).collect();
        let widths: Vec<_> = truths().map(|p| (p, width(p))).collect();
        let ours: Vec<_> = beside.iter().copied().filter(|(p, _)| (0.02..=0.98).contains(p)).collect();
        let infimum = smallest(&[smallest(&ours), smallest(&by_truth)]);
        Self { by_truth, infimum, deepest: smallest(&beside), width: mean(&widths) }
    }

    fn share_below(&self, level: f64) -> f64 {
        let below = self.by_truth.iter().filter(|&&(_, coverage)| coverage < level).count();
        below as f64 / self.by_truth.len() as f64
    }

    /// Mean, minimum over the grid, infimum between 2% and 98%, infimum anywhere; each with its place.
    fn summary(&self) -> Vec<String> {
        let (at, minimum) = smallest(&self.by_truth);
        let mut cells = vec![cell(mean(&self.by_truth)), cell(minimum), format!("{at:.2}")];
        cells.extend([self.infimum, self.deepest].iter().flat_map(|&(at, least)| [cell(least), cell(at)]));
        cells
    }
}

fn row(n: u64) -> Vec<String> {
    let score = Coverage::of(n, &Limits::of(n, |x| wilson(x, n)));
    let exact = Coverage::of(n, &Limits::of(n, |x| clopper_pearson(x, n)));
    let mut row = vec![n.to_string()];
    row.extend(score.summary());
    row.extend([score.share_below(0.94), score.share_below(0.93), score.width].map(cell));
    row.extend(exact.summary());
    row.extend([exact.share_below(0.95), exact.width, exact.width / score.width].map(cell));
    row
}

#[test]
#[ignore = "a study: rewrites coverage_wilson.csv"]
fn study() {
    Table::write(NAME, &HEADER, BASES.map(row));
}

#[test]
fn the_table_is_what_the_methods_give() {
    let table = Table::committed(NAME);
    for n in [10, 30, 100] {
        table.has(1, &row(n));
    }
}

#[test]
fn wilson_covers_95_in_100_on_average_at_every_base() {
    let table = Table::committed(NAME);
    assert_eq!(table.rows().count(), BASES.len());
    for row in table.rows() {
        let average = row.number("wilson_mean");
        assert!((0.94..=0.97).contains(&average), "n = {}: {average}", row.text("n"));
    }
}

#[test]
fn clopper_and_pearson_never_cover_less_than_they_promise() {
    for row in Table::committed(NAME).rows() {
        assert!(row.number("exact_deepest") >= 0.95, "n = {}", row.text("n"));
        assert!(row.number("exact_width_over_wilson") > 1.0, "the guarantee is not free");
    }
}
