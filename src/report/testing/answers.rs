//! Made-up answers to one question.

use serde_json::{Value, json};

/// Counts of the five categories.
pub(crate) fn split(base: f64, positive: f64) -> [u64; 5] {
    let favourable = (base * positive).round();
    let neutral = ((base - favourable) * 0.45).round();
    let negative = base - favourable - neutral;
    let (strong, worst) = ((favourable * 0.33).round(), (negative * 0.3).round());
    [worst, negative - worst, neutral, favourable - strong, strong].map(|count| count as u64)
}

/// The figures of a question.
pub(crate) fn figures(counts: &[u64; 5], respondents: f64) -> Value {
    let base: u64 = counts.iter().sum();
    let tones = [counts[0] + counts[1], counts[2], counts[3] + counts[4]];
    let value = 100.0 * tones[2] as f64 / base.max(1) as f64;
    let half = 98.0 / (base.max(1) as f64).sqrt() * 0.9;
    let detail = base >= 30;
    let mean: f64 = counts.iter().zip(1..).map(|(count, code)| *count as f64 * f64::from(code)).sum::<f64>()
        / base.max(1) as f64;
    json!({"shown": {"value": value, "low": (value - half).max(0.0), "high": (value + half).min(100.0), "base": base, "respondents": respondents as u64,
        "headcount": null, "tones": tones, "categories": detail.then_some(counts), "mean": detail.then_some(mean)}})
}
