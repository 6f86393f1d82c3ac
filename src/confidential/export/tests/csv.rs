//! Text with separators: what is read, and what is refused at which row.

use proptest::prelude::*;

use super::{headers, readable, refused, texts};
use crate::confidential::export::{MOST_CELL_BYTES, MOST_COLUMNS};

/// The first problem's row and message.
fn first(text: &[u8]) -> (Option<u64>, String) {
    let problem = refused("a.csv", text).into_iter().next().expect("refused");
    (problem.place.row, problem.message)
}

#[test]
fn quotes_commas_line_ends_and_blanks_are_read_as_written() {
    let text = "ID,Proud,Comment\r\n1,Agree,\"a, \"\"b\"\"\r\nc\"\r\n2,,\"\"\r\n3,\"Disagree\",é 😀\r\n";
    let (export, problems) = readable("a.csv", text.as_bytes());
    assert!(problems.is_empty());
    assert_eq!(texts(&export, "ID"), ["1", "2", "3"]);
    assert_eq!(texts(&export, "Proud"), ["Agree", "", "Disagree"]);
    assert_eq!(texts(&export, "Comment"), ["a, \"b\"\r\nc", "", "é 😀"]);
    assert_eq!(export.recognised, "recognised as one header row with 3 columns, separated by commas");
    assert_eq!(export.header_rows, 1);
}

#[test]
fn semicolons_tabs_and_a_line_that_names_the_separator_are_recognised() {
    for (text, by) in [
        ("ID;I feel safe, valued, heard, seen\n1;Agree\n", "semicolons"),
        ("ID\tI feel safe, valued, heard, seen\n1\tAgree\n", "tabs"),
        ("sep=;\r\nID;I feel safe, valued, heard, seen\r\n1;Agree\r\n", "semicolons"),
        ("\u{FEFF}\"ID\",\"I feel safe, valued, heard, seen\"\n\"1\",\"Agree\"", "commas"),
    ] {
        let (export, _) = readable("a.csv", text.as_bytes());
        assert_eq!(headers(&export), ["ID", "I feel safe, valued, heard, seen"], "{text}");
        assert_eq!(texts(&export, "ID"), ["1"]);
        assert!(export.recognised.ends_with(by));
    }
}

#[test]
fn blank_lines_between_rows_are_rows_and_those_at_the_end_are_not() {
    let (export, _) = readable("a.csv", b"ID,Proud\n1,Agree\n\n \n2,Agree\n\n\r\n");
    assert_eq!(texts(&export, "ID"), ["1", "", "", "2"]);
    let (export, _) = readable("a.csv", b"ID\n1\n\n2");
    assert_eq!(texts(&export, "ID"), ["1", "", "2"]);
}

#[test]
fn a_header_alone_is_an_empty_export() {
    assert!(first(b"ID,Proud\n").1.starts_with("empty export"));
    assert!(first(b"ID,Proud\n\n\n").1.starts_with("empty export"));
}

#[test]
fn an_open_quote_is_told_at_the_row_where_it_was_opened() {
    let (row, message) = first(b"ID,Comment\n1,\"two\nlines\"\n2,\"open\n3,x\n");
    assert_eq!((row, message.as_str()), (Some(3), "the quote opened in column 2 is never closed"));
    let (row, message) = first(b"ID,Comment\n1,\"open\n2,\"closed\"\n");
    assert_eq!(row, Some(2));
    assert!(message.starts_with("text after the closing quote of column 2"));
    let (row, message) = first(b"ID,Comment\n1,a \"stray\" quote\n");
    assert_eq!(row, Some(2));
    assert!(message.starts_with("a quote inside column 2") && !message.contains("stray"));
}

#[test]
fn rows_with_another_number_of_columns_are_each_told() {
    let problems = refused("a.csv", b"ID,Proud,Valued\n1,Agree\n2,\"a\nb\",c\n3,a,b,c\n");
    let told: Vec<_> = problems.iter().map(|p| (p.place.row, p.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some(2), "3 columns expected as in the header, 2 found"),
            (Some(4), "3 columns expected as in the header, 4 found")
        ]
    );
}

