//! Every figure of `cases.json` is checked, or stands on a list with the reason why not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Methods whose figures are tested beside the code, because they are no method but a stage's.
const ELSEWHERE: [(&str, &str); 1] = [("index_scores", "src/confidential/counts/scores.rs")];

/// Figures of tested methods that are deliberately not ours.
const NOT_OURS: [(&str, &str, &str); 8] = [
    (
        "proportion_ci",
        "jeffreys",
        "a Bayesian interval at half an answer more on each side; needs a beta quantile, and Wilson serves",
    ),
    (
        "alpha_omega",
        "alpha_pairwise_psych",
        "takes other people for each pair of questions, which no one covariance matrix of people has",
    ),
    ("beta_binomial_shrinkage", "mom_mean", "moments are a second estimator; ours is the likelihood's"),
    ("beta_binomial_shrinkage", "mom_tau2", "moments are a second estimator; ours is the likelihood's"),
    (
        "key_drivers",
        "spearman",
        "ranks need the cross table of each question with the outcome; ours knows sums and products",
    ),
    (
        "rao_scott",
        "p_Wald",
        "another test of the same table, which finds too much where answers are few; ours is the F",
    ),
    ("index_scores", "index_mean_any", "another rule for missing answers; ours asks for half of them"),
    ("index_scores", "index_mean_complete_only", "another rule for missing answers, which drops most people"),
];

#[test]
fn no_figure_goes_unchecked() {
    let tests = tests_by_method();
    let mut wrong = Vec::new();
    for (method, figures) in figures_by_method() {
        let Some(test) = tests.get(&method) else {
            wrong.push(format!("{method} has no test"));
            continue;
        };
        for figure in figures {
            let checked = test.contains(&format!("\"{figure}\""));
            let excused = NOT_OURS.iter().any(|&(name, key, _)| name == method && key == figure);
            if checked == excused {
                let state = if checked { "checked and excused" } else { "neither checked nor excused" };
                wrong.push(format!("{method}: {figure} is {state}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_lists_name_what_there_is() {
    let figures = figures_by_method();
    for (method, figure, _) in NOT_OURS {
        assert!(figures.get(method).is_some_and(|keys| keys.iter().any(|key| key == figure)), "{figure}");
    }
}

/// The names of all figures that any case of a method has.
fn figures_by_method() -> BTreeMap<String, Vec<String>> {
    let oracle: Value = serde_json::from_str(include_str!("cases.json")).expect("valid JSON");
    let methods = oracle["methods"].as_object().expect("methods by name");
    let figures = |method: &Value| {
        let cases = method["cases"].as_array().expect("cases").iter();
        let mut keys: Vec<String> =
            cases.flat_map(|case| case["output"].as_object().expect("figures").keys().cloned()).collect();
        keys.sort();
        keys.dedup();
        keys
    };
    let all: BTreeMap<_, _> = methods.iter().map(|(name, method)| (name.clone(), figures(method))).collect();
    assert_eq!(all.len(), 26, "R's methods were found");
    all
}

/// The text of the tests that go through the cases of each method: from `each("name"`, elsewhere from
/// `["name"]`, to the end of the function.
fn tests_by_method() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(root.join("tests/oracle")).expect("this folder") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("complete.rs") {
            continue;
        }
        let text = fs::read_to_string(path).expect("text");
        for part in text.split("each(\"").skip(1) {
            let (method, rest) = part.split_once('"').expect("a name");
            let body = rest.split("\n}\n").next().unwrap_or(rest);
            tests.entry(method.to_owned()).or_default().push_str(body);
        }
    }
    for (method, file) in ELSEWHERE {
        let text = fs::read_to_string(root.join(file)).expect("text");
        let (_, rest) = text.split_once(&format!("[\"{method}\"]")).expect("the test");
        let body = rest.split("\n    }\n").next().unwrap_or(rest);
        tests.entry(method.to_owned()).or_default().push_str(body);
    }
    tests
}
