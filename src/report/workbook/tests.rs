use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook_from_rs};

use crate::report::testing::{Shape, release};
use crate::report::{Choice, Format, render};

/// Names and cells of all sheets.
fn sheets(shape: &Shape) -> Vec<(String, Vec<Vec<Data>>)> {
    let choice = Choice { formats: [Format::Workbook].into_iter().collect(), units: Vec::new() };
    let files = render(&release(shape), &choice).expect("it renders");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(files[0].bytes.clone())).expect("a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.is_empty(), "{name} has a formula");
    }
    let sheets = book.worksheets().into_iter();
    sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn cells<'s>(sheets: &'s [(String, Vec<Vec<Data>>)], name: &str) -> &'s [Vec<Data>] {
    let found = sheets.iter().find(|(own, _)| own == name);
    &found.unwrap_or_else(|| panic!("no sheet {name}")).1
}

#[test]
fn a_release_of_which_everything_is_withheld_has_markers_and_no_numbers() {
    let sheets = sheets(&Shape { withheld: true, ..Shape::default() });
    let all = cells(&sheets, "All results");
    assert!(all.iter().flatten().all(|cell| !matches!(cell, Data::Float(_) | Data::Int(_))));
    let confidential = Data::String("[c]".to_owned());
    assert!(all.iter().flatten().filter(|cell| **cell == confidential).count() > 100);
    assert!(all[2][0].to_string().starts_with("Markers in this table: [c]"), "{}", all[2][0]);
}

#[test]
fn labels_are_words_whatever_is_in_them() {
    let spice = "=HYPERLINK(\"x\") <b>&\"' a[1]:*?/\\ \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1}\t\n ";
    let sheets = sheets(&Shape { spice, ..Shape::default() });
    let words = spice.split(char::is_control).collect::<String>();
    let questions = cells(&sheets, "Questions");
    let has = |row: &Vec<Data>| row[0].to_string().contains(words.trim());
    assert!(questions.len() > 20 && questions.iter().skip(5).all(has), "{}", questions[5][0]);
}

#[test]
fn two_hundred_letters_and_one_unit_or_sixty() {
    let long = "A question that goes on and on, so that nobody knows at its end how it began, which is not good for anybody, \
         neither for those who are to answer it nor for those who put it, but so it stands on the form. ";
    for shape in [
        Shape { spice: long, ..Shape::default() },
        Shape { units: 1, waves: 1, ..Shape::default() },
        Shape { units: 60, waves: 3, ..Shape::default() },
        Shape { roles: false, pillars: false, headcount: false, ..Shape::default() },
    ] {
        let sheets = sheets(&shape);
        let mut names: Vec<String> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert!(names.iter().all(|name| name.encode_utf16().count() <= 31));
        names.sort();
        names.dedup();
        assert_eq!(names.len(), sheets.len());
        let whole = |(name, rows): &(String, Vec<Vec<Data>>)| {
            let table =
                rows.get(4..).filter(|_| name != "Cover" && !rows[1][0].to_string().contains("one chart"));
            table.into_iter().flatten().flatten().all(|cell| *cell != Data::Empty)
        };
        for sheet in &sheets {
            assert!(whole(sheet), "{} has an empty cell", sheet.0);
        }
    }
}

#[test]
fn the_quality_of_the_data_is_told_of_everyone_alone() {
    let rows = |shape: &Shape| cells(&sheets(shape), "Data quality")[4..].to_vec();
    let shown = rows(&Shape::default());
    let header: Vec<String> = shown[0].iter().map(ToString::to_string).collect();
    let at = |name: &str| header.iter().position(|own| own == name).expect("a column");
    let [read, respondents, base, percent, group] =
        ["Rows read", "Respondents", "Base", "Percent of respondents who answered", "Group ID"].map(at);
    let waves = release(&Shape::default()).waves().len();
    assert!(shown.len() > 20 && waves > 1);
    for row in &shown[1..] {
        let number = |at: usize| row[at].as_f64().expect("a number");
        assert_eq!(row[group], Data::String("all".to_owned()));
        assert!(number(base) <= number(respondents) && number(respondents) <= number(read), "{row:?}");
        assert!(
            (number(percent) - 100.0 * number(base) / number(respondents)).abs() <= 0.05 + 1e-9,
            "{row:?}"
        );
    }
    let confidential = Data::String("[c]".to_owned());
    for row in &rows(&Shape { withheld: true, ..Shape::default() })[1..] {
        assert!([respondents, base, percent].iter().all(|at| row[*at] == confidential), "{row:?}");
    }
}

#[test]
fn the_notes_say_nothing_of_other_formats() {
    let sheets = sheets(&Shape::default());
    let notes = cells(&sheets, "Notes");
    let all: String = notes.iter().flatten().map(ToString::to_string).collect();
    assert!(all.contains("larger than chance explains") && all.contains("[c]"));
    assert!(!all.contains("below each chart") && !all.contains("rounded once, for print"));
}
