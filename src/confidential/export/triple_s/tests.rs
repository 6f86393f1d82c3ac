//! Definitions and data as survey programs write them, and as they should not be.

use std::fs;
use std::path::Path;

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::open;
use crate::confidential::export::column::{Cells, Column};
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;

/// Eight variables, one of each kind, in fixed columns.
const FIXED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v1.1//EN" "http://example.org/sss_v11.dtd">
<sss version="1.1"><survey><record ident="A">
<variable ident="1" type="quantity" use="serial"><name>SERIAL</name><label>Number</label><position start="1" finish="4"/>
  <values><range from="1" to="9999"/></values></variable>
<variable ident="2" type="single"><name>Q1</name><label>I am <br/>proud &amp; glad</label><position start="5" finish="6"/>
  <values><value code="1">Agree</value><value code="10">Disagree</value></values></variable>
<variable ident="3" type="multiple"><name>Q2</name><label>Heard by</label><position start="7" finish="9"/>
  <values><value code="1">Poster</value><value code="3">E-mail</value></values></variable>
<variable ident="4" type="multiple"><name>Q3</name><label>Reasons</label><position start="10" finish="13"/>
  <spread subfields="2" width="2"/>
  <values><value code="1">Pay</value><value code="12">Place</value></values></variable>
<variable ident="5" type="quantity"><name>Q4</name><label>Years</label><position start="14" finish="18"/></variable>
<variable ident="6" type="logical"><name>Q5</name><label>Quotable</label><position start="19"/></variable>
<variable ident="7" type="date"><name>Q6</name><label>Day</label><position start="20" finish="27"/></variable>
<variable ident="8" type="character"><name>Q7</name><label>Comment</label><position start="28" finish="37"/></variable>
</record></survey></sss>"#;

const FIXED_DATA: &str = "0001 11011200 2.501202405311Well, well\r\n0002100  00  07.00          \r\n";

/// The same as CSV, as version 2.0 has it.
const CSV: &str = r#"<?xml version="1.0"?>
<sss version="2.0"><survey><record ident="A" format="csv" skip="1" href="data.csv">
<variable ident="1" type="character"><name>Q7</name><label><text mode="interview">Comment?</text><text>x</text></label>
  <position start="4"/><size>100</size></variable>
<variable ident="2" type="multiple"><name>Q2</name><label/><position start="1"/>
  <values><value code="1">Poster</value><value code="2">E-mail</value></values></variable>
<variable ident="3" type="multiple"><name>Q3</name><label>Reasons</label><position start="2" finish="3"/>
  <spread subfields="2"/><values><range from="1" to="2"/><value code="2">Pay</value></values></variable>
</record></survey></sss>"#;

const CSV_DATA: &str = "Q2,Q3_1,Q3_2,Q7\n10,2,0,\"Two\nlines, \"\"so\"\"\"\n,,,\n";

type Rows = Vec<Vec<String>>;

/// What an export with these files says, read to its end. The first is the one that the plan names.
fn read(files: &[(&str, &[u8])]) -> Result<(String, Vec<Column>, Rows), Problem> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    read_path(&folder.path().join(files[0].0), None)
}

