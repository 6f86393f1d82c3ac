//! Files that are small and claim to be large.

use super::super::archive::Archive;
use super::super::fault::Fault;
use super::super::sheet::Sheet;
use super::{book, document, read, refused};

#[test]
fn what_a_workbook_says_of_its_size_is_not_believed() {
    // Its dimension is the largest there is, and its count of strings more than any memory.
    assert_eq!(read(&book("<row><c><v>1</v></c></row>", "<si><t>a</t></si>")).rows, [["1"]]);
}

#[test]
fn a_string_that_is_used_too_often_is_refused() {
    let string = format!("<si><t>{}</t></si>", "x".repeat(60_000));
    let row = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100));
    assert!(refused(&book(&row.repeat(40), &string)).message.contains("far more than an export can need"));
    assert_eq!(read(&book(&row.repeat(10), &string)).rows.len(), 10);
}

#[test]
fn the_room_of_a_sheet_grows_with_its_file() {
    let text = "x".repeat(65_536);
    let fill = |unpacked| {
        let mut sheet = Sheet::new(unpacked);
        (0..3_000).try_for_each(|row| sheet.add(row, 0, &text))
    };
    assert_eq!(fill(0), Err(Fault::Bomb));
    assert_eq!(fill(64 << 20), Ok(()));
}

#[test]
fn repeated_cells_and_rows_are_read_within_bounds() {
    let cell = r#"<table:table-cell table:number-columns-repeated="3" office:value="7"/>"#;
    let filler = r#"<table:table-cell table:number-columns-repeated="16384"/>"#;
    let empty =
        format!(r#"<table:table-row table:number-rows-repeated="1048570">{filler}</table:table-row>"#);
    let table = |rows: &str| document(&format!("<table:table table:name='a'>{rows}</table:table>"));
    let twice =
        format!(r#"<table:table-row table:number-rows-repeated="2">{cell}{filler}</table:table-row>"#);
    assert_eq!(read(&table(&format!("{twice}{empty}"))).rows, [["7"; 3], ["7"; 3]]);
    let gap = table(&format!("{empty}{twice}"));
    assert_eq!(read(&gap).rows.len(), 1_048_572);
    let wide = table(&format!("<table:table-row>{filler}{cell}</table:table-row>"));
    assert!(refused(&wide).message.contains("more than 2000 columns"));
    let far = table(&format!("{empty}{empty}{twice}"));
    assert!(refused(&far).message.contains("more than 1048576 rows"));
    for repeated in ["99999999999999999999999", "-1", "x", ""] {
        let row =
            format!(r#"<table:table-row table:number-rows-repeated="{repeated}">{cell}</table:table-row>"#);
        assert!(refused(&table(&row)).message.contains("damaged"), "{repeated}");
    }
}

#[test]
fn one_element_does_not_stand_for_a_whole_spreadsheet() {
    let text = "x".repeat(2_000);
    for (columns, rows) in
        [("16384", "1"), ("1", "1048576"), ("16384", "1048576"), ("18446744073709551615", "1")]
    {
        let bomb = document(&format!(
            r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell
            table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell></table:table-row>
            </table:table>"#
        ));
        let message = refused(&bomb).message;
        assert!(message.contains("far more") || message.contains("more than"), "{message}");
    }
}

#[test]
fn spaces_that_are_written_as_a_number_are_bounded() {
    for count in ["65537", "18446744073709551615"] {
        let bomb = document(&format!(
            r#"<table:table table:name="a"><table:table-row><table:table-cell/><table:table-cell><text:p>a<text:s
            text:c="{count}"/></text:p></table:table-cell></table:table-row></table:table>"#
        ));
        assert_eq!(refused(&bomb).message, "column B has a cell longer than 65536 bytes");
    }
}

#[test]
fn a_part_is_not_unpacked_again_and_again() {
    let mut archive = Archive::open(book("", "")).unwrap_or_else(|_| panic!("an archive"));
    let times = (0..1_000).take_while(|_| matches!(archive.part("xl/styles.xml"), Ok(Some(_)))).count();
    assert!((1..10).contains(&times), "{times}");
}
