//! How often Newcombe's interval holds the true difference of a group and the rest: exact sums.

use candour::methods::newcombe;

use super::exact::{Factorials, mean, smallest};
use super::table::{Table, cell};

const NAME: &str = "coverage_newcombe";
const HEADER: [&str; 10] = [
    "group",
    "rest",
    "mean",
    "minimum",
    "group_share_at_minimum",
    "rest_share_at_minimum",
    "share_below_95",
    "share_below_94",
    "middle_mean",
    "middle_minimum",
];

const GROUPS: [u64; 5] = [10, 20, 50, 100, 300];
const RESTS: [u64; 3] = [100, 500, 2000];

/// The true shares of either side: 5% to 95%, five points apart.
fn truths() -> impl Iterator<Item = f64> {
    (1..=19).map(|step| f64::from(step) / 20.0)
}

/// A truth: the shares of the group and of the rest.
type Pair = (f64, f64);

fn coverage(group: u64, rest: u64) -> Vec<(Pair, f64)> {
    let factorials = Factorials::up_to(group.max(rest));
    let outcomes = |n| truths().map(|p| (p, factorials.outcomes(n, p))).collect::<Vec<_>>();
    let (groups, rests) = (outcomes(group), outcomes(rest));
    let mut by_truth = Vec::new();
    // The other half of the pairs is the same survey with positive and negative exchanged.
    for (p1, first) in groups.iter().filter(|(p, _)| *p <= 0.5) {
        for (p2, second) in &rests {
            let mut covered = 0.0;
            for &(x1, chance) in first {
                let held = |&&(x2, _): &&(u64, f64)| {
                    newcombe(x1, group, x2, rest).expect("an interval").contains(p1 - p2)
                };
                covered += chance * second.iter().filter(held).map(|(_, chance)| chance).sum::<f64>();
            }
            by_truth.push(((*p1, *p2), covered));
        }
    }
    by_truth
}

fn row(group: u64, rest: u64) -> Vec<String> {
    let all = coverage(group, rest);
    let below =
        |level: f64| all.iter().filter(|&&(_, covered)| covered < level).count() as f64 / all.len() as f64;
    let middle = |share: f64| (0.2..=0.8).contains(&share);
    let middle: Vec<_> = all.iter().copied().filter(|&((p1, p2), _)| middle(p1) && middle(p2)).collect();
    let ((p1, p2), minimum) = smallest(&all);
    let mut row = vec![group.to_string(), rest.to_string(), cell(mean(&all)), cell(minimum)];
    row.extend([format!("{p1:.2}"), format!("{p2:.2}")]);
    row.extend([below(0.95), below(0.94), mean(&middle), smallest(&middle).1].map(cell));
    row
}

#[test]
#[ignore = "a study: rewrites coverage_newcombe.csv"]
fn study() {
    let cases = GROUPS.into_iter().flat_map(|group| RESTS.map(|rest| (group, rest)));
    Table::write(NAME, &HEADER, cases.map(|(group, rest)| row(group, rest)));
}

#[test]
fn the_table_is_what_the_method_gives() {
    let table = Table::committed(NAME);
    for group in [10, 20] {
        table.has(2, &row(group, 100));
    }
}

#[test]
fn the_interval_of_a_difference_covers_95_in_100_on_average() {
    let table = Table::committed(NAME);
    assert_eq!(table.rows().count(), GROUPS.len() * RESTS.len());
    for row in table.rows() {
        let average = row.number("mean");
        assert!((0.94..=0.97).contains(&average), "{} v {}: {average}", row.text("group"), row.text("rest"));
    }
}
