//! Weights, weighted figures and weighted tables against R's package survey.
//!
//! R's cases on `survey::apisrs` and `survey::apistrat` name the data without holding it: what is
//! needed of both stands in `moments.json`, summed up by school type and by whether the school met
//! its target (`sch.wide`).

use candour::methods::{
    CellSums, Margin, Raked, RakingCell, Sample, Weighted, WeightedMean, design_effect, rake, two_sided_p,
};
use serde_json::Value;

use super::{Method, count, counts, each, list, number};

/// Cells with what is known of the answers in them.
struct Data {
    cells: Vec<RakingCell>,
    /// The positive answers of each cell.
    positive: Vec<u64>,
    /// Another figure of each cell's respondents, all of whom have it.
    scores: Vec<CellSums>,
    targets: Vec<Vec<u64>>,
    /// The stratum of each cell, and the share of each stratum's people who responded.
    strata: (Vec<usize>, Vec<f64>),
    /// The weights of a design that is not raked.
    weights: Vec<f64>,
    people: f64,
}

/// R's invented organisation: the first margin is the directorate, the second the sex.
fn toy(margins: usize) -> Data {
    let oracle: Value = serde_json::from_str(include_str!("cases.json")).expect("valid JSON");
    let (toy, people) = (&oracle["methods"]["raking"]["toy"], &oracle["methods"]["raking"]["pop"]);
    let (mut cells, mut positive) = (Vec::new(), Vec::new());
    for (directorate, name) in ["A", "B", "C"].iter().enumerate() {
        for (sex, letter) in ["F", "M"].iter().enumerate() {
            let rows = list(&toy["dir"]).into_iter().zip(list(&toy["sex"])).zip(list(&toy["y"]));
            let here: Vec<u64> =
                rows.filter(|((d, s), _)| d == name && s == letter).map(|(_, y)| count(&y)).collect();
            let groups = [directorate, sex][..margins].iter().map(|&group| Some(group)).collect();
            cells.push(RakingCell { groups, respondents: here.len() as u64 });
            positive.push(here.iter().sum());
        }
    }
    let of = |margin: &str, names: &[&str]| names.iter().map(|&n| count(&people[margin][n])).collect();
    let targets = [of("dir", &["A", "B", "C"]), of("sex", &["F", "M"])][..margins].to_vec();
    let strata = (vec![0; cells.len()], vec![80.0 / 250.0]);
    Data { cells, positive, scores: Vec::new(), targets, strata, weights: Vec::new(), people: 250.0 }
}

/// Schools of California by type (the first margin) and by whether they met the target (the second).
/// Positive is an award; the scores are `api00`. Sampled by type, there is no margin.
fn schools(data: &str, margins: usize) -> Data {
    let moments: Value = serde_json::from_str(include_str!("moments.json")).expect("valid JSON");
    let entry = list(&moments["schools"]).into_iter().find(|entry| entry["data"] == data).expect("schools");
    let sums: Vec<Vec<u64>> = list(&entry["cells"]).iter().map(counts).collect();
    let cell = |(at, sums): (usize, &Vec<u64>)| {
        let groups = [at / 2, at % 2][..margins].iter().map(|&group| Some(group)).collect();
        RakingCell { groups, respondents: sums[0] }
    };
    let score =
        |sums: &Vec<u64>| CellSums { answered: sums[0], sum: sums[2] as f64, squares: sums[3] as f64 };
    let all = &moments["schools_of_california"];
    let types = counts(&all["stype"]);
    let people = types.iter().sum::<u64>() as f64;
    let weights: Vec<f64> = list(&entry["weights"]).iter().filter_map(Value::as_f64).collect();
    let strata = if weights.is_empty() {
        (vec![0; sums.len()], vec![200.0 / people])
    } else {
        let size = |kind: usize| (sums[2 * kind][0] + sums[2 * kind + 1][0]) as f64;
        let fractions = types.iter().enumerate().map(|(kind, &n)| size(kind) / n as f64).collect();
        ((0..sums.len()).map(|at| at / 2).collect(), fractions)
    };
    Data {
        cells: sums.iter().enumerate().map(cell).collect(),
        positive: sums.iter().map(|sums| sums[1]).collect(),
        scores: sums.iter().map(score).collect(),
        targets: vec![types, counts(&all["sch.wide"])][..margins].to_vec(),
        strata,
        weights: weights.iter().flat_map(|&w| [w, w]).collect(),
        people,
    }
}

