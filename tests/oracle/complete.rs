//! Every figure of `cases.json` is checked, or stands on a list with the reason why not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Methods that no test of this folder goes through.
const ELSEWHERE: [(&str, &str); 1] =
    [("index_scores", "tested beside the counting of scores, which is no method but a stage's")];

/// Figures of tested methods that are deliberately not ours.
const NOT_OURS: [(&str, &str, &str); 1] = [(
    "proportion_ci",
    "jeffreys",
    "a Bayesian interval at half an answer more on each side; needs a beta quantile, and Wilson serves",
)];

#[test]
fn no_figure_goes_unchecked() {
    let tests = tests_by_method();
    let mut wrong = Vec::new();
    for (method, figures) in figures_by_method() {
        let elsewhere = ELSEWHERE.iter().any(|&(name, _)| name == method);
        let Some(test) = tests.get(&method) else {
            if !elsewhere {
                wrong.push(format!("{method} has no test"));
            }
            continue;
        };
        if elsewhere {
            wrong.push(format!("{method} is tested: take it off the list of those that are not"));
        }
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
    for (method, _) in ELSEWHERE {
        assert!(figures.contains_key(method), "{method}");
    }
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

/// The text of the tests that go through the cases of each method: from `each("name"` to the end of
/// the function.
fn tests_by_method() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let mut tests: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("this folder") {
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
    tests
}
