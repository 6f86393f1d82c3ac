//! One share: its intervals, with and without a known head count.

use candour::methods::{
    Interval, Z95, clopper_pearson, hypergeometric_exact, net_score, proportion, wilson, wilson_finite,
    wilson_finite_plain,
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
        // Agresti and Coull: the plain interval after adding z² answers, half of them positive.
        let added = Z95 * Z95;
        let plain = proportion(x, n).and_then(|p| {
            let all = n as f64 + added;
            clipped((p * n as f64 + added / 2.0) / all, all)
        });
        method.same_interval("Agresti-Coull", plain, &output["agresti_coull"]);
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
        let effective = n as f64 * (all as f64 - 1.0) / (all as f64 - n as f64);
        method.same("n*", (n < all).then_some(effective), expected("nstar"));
        let plain = proportion(x, n)
            .and_then(|p| if n < all { clipped(p, effective) } else { Interval::finite(p, p) });
        method.same_interval("p ± z·se", plain, expected("wald_fpc"));
    });
}

/// The textbook's p ± z·se, held in the range of shares: what the program does not use.
fn clipped(p: f64, n: f64) -> Option<Interval> {
    let half = Z95 * (p * (1.0 - p) / n).sqrt();
    Interval::finite((p - half).max(0.0), (p + half).min(1.0))
}

#[test]
fn net_scores() {
    each("net_score", |method, input, output| {
        let [positive, neutral, negative] = ["positive", "neutral", "negative"].map(|key| count(&input[key]));
        let score = net_score(positive, neutral, negative);
        method.same("net", score.map(|s| s.net), &output["net"]);
        method.same("se", score.map(|s| s.se), &output["se"]);
        method.same_interval("interval", score.map(|s| s.interval), &output["ci95"]);
    });
}