fn read_path(path: &Path, definition: Option<&Path>) -> Result<(String, Vec<Column>, Rows), Problem> {
    let mut file = ExportFile::new(path, Layout::TripleS);
    file.definition = definition.map(Path::to_owned);
    let described = open(&file)?;
    let mut rows = Vec::new();
    for batch in described.rows {
        let batch = batch?;
        assert_eq!(batch.number(0), rows.len() as u64 + 1 + described.header_rows);
        for row in 0..batch.rows() {
            rows.push((0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect());
        }
    }
    Ok((described.recognised, described.columns, rows))
}

fn fixed(definition: &str, data: &[u8]) -> Result<(String, Vec<Column>, Rows), Problem> {
    read(&[("a.asc", data), ("a.sss", definition.as_bytes())])
}

fn refused(definition: &str, data: &str) -> Problem {
    fixed(definition, data.as_bytes()).expect_err("refused")
}

fn options(column: &Column) -> Vec<(usize, &str)> {
    match &column.cells {
        Cells::Options { options, .. } => options.iter().map(|(at, label)| (*at, label.as_str())).collect(),
        Cells::One(at) => panic!("column {at} has no options"),
    }
}

#[test]
fn fixed_columns_of_every_kind_are_read() {
    let (recognised, columns, rows) = fixed(FIXED, FIXED_DATA.as_bytes()).unwrap();
    assert_eq!(
        recognised,
        "read as Triple-S, as the plan says: version 1.1, 8 variables; data in fixed columns"
    );
    assert_eq!(columns[0].names, ["Number", "SERIAL", "Response ID", "ID"]);
    assert_eq!(columns[1].names, ["I am proud & glad", "Q1"]);
    assert_eq!(columns[1].values.iter().map(|value| value.code.as_str()).collect::<Vec<_>>(), ["1", "10"]);
    assert_eq!(options(&columns[2]), [(2, "Poster"), (3, "E-mail")]);
    assert_eq!(options(&columns[3]), [(4, "Pay"), (5, "Place")]);
    assert_eq!(columns[4].cells, Cells::One(6));
    assert_eq!(rows[0], ["1", "1", "1", "1", "", "1", "2.5", "1", "2024-05-31", "1Well, wel"]);
    assert_eq!(rows[1], ["2", "10", "", "", "", "", "7", "", "", ""]);
}

#[test]
fn csv_has_fields_and_a_header_where_the_definition_says_so() {
    let (recognised, columns, rows) =
        read(&[("survey.xml", CSV.as_bytes()), ("data.csv", CSV_DATA.as_bytes())]).unwrap();
    assert!(recognised.ends_with("version 2.0, 3 variables; data in CSV"));
    assert_eq!(columns[0].names, ["Comment?", "Q7"]);
    assert_eq!(columns[1].names, ["Q2"]);
    assert_eq!(options(&columns[1]), [(1, "Poster"), (2, "E-mail")]);
    assert_eq!(options(&columns[2]), [(3, "Pay"), (4, "1")]);
    assert_eq!(rows, [["Two\nlines, \"so\"", "1", "", "1", ""], ["", "", "", "", ""]]);
}

#[test]
fn either_file_finds_the_other_and_the_plan_may_name_both() {
    let (definition, data) = (FIXED.as_bytes(), FIXED_DATA.as_bytes());
    for names in [["a.dat", "a.SSS"], ["a.sss", "a.ASC"], ["a.xml", "a.txt"]] {
        let contents = if names[0].ends_with("dat") { [data, definition] } else { [definition, data] };
        let files: Vec<(&str, &[u8])> = names.into_iter().zip(contents).collect();
        assert_eq!(read(&files).unwrap().2.len(), 2, "{names:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("one.bin"), data).unwrap();
    fs::write(at("two.bin"), definition).unwrap();
    assert_eq!(read_path(&at("one.bin"), Some(&at("two.bin"))).unwrap().2.len(), 2);
    assert!(read(&[("a.asc", data)]).unwrap_err().message.contains("needs a definition"));
    assert!(read(&[("a.sss", definition)]).unwrap_err().message.contains("needs data"));
    let both = read(&[("a.sss", definition), ("a.asc", data), ("a.csv", data)]).unwrap_err();
    assert!(both.message.contains("several files"));
    let outside = CSV.replace("data.csv", "../data.csv");
    assert!(read(&[("a.sss", outside.as_bytes())]).unwrap_err().message.contains("by a path"));
}

#[test]
fn columns_are_counted_in_characters_or_bytes_as_all_lines_are_equally_long() {
    let two = r#"<sss version="3.0"><survey><record>
        <variable type="character"><name>A</name><position start="1" finish="4"/></variable>
        <variable type="character"><name>B</name><position start="5" finish="6"/></variable></record></survey></sss>"#;
    let cells = |data: &[u8]| fixed(two, data).unwrap().2.concat();
    assert_eq!(cells("café12\nabcd34\n".as_bytes()), ["café", "12", "abcd", "34"]);
    assert_eq!(cells("caé12\nabcd34\n".as_bytes()), ["caé", "12", "abcd", "34"]);
    // Windows-1252, and the sign with which old programs end a text.
    assert_eq!(cells(b"caf\xE912\nabcd34\n\x1A"), ["café", "12", "abcd", "34"]);
    let cut = fixed(two, "a\u{e9}\u{e9}\u{e9}1\nabcdefgh\n".as_bytes());
    assert_eq!(cut.unwrap_err().place.row, Some(1), "a character that lies across two columns");
}

#[test]
fn definitions_that_cannot_be_are_refused() {
    let with = |from: &str, to: &str| {
        assert!(FIXED.contains(from), "{from}");
        refused(&FIXED.replacen(from, to, 1), FIXED_DATA).message
    };
    assert!(refused("<html/>", FIXED_DATA).message.contains("no Triple-S definition"));
    assert!(with("\"1.1\"", "\"9\"").contains("version"));
    assert!(with("</record>", "</record><record/>").contains("several kinds of records"));
    assert!(with("finish=\"4\"", "finish=\"0\"").contains("position"));
    assert!(with("finish=\"9\"", "finish=\"8\"").contains("no place"));
    assert!(with("type=\"logical\"", "type=\"picture\"").contains("type"));
    assert!(with("subfields=\"2\"", "subfields=\"3\"").contains("subfields"));
    assert!(with("code=\"10\"", "code=\"01\"").contains("same code"));
    assert!(with("<name>Q2</name>", "<name>q1</name>").contains("two variables"));
    assert!(with("<name>Q2</name>", "").contains("without a name"));
    assert!(with("&amp;", "&custom;").contains("entity"));
    assert!(with(".dtd\">", ".dtd\" [<!ENTITY a \"b\">]>").contains("document type"));
    assert!(with("</survey></sss>", "").contains("cut off"));
    assert!(with("UTF-8", "UTF-7").contains("“UTF-7”"));
    let deep = format!("<sss version=\"1.1\">{}", "<a>".repeat(100_000));
    assert!(refused(&deep, "1\n").message.contains("no XML"));
    let variable = "<variable type=\"character\"><name>A</name><position start=\"1\"/></variable>";
    let many: String = (0..2_001).map(|number| variable.replace("A<", &format!("A{number}<"))).collect();
    let many = format!("<sss version=\"1.1\"><survey><record>{many}</record></survey></sss>");
    assert!(refused(&many, "1\n").message.contains("more than 2000"));
}

#[test]
fn data_that_do_not_fit_are_refused_with_their_row() {
    let place = |data: &str| {
        let problem = refused(FIXED, data);
        (problem.place.row, problem.place.column.unwrap_or_default(), problem.message)
    };
    let (row, column, message) = place(&FIXED_DATA.replacen("101", "121", 1));
    assert_eq!((row, column.as_str()), (Some(1), "Q2"));
    assert!(message.contains("0 and 1"));
    let (row, column, message) = place(&FIXED_DATA.replacen("00  ", "0 1 ", 1));
    assert_eq!((row, column.as_str()), (Some(2), "Q2"));
    assert!(message.contains("does not have"));
    let (row, column, _) = place(&FIXED_DATA.replacen("1200", "1399", 1));
    assert_eq!((row, column.as_str()), (Some(1), "Q3"));
    let line = "0001 1".to_owned() + &" ".repeat(31);
    assert!(place(&format!("{line}\n{line}\n0002")).2.contains("cut off"));
    assert!(refused(FIXED, "").message.contains("empty export"));
    assert!(refused(FIXED, "\n\n").message.contains("empty export"));
    let csv = |data: &str| read(&[("a.xml", CSV.as_bytes()), ("a.csv", data.as_bytes())]).unwrap_err();
    assert_eq!(csv("Q2,Q3_1,Q3_2,Q7\n10,2,0\n").place.row, Some(2));
    assert!(csv("a,b\n1,2\n").message.contains("fewer fields"));
    assert!(csv(&CSV_DATA.replacen("10,", "11100,", 1)).message.contains("does not have"));
}

#[test]
fn nothing_that_is_altered_or_cut_panics_or_quotes_an_answer() {
    let mut random = ChaCha8Rng::seed_from_u64(2024);
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a.sss"), folder.path().join("a.asc"));
    for (definition, data) in [(FIXED, FIXED_DATA), (CSV, CSV_DATA)] {
        let mut unreadable = 0;
        for round in 0..2_000 {
            let (mut definition, mut data) = (definition.as_bytes().to_vec(), data.as_bytes().to_vec());
            let altered = if round % 3 == 0 { &mut data } else { &mut definition };
            for _ in 0..random.random_range(1..4) {
                let at = random.random_range(0..altered.len());
                let signs = b"<>&\"0129 \n\x1A";
                let sign = signs[random.random_range(0..signs.len())];
                altered[at] = if random.random_bool(0.5) { sign } else { random.next_u32() as u8 };
            }
            if random.random_bool(0.1) {
                altered.truncate(random.random_range(0..altered.len()));
            }
            fs::write(&first, &definition).unwrap();
            fs::write(&second, &data).unwrap();
            if let Err(problem) = read_path(&first, None) {
                unreadable += 1;
                assert!(!format!("{problem:?}").contains("ell, wel"));
            }
        }
        assert!(unreadable > 200, "{unreadable}");
    }
}
