//! From one wave to the next.

use candour::methods::{
    ChangeVerdict, TrendPoint, change, change::standard_error, cochran_armitage, mcnemar, two_by_two,
    two_sided_p,
};

use super::{count, counts, each, list, number};

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
        let margin = number(&input["margin"]);
        let error = |both, rho| standard_error((x1, n1), (x2, n2), both, rho);
        let overlap = error(count(&input["overlap"]), number(&input["rho"]));
        method.same("se", error(0, 0.0), &output["se_independent"]);
        method.same("se of the same people", overlap, &output["se_overlap"]);
        // Two one-sided tests with that error; without any error nothing is as large as the margin.
        let smaller = |se: f64| (margin - change.difference.abs()) / se;
        let beyond = |z: f64| if z < 0.0 { 1.0 - two_sided_p(z) / 2.0 } else { two_sided_p(z) / 2.0 };
        let equivalence = error(0, 0.0).map(|se| if se > 0.0 { beyond(smaller(se)) } else { 0.0 });
        method.same_p("p equivalence", equivalence, &output["p_tost_wald"]);
        let verdict: ChangeVerdict = change.verdict(margin);
        let expected = output["verdict"].as_str().unwrap_or_default().replace('_', " ");
        assert_eq!(verdict.name(), expected);
    });
}

#[test]
fn linked_waves() {
    each("mcnemar_linked", |method, input, output| {
        let [both, lost, gained, neither] =
            ["pp", "pos_to_neg", "neg_to_pos", "nn"].map(|key| count(&input[key]));
        let test = mcnemar(both, lost, gained, neither).expect("people");
        method.same("difference", Some(test.difference), &output["diff"]);
        method.same("statistic", test.chi_squared, &output["chisq"]);
        method.same_p("p", Some(test.p_value), &output["p"]);
        method.same_p("exact p", Some(test.exact_p_value), &output["p_exact"]);
        method.same_interval("interval", Some(test.interval), &output["ci95"]);
    });
}

#[test]
fn several_waves() {
    each("cochran_armitage", |method, input, output| {
        let (positive, bases) = (counts(&input["x"]), counts(&input["n"]));
        let point = |((&positive, &base), year)| TrendPoint { positive, base, year: number(year) };
        let years = list(&input["score"]);
        let waves: Vec<_> = positive.iter().zip(&bases).zip(&years).map(point).collect();
        let trend = cochran_armitage(&waves).expect("different years");
        method.same("z", trend.z, &output["z"]);
        method.same("z²", trend.z.map(|z| z * z), &output["chisq"]);
        method.same_p("p", Some(trend.p_value), &output["p"]);
        method.same("slope", Some(trend.slope), &output["slope"]);
        let all = bases.iter().sum::<u64>() as f64;
        let smaller = trend.z.map(|z| z * ((all - 1.0) / all).sqrt());
        method.same("z with N - 1", smaller, &output["z_n_minus_1"]);
    });
}
