//! Tables and what describes them.

use serde_json::{Value, json};

use super::*;
use crate::report::testing::{Shape, release};

/// A release of a shape, with these questions of the LGA's asked.
fn submitting(shape: &Shape, measures: [Option<&str>; 6]) -> Release {
    let mut value = serde_json::to_value(release(shape)).expect("JSON");
    let questions = crate::plan::LGA_QUESTIONS.iter().zip(measures);
    let questions =
        questions.map(|((id, words), measure)| json!({"id": id, "words": words, "measure": measure}));
    value["lga_engagement"] = questions.collect();
    serde_json::from_value(value).expect("a release")
}

fn open_data(release: &Release) -> Vec<Rendered> {
    files(&View::new(release))
}

fn text(files: &[Rendered], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

fn parsed(files: &[Rendered], path: &str) -> Value {
    serde_json::from_str(&text(files, path)).expect("JSON")
}

/// The tables of a file of tables, each with its columns.
fn columns<'a>(tables: &'a Value, of: &str, name: &str) -> Vec<(&'a str, Vec<&'a str>)> {
    let of = |table: &'a Value| table.pointer(of).and_then(Value::as_array).expect("columns");
    let named = |column: &'a Value| column["name"].as_str().expect("a name");
    let table =
        |table: &'a Value| (table[name].as_str().expect("a path"), of(table).iter().map(named).collect());
    tables.as_array().expect("tables").iter().map(table).collect()
}

#[test]
fn both_descriptions_say_the_header_of_every_table() {
    let shape = Shape { waves: 3, ..Shape::default() };
    let files = open_data(&submitting(&shape, [Some("q00"), None, None, None, None, None]));
    let package = parsed(&files, "data/datapackage.json");
    let web = parsed(&files, "data/csv-metadata.json");
    let described = columns(&package["resources"], "/schema/fields", "path");
    assert_eq!(described, columns(&web["tables"], "/tableSchema/columns", "url"));
    let tables: Vec<&Rendered> = files.iter().filter(|file| file.path.ends_with(".csv")).collect();
    assert_eq!((described.len(), tables.len()), (17, 17));
    for (table, (path, columns)) in tables.iter().zip(&described) {
        assert_eq!(table.path, format!("data/{path}"));
        assert_eq!(text(&files, &table.path).lines().next(), Some(columns.join(",").as_str()));
    }
}

#[test]
fn everything_is_described_in_sentences_and_every_reference_leads_somewhere() {
    let shape = Shape { waves: 3, ..Shape::default() };
    let files = open_data(&submitting(&shape, [Some("q00"), None, None, None, None, None]));
    let package = parsed(&files, "data/datapackage.json");
    let all = columns(&package["resources"], "/schema/fields", "name");
    let has = |table: &Value, column: &Value| {
        let found = all.iter().find(|(name, _)| Some(*name) == table.as_str());
        found.is_some_and(|(_, columns)| column.as_str().is_some_and(|column| columns.contains(&column)))
    };
    for table in package["resources"].as_array().expect("tables") {
        let (name, schema) = (&table["name"], &table["schema"]);
        let fields = schema["fields"].as_array().expect("fields").iter();
        for described in fields.chain([table]) {
            assert!(described["description"].as_str().is_some_and(|told| told.ends_with('.')), "{described}");
        }
        let key = schema["primaryKey"].as_array().expect("a key");
        assert!(!key.is_empty() && key.iter().all(|column| has(name, column)), "{name}");
        for link in schema["foreignKeys"].as_array().expect("links") {
            let to = &link["reference"];
            assert!(
                link["fields"].as_array().expect("here").iter().all(|column| has(name, column)),
                "{link}"
            );
            assert!(
                to["fields"].as_array().expect("there").iter().all(|column| has(&to["resource"], column)),
                "{link}"
            );
        }
    }
}

#[test]
fn the_lga_gets_every_question_asked_or_not_of_everyone() {
    let files =
        open_data(&submitting(&Shape::default(), [Some("q00"), None, None, Some("gone"), None, None]));
    let table = text(&files, "data/lga-engagement.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 1 + 2 * 7);
    let cells = |line: usize| lines[line].splitn(4, ',').last().expect("cells");
    let whole = text(&files, "data/results.csv");
    let whole =
        whole.lines().find(|line| line.starts_with("2022,question,q00,all,all,shown,")).expect("a row");
    let [base, positive, neutral, negative] =
        [6, 7, 8, 9].map(|column| whole.split(',').nth(column).expect("a cell"));
    let begins = format!("shown,percent positive,{positive},{neutral},{negative},{base},q00,");
    assert!(cells(1).starts_with(&begins), "{}", cells(1));
    assert!(cells(1).ends_with(",no,no"), "its words and answers are not the LGA's: {}", cells(1));
    assert_eq!(cells(2), "not asked,percent positive,,,,,,,,");
    assert_eq!(cells(4), "not asked,percent positive,,,,,,,,");
    assert!(cells(7).starts_with("shown,response rate,"), "{}", cells(7));
    assert!(!table.contains("unit-"), "only everyone");
}

#[test]
fn what_is_withheld_of_everyone_is_withheld_from_the_lga() {
    let shape = Shape { withheld: true, ..Shape::default() };
    let files = open_data(&submitting(&shape, [Some("q00"), None, None, None, None, None]));
    let table = text(&files, "data/lga-engagement.csv");
    assert!(table.contains(",c,percent positive,,,,,q00,"), "{table}");
    let undeclared = open_data(&release(&Shape::default()));
    assert!(!undeclared.iter().any(|file| file.path.contains("lga")), "nothing is declared");
}

#[test]
fn labels_that_are_formulas_are_text_in_the_codebook() {
    let mut value = serde_json::to_value(release(&Shape::default())).expect("JSON");
    value["measures"][2]["text"] = "=HYPERLINK(\"http://x\")".into();
    let files = open_data(&serde_json::from_value(value).expect("a release"));
    assert!(text(&files, "data/measures.csv").contains(",\"'=HYPERLINK(\"\"http://x\"\")\","));
    assert!(text(&files, "data/results.csv").contains(",-"), "numbers are not text");
    assert!(
        parsed(&files, "data/datapackage.json")["description"].as_str().expect("text").contains("apostrophe")
    );
}

#[test]
fn no_cell_is_a_formula() {
    let before = ["", " ", "\u{a0}", "\n", "\r\n", "\t", "\u{200d}", "\u{feff}", "\u{3000}", "\0"];
    for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
        for unseen in before {
            let text = format!("{unseen}{start}1+1");
            assert_eq!(inert(&text), format!("'{text}"), "{text:?}");
        }
    }
    for text in ["\tx", "\rx", "\nx"] {
        assert_eq!(inert(text), format!("'{text}"));
    }
    for text in ["", "roads", "a=b", "2024", " roads", "'quoted"] {
        assert_eq!(inert(text), text);
    }
}
