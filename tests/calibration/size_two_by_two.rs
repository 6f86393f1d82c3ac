//! How often Campbell's rule finds a difference where there is none: exact sums.

use candour::methods::two_by_two::{compare, fisher, pooled_z};
use candour::methods::two_sided_p;

use super::exact::Factorials;
use super::table::{Table, cell};

const NAME: &str = "size_two_by_two";
const HEADER: [&str; 8] =
    ["group", "rest", "share", "campbell_5", "chi_square_5", "fisher_5", "campbell_1", "campbell_01"];

const SIZES: [(u64, u64); 4] = [(10, 200), (15, 150), (30, 300), (100, 1900)];

/// The share that both sides have in truth: 50% to 95%.
const SHARES: [f64; 10] = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

fn row(group: u64, rest: u64, share: f64) -> Vec<String> {
    let factorials = Factorials::up_to(group.max(rest));
    let mut found = [0.0; 5];
    for (x1, first) in factorials.outcomes(group, share) {
        for (x2, second) in factorials.outcomes(rest, share) {
            let campbell = compare(x1, group, x2, rest).expect("a test").p_value;
            let plain = two_sided_p(pooled_z(x1, group, x2, rest).expect("a z"));
            let fisher = fisher(x1, group, x2, rest).expect("a test");
            let below = [campbell < 0.05, plain < 0.05, fisher < 0.05, campbell < 0.01, campbell < 0.001];
            for (sum, below) in found.iter_mut().zip(below) {
                *sum += if below { first * second } else { 0.0 };
            }
        }
    }
    let mut row = vec![group.to_string(), rest.to_string(), format!("{share:.2}")];
    row.extend(found.map(cell));
    row
}

#[test]
#[ignore = "a study: rewrites size_two_by_two.csv"]
fn study() {
    let cases = SIZES.into_iter().flat_map(|(group, rest)| SHARES.map(|share| (group, rest, share)));
    Table::write(NAME, &HEADER, cases.map(|(group, rest, share)| row(group, rest, share)));
}

#[test]
fn the_table_is_what_the_test_gives() {
    let table = Table::committed(NAME);
    for (group, rest, share) in [(10, 200, 0.5), (10, 200, 0.95), (15, 150, 0.8)] {
        table.has(3, &row(group, rest, share));
    }
}

#[test]
fn campbells_rule_holds_its_error_rate() {
    let table = Table::committed(NAME);
    assert_eq!(table.rows().count(), SIZES.len() * SHARES.len());
    for row in table.rows() {
        let size = row.number("campbell_5");
        assert!((0.020..=0.0515).contains(&size), "{} v {}: {size}", row.text("group"), row.text("rest"));
    }
}
