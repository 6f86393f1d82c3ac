//! Several groups at once, ordered answers, and many tests.

use candour::methods::{
    Sample, benjamini_hochberg, benjamini_yekutieli, bonferroni, chi_square, holm, kruskal_wallis,
    mann_whitney, welch_anova,
};
use serde_json::Value;

use super::{count, counts, each, list, number};

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
        let superiority = test.map(|t| f64::midpoint(t.cliffs_delta, 1.0));
        if let Some(expected) = output.get("prob_superiority") {
            method.same("superiority", superiority, expected);
        }
        // Of two groups, Kruskal and Wallis's H is the square of z without continuity correction.
        let sides = [counts(&input["group_counts"]), counts(&input["rest_counts"])];
        let without = kruskal_wallis(&sides).map_or(test.map(|t| t.p_value), |t| Some(t.p_value));
        method.same_p("p without continuity", without, &output["p_no_continuity"]);
    });
}

#[test]
fn ordinal_items_of_all_groups() {
    each("kruskal_wallis", |method, input, output| {
        let groups: Vec<_> = list(&input["groups"]).iter().map(counts).collect();
        let test = kruskal_wallis(&groups);
        method.same("H", test.map(|t| t.h), &output["H"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p"]);
        method.same("epsilon²", test.map(|t| t.epsilon_squared), &output["epsilon2"]);
        // R counts degrees of freedom where there is no test, too.
        assert!(test.is_none_or(|t| t.df == count(&output["df"])));
    });
}

#[test]
fn means_of_all_groups() {
    each("welch_anova", |method, input, output| {
        let [means, sds, sizes] = ["mean", "sd", "n"].map(|key| list(&input[key]));
        let sample = |((mean, sd), n)| Sample { mean: number(mean), sd: number(sd), n: count(n) };
        let groups: Vec<_> = means.iter().zip(&sds).zip(&sizes).map(sample).collect();
        let test = welch_anova(&groups).expect("each group has a spread");
        method.same("F", Some(test.f), &output["F"]);
        method.same("df2", Some(test.df2), &output["df2"]);
        method.same_p("p", Some(test.p_value), &output["p"]);
        assert_eq!(test.df1, count(&output["df1"]));
    });
}

#[test]
fn many_tests() {
    each("p_adjust", |method, input, output| {
        let family: Vec<_> = list(&input["p"]).iter().map(Value::as_f64).collect();
        method.same_list("Holm", &holm(&family), &output["holm"]);
        method.same_list("BH", &benjamini_hochberg(&family), &output["BH"]);
        method.same_list("BY", &benjamini_yekutieli(&family), &output["BY"]);
        method.same_list("Bonferroni", &bonferroni(&family), &output["bonferroni"]);
    });
}
