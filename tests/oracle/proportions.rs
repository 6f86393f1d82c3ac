//! One share: its intervals, with and without a known head count.

use candour::methods::{
    clopper_pearson, hypergeometric_exact, proportion, wilson, wilson_finite, wilson_finite_plain,
};

use super::{count, each};

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
