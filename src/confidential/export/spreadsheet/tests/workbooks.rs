//! Workbooks as a library of spreadsheets writes them.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet};

use super::{named, read, refused};

/// A workbook of one sheet, filled by `fill`.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook of sheets of these names, each with its name in it; those that begin with a dash are hidden.
fn sheets(names: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for name in names {
        let hidden = name.starts_with('-');
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        sheet.write(0, 0, *name).unwrap();
        sheet.set_hidden(hidden);
        sheet.set_active(!hidden);
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_become_text() {
    let read = read(&workbook(|sheet| {
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let day = Format::new().set_num_format("dd mmm yyyy");
        let duration = Format::new().set_num_format("[h]:mm:ss");
        let time = Format::new().set_num_format("hh:mm");
        let at = ExcelDateTime::from_ymd(2024, 5, 31).unwrap().and_hms(23, 59, 58).unwrap();
        let on = ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
        sheet.write(0, 0, 1).unwrap();
        sheet.write(0, 1, 2.5).unwrap();
        sheet.write(0, 2, true).unwrap();
        sheet.write(0, 3, false).unwrap();
        sheet.write_with_format(1, 0, &at, &moment).unwrap();
        sheet.write_with_format(1, 1, &on, &day).unwrap();
        sheet.write_with_format(1, 2, 1.5, &duration).unwrap();
        sheet.write_with_format(1, 3, 0.25, &time).unwrap();
        sheet.write(2, 0, "Agree & “more” <i>\nnext line ").unwrap();
        sheet.write(2, 1, "_x000D_").unwrap();
        sheet.write(2, 2, "10,5").unwrap();
        sheet.write(2, 3, -1e21).unwrap();
    }));
    assert_eq!(read.rows[0], ["1", "2.5", "TRUE", "FALSE"]);
    assert_eq!(read.rows[1], ["2024-05-31T23:59:58", "2024-02-29T00:00:00", "36:00:00", "6:00:00"]);
    assert_eq!(
        read.rows[2],
        ["Agree & “more” <i>\nnext line ", "_x000D_", "10,5", "-1000000000000000000000"]
    );
    assert_eq!(read.head, read.rows);
    assert_eq!(read.remark, "");
}

#[test]
fn rich_text_is_text() {
    let bold = Format::new().set_bold();
    let read = read(&workbook(|sheet| {
        let pieces =
            [(&Format::default(), "I feel "), (&bold, "proud"), (&Format::default(), " to work here")];
        sheet.write_rich_string(0, 0, &pieces).unwrap();
    }));
    assert_eq!(read.rows, [["I feel proud to work here"]]);
}

#[test]
fn rows_have_the_numbers_of_the_spreadsheet() {
    let read = read(&workbook(|sheet| {
        let format = Format::new().set_bold();
        let centre = Format::new().set_align(FormatAlign::Center);
        sheet.merge_range(0, 0, 0, 3, "Colleague survey", &centre).unwrap();
        sheet.write(3, 1, "ID").unwrap();
        sheet.write(3, 2, "Q1").unwrap();
        sheet.write(6, 1, 7).unwrap();
        sheet.write_blank(6, 9, &format).unwrap();
        sheet.write_blank(900, 0, &format).unwrap();
        sheet.write(901, 0, "").unwrap();
    }));
    assert_eq!(read.rows.len(), 7);
    assert_eq!(read.rows[0], ["Colleague survey", "", ""]);
    assert_eq!(read.rows[1], ["", "", ""]);
    assert_eq!(read.rows[3], ["", "ID", "Q1"]);
    assert_eq!(read.rows[6], ["", "7", ""]);
    assert_eq!(read.head, read.rows[..7]);
}

#[test]
fn the_head_is_the_first_rows_and_as_wide_as_all() {
    let read = read(&workbook(|sheet| {
        for row in 0..20_000 {
            sheet.write(row, 0, row + 1).unwrap();
        }
        sheet.write(19_999, 2, "last").unwrap();
    }));
    assert_eq!(read.rows.len(), 20_000);
    assert_eq!(read.head.len(), crate::confidential::export::source::HEAD);
    assert_eq!(read.head[..], read.rows[..read.head.len()]);
    assert_eq!(read.head[0], ["1", "", ""]);
    assert_eq!(read.rows[16_384], ["16385", "", ""]);
    assert_eq!(read.rows[19_999], ["20000", "", "last"]);
}

#[test]
fn the_first_visible_sheet_is_read_and_named() {
    let two = read(&sheets(&["-Codes", "Answers"]));
    assert_eq!(
        (two.rows[0][0].as_str(), two.remark.as_str()),
        ("Answers", "; its sheet “Answers” was read, the other not")
    );
    let four = read(&sheets(&["Data", "B", "-C", "D"]));
    assert_eq!(four.remark, "; its sheet “Data” was read, 3 others not");
}

#[test]
fn the_sheet_that_the_plan_names_is_read() {
    let bytes = sheets(&["Data", "B", "-Codes"]);
    assert_eq!(named(&bytes, Some("B")).unwrap().rows, [["B"]]);
    let hidden = named(&bytes, Some("-Codes")).unwrap();
    assert_eq!(hidden.rows, [["-Codes"]]);
    assert_eq!(hidden.remark, "; its sheet “-Codes” was read, 2 others not");
    let absent = named(&bytes, Some("data")).unwrap_err();
    assert_eq!(absent.message, "the workbook has no sheet “data”");
    assert_eq!(absent.hint.as_deref(), Some("its sheets are “Data”, “B”, “-Codes”"));
}

#[test]
fn a_sheet_without_content_has_no_rows() {
    let empty = read(&workbook(|_| ()));
    assert!(empty.rows.is_empty() && empty.head.is_empty());
}

#[test]
fn hidden_rows_are_rows() {
    let read = read(&workbook(|sheet| {
        for row in 0..6 {
            sheet.write(row, 0, row).unwrap();
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_row_hidden(4).unwrap();
        sheet.set_row_hidden(40).unwrap();
    }));
    assert_eq!(read.rows.len(), 6);
    assert_eq!(read.remark, "; 2 hidden rows were read like all others");
}

#[test]
fn formulas_are_their_last_values() {
    let read = read(&workbook(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(0, 1, Formula::new("=\"A\"&\"B\"").set_result("AB")).unwrap();
    }));
    assert_eq!(read.rows, [["2", "AB"]]);
    assert_eq!(read.remark, "; where cells have formulas, their last values were read");
}

#[test]
fn cells_that_show_an_error_are_told_by_column() {
    let broken = |columns: &'static [u16]| {
        workbook(move |sheet| {
            sheet.write(0, 5, "Age band").unwrap();
            for row in 1..4 {
                for &column in columns {
                    sheet.write_formula(row, column, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
                }
            }
        })
    };
    let one = refused(&broken(&[5]));
    assert_eq!((one.place.row, one.place.column.as_deref()), (Some(2), Some("Age band")));
    assert_eq!(one.message, "3 cells of column F show a spreadsheet error such as #REF!");
    let two = refused(&broken(&[5, 6]));
    assert!(two.message.ends_with("; so do some of column G"), "{}", two.message);
    let three = refused(&broken(&[5, 7, 8]));
    assert!(three.message.ends_with("; so do some of columns H, I"), "{}", three.message);
    let many = refused(&broken(&[0, 1, 2, 3, 4, 5, 6]));
    assert!(many.message.ends_with("; so do some of 6 other columns from B to G"), "{}", many.message);
    assert_eq!(many.place.column, None);
}

#[test]
fn a_text_that_looks_like_an_error_is_text() {
    let read = read(&workbook(|sheet| {
        sheet.write(0, 0, "#REF!").unwrap();
    }));
    assert_eq!(read.rows, [["#REF!"]]);
}

#[test]
fn a_label_that_became_a_date_can_be_guessed() {
    let read = read(&workbook(|sheet| {
        let format = Format::new().set_num_format_index(16);
        let date = ExcelDateTime::from_ymd(2024, 2, 1).unwrap();
        sheet.write_with_format(0, 0, &date, &format).unwrap();
    }));
    assert_eq!(super::super::label_from_date(&read.rows[0][0])[0], "1-2");
}

#[test]
fn a_cell_at_the_far_end_of_a_sheet_takes_no_memory() {
    let far = workbook(|sheet| {
        for column in 0..60 {
            sheet.write(1_048_575, column, "x").unwrap();
        }
    });
    assert!(refused(&far).message.contains("spans more than 50000000 cells"));
    assert_eq!(refused(&far).place.row, Some(1_048_576));
    let wide = workbook(|sheet| {
        sheet.write(1, 2_000, "x").unwrap();
    });
    assert_eq!(refused(&wide).message, "the sheet has more than 2000 columns");
    assert_eq!(refused(&wide).place.row, Some(2));
}
