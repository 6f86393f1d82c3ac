//! Response rates, worst-case bounds and how even the response was.

use candour::methods::{proportion, representativeness, worst_case_bounds};

use super::{counts, each, list};

#[test]
fn response_by_group() {
    each("response_rate_and_bounds", |method, input, output| {
        let [answered, people, positive] = ["n", "N", "x"].map(|key| counts(&input[key]));
        let figures = |key: &str| list(&output[key]);
        let (rates, lower, upper) = (figures("rate"), figures("bounds_lower"), figures("bounds_upper"));
        for (at, (&n, &all)) in answered.iter().zip(&people).enumerate() {
            method.same("rate", proportion(n, all), &rates[at]);
            let bounds = worst_case_bounds(positive[at], n, all);
            method.same("lower", bounds.map(|b| b.low), &lower[at]);
            method.same("upper", bounds.map(|b| b.high), &upper[at]);
        }
        let overall = proportion(answered.iter().sum(), people.iter().sum());
        method.same("overall", overall, &output["overall"]);
        let even = representativeness(&answered, &people).expect("people");
        method.same("statistic", even.chi_squared, &output["chisq"]);
        method.same_p("p", even.p_value, &output["p"]);
        method.same("R-indicator", even.r_indicator, &output["r_indicator"]);
    });
}