impl Data {
    /// The data of a case.
    fn of(input: &Value) -> Self {
        let margins = list(&input["margins"]).len();
        match input["data"].as_str() {
            Some("toy") => toy(margins),
            Some(data @ "survey::apisrs") => schools(data, margins),
            other => panic!("a case on {other:?}"),
        }
    }

    fn raked(&self) -> Raked {
        let margins: Vec<Margin<'_>> = self.targets.iter().map(|targets| Margin { targets }).collect();
        rake(&self.cells, &margins, f64::INFINITY).expect("weights exist")
    }

    /// The design with R's sampling fractions, or without any.
    fn design<'a>(&'a self, weights: &'a [f64], fractions: bool) -> Weighted<'a> {
        let weighted = Weighted::new(&self.cells, weights).expect("weights");
        if !fractions {
            return weighted;
        }
        weighted.stratified(&self.strata.0, &self.strata.1).expect("strata")
    }

    fn share(&self, weighted: &Weighted<'_>, domain: impl Fn(usize) -> bool) -> WeightedMean {
        let sums = self.cells.iter().zip(&self.positive).map(|(cell, &x)| CellSums {
            answered: cell.respondents,
            sum: x as f64,
            squares: x as f64,
        });
        let domain: Vec<bool> = (0..self.cells.len()).map(domain).collect();
        weighted.share(&sums.collect::<Vec<_>>(), &domain).expect("answers")
    }

    fn mean(&self, weighted: &Weighted<'_>) -> WeightedMean {
        weighted.mean(&self.scores, &vec![true; self.cells.len()]).expect("scores")
    }

    /// People per respondent.
    fn expansion(&self, weight: f64) -> f64 {
        let n: u64 = self.cells.iter().map(|cell| cell.respondents).sum();
        weight * self.people / n as f64
    }
}

#[test]
fn post_stratification() {
    each("post_stratification", |method, input, output| {
        let data = Data::of(input);
        let raked = data.raked();
        let design = data.design(&raked.weights, input["fpc"] == true);
        let all = data.share(&design, |_| true);
        method.same("estimate", Some(all.estimate), &output["estimate"]);
        method.same("se", Some(all.se), &output["se"]);
        let by = &output["by_dir"];
        for (at, name) in list(&by["dir"]).iter().enumerate() {
            let inside = |c: usize| data.cells[c].groups[0] == Some(at);
            let weight = raked.weights.iter().enumerate().find(|(c, _)| inside(*c)).map(|(_, w)| *w);
            let expected = &output["weights_by_dir"][name.as_str().expect("a name")];
            method.same("weight", weight.map(|w| data.expansion(w)), expected);
            let part = data.share(&design, inside);
            method.same("part", Some(part.estimate), &by["estimate"][at]);
            method.same("part se", Some(part.se), &by["se"][at]);
        }
    });
}

#[test]
fn raking() {
    each("raking", |method, input, output| {
        if input["data"] == "survey::apistrat" {
            sampled_by_type(method, output);
            return;
        }
        let data = Data::of(input);
        let raked = data.raked();
        let design = data.design(&raked.weights, input["fpc"] == true);
        let all = data.share(&design, |_| true);
        let pairs = raked.weights.iter().zip(&data.cells).map(|(&w, cell)| (w, cell.respondents));
        let effect = design_effect(&pairs.collect::<Vec<_>>());
        method.same("deff", effect.map(|e| e.deff), &output["deff_kish"]);
        method.same("n_eff", effect.map(|e| e.effective), &output["n_eff"]);
        if input["data"] == "toy" {
            let cells = &output["weights"];
            for (at, w) in list(&cells["w"]).iter().enumerate() {
                let place = |name: &str, names: [&str; 3]| names.iter().position(|n| cells[name][at] == **n);
                let groups = vec![place("dir", ["A", "B", "C"]), place("sex", ["F", "M", ""])];
                let ours = data.cells.iter().position(|cell| cell.groups == groups);
                method.same("weight", ours.map(|c| data.expansion(raked.weights[c])), w);
            }
            method.same("estimate", Some(all.estimate), &output["estimate"]);
            for se in ["se_rake", "se_calibrate", "se_formula"] {
                method.same(se, Some(all.se), &output[se]);
            }
        } else {
            let se = if output["se_rake"].is_null() { "se" } else { "se_rake" };
            for (at, variable) in list(&output["variables"]).iter().enumerate() {
                let ours = if variable == "api00" { data.mean(&design) } else { all };
                assert!(variable == "api00" || variable == "awards==Yes");
                method.same("estimate", Some(ours.estimate), &output["estimate"][at]);
                method.same("se", Some(ours.se), &output[se][at]);
            }
        }
    });
}

