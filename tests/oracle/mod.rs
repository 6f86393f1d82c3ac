//! Every numeric case of the statistical methods, computed with R, against ours.
//!
//! `cases.json` was made by `oracle_cases.R`; see `README.md`. Each test goes through all cases of
//! one method and fails when there are none. Run with `--nocapture` to see how close we are.

mod models;

use candour::methods::{
    ChangeVerdict, Interval, Sample, TwoByTwoMethod, Z80, Z95, benjamini_hochberg, change, chi_square,
    clopper_pearson, cohen_h, detectable_mean, detectable_rise, holm, hypergeometric_exact, mann_whitney,
    newcombe, proportion, tost_means, two_by_two, two_sided_p, welch, wilson, wilson_finite,
    wilson_finite_plain,
};
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
        if expected != 0.0 {
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

#[test]
fn one_proportion() {
    each("proportion_ci", |method, input, output| {
        let (x, n) = (count(&input["x"]), count(&input["n"]));
        method.same("p", proportion(x, n), &output["p"]);
        method.same_interval("Wilson", wilson(x, n), &output["wilson"]);
        let exact = clopper_pearson(x, n);
        method.same_interval("Clopper-Pearson", exact, &output["clopper_pearson"]);
    });
}

#[test]
fn one_proportion_of_a_finite_population() {
    each("proportion_ci_fpc", |method, input, output| {
        let [x, n, all] = ["x", "n", "N"].map(|key| count(&input[key]));
        let expected = |key: &str| &output[key];
        method.same("p", proportion(x, n), expected("p"));
        method.same_interval("plain", wilson_finite_plain(x, n, all), expected("wilson_fpc"));
        method.same_interval("snapped", wilson_finite(x, n, all), expected("wilson_fpc_snapped"));
        let exact = hypergeometric_exact(x, n, all);
        method.same_interval("exact", exact, expected("hypergeometric_exact"));
        method.same_interval("uncorrected", wilson(x, n), expected("wilson_no_fpc"));
    });
}

#[test]
fn two_proportions() {
    each("two_proportions_vs_rest", |method, input, output| {
        let [x1, n1, x2, n2] = ["a", "n1", "b", "n2"].map(|key| count(&input[key]));
        if output["diff"].is_null() {
            assert_eq!(two_by_two::compare(x1, n1, x2, n2), None);
            assert_eq!(newcombe(x1, n1, x2, n2), None);
            assert_eq!(cohen_h(x1, n1, x2, n2), None);
            return;
        }
        // Where everybody gave the same answer R has no z and we have 0, with the same p of 1.
        let z = two_by_two::pooled_z(x1, n1, x2, n2);
        if output["z_pooled"].is_null() {
            assert_eq!(z, Some(0.0));
        } else {
            method.same("z", z, &output["z_pooled"]);
        }
        method.same_p("p pooled", z.map(two_sided_p), &output["p_z_pooled"]);
        let n_minus_one = two_by_two::n_minus_one(x1, n1, x2, n2);
        method.same_p("p N-1", n_minus_one, &output["p_n_minus_1"]);
        let fisher = two_by_two::fisher(x1, n1, x2, n2);
        method.same_p("p Fisher", fisher, &output["p_fisher"]);
        method.same_interval("Newcombe", newcombe(x1, n1, x2, n2), &output["newcombe95"]);
        method.same("h", cohen_h(x1, n1, x2, n2), &output["cohen_h"]);

        let smallest = two_by_two::smallest_expected(x1, n1, x2, n2);
        method.same("expected", smallest, &output["min_expected"]);
        let test = two_by_two::compare(x1, n1, x2, n2).expect("both sides have answers");
        let (name, p) = if number(&output["min_expected"]) < 1.0 {
            (TwoByTwoMethod::Fisher, "p_fisher")
        } else {
            (TwoByTwoMethod::NMinusOne, "p_n_minus_1")
        };
        assert_eq!(test.method, name);
        method.same_p("p Campbell", Some(test.p_value), &output[p]);
    });
}

#[test]
fn all_groups() {
    each("chisq_cramers_v", |method, input, output| {
        let table: Vec<_> = list(&input["table"]).iter().map(counts).collect();
        let test = chi_square(&table);
        method.same("statistic", test.map(|t| t.statistic), &output["chisq"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p"]);
        method.same("V", test.map(|t| t.cramers_v), &output["cramers_v"]);
        let corrected = test.and_then(|t| t.cramers_v_corrected);
        method.same("corrected V", corrected, &output["cramers_v_bc"]);
        method.same("expected", test.map(|t| t.smallest_expected), &output["min_expected"]);
        let below_five = test.map(|t| t.share_below_five);
        method.same("below five", below_five, &output["share_expected_lt5"]);
        // A table without a test has 0 degrees of freedom in R.
        assert_eq!(test.map_or(0, |t| t.df), count(&output["df"]));
    });
}

#[test]
fn ordinal_items() {
    each("mann_whitney_cliffs_delta", |method, input, output| {
        let test = mann_whitney(&counts(&input["group_counts"]), &counts(&input["rest_counts"]));
        method.same("U", test.map(|t| t.u), &output["U"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p"]);
        method.same("delta", test.map(|t| t.cliffs_delta), &output["cliffs_delta"]);
        // Where all answers are the same R has no z and we have 0, with the same p of 1.
        if output["z"].is_null() {
            assert!(test.is_none_or(|t| t.z == 0.0));
        } else {
            method.same("z", test.map(|t| t.z), &output["z"]);
        }
    });
}

#[test]
fn two_means() {
    each("welch_t", |method, input, output| {
        let (a, b) = samples(input);
        let test = welch(a, b);
        method.same("difference", test.map(|t| t.difference), &output["diff"]);
        method.same("se", test.map(|t| t.se), &output["se"]);
        method.same("df", test.map(|t| t.df), &output["df"]);
        method.same("t", test.map(|t| t.t), &output["t"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p"]);
        method.same_interval("interval", test.map(|t| t.interval), &output["ci95"]);
        method.same("g", test.and_then(|t| t.hedges_g), &output["hedges_g"]);
    });
}

#[test]
fn many_tests() {
    each("p_adjust", |method, input, output| {
        let family: Vec<_> = list(&input["p"]).iter().map(Value::as_f64).collect();
        method.same_list("Holm", &holm(&family), &output["holm"]);
        method.same_list("BH", &benjamini_hochberg(&family), &output["BH"]);
    });
}

#[test]
fn year_on_year() {
    each("yoy_change", |method, input, output| {
        let [x1, n1, x2, n2] = ["x1", "n1", "x2", "n2"].map(|key| count(&input[key]));
        let change = change(x1, n1, x2, n2).expect("both waves have answers");
        method.same("difference", Some(change.difference), &output["diff"]);
        method.same_interval("95%", Some(change.interval95), &output["newcombe95"]);
        method.same_interval("90%", Some(change.interval90), &output["newcombe90"]);
        let pooled = two_by_two::pooled_z(x2, n2, x1, n1).map(two_sided_p);
        method.same_p("p pooled", pooled, &output["p_z_pooled"]);
        let verdict: ChangeVerdict = change.verdict(number(&input["margin"]));
        let expected = output["verdict"].as_str().unwrap_or_default().replace('_', " ");
        assert_eq!(verdict.name(), expected);
    });
}

#[test]
fn equivalence_of_means() {
    each("tost_means", |method, input, output| {
        let (earlier, later) = samples(input);
        let test = tost_means(&earlier, &later, number(&input["margin"]));
        method.same("difference", test.map(|t| t.difference), &output["diff"]);
        method.same_p("p lower", test.map(|t| t.p_lower), &output["p_lower"]);
        method.same_p("p upper", test.map(|t| t.p_upper), &output["p_upper"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p_tost"]);
        method.same_interval("90%", test.map(|t| t.interval90), &output["ci90"]);
    });
}

#[test]
fn detectable_differences() {
    each("min_detectable_difference", |method, input, output| {
        let (p, n1, n2) = (number(&input["p1"]), count(&input["n1"]), count(&input["n2"]));
        method.same("rise", detectable_rise(p, n1, n2), &output["mdd_up"]);
        // R's simple form is that of two means with the spread of a yes-or-no answer.
        let sd = (p * (1.0 - p)).sqrt();
        method.same("means", detectable_mean(sd, n1, sd, n2), &output["simple_mdd"]);
    });
    assert!((Z95 + Z80 - 2.801_585).abs() < 1e-6);
}
