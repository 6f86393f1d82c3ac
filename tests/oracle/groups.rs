//! Several groups at once, ordered answers, and many tests.

use candour::methods::{benjamini_hochberg, chi_square, holm, mann_whitney};
use serde_json::Value;

use super::{count, counts, each, list};

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
fn many_tests() {
    each("p_adjust", |method, input, output| {
        let family: Vec<_> = list(&input["p"]).iter().map(Value::as_f64).collect();
        method.same_list("Holm", &holm(&family), &output["holm"]);
        method.same_list("BH", &benjamini_hochberg(&family), &output["BH"]);
    });
}
