//! Files made by hand: every packing, both orders of bytes, every kind of record.

use super::writer::{Cell, Variable, Writer, small};
use super::{Read, read};
use crate::confidential::export::column::{Cells, Missing, Value};
use crate::confidential::export::spss::header::Packing;

const PACKINGS: [Packing; 3] = [Packing::None, Packing::Codes, Packing::Zlib];

fn names(read: &Read) -> Vec<Vec<&str>> {
    let columns = read.described.columns.iter();
    columns.map(|column| column.names.iter().map(String::as_str).collect()).collect()
}

fn value(code: &str, label: &str, missing: Option<Missing>) -> Value {
    Value { code: code.to_owned(), label: label.to_owned(), missing }
}

#[test]
fn every_packing_and_order_of_bytes_gives_the_same() {
    for packing in PACKINGS {
        for big in [false, true] {
            let read = read(&Writer { big, ..small(packing) }.bytes()).unwrap();
            assert_eq!(read.described.header_rows, 0);
            assert_eq!(names(&read), [vec!["I am proud", "Q1"], vec!["TEAM"]]);
            assert_eq!(
                read.rows,
                [["5", "Finance"], ["98", "Human Resour"], ["2.5", ""], ["", "x"]],
                "{packing:?}, big: {big}"
            );
        }
    }
}

#[test]
fn missing_codes_stay_apart_from_answers() {
    let read = read(&small(Packing::None).bytes()).unwrap();
    let missing = Some(Missing::NotAnswered);
    assert_eq!(
        read.described.columns[0].values,
        [
            value("-1", "", missing),
            value("1", "No", None),
            value("5", "Yes", None),
            value("98", "Prefer not to say", missing),
        ]
    );
}

#[test]
fn a_range_may_be_open_below_and_no_answer_is_empty() {
    let mut number = Variable::new("N", 0);
    number.missing = (-2, vec![f64::from_bits(0xFFEF_FFFF_FFFF_FFFE), -1.0]);
    let cases = [-f64::MAX, -5.0, -1.0, -0.5, -0.0, 1e15].map(|number| vec![Cell::Number(number)]);
    let read = read(&Writer::new(vec![number], cases.to_vec()).bytes()).unwrap();
    assert_eq!(read.rows.concat(), ["", "", "", "-0.5", "0", "1000000000000000"]);
}

#[test]
fn dates_are_written_as_iso_and_durations_stay_numbers() {
    let variables = [20, 22, 23, 38, 39, 41, 21].map(|format| {
        let mut variable = Variable::new("D", 0);
        variable.format = format;
        variable
    });
    // 31 May 2024 at 12:34:56, and a number that is no date.
    let cases = [13_936_538_096.0, 1e300].map(|number| vec![Cell::Number(number); 7]);
    let read = read(&Writer::new(variables.to_vec(), cases.to_vec()).bytes()).unwrap();
    let (day, moment) = ("2024-05-31", "2024-05-31T12:34:56");
    assert_eq!(read.rows[0], [day, moment, day, day, day, moment, "13936538096"]);
    assert!(read.rows[1].iter().all(|cell| cell.starts_with('1') && cell.len() == 301));
}

#[test]
fn very_long_texts_are_whole_and_long_names_are_read() {
    let text: String = (0..60).map(|number| format!("[{number:08}]")).collect();
    // Three parts: 255, 255 and 600 - 2 * 252 bytes wide; the text runs on in them without a gap.
    let parts = [255, 255, 96].map(|width| Variable::new("LONG", width));
    let bytes = text.as_bytes();
    let cells = [&bytes[..255], &bytes[255..510], &bytes[510..]].map(|part| Cell::Text(part.to_vec()));
    let mut writer = Writer::new(parts.to_vec(), vec![cells.to_vec()]);
    writer.extensions = vec![
        (14, 1, b"LONG=00600\0\t".to_vec()),
        (13, 1, "LONG=A_long_name_é".as_bytes().to_vec()),
        (20, 1, b"UTF-8".to_vec()),
    ];
    for packing in PACKINGS {
        writer.packing = packing;
        let read = read(&writer.bytes()).unwrap();
        assert_eq!(read.rows, [[text.clone()]]);
        assert_eq!(names(&read), [["A_long_name_é", "LONG"]]);
    }
}

