//! How often the intervals for today's staff hold the truth, for every possible truth: exact sums.

use candour::methods::{Interval, finite_interval, hypergeometric_exact, wilson_finite};
use serde_json::Value;

use super::exact::{Factorials, mean, smallest};
use super::table::{Table, cell};

const NAME: &str = "coverage_finite";
const HEADER: [&str; 19] = [
    "people",
    "response",
    "answers",
    "snapped_mean",
    "snapped_minimum",
    "snapped_minimum_at",
    "snapped_share_below_95",
    "snapped_share_below_94",
    "snapped_width",
    "exact_mean",
    "exact_minimum",
    "exact_minimum_at",
    "exact_share_below_95",
    "exact_width",
    "shown_mean",
    "shown_minimum",
    "shown_minimum_at",
    "shown_share_below_95",
    "shown_width",
];

/// Head counts; the last is the sample organisation's.
const PEOPLE: [u64; 8] = [20, 30, 50, 100, 200, 500, 1000, 2949];

/// Response rates in percent: poor ones, then those of real surveys.
const RESPONSES: [u64; 7] = [8, 20, 30, 40, 58, 63, 69];

/// Head counts and answers that R enumerated too, with the file of its other cases.
const IN_R: [(u64, u64); 8] =
    [(10, 8), (20, 10), (20, 16), (50, 15), (50, 40), (200, 60), (200, 160), (1000, 600)];

fn cases() -> impl Iterator<Item = (u64, u64)> {
    let answers = |people: u64, percent: u64| (people * percent + 50) / 100;
    let grid = PEOPLE.into_iter().flat_map(move |n| RESPONSES.map(|percent| (n, answers(n, percent))));
    let in_grid = move |&(n, given): &(u64, u64)| {
        PEOPLE.contains(&n) && RESPONSES.iter().any(|&percent| answers(n, percent) == given)
    };
    grid.chain(IN_R.into_iter().filter(move |case| !in_grid(case)))
}

/// Coverage for each number of positive people, and the mean width over all of them.
fn coverage(people: u64, answers: u64, interval: impl Fn(u64) -> Option<Interval>) -> (Vec<(u64, f64)>, f64) {
    let factorials = Factorials::up_to(people);
    let limits: Vec<_> = (0..=answers).map(|x| interval(x).expect("an interval")).collect();
    // Limits are multiples of 1/N: compared as numbers of people, nothing is lost to rounding.
    let persons = |share: f64| (share * people as f64).round() as u64;
    let held: Vec<_> = limits.iter().map(|i| persons(i.low)..=persons(i.high)).collect();
    let mut by_truth = Vec::new();
    let mut width = 0.0;
    for positive in 0..=people {
        let least = answers.saturating_sub(people - positive);
        let (mut covered, mut expected) = (0.0, 0.0);
        for x in least..=answers.min(positive) {
            let chance = factorials.hypergeometric(people, positive, answers, x);
            expected += chance * limits[x as usize].width();
            if held[x as usize].contains(&positive) {
                covered += chance;
            }
        }
        by_truth.push((positive, covered));
        width += expected / (people as f64 + 1.0);
    }
    (by_truth, width)
}

fn share_below(by_truth: &[(u64, f64)], level: f64) -> f64 {
    by_truth.iter().filter(|&&(_, coverage)| coverage < level).count() as f64 / by_truth.len() as f64
}

fn row((people, answers): (u64, u64)) -> Vec<String> {
    let (snapped, snapped_width) = coverage(people, answers, |x| wilson_finite(x, answers, people));
    let (exact, exact_width) = coverage(people, answers, |x| hypergeometric_exact(x, answers, people));
    let (shown, shown_width) = coverage(people, answers, |x| finite_interval(x, answers, people));
    let summary = |by_truth: &[(u64, f64)]| {
        let (at, minimum) = smallest(by_truth);
        [cell(mean(by_truth)), cell(minimum), at.to_string(), cell(share_below(by_truth, 0.95))]
    };
    let response = format!("{:.2}", answers as f64 / people as f64);
    let mut row = vec![people.to_string(), response, answers.to_string()];
    row.extend(summary(&snapped));
    row.extend([share_below(&snapped, 0.94), snapped_width].map(cell));
    row.extend(summary(&exact));
    row.push(cell(exact_width));
    row.extend(summary(&shown));
    row.push(cell(shown_width));
    row
}

#[test]
#[ignore = "a study: rewrites coverage_finite.csv"]
fn study() {
    Table::write(NAME, &HEADER, cases().map(row));
}

#[test]
fn the_table_is_what_the_methods_give() {
    let table = Table::committed(NAME);
    for case in [(20, 2), (20, 12), (50, 40), (100, 20), (100, 69), (200, 60)] {
        table.has(3, &row(case));
    }
}

#[test]
fn the_exact_interval_never_covers_less_than_95_in_100() {
    let table = Table::committed(NAME);
    assert_eq!(table.rows().count(), cases().count());
    for row in table.rows() {
        assert!(row.number("exact_minimum") >= 0.95, "{} of {}", row.text("answers"), row.text("people"));
    }
}

#[test]
fn the_snapped_interval_covers_95_in_100_where_most_people_answer() {
    let table = Table::committed(NAME);
    let most = || table.rows().filter(|row| row.number("response") >= 0.55);
    assert!(most().count() >= 24);
    for row in most() {
        assert!(row.number("snapped_minimum") >= 0.95, "{} of {}", row.text("answers"), row.text("people"));
    }
}

#[test]
fn the_snapped_interval_covers_94_in_100_from_a_response_of_three_in_ten() {
    for row in Table::committed(NAME).rows().filter(|row| row.number("response") >= 0.3) {
        assert!(row.number("snapped_minimum") >= 0.94, "{} of {}", row.text("answers"), row.text("people"));
    }
}

#[test]
fn the_interval_shown_covers_94_in_100_at_every_response() {
    let table = Table::committed(NAME);
    for row in table.rows() {
        assert!(row.number("shown_minimum") >= 0.94, "{} of {}", row.text("answers"), row.text("people"));
        let few = row.number("answers") < 0.3 * row.number("people");
        let same = if few { "exact_width" } else { "snapped_width" };
        assert_eq!(row.text("shown_width"), row.text(same));
    }
    assert!(table.rows().any(|row| row.number("snapped_minimum") < 0.90), "why the snapped one is not used");
}

#[test]
fn both_intervals_cover_what_r_found() {
    let table = Table::committed(NAME);
    let oracle: Value = serde_json::from_str(include_str!("../oracle/cases.json")).expect("valid JSON");
    let study = oracle["methods"]["proportion_ci_fpc"]["coverage_study"].as_array().expect("R's study");
    assert_eq!(study.len(), IN_R.len());
    for cell in study {
        let (people, answers) = (cell["N"].to_string(), cell["n"].to_string());
        let row = table.rows().find(|row| (row.text("people"), row.text("answers")) == (&people, &answers));
        let row = row.unwrap_or_else(|| panic!("no row {answers} of {people}"));
        for (ours, theirs) in [("snapped", "wilson_fpc_snapped"), ("exact", "exact")] {
            for (column, key) in [("minimum", "min"), ("mean", "mean"), ("width", "width")] {
                let value = row.number(&format!("{ours}_{column}"));
                let expected = cell[theirs][key].as_f64().expect("a number");
                // R's are printed with four digits.
                let off = (value - expected).abs();
                assert!(off <= 0.000_055, "{answers} of {people}: {ours} {column} {value}, R {expected}");
            }
        }
    }
}
