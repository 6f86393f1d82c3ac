//! Weights, weighted figures and weighted tables against R's package survey.
//!
//! R's cases on `survey::apisrs` name the data without holding it. Its counts by school type,
//! whether the school met its target (`sch.wide`) and whether it had an award follow from the
//! figures that R printed: the only counts of 200 schools that give both design effects to 1e-11
//! and both shares with an award to 1e-12 are those below, with the head counts of `apipop` in R's
//! help page of `rake`. Both standard errors and the test are then checks of their own.
//!
//! Not checked, because they need the single values that no count gives back: the means of `api00`
//! in `apisrs`. Not ours: the cases of `apistrat`, a sample drawn by stratum with its own sampling
//! fraction in each, which a survey of all colleagues never is.

use candour::methods::{
    CellSums, Margin, Raked, RakingCell, Weighted, WeightedMean, design_effect, rake, rao_scott,
};
use serde_json::Value;

use super::{Method, count, each, list, number};

/// Cells with the number of positive and other answers in them.
struct Data {
    cells: Vec<RakingCell>,
    positive: Vec<u64>,
    targets: Vec<Vec<u64>>,
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
    let targets = [of("dir", &["A", "B", "C"]), of("sex", &["F", "M"])];
    Data { cells, positive, targets: targets[..margins].to_vec(), people: 250.0 }
}

/// Schools by type and by whether they met the target, with those that had an award.
fn schools(margins: usize) -> Data {
    let counts = [[(15, 0), (127, 101)], [(13, 0), (12, 9)], [(9, 0), (24, 14)]];
    let (mut cells, mut positive) = (Vec::new(), Vec::new());
    for (kind, row) in counts.iter().enumerate() {
        for (met, &(respondents, awards)) in row.iter().enumerate() {
            let groups = [kind, met][..margins].iter().map(|&group| Some(group)).collect();
            cells.push(RakingCell { groups, respondents });
            positive.push(awards);
        }
    }
    let targets = [vec![4421, 755, 1018], vec![1072, 5122]];
    Data { cells, positive, targets: targets[..margins].to_vec(), people: 6194.0 }
}

impl Data {
    /// The data of a case; nothing where R's case does not hold it.
    fn of(input: &Value) -> Option<Self> {
        let margins = list(&input["margins"]).len();
        match input["data"].as_str() {
            Some("toy") => Some(toy(margins)),
            Some("survey::apisrs") => Some(schools(margins)),
            Some("survey::apistrat") => None,
            other => panic!("a case on {other:?}"),
        }
    }

    fn raked(&self) -> Raked {
        let margins: Vec<Margin<'_>> = self.targets.iter().map(|targets| Margin { targets }).collect();
        rake(&self.cells, &margins, f64::INFINITY).expect("weights exist")
    }

    fn share(&self, weights: &[f64], domain: impl Fn(usize) -> bool) -> WeightedMean {
        let sums = self.cells.iter().zip(&self.positive).map(|(cell, &x)| CellSums {
            answered: cell.respondents,
            sum: x as f64,
            squares: x as f64,
        });
        let domain: Vec<bool> = (0..self.cells.len()).map(domain).collect();
        let weighted = Weighted::new(&self.cells, weights).expect("weights");
        weighted.share(&sums.collect::<Vec<_>>(), &domain).expect("answers")
    }

    /// R's sampling fraction, which reports never use, where a case has it.
    fn correction(&self, input: &Value) -> f64 {
        let n: u64 = self.cells.iter().map(|cell| cell.respondents).sum();
        if input["fpc"] == true { (1.0 - n as f64 / self.people).sqrt() } else { 1.0 }
    }

    /// People per respondent.
    fn expansion(&self, weight: f64) -> f64 {
        let n: u64 = self.cells.iter().map(|cell| cell.respondents).sum();
        weight * self.people / n as f64
    }

    fn same_design_effect(&self, method: &mut Method, raked: &Raked, output: &Value) {
        let pairs = raked.weights.iter().zip(&self.cells).map(|(&w, cell)| (w, cell.respondents));
        let effect = design_effect(&pairs.collect::<Vec<_>>());
        method.same("deff", effect.map(|e| e.deff), &output["deff_kish"]);
        method.same("n_eff", effect.map(|e| e.effective), &output["n_eff"]);
    }
}

#[test]
fn post_stratification() {
    each("post_stratification", |method, input, output| {
        let data = Data::of(input).expect("toy data");
        let (raked, correction) = (data.raked(), data.correction(input));
        let all = data.share(&raked.weights, |_| true);
        method.same("estimate", Some(all.estimate), &output["estimate"]);
        method.same("se", Some(all.se * correction), &output["se"]);
        let by = &output["by_dir"];
        for (at, name) in list(&by["dir"]).iter().enumerate() {
            let inside = |c: usize| data.cells[c].groups[0] == Some(at);
            let weight = raked.weights.iter().enumerate().find(|(c, _)| inside(*c)).map(|(_, w)| *w);
            let expected = &output["weights_by_dir"][name.as_str().expect("a name")];
            method.same("weight", weight.map(|w| data.expansion(w)), expected);
            let part = data.share(&raked.weights, inside);
            method.same("part", Some(part.estimate), &by["estimate"][at]);
            method.same("part se", Some(part.se * correction), &by["se"][at]);
        }
    });
}

#[test]
fn raking() {
    each("raking", |method, input, output| {
        let Some(data) = Data::of(input) else { return };
        let (raked, correction) = (data.raked(), data.correction(input));
        let all = data.share(&raked.weights, |_| true);
        data.same_design_effect(method, &raked, output);
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
                method.same(se, Some(all.se * correction), &output[se]);
            }
        } else {
            let se = if output["se_rake"].is_null() { "se" } else { "se_rake" };
            assert_eq!(output["variables"][0], "awards==Yes");
            method.same("award", Some(all.estimate), &output["estimate"][0]);
            method.same("award se", Some(all.se * correction), &output[se][0]);
        }
    });
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
        let (data, group): (Data, fn(&RakingCell) -> usize) =
            match (input["data"].as_str(), input["formula"].as_str()) {
                (Some("toy raked"), Some("~y + sex")) => (toy(2), |cell| cell.groups[1].unwrap_or(0)),
                (Some("toy raked"), Some("~y + dir")) => (toy(2), |cell| cell.groups[0].unwrap_or(0)),
                (Some("survey::apisrs raked"), Some("~sch.wide + awards")) => {
                    (schools(2), |cell| cell.groups[1].unwrap_or(0))
                }
                (Some("survey::apistrat"), _) => return,
                other => panic!("a case on {other:?}"),
            };
        let table = |(cell, &x): (&RakingCell, &u64)| {
            let mut table = vec![vec![0; 3]; 2];
            table[0][group(cell)] = cell.respondents - x;
            table[1][group(cell)] = x;
            table
        };
        let tables: Vec<_> = data.cells.iter().zip(&data.positive).map(table).collect();
        let test = rao_scott(&data.cells, &data.raked().weights, &tables);
        // R took the sampling fraction of the schools into V, so F there is larger, and has another p.
        let sampled = input["data"] == "survey::apisrs raked";
        let fraction = if sampled { 200.0 / 6194.0 } else { 0.0 };
        method.same("F", test.map(|t| t.f / (1.0 - fraction)), &output["F"]);
        method.same("ndf", test.map(|t| t.df1), &output["ndf"]);
        method.same("ddf", test.map(|t| t.df2), &output["ddf"]);
        if !sampled {
            method.same_p("p", test.map(|t| t.p_value), &output["p_F"]);
        }
    });
}