#[test]
fn many_such_rows_are_counted_after_the_first_twenty() {
    let text = format!("ID,Proud\n{}", "1\n".repeat(30));
    let problems = refused("a.csv", text.as_bytes());
    assert_eq!(problems.len(), 21);
    assert!(problems[20].message.starts_with("10 rows more"));
}

#[test]
fn repeated_and_missing_headers_are_problems() {
    let (_, message) = first("ID,I’m proud,i'm  proud\n1,a,b\n".as_bytes());
    assert_eq!(message, "columns B and C have the same header");
    let (_, message) = first(b"ID,Proud,\n1,a,b\n");
    assert_eq!(message, "column C has answers but no header in row 1");
}

#[test]
fn columns_without_header_and_content_are_left_out() {
    let (export, _) = readable("a.csv", b"ID,,Proud,\n1,,Agree,\n2,\"\",Agree,\"\"\n");
    assert_eq!(headers(&export), ["ID", "Proud"]);
    assert_eq!(texts(&export, "Proud"), ["Agree", "Agree"]);
}

#[test]
fn encodings_are_read_or_refused_never_guessed_at() {
    let (row, message) = first(b"ID,Proud\n1,\"x\ny\"\n2,a\0b\n");
    assert_eq!((row, message.as_str()), (Some(3), "a NUL byte, which text never has"));
    assert_eq!(first(b"ID,\xC3\xA9\n1,x\n2,y\xC0\n").0, Some(3));
    let (export, problems) = readable("a.csv", b"ID,Proud\n1,I\x92m caf\xE9\n");
    assert_eq!(texts(&export, "Proud"), ["I’m café"]);
    assert!(problems.iter().next().unwrap().message.contains("with 2 characters"));
}

#[test]
fn line_ends_of_old_are_refused() {
    assert!(first(b"ID,Proud\r1,Agree\r").1.contains("carriage return"));
}

#[test]
fn bounds_are_refusals() {
    let wide = vec!["x"; MOST_COLUMNS + 1].join(",");
    assert!(first(format!("{wide}\n{wide}\n").as_bytes()).1.starts_with("more than 2000 columns"));
    let long = "x".repeat(MOST_CELL_BYTES + 1);
    let (row, message) = first(format!("ID,Comment\n1,{long}\n").as_bytes());
    assert_eq!((row, message.as_str()), (Some(2), "column 2 has a cell longer than 65536 bytes"));
}

/// A cell of any kind: text with separators, quotes and line ends.
fn any_cell() -> impl Strategy<Value = String> {
    "[a-c,;\"\n\té😀 ]{0,6}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_read_again(
        rows in prop::collection::vec((any_cell(), any_cell(), any_cell()), 1..40),
        crlf in any::<bool>(),
    ) {
        let mut text = String::from("A,Email,B,C");
        let end = if crlf { "\r\n" } else { "\n" };
        for (a, b, c) in &rows {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            text.push_str(end);
            text.push_str(&[quote(a), "x@example.org".to_owned(), quote(b), quote(c)].join(","));
        }
        let (export, _) = readable("a.csv", text.as_bytes());
        prop_assert_eq!(texts(&export, "A"), rows.iter().map(|row| row.0.clone()).collect::<Vec<_>>());
        prop_assert_eq!(texts(&export, "B"), rows.iter().map(|row| row.1.clone()).collect::<Vec<_>>());
        prop_assert_eq!(texts(&export, "C"), rows.iter().map(|row| row.2.clone()).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in "[a,;\"\r\n\0é]{0,60}", byte in any::<u8>(), at in any::<prop::sample::Index>()) {
        let mut bytes = bytes.into_bytes();
        bytes.push(byte);
        let last = bytes.len() - 1;
        bytes.swap(at.index(last + 1), last);
        let _ = super::read_bytes("a.csv", &bytes);
    }
}
