//! Whatever small counts come in, zeros among them: a finite figure or none, never NaN or infinity.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::change::standard_error;
use super::two_by_two::fisher_mid_p;
use super::*;

/// Every number in a result, whatever its type, is in the text of it.
fn finite(what: &str, result: &impl Debug) -> TestCaseResult {
    let text = format!("{result:?}");
    prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{what}: {text}");
    Ok(())
}

fn probable(what: &str, p: Option<f64>) -> TestCaseResult {
    prop_assert!(p.is_none_or(|p| (0.0..=1.0).contains(&p)), "{what}: {p:?}");
    Ok(())
}

fn ordered(what: &str, interval: Option<Interval>) -> TestCaseResult {
    prop_assert!(interval.is_none_or(|i| i.low <= i.high), "{what}: {interval:?}");
    Ok(())
}

/// Mostly few, often none.
fn few() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..4u64, 0..40u64]
}

fn wave() -> impl Strategy<Value = (u64, u64, f64)> {
    (few(), few(), 2020..2025u16).prop_map(|(x, n, year)| (x, n, f64::from(year)))
}

proptest! {
    #[test]
    fn of_two_shares(x1 in few(), n1 in few(), x2 in few(), n2 in few(), more in few(), others in few()) {
        let exact = boschloo(x1, n1, x2, n2);
        finite("Boschloo", &exact)?;
        probable("Boschloo", exact)?;
        probable("mid-p", fisher_mid_p(x1, n1, x2, n2))?;
        prop_assert_eq!(exact.is_some(), fisher_mid_p(x1, n1, x2, n2).is_some());
        let today = newcombe_finite(x1, n1, n1 + more, x2, n2, n2 + others);
        finite("Newcombe, finite", &today)?;
        probable("Newcombe, finite", today.and_then(|test| test.p_value))?;
        ordered("Newcombe, finite", today.map(|test| test.interval))?;
        finite("Newcombe, absurd", &newcombe_finite(x1, n1, more, x2, n2, others))?;
        finite("standard error", &standard_error((x1, n1), (x2, n2), more, 1.0))?;
    }

    #[test]
    fn of_counts_by_answer(a in few(), b in few(), c in few(), d in few()) {
        let linked = mcnemar(a, b, c, d);
        finite("McNemar", &linked)?;
        probable("McNemar", linked.map(|test| test.p_value))?;
        probable("McNemar, exact", linked.map(|test| test.exact_p_value))?;
        ordered("McNemar", linked.map(|test| test.interval))?;
        let net = net_score(a, b, c);
        finite("net score", &net)?;
        ordered("net score", net.map(|score| score.interval))?;
        finite("worst case", &worst_case_bounds(a, b, c))?;
        ordered("worst case", worst_case_bounds(a, b, c))?;
        let even = representativeness(&[a, b], &[c, d]);
        finite("even response", &even)?;
        finite("even response", &representativeness(&[a, b], &[a + c, b + d]))?;
        probable("even response", even.and_then(|even| even.p_value))?;
    }

    #[test]
    fn of_several_groups(
        groups in prop::collection::vec(prop::collection::vec(few(), 3), 0..5),
        means in prop::collection::vec((few(), few(), few()), 0..5),
    ) {
        let ordinal = kruskal_wallis(&groups);
        finite("Kruskal-Wallis", &ordinal)?;
        probable("Kruskal-Wallis", ordinal.map(|test| test.p_value))?;
        probable("epsilon squared", ordinal.map(|test| test.epsilon_squared))?;
        let sample = |&(mean, sd, n): &(u64, u64, u64)| Sample { mean: mean as f64, sd: sd as f64, n };
        let samples: Vec<_> = means.iter().map(sample).collect();
        let test = welch_anova(&samples);
        finite("Welch's analysis of variance", &test)?;
        probable("Welch's analysis of variance", test.map(|test| test.p_value))?;
        probable("omega squared", test.and_then(|test| test.omega_squared))?;
    }

    #[test]
    fn of_waves(waves in prop::collection::vec(wave(), 0..6), sd in few()) {
        let points: Vec<_> =
            waves.iter().map(|&(positive, base, year)| TrendPoint { positive, base, year }).collect();
        let trend = cochran_armitage(&points);
        finite("trend", &trend)?;
        probable("trend", trend.map(|trend| trend.p_value))?;
        ordered("trend", trend.and_then(|trend| trend.interval))?;
        let points: Vec<_> = waves
            .iter()
            .map(|&(x, n, year)| (Sample { mean: x as f64, sd: sd as f64, n }, year))
            .collect();
        let trend = trend_of_means(&points);
        finite("trend of means", &trend)?;
        probable("trend of means", trend.map(|trend| trend.p_value))?;
        ordered("trend of means", trend.map(|trend| trend.interval))?;
    }

    #[test]
    fn of_parts(parts in prop::collection::vec((few(), few(), few(), few()), 0..6)) {
        let part = |&(a, b, c, d): &(u64, u64, u64, u64)| {
            let [a, b, c, d] = [a, b, c, d].map(|count| count as f64);
            Part { now: (a, b), then: (c, d) }
        };
        let parts: Vec<_> = parts.iter().map(part).collect();
        finite("contributions", &contributions(&parts))?;
    }

    #[test]
    fn of_many_tests(p in prop::collection::vec(prop::option::of(-1.0..2.0f64), 0..10)) {
        for adjusted in [bonferroni(&p), benjamini_yekutieli(&p)] {
            prop_assert_eq!(adjusted.len(), p.len());
            for value in adjusted {
                probable("adjusted", value)?;
            }
        }
    }
}
