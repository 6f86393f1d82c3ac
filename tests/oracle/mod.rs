//! Every numeric case of the statistical methods, computed with R, against ours.
//!
//! `cases.json` was made by `oracle_cases.R`; see `README.md`. A family of methods is one file. Each
//! test goes through all cases of one method and fails when there are none. Run with `--nocapture`
//! to see how close we are.

mod change;
mod complete;
mod differences;
mod groups;
mod models;
mod proportions;
mod response;
mod weights;

use candour::methods::{Interval, Sample};
use serde_json::Value;

/// R prints 15 digits; this leaves room for the noise of long sums and special functions.
const RELATIVE: f64 = 1e-9;

/// Near zero a relative difference means nothing: 0.66 - 0.6 leaves a trace at 1e-16.
/// Never granted to p values, which must be right in the tails too.
const ABSOLUTE_NEAR_ZERO: f64 = 1e-12;

/// The cases of one method, and the largest difference met while going through them.
struct Method {
    name: &'static str,
    largest: f64,
}

/// Runs `check` on the input and the expected output of every case of a method.
fn each(name: &'static str, check: impl Fn(&mut Method, &Value, &Value)) {
    let oracle: Value = serde_json::from_str(include_str!("cases.json")).expect("valid JSON");
    let cases = &oracle["methods"][name]["cases"];
    let cases = cases.as_array().filter(|cases| !cases.is_empty());
    let mut method = Method { name, largest: 0.0 };
    for case in cases.unwrap_or_else(|| panic!("{name}: no cases to check against")) {
        check(&mut method, &case["input"], &case["output"]);
    }
    println!("{name}: largest relative difference {:.1e}", method.largest);
}

impl Method {
    /// Our figure must be R's: a number where R has one, nothing where R has none.
    fn same(&mut self, what: &str, ours: Option<f64>, expected: &Value) {
        self.within(ABSOLUTE_NEAR_ZERO, what, ours, expected);
    }

    /// As `same`, in relative terms only.
    fn same_p(&mut self, what: &str, ours: Option<f64>, expected: &Value) {
        self.within(0.0, what, ours, expected);
    }

    fn same_interval(&mut self, what: &str, ours: Option<Interval>, expected: &Value) {
        self.same(&format!("{what} low"), ours.map(|i| i.low), &expected[0]);
        self.same(&format!("{what} high"), ours.map(|i| i.high), &expected[1]);
    }

    fn same_list(&mut self, what: &str, ours: &[Option<f64>], expected: &Value) {
        let expected = list(expected);
        assert_eq!(ours.len(), expected.len(), "{} {what}", self.name);
        for (&ours, expected) in ours.iter().zip(&expected) {
            self.same_p(what, ours, expected);
        }
    }

    fn within(&mut self, absolute: f64, what: &str, ours: Option<f64>, expected: &Value) {
        let name = self.name;
        let (Some(ours), Some(expected)) = (ours, expected.as_f64()) else {
            assert!(ours.is_none() && expected.is_null(), "{name} {what}: {ours:?}, R {expected}");
            return;
        };
        let off = (ours - expected).abs();
        assert!(
            off <= (RELATIVE * expected.abs()).max(absolute),
            "{name} {what}: {ours:e}, R has {expected:e}"
        );
        if expected.abs() > absolute {
            self.largest = self.largest.max(off / expected.abs());
        }
    }
}

/// A list; a list of one was written as its only value.
fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is not a count"))
}

fn counts(value: &Value) -> Vec<u64> {
    list(value).iter().map(count).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

fn samples(input: &Value) -> (Sample, Sample) {
    let sample =
        |mean, sd, n| Sample { mean: number(&input[mean]), sd: number(&input[sd]), n: count(&input[n]) };
    (sample("mean1", "sd1", "n1"), sample("mean2", "sd2", "n2"))
}
