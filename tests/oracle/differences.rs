//! Two sides: shares and means, and the difference that would have shown.

use candour::methods::{
    TwoByTwoMethod, Z80, Z95, boschloo, cohen_h, detectable_mean, detectable_rise, newcombe, newcombe_finite,
    proportion, tost_means, two_by_two, two_sided_p, welch,
};

use super::{count, each, number, samples};

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
        let difference = proportion(x1, n1).zip(proportion(x2, n2)).map(|(p1, p2)| p1 - p2);
        method.same("difference", difference, &output["diff"]);
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
        let mid = two_by_two::fisher_mid_p(x1, n1, x2, n2);
        method.same_p("mid-p", mid, &output["p_fisher_midp"]);
        // Written for small tables only; found by searching for a maximum.
        if let Some(expected) = output.get("p_boschloo") {
            method.same_p("p Boschloo", boschloo(x1, n1, x2, n2), expected);
        }
        method.same_interval("Newcombe", newcombe(x1, n1, x2, n2), &output["newcombe95"]);
        method.same("h", cohen_h(x1, n1, x2, n2), &output["cohen_h"]);

        let smallest = two_by_two::smallest_expected(x1, n1, x2, n2);
        method.same("expected", smallest, &output["min_expected"]);
        let test = two_by_two::compare(x1, n1, x2, n2).expect("both sides have answers");
        let [least, n_minus_one, mid] =
            ["min_expected", "p_n_minus_1", "p_fisher_midp"].map(|key| number(&output[key]));
        let (name, p) = if least < 1.0 {
            (TwoByTwoMethod::Fisher, "p_fisher")
        } else if least < 25.0 && mid > n_minus_one {
            (TwoByTwoMethod::MidP, "p_fisher_midp")
        } else {
            (TwoByTwoMethod::NMinusOne, "p_n_minus_1")
        };
        assert_eq!(test.method, name);
        method.same_p("p guarded", Some(test.p_value), &output[p]);
    });
}

#[test]
fn two_proportions_by_other_rules() {
    each("two_proportions_vs_rest", |method, input, output| {
        let [x1, n1, x2, n2] = ["a", "n1", "b", "n2"].map(|key| count(&input[key]));
        let (Some(z), Some(smallest)) =
            (two_by_two::pooled_z(x1, n1, x2, n2), two_by_two::smallest_expected(x1, n1, x2, n2))
        else {
            assert!(output["p_yates"].is_null() && output["p_primary"].is_null());
            return;
        };
        // Yates: the cross product nearer to zero by N/2.
        let cross = (x1 * n2).abs_diff(x2 * n1) as f64;
        let nearer = (1.0 - (n1 + n2) as f64 / 2.0 / cross).max(0.0);
        let yates = if z == 0.0 { 1.0 } else { two_sided_p(z * nearer) };
        method.same_p("p Yates", Some(yates), &output["p_yates"]);
        // "Fisher below an expected count of 5".
        let (rule, p) = match two_by_two::fisher(x1, n1, x2, n2) {
            Some(fisher) if smallest < 5.0 => ("fisher", fisher),
            _ => ("z_pooled", two_sided_p(z)),
        };
        assert_eq!(output["primary"], rule);
        method.same_p("p primary", Some(p), &output["p_primary"]);
    });
}

#[test]
fn two_proportions_of_finite_populations() {
    each("two_proportions_fpc", |method, input, output| {
        let [x1, n1, all1] = ["a", "n1", "N1"].map(|key| count(&input[key]));
        let [x2, n2, all2] = ["b", "n2", "N2"].map(|key| count(&input[key]));
        let test = newcombe_finite(x1, n1, all1, x2, n2, all2);
        method.same("difference", test.map(|t| t.difference), &output["diff"]);
        method.same("z", test.and_then(|t| t.z), &output["z"]);
        method.same_p("p", test.and_then(|t| t.p_value), &output["p"]);
        method.same_interval("interval", test.map(|t| t.interval), &output["ci95"]);
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
