//! Workbooks of Microsoft Forms.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{cells, headers, read_path, readable, refused, texts};
use crate::plan::Layout;

const FORMS: [&str; 6] = ["ID", "Start time", "Completion time", "Email", "Name", "I’m proud\u{a0}"];

/// A workbook in memory, made by `fill` below its header row.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in (0..).zip(FORMS) {
        sheet.write(0, column, header).unwrap();
    }
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_become_text() {
    let bytes = workbook(|sheet| {
        let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let time = ExcelDateTime::from_ymd(2024, 5, 31).unwrap().and_hms(23, 59, 58).unwrap();
        sheet.write(1, 0, 1).unwrap();
        sheet.write_with_format(1, 2, &time, &format).unwrap();
        sheet.write(1, 3, "anonymous").unwrap();
        sheet.write(1, 5, "Agree & “more” <i>").unwrap();
        sheet.write(2, 0, 2.5).unwrap();
        sheet.write(2, 5, true).unwrap();
        sheet.write(4, 0, 4).unwrap();
        sheet.write_blank(9, 0, &format).unwrap();
    });
    let (export, problems) = readable("a.xlsx", &bytes);
    assert_eq!(headers(&export), ["ID", "Start time", "Completion time", "I’m proud\u{a0}"]);
    assert_eq!(texts(&export, "ID"), ["1", "2.5", "", "4"]);
    assert_eq!(texts(&export, "Completion time")[0], "2024-05-31T23:59:58");
    assert_eq!(texts(&export, "I’m proud\u{a0}"), ["Agree & “more” <i>", "TRUE", "", ""]);
    assert_eq!(cells(&export, "Start time"), [None, None, None, None]);
    assert_eq!(
        export.recognised,
        "recognised as Microsoft Forms (.xlsx): columns ID, Start time, Completion time"
    );
    assert!(problems.iter().any(|problem| problem.message.contains("“Email”, “Name”")));
}

#[test]
fn the_first_visible_sheet_is_read_and_named() {
    let mut workbook = Workbook::new();
    let hidden = workbook.add_worksheet();
    hidden.write(0, 0, "no").unwrap();
    hidden.set_hidden(true);
    let sheet = workbook.add_worksheet().set_name("Answers").unwrap();
    sheet.set_active(true);
    for (column, header) in (0..).zip(FORMS) {
        sheet.write(0, column, header).unwrap();
        sheet.write(1, column, "x").unwrap();
    }
    let (export, _) = readable("a.xlsx", &workbook.save_to_buffer().unwrap());
    assert!(export.recognised.ends_with("; its sheet “Answers” was read, the other sheet not"));
}

#[test]
fn a_workbook_of_another_tool_is_read_only_when_the_plan_pins_the_layout() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "ID").unwrap();
    sheet.write(1, 0, "a").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let problems = refused("a.xlsx", &bytes);
    assert!(problems[0].message.ends_with("and here Start time, Completion time are missing"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, bytes).unwrap();
    assert!(read_path(&path, Layout::MicrosoftForms).is_ok());
    assert!(read_path(&path, Layout::Csv).is_err());
}

#[test]
fn cells_that_show_an_error_are_one_problem_by_column() {
    let bytes = workbook(|sheet| {
        for row in 1..4 {
            sheet.write(row, 0, 1).unwrap();
            sheet.write_formula(row, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        }
    });
    let problems = refused("a.xlsx", &bytes);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place.row, Some(2));
    assert!(problems[0].message.starts_with("3 cells of the column"));
}

#[test]
fn headers_are_looked_for_in_row_1() {
    let mut title = Workbook::new();
    title.add_worksheet().write(2, 0, "ID").unwrap();
    let problems = refused("a.xlsx", &title.save_to_buffer().unwrap());
    assert_eq!(problems[0].message, "row 1 is empty, the header is expected there");
    let mut empty = Workbook::new();
    empty.add_worksheet();
    assert!(refused("a.xlsx", &empty.save_to_buffer().unwrap())[0].message.starts_with("empty export"));
    assert!(refused("a.xlsx", &workbook(|_| ()))[0].message.starts_with("empty export"));
    let stray = workbook(|sheet| {
        sheet.write(1, 8, "x").unwrap();
    });
    assert_eq!(refused("a.xlsx", &stray)[0].message, "column I has answers but no header in row 1");
}

#[test]
fn a_damaged_workbook_is_refused_wherever_it_was_cut() {
    let whole = workbook(|sheet| {
        sheet.write(1, 0, 1).unwrap();
    });
    for tenth in 1..10 {
        let problems = refused("a.xlsx", &whole[..whole.len() * tenth / 10]);
        assert!(problems[0].message.contains("damaged"), "{tenth}");
    }
    let mut flipped = whole.clone();
    flipped[60] ^= 0xFF;
    let _ = super::read_bytes("a.xlsx", &flipped);
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_refused() {
    let mut bytes = workbook(|sheet| {
        sheet.write(1, 0, 1).unwrap();
    });
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&0x4000_0000_u32.to_le_bytes());
    assert!(refused("a.xlsx", &bytes)[0].message.contains("unpacks to far more"));
}

#[test]
fn a_cell_at_the_far_end_of_a_sheet_takes_no_memory() {
    let bytes = workbook(|sheet| {
        for column in 0..60 {
            sheet.write(1_048_575, column, "x").unwrap();
        }
    });
    assert!(refused("a.xlsx", &bytes)[0].message.contains("spans more than"));
}