/// The mean of a sample by stratum, and the same from each stratum's own sample.
fn sampled_by_type(method: &mut Method, output: &Value) {
    let data = schools("survey::apistrat", 0);
    let mean = data.mean(&data.design(&data.weights, true));
    assert_eq!(output["variables"], "api00");
    method.same("estimate", Some(mean.estimate), &output["estimate"]);
    method.same("se", Some(mean.se), &output["se"]);
    let people: f64 = data.cells.iter().zip(&data.weights).map(|(cell, w)| w * cell.respondents as f64).sum();
    let (mut estimate, mut variance) = (0.0, 0.0);
    for (kind, fraction) in data.strata.1.iter().enumerate() {
        let sum = |of: fn(&CellSums) -> f64| data.scores[2 * kind..][..2].iter().map(of).sum::<f64>();
        let (n, mean) = (sum(|s| s.answered as f64), sum(|s| s.sum) / sum(|s| s.answered as f64));
        let sd = ((sum(|s| s.squares) - n * mean * mean) / (n - 1.0)).sqrt();
        let part = data.weights[2 * kind] * n / people;
        let error = Sample { mean, sd, n: n as u64 }.squared_error().expect("a spread");
        estimate += part * mean;
        variance += part * part * (1.0 - fraction) * error;
    }
    method.same("estimate by stratum", Some(estimate), &output["estimate"]);
    method.same("se by stratum", Some(variance.sqrt()), &output["se"]);
    // R's design effect is V over that of as many schools drawn from all: s²/(n - 1) (1 - n/N).
    let plain = 199.0 / (1.0 - 200.0 / people);
    method.same("deff", Some(plain / mean.effective), &output["deff"]);
}

#[test]
fn kish() {
    each("design_effect_kish", |method, input, output| {
        let weights: Vec<(f64, u64)> = list(&input["w"]).iter().map(|w| (number(w), 1)).collect();
        let effect = design_effect(&weights);
        method.same("deff", effect.map(|e| e.deff), &output["deff_kish"]);
        method.same("n_eff", effect.map(|e| e.effective), &output["n_eff"]);
    });
}

#[test]
fn weighted_tables() {
    each("rao_scott", |method, input, output| {
        let formula = input["formula"].as_str().expect("a formula");
        let data = match input["data"].as_str().expect("data") {
            "toy raked" => toy(2),
            "survey::apisrs raked" => schools("survey::apisrs", 2),
            "survey::apistrat" => schools("survey::apistrat", 0),
            other => panic!("a case on {other}"),
        };
        let raked = if data.weights.is_empty() { data.raked().weights } else { data.weights.clone() };
        let design = data.design(&raked, input["data"] != "toy raked");
        let test = design.rao_scott(&data.tables(formula));
        method.same("F", test.map(|t| t.f), &output["F"]);
        method.same("ndf", test.map(|t| t.df1), &output["ndf"]);
        method.same("ddf", test.map(|t| t.df2), &output["ddf"]);
        method.same_p("p", test.map(|t| t.p_value), &output["p_F"]);
        method.same("X²", test.map(|t| t.pearson), &output["pearson_scaled"]);
        // The first-order test takes F times the table's own degrees of freedom, 1 or 2, as chi-square.
        let three_groups = ["dir", "stype"].iter().any(|group| formula.ends_with(group));
        let tail = |f: f64| if three_groups { (-f).exp() } else { two_sided_p(f.sqrt()) };
        let first_order = test.map(|t| tail(t.f));
        method.same_p("first order", first_order, &output["p_Chisq"]);
    });
}

impl Data {
    /// Each cell's table of R's formula, an answer and a group.
    fn tables(&self, formula: &str) -> Vec<Vec<Vec<u64>>> {
        let (answer, group) = formula.trim_start_matches('~').split_once(" + ").expect("two variables");
        let mut tables = Vec::new();
        for (at, (cell, &x)) in self.cells.iter().zip(&self.positive).enumerate() {
            let [first, second] = [at / 2, at % 2];
            let column = if ["dir", "stype"].contains(&group) { first } else { second };
            let mut table = vec![vec![0; 3]; 2];
            for (row, people) in [(0, cell.respondents - x), (1, x)] {
                match (answer, group) {
                    ("y", "dir" | "sex") | ("awards", "stype") => table[row][column] += people,
                    ("sch.wide", "stype") => table[second][first] += people,
                    ("sch.wide", "awards") => table[second][row] += people,
                    other => panic!("a table of {other:?}"),
                }
            }
            tables.push(table);
        }
        tables
    }
}
