//! Reliability, drivers, shrinkage and clustering. Their inputs are sums over R's example data.

use candour::methods::{
    Covariance, Group, Interval, Sums, alpha, intraclass, lmg, omega, relative_weights, shrink,
};
use serde_json::Value;

use super::{Method, count, counts, each, list, number};

/// What two good optimisers agree to: at the top of a likelihood half of the digits are rounding.
const OPTIMISED: f64 = 1e-6;

fn moments() -> Value {
    serde_json::from_str(include_str!("moments.json")).expect("valid JSON")
}

/// The covariances of the variables of a case.
fn covariance(data: &Value, variables: &[Value], reversed: &[Value]) -> Covariance {
    let moments = moments();
    let same = |entry: &&Value| {
        entry["data"] == *data
            && list(&entry["variables"]) == variables
            && list(&entry["reversed"]) == reversed
    };
    let entry = list(&moments["moments"]).iter().find(same).cloned();
    let entry = entry.unwrap_or_else(|| panic!("no sums of {data} {variables:?}"));
    let (sums, products) = (counts(&entry["sums"]), counts(&entry["products"]));
    let sums = Sums { n: count(&entry["n"]), sums: &sums, products: &products };
    Covariance::of(&sums).expect("sums that answers can have")
}

/// The covariances of the rows that a case holds itself.
fn covariance_of_rows(rows: &Value) -> Covariance {
    let rows: Vec<_> = list(rows).iter().map(counts).collect();
    let k = rows[0].len();
    let total = |value: &dyn Fn(&[u64]) -> u64| rows.iter().map(|row| value(row)).sum();
    let sums: Vec<u64> = (0..k).map(|i| total(&|row| row[i])).collect();
    let pairs = (0..k).flat_map(|i| (i..k).map(move |j| (i, j)));
    let products: Vec<u64> = pairs.map(|(i, j)| total(&|row| row[i] * row[j])).collect();
    Covariance::of(&Sums { n: rows.len() as u64, sums: &sums, products: &products }).expect("covariances")
}

/// As `Method::same`, to the tolerance of an optimiser.
fn optimised(method: &mut Method, what: &str, ours: Option<f64>, expected: &Value) {
    let (Some(ours), Some(expected)) = (ours, expected.as_f64()) else {
        assert!(ours.is_none() && expected.is_null(), "{what}: {ours:?}, R {expected}");
        return;
    };
    let off = (ours / expected - 1.0).abs();
    assert!(off <= OPTIMISED, "{what}: {ours:e}, R has {expected:e}");
    method.largest = method.largest.max(off);
}

#[test]
fn reliability() {
    each("alpha_omega", |method, input, output| {
        let covariance = if input["data"].is_null() {
            covariance_of_rows(&input["matrix"])
        } else {
            covariance(&input["data"], &list(&input["items"]), &list(&input["reversed"]))
        };
        assert_eq!(covariance.n(), count(&output["n"]));
        let alpha = alpha(&covariance);
        method.same("alpha", alpha.map(|a| a.value), &output["alpha"]);
        method.same_interval("Feldt", alpha.and_then(|a| a.interval), &output["feldt95"]);
    });
    each("alpha_omega", |method, input, output| {
        if !input["data"].is_null() {
            let covariance = covariance(&input["data"], &list(&input["items"]), &list(&input["reversed"]));
            let omega = omega(&covariance);
            optimised(method, "omega", omega.map(|o| o.value), &output["omega_total_1f"]);
            let inside = |o: candour::methods::Omega| o.interval.is_some_and(|i| i.contains(o.value));
            assert!(omega.is_some_and(inside));
        }
    });
}

#[test]
fn key_drivers() {
    each("key_drivers", |method, input, output| {
        let variables = [vec![input["outcome"].clone()], list(&input["drivers"])].concat();
        let covariance = covariance(&input["data"], &variables, &[]);
        assert_eq!(covariance.n(), count(&input["n"]));
        let found = relative_weights(&covariance).expect("weights");
        let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        method.same("R2", Some(found.r_squared), &output["R2"]);
        method.same_list("weights", &some(&found.weights), &output["relative_weights"]);
        assert_eq!(found.left_out, [0usize; 0]);
        method.same_list("LMG", &some(&lmg(&covariance).expect("shares")), &output["lmg"]);
        let correlation = covariance.correlation().expect("correlations");
        let pearson: Vec<_> = (1..variables.len()).map(|j| correlation.at(0, j)).collect();
        method.same_list("Pearson", &some(&pearson), &output["pearson"]);
    });
}

#[test]
fn small_teams() {
    each("beta_binomial_shrinkage", |method, input, output| {
        let pairs = counts(&input["x"]).into_iter().zip(counts(&input["n"]));
        let groups: Vec<_> = pairs.map(|(positive, base)| Group { positive, base }).collect();
        let found = shrink(&groups).expect("shares");
        assert_eq!(found.prior.is_none(), output["degenerate"] == true);
        optimised(method, "alpha", found.prior.map(|prior| prior.0), &output["alpha"]);
        optimised(method, "beta", found.prior.map(|prior| prior.1), &output["beta"]);
        for (at, group) in found.groups.iter().enumerate() {
            let limit = |end: fn(Interval) -> f64| group.interval.map(end);
            optimised(method, "share", Some(group.value), &output["shrunk"][at]);
            optimised(method, "low", limit(|i| i.low), &output["lower"][at]);
            optimised(method, "high", limit(|i| i.high), &output["upper"][at]);
            if let Some(lowest) = group.lowest {
                let expected = number(&output["p_lowest"][at]);
                assert!((lowest - expected).abs() <= OPTIMISED, "lowest: {lowest}, R has {expected}");
            } else {
                assert!(output["p_lowest"].is_null() && group.highest.is_none());
            }
        }
    });
}

#[test]
fn clustering_in_teams() {
    each("icc_rwg", |method, input, output| {
        let moments = moments();
        let same = |entry: &&Value| ["data", "item", "group"].iter().all(|key| entry[key] == input[key]);
        let entry = list(&moments["groups"]).iter().find(same).cloned().expect("sums of the groups");
        let groups: Vec<_> = list(&entry["groups"]).iter().map(counts).map(|g| (g[0], g[1], g[2])).collect();
        assert_eq!(groups.len() as u64, count(&output["J"]));
        assert_eq!(groups.iter().map(|g| g.0).sum::<u64>(), count(&output["n"]));
        let found = intraclass(&groups);
        method.same("MSB", found.map(|f| f.msb), &output["MSB"]);
        method.same("MSW", found.map(|f| f.msw), &output["MSW"]);
        method.same("k0", found.map(|f| f.k0), &output["k0"]);
        method.same("ICC1", found.map(|f| f.icc1), &output["ICC1"]);
        method.same("ICC2", found.map(|f| f.icc2), &output["ICC2"]);
    });
}