#[test]
fn long_texts_have_labels_and_missing_values() {
    let cases = ["hr", "fin", "xx"].map(|text| vec![Cell::Text(text.into())]);
    let mut writer = Writer::new(vec![Variable::new("TEAM", 20)], cases.to_vec());
    let whole = |number: i32| number.to_le_bytes().to_vec();
    let sized = |text: &[u8]| [whole(text.len() as i32), text.to_vec()].concat();
    let labels = [
        sized(b"TEAM"),
        whole(20),
        whole(1),
        sized(b"hr                  "),
        sized(b"Human Resources"),
        sized(b"OTHER"),
        whole(20),
        whole(0),
    ];
    let missing = [sized(b"TEAM"), vec![1], whole(8), b"xx      ".to_vec()];
    writer.extensions = vec![(21, 1, labels.concat()), (22, 1, missing.concat())];
    let read = read(&writer.bytes()).unwrap();
    assert_eq!(read.rows.concat(), ["hr", "fin", "xx"]);
    assert_eq!(
        read.described.columns[0].values,
        [value("hr", "Human Resources", None), value("xx", "", Some(Missing::NotAnswered))]
    );
}

#[test]
fn a_set_of_options_becomes_one_column_with_options() {
    let variables = ["Poster", "E-mail", ""].map(|label| Variable { label, ..Variable::new(label, 0) });
    let mut variables: Vec<Variable> = variables
        .into_iter()
        .zip(["A", "B", "C"])
        .map(|(variable, name)| Variable { name, ..variable })
        .collect();
    variables[1].missing = (1, vec![9.0, 0.0, 0.0][..1].to_vec());
    variables[2].labels = vec![(1.0, "Intranet")];
    let case = |cells: [f64; 3]| cells.map(Cell::Number).to_vec();
    let mut writer = Writer::new(variables, vec![case([1.0, 0.0, 1.0]), case([0.0, 9.0, -f64::MAX])]);
    let sets = "$heard=D1 1 16 How did you hear a b C\n$first=C 6 Firsts a b\n";
    let by_value = "$heard=D1 1 16 How did you hear a b C\n$by=E 1 4 1.00 0  a C\n";
    writer.extensions = vec![(7, 1, sets.into()), (19, 1, by_value.into())];
    let read = read(&writer.bytes()).unwrap();
    assert_eq!(read.rows, [["1", "0", "1", "1", "", "1", "1", "1"], ["0", "9", "", "", "", "", "", ""]]);
    let options = |labels: &[(usize, &str)]| Cells::Options {
        options: labels.iter().map(|&(at, label)| (at, label.to_owned())).collect(),
        not_chosen: Vec::new(),
    };
    let columns = &read.described.columns;
    assert_eq!(columns.len(), 5);
    assert_eq!(columns[3].names, ["How did you hear", "heard"]);
    assert_eq!(columns[3].cells, options(&[(3, "Poster"), (4, "E-mail"), (5, "C")]));
    assert_eq!(columns[4].cells, options(&[(6, "Poster"), (7, "Intranet")]));
}

#[test]
fn text_is_read_in_the_encoding_that_is_declared_or_the_one_that_it_can_be() {
    let page = |number: i32| [[0; 28].to_vec(), number.to_le_bytes().to_vec()].concat();
    let cell = |text: &[u8], extensions: Vec<(i32, i32, Vec<u8>)>| {
        let cases = vec![vec![Cell::Text(text.to_vec())]];
        let writer = Writer { extensions, ..Writer::new(vec![Variable::new("T", 8)], cases) };
        read(&writer.bytes()).map(|read| read.rows[0][0].clone())
    };
    let western = vec![(20, 1, b"windows-1252".to_vec())];
    assert_eq!(cell(b"caf\xE9 \x80", western.clone()).unwrap(), "café €");
    assert_eq!(cell(b"caf\xE9", vec![(3, 4, page(1252))]).unwrap(), "café");
    assert_eq!(cell(b"caf\xE9", vec![(3, 4, page(2))]).unwrap(), "café");
    assert_eq!(cell("café".as_bytes(), vec![]).unwrap(), "café");
    // The name of the encoding counts more than the number of the code page.
    let both = vec![(3, 4, page(1252)), (20, 1, b"UTF-8".to_vec())];
    assert_eq!(cell("café".as_bytes(), both).unwrap(), "café");
    // A character that did not fit.
    assert_eq!(cell(b"1234567\xC3", vec![(20, 1, b"utf8".to_vec())]).unwrap(), "1234567");
    assert!(
        cell(b"\xC3\xC3", vec![(20, 1, b"utf8".to_vec())])
            .unwrap_err()
            .message
            .contains("not in the encoding")
    );
    assert!(cell(b"\x81", western).unwrap_err().message.contains("not in the encoding"));
    let far = cell(b"a", vec![(20, 1, b"EBCDIC-US".to_vec())]).unwrap_err();
    assert!(far.message.contains("“EBCDIC-US”"));
}

#[test]
fn a_file_need_not_say_how_many_cases_it_has() {
    for packing in PACKINGS {
        let read = read(&Writer { claimed: -1, ..small(packing) }.bytes()).unwrap();
        assert_eq!(read.rows.len(), 4, "{packing:?}");
    }
}
