//! Made-up findings beside the made-up rows: one unit and one group consistently lower, the others not.

use serde_json::{Value, json};

use super::words::QUESTIONS;
use super::{Maker, Shape};

/// The measures that findings are told of: kind and id.
const MEASURES: [(&str, &str); 8] = [
    ("question", "q00"),
    ("question", "q01"),
    ("pillar", "p0"),
    ("pillar", "p1"),
    ("pillar", "p2"),
    ("pillar", "p3"),
    ("pillar", "p4"),
    ("overall", "overall"),
];

const LATEST: &str = "2024";

/// The findings of a shape; none where nothing is shown, or where there is neither a pillar nor a headcount.
pub(super) fn findings(shape: &Shape) -> Value {
    if shape.withheld || !shape.pillars || !shape.headcount {
        return json!({});
    }
    json!({
        "representation": [representation(&directorates(shape), "directorate"), gender()],
        "weighting": [weighting(shape)],
        "weighted": if shape.refused { Vec::new() } else { weighted() },
        "spreads": spreads(),
        "consistency": consistency(shape),
        "like_for_like": like_for_like(shape),
        "decompositions": if shape.waves > 1 { decompositions(shape) } else { Vec::new() },
        "rankings": rankings(shape),
        "reliability": reliability(),
        "drivers": drivers(),
        "trends": if shape.waves > 2 { trends() } else { Vec::new() },
        "unanswered": [{"wave": LATEST, "measure": "q14", "share": 12.0}, {"wave": LATEST, "measure": "q10", "share": 6.0},
            {"wave": LATEST, "measure": "q02", "share": 3.0}],
    })
}

fn directorates(shape: &Shape) -> Vec<String> {
    (0..shape.units).map(Maker::unit_id).collect()
}

fn representation(groups: &[String], breakdown: &str) -> Value {
    let each = 100.0 / groups.len() as f64;
    let group = |(number, id): (usize, &String)| {
        let more = if number % 2 == 0 { 0.4 } else { -0.4 };
        json!({"group": id, "workforce": each, "respondents": each + more, "rate": 69.0 + more * 5.0})
    };
    json!({"wave": LATEST, "breakdown": breakdown, "groups": groups.iter().enumerate().map(group).collect::<Vec<_>>(),
        "r_indicator": 0.926, "p_value": 0.21})
}

fn gender() -> Value {
    json!({"wave": LATEST, "breakdown": "gender", "r_indicator": 0.881, "p_value": 0.000_01, "groups": [
        {"group": "g0", "workforce": 70.2, "respondents": 74.6, "rate": 73.3},
        {"group": "g1", "workforce": 28.9, "respondents": 24.4, "rate": 58.2},
        {"group": null, "workforce": 0.9, "respondents": 1.0, "rate": 71.0}]})
}

fn weighting(shape: &Shape) -> Value {
    let outcome = if shape.refused {
        json!({"refused": "A group with people has no respondents."})
    } else {
        json!({"met": {"design_effect": 1.07, "effective_base": 1902, "largest": 2.3, "trimmed": 0.0, "rounds": 6}})
    };
    json!({"wave": LATEST, "by": ["directorate", "gender"], "outcome": outcome})
}

fn weighted() -> Vec<Value> {
    let of = |(kind, id): &(&str, &str), value: f64| {
        json!({"wave": LATEST, "kind": kind, "measure": id, "breakdown": "all", "group": "all", "value": value,
            "low": value - 2.0, "high": value + 2.0})
    };
    // The whole's pride is 60 and its challenge 53 in these rows; the pillars follow from their number.
    let values = [58.0, 52.0, 65.0, 67.0, 69.0, 72.0, 74.0, 78.0];
    MEASURES.iter().zip(values).map(|(measure, value)| of(measure, value)).collect()
}

fn spreads() -> Vec<Value> {
    let of = |breakdown: &str, (kind, id): &(&str, &str), effect: f64, differ: bool| {
        json!({"wave": LATEST, "kind": kind, "measure": id, "breakdown": breakdown, "groups": 3,
            "method": if *kind == "question" { "chi-square" } else { "Welch" }, "effect": effect,
            "p_value": if differ { 0.000_2 } else { 0.3 }, "p_adjusted": if differ { 0.000_4 } else { 0.41 },
            "ordinal_p": null, "differ": differ})
    };
    let mut spreads = Vec::new();
    for (number, measure) in MEASURES.iter().enumerate() {
        spreads.push(of("directorate", measure, 0.14, number != 1));
        spreads.push(of("disability", measure, 0.08, number < 2));
        spreads.push(of("gender", measure, 0.01, false));
    }
    spreads
}

fn consistency(shape: &Shape) -> Vec<Value> {
    let of = |breakdown: &str, group: &str, points: f64, verdict: &str| {
        let lower = if points < 0.0 { 18 } else { 6 };
        json!({"wave": LATEST, "breakdown": breakdown, "group": group, "questions": QUESTIONS.len(), "lower": lower,
            "higher": QUESTIONS.len() - lower, "points": points, "low": points - 2.1, "high": points + 2.1,
            "p_adjusted": if verdict == "neither" { 0.4 } else { 0.000_02 }, "verdict": verdict})
    };
    let mut all: Vec<Value> = directorates(shape)
        .iter()
        .enumerate()
        .map(|(number, id)| match number {
            0 => of("directorate", id, -8.6, "lower"),
            3 => of("directorate", id, 5.2, "higher"),
            _ => of("directorate", id, 1.0, "neither"),
        })
        .collect();
    all.push(of("disability", "g0", -9.4, "lower"));
    all.push(of("disability", "g1", 1.4, "neither"));
    all.push(of("grade", "g2", 11.3, "higher"));
    if shape.services > 0 {
        all.push(of("service", "service-000", -9.0, "lower"));
    }
    all
}

fn like_for_like(shape: &Shape) -> Vec<Value> {
    let of = |(number, id): (usize, &String)| {
        let (points, verdict) = match number {
            0 => (-6.0, "lower"),
            1 => (1.0, "too_small_to_say"),
            _ => (2.0, "no_clear_difference"),
        };
        json!({"wave": LATEST, "kind": "overall", "measure": "overall", "group": id, "by": ["grade", "gender"], "covered": 97.0,
            "observed": 60.0, "value": 64.0, "points": points, "low": points - 2.0, "high": points + 2.0, "verdict": verdict})
    };
    directorates(shape).iter().enumerate().map(of).collect()
}

fn decompositions(shape: &Shape) -> Vec<Value> {
    let of = |(kind, id): &(&str, &str)| {
        let units = directorates(shape);
        let named = units.iter().take(6);
        let mut parts: Vec<Value> = named
            .enumerate()
            .map(
                |(number, id)| json!({"groups": [id], "within": 0.62 - number as f64 * 0.1, "between": 0.04}),
            )
            .collect();
        parts.push(json!({"groups": units.iter().skip(6).take(2).collect::<Vec<_>>(), "within": 0.2, "between": -0.14}));
        parts.push(json!({"groups": [], "within": 0.31, "between": -0.06}));
        let sum = |name: &str| parts.iter().filter_map(|part| part[name].as_f64()).sum::<f64>();
        let change = sum("within") + sum("between");
        json!({"wave": LATEST, "from": "2022", "kind": kind, "measure": id, "change": change, "parts": parts})
    };
    MEASURES.iter().map(of).collect()
}

fn rankings(shape: &Shape) -> Vec<Value> {
    let of = |measure: &str, differ: bool| {
        let group = |(number, id): (usize, &String)| {
            let (lowest, highest) = match number {
                0 => (0.97, 0.000_1),
                1 => (0.02, 0.62),
                2 => (0.004, 0.3),
                _ => (0.001, 0.01),
            };
            let value = 55.0 + number as f64;
            json!({"group": id, "value": value, "low": value - 4.0, "high": value + 4.0,
                "lowest": differ.then_some(lowest), "highest": differ.then_some(highest)})
        };
        let groups: Vec<Value> = directorates(shape).iter().enumerate().map(group).collect();
        json!({"wave": LATEST, "measure": measure, "breakdown": "directorate", "groups": groups, "differ": differ})
    };
    vec![of("q00", true), of("q01", false)]
}

fn reliability() -> Vec<Value> {
    let of = |(kind, id): &(&str, &str)| {
        json!({"wave": LATEST, "kind": kind, "measure": id, "questions": 4, "base": 1890, "alpha": 0.81, "alpha_low": 0.79,
            "alpha_high": 0.83, "omega": 0.82, "omega_low": 0.8, "omega_high": 0.84})
    };
    MEASURES.iter().filter(|(kind, _)| *kind == "pillar").map(of).collect()
}

fn drivers() -> Vec<Value> {
    let of = |outcome: &str, breakdown: &str, group: &str, base: u64| {
        let share = |(number, question): (usize, &str)| {
            let share = 28.0 - 4.0 * number as f64;
            json!({"question": question, "share": share, "low": share - 4.0, "high": share + 5.0, "lmg": share,
                "rank_best": number.max(1), "rank_worst": number + 2})
        };
        let questions = ["q18", "q14", "q13", "q06", "q11", "q07", "q08"];
        json!({"wave": LATEST, "outcome": outcome, "breakdown": breakdown, "group": group, "base": base, "explained": 52.0,
            "shares": questions.into_iter().enumerate().map(share).collect::<Vec<_>>(), "left_out": ["q16"]})
    };
    vec![
        of("q00", "all", "all", 1871),
        of("q01", "all", "all", 1866),
        of("q00", "directorate", "unit-00", 512),
    ]
}

fn trends() -> Vec<Value> {
    let of = |(kind, id): &(&str, &str), breakdown: &str, group: &str, slope: f64, verdict: &str| {
        json!({"kind": kind, "measure": id, "breakdown": breakdown, "group": group, "waves": ["2020", "2022", "2024"],
            "values": [60.0, 60.0 + slope * 2.0, 60.0 + slope * 4.0], "slope": slope, "low": slope - 0.6, "high": slope + 0.6,
            "p_adjusted": 0.01, "verdict": verdict})
    };
    let [pride, challenge, ..] = &MEASURES;
    vec![
        of(pride, "all", "all", 1.3, "higher"),
        of(challenge, "all", "all", -0.2, "no_clear_difference"),
        of(&("pillar", "p0"), "all", "all", -1.1, "slightly_lower"),
        of(pride, "directorate", "unit-00", 0.3, "too_small_to_say"),
    ]
}
