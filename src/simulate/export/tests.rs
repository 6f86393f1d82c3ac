//! Each layout as its reader would meet it.

use std::io::{Cursor, Read};

use arrow::array::{Array, AsArray};
use calamine::{Data, Ods, Reader};
use chrono::{NaiveDate, NaiveDateTime};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::super::column::{Column, Kind};
use super::super::table::{Cell, Respondent, Table};
use super::ExportLayout;
use crate::plan::DateOrder;

fn moment(second: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 5, 13).and_then(|day| day.and_hms_opt(7, 4, second)).unwrap()
}

/// Two people: one of each kind of answer, and nothing but a missing label; the second only tried it out.
fn table() -> Table {
    let missing = ["Not applicable".to_owned(), "-".to_owned()];
    let mut columns = vec![
        Column::new("Proud? <yes>".to_owned(), "proud", Kind::Choice).with_missing(missing.iter()),
        Column::new("Which?".to_owned(), "with", Kind::Multiple(';')),
        Column::new("More, please".to_owned(), "proud", Kind::Text),
        Column::new("Crew".to_owned(), "crew", Kind::Choice),
    ];
    let long = format!("Two  spaces\nand \"more\"; {}", "caf\u{e9} ".repeat(100));
    let texts = [["Agree", "Lathe;Kiln", &long, ""], ["-", "", "TEST", ""]];
    let mut respondents = Vec::new();
    for (number, texts) in (1..).zip(texts) {
        let mut cells: Vec<Cell> =
            columns.iter_mut().zip(texts).map(|(column, text)| column.cell(text)).collect();
        if number == 1 {
            cells[3] = Cell::NotAsked;
        }
        let (started, completed) = (moment(1), moment(31));
        let marks = vec!["Live".to_owned()];
        respondents.push(Respondent { number, started, completed, test: number == 2, marks, cells });
    }
    Table {
        title: "Pulse & more".to_owned(),
        id: "ID".to_owned(),
        completed: "Sent".to_owned(),
        marks: vec!["State".to_owned()],
        columns,
        respondents,
        order: DateOrder::YearMonthDay,
        made: moment(0),
    }
}

fn bytes(layout: ExportLayout) -> Vec<u8> {
    layout.write(&table()).unwrap().remove(0).1
}

fn rows(layout: ExportLayout, separator: u8) -> Vec<Vec<String>> {
    let bytes = bytes(layout);
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_plain_layout_has_one_header_row() {
    let rows = rows(ExportLayout::Csv, b',');
    assert_eq!(rows[0], ["ID", "Sent", "State", "Proud? <yes>", "Which?", "More, please", "Crew"]);
    assert_eq!(rows[1][..5], ["R100000", "2024-05-13 07:04:31", "Live", "Agree", "Lathe;Kiln"]);
    assert_eq!(rows[2][..5], ["R100007", "2024-05-13 07:04:31", "Live", "-", ""]);
}

#[test]
fn qualtrics_has_names_texts_and_import_ids() {
    let rows = rows(ExportLayout::Qualtrics, b',');
    assert_eq!(rows[0][17..], ["State", "Q1", "Q2_1", "Q2_2", "Q3", "Q4"]);
    assert_eq!(rows[1][18..22], ["Proud? <yes>", "Which? - Lathe", "Which? - Kiln", "More, please"]);
    assert_eq!(rows[2][20], r#"{"ImportId":"QID2","choiceId":"2"}"#);
    assert_eq!(rows[2][21], r#"{"ImportId":"QID3_TEXT"}"#);
    assert_eq!(rows[3][2..6], ["IP Address", "192.0.2.2", "100", "30"]);
    assert_eq!(rows[3][18..21], ["Agree", "Lathe", "Kiln"]);
    assert_eq!(rows[4][2], "Survey Preview");
}

#[test]
fn surveymonkey_has_the_question_over_the_first_of_its_columns() {
    let rows = rows(ExportLayout::SurveyMonkey, b',');
    assert_eq!(rows[0][9..], ["State", "Proud? <yes>", "Which?", "", "More, please", "Crew"]);
    assert_eq!(rows[1][8..], ["", "", "Response", "Lathe", "Kiln", "Open-Ended Response", "Response"]);
    assert_eq!(rows[2][3], "05/13/2024 07:04:31 AM");
}

#[test]
fn smartsurvey_has_one_label_in_its_second_and_third_row() {
    let rows = rows(ExportLayout::SmartSurvey, b',');
    assert_eq!(rows[0][9..13], ["State", "Q1. Proud? <yes>", "Q2. Which?", ""]);
    assert_eq!(rows[1][10..13], ["", "Q2.1. Lathe", "Q2.2. Kiln"]);
    assert_eq!(rows[2][10..13], ["Answer", "", ""]);
}

#[test]
fn limesurvey_quotes_everything_and_says_yes_to_options() {
    let text = String::from_utf8(bytes(ExportLayout::LimeSurvey)).unwrap();
    assert!(text.starts_with("\u{feff}\"Response ID\";\"Date submitted\";") && text.ends_with("\"\r\n\r\n"));
    let rows = rows(ExportLayout::LimeSurvey, b';');
    assert_eq!(rows[0][9..11], ["Which? [Lathe]", "Which? [Kiln]"]);
    assert_eq!((&rows[1][9][..], &rows[2][9][..]), ("Y", ""));
}

#[test]
fn snap_tells_what_was_not_asked_from_what_was_left_out() {
    let rows = rows(ExportLayout::Snap, b',');
    assert_eq!((&rows[1][6][..], &rows[2][6][..], &rows[2][4][..]), ("Not Asked", "No Reply", "No Reply"));
}

#[test]
fn long_form_has_one_row_per_answer() {
    let rows = rows(ExportLayout::Long, b',');
    assert_eq!(rows[0], ["Respondent", "ID", "Sent", "State", "Question", "Answer"]);
    assert_eq!(rows[2], ["1", "R100000", "2024-05-13 07:04:31", "Live", "Which?", "Lathe;Kiln"]);
    assert_eq!(rows.len(), 1 + 3 + 2);
}

#[test]
fn forms_ends_a_list_of_options_with_its_separator() {
    let rows = rows(ExportLayout::MicrosoftFormsCsv, b',');
    assert_eq!(rows[0][..6], ["ID", "Start time", "Completion time", "Email", "Name", "State"]);
    assert_eq!(rows[1][..4], ["1", "5/13/24 7:04:01", "5/13/24 7:04:31", "anonymous"]);
    assert_eq!((&rows[1][7][..], &rows[2][7][..]), ("Lathe;Kiln;", ""));
}

#[test]
fn the_spreadsheet_says_first_what_it_is_and_keeps_spaces_and_lines() {
    let bytes = bytes(ExportLayout::Ods);
    assert_eq!(&bytes[30..38], b"mimetype");
    assert_eq!(&bytes[38..84], b"application/vnd.oasis.opendocument.spreadsheet");
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Sheet1").unwrap();
    let cell = |row: usize, column: usize| range.get((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 3), Data::String("Proud? <yes>".to_owned()));
    assert!(cell(1, 5).to_string().starts_with("Two  spaces\nand \"more\"; "));
    assert_eq!(cell(1, 1), Data::DateTimeIso("2024-05-13T07:04:31".to_owned()));
}

#[test]
fn parquet_has_moments_and_nulls() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes(ExportLayout::Parquet)).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file.reopen().unwrap()).unwrap();
    let batch = reader.build().unwrap().next().unwrap().unwrap();
    assert_eq!(batch.schema().field(3).name(), "Proud? <yes>");
    let moments = batch.column(1).as_primitive::<arrow::datatypes::TimestampMillisecondType>();
    assert_eq!(moments.value(0), moment(31).and_utc().timestamp_millis());
    assert_eq!(batch.column(4).as_string::<i32>().value(0), "Lathe;Kiln");
    assert!(batch.column(4).is_null(1));
}

#[test]
fn triple_s_puts_every_cell_where_the_definition_says() {
    let parts = ExportLayout::TripleS.write(&table()).unwrap();
    assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>(), ["asc", "sss"]);
    let [data, definition] = [0, 1].map(|part| String::from_utf8(parts[part].1.clone()).unwrap());
    let lines: Vec<Vec<char>> = data.lines().map(|line| line.chars().collect()).collect();
    let cell = |row: usize, name: &str| {
        let (_, after) = definition.split_once(&format!("<name>{name}</name>")).unwrap();
        let number = |key: &str| -> usize {
            let (_, after) = after.split_once(key).unwrap();
            after.split('"').next().unwrap().parse().unwrap()
        };
        let (start, finish) = (number("start=\""), number("finish=\""));
        lines[row][start - 1..finish].iter().collect::<String>()
    };
    assert_eq!(
        (lines.len(), cell(0, "ID"), cell(0, "Date_of_start")),
        (2, "R100000".into(), "20240513".into())
    );
    assert_eq!(
        (cell(0, "proud"), cell(1, "proud"), cell(0, "with_1")),
        (" 1".into(), "99".into(), "11".into())
    );
    assert!(cell(0, "proud_2").starts_with("Two  spaces and \"more\"; caf\u{e9} "), "names are given once");
    assert!(
        definition.contains("<label>Proud? &lt;yes&gt;</label>") && definition.contains("Pulse &amp; more")
    );
}

#[test]
fn a_system_file_begins_as_it_must_and_has_very_long_text_in_pieces() {
    let mut table = table();
    let bytes = super::spss::write(&table);
    assert_eq!(&bytes[..4], b"$FL2");
    assert_eq!(bytes[64..68], 2_i32.to_le_bytes());
    let found = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(found("V1=ID\tV2=Started\tV3=Sent\tV4=State\tV5=proud\tV6=with_1_1\tV7=with_1_2\tV8=proud_2\t"));
    assert!(found("$with_1=D1 1 6 Which? v6 v7\n") && found("V8=00624\0\t"));
    table.columns[2].header = "\u{e9}".repeat(400);
    assert!(super::spss::write(&table).len() > bytes.len(), "a long label is cut between letters");
}

#[test]
fn every_layout_gives_the_same_bytes_twice() {
    let layouts = [ExportLayout::Xlsx, ExportLayout::Ods, ExportLayout::Parquet, ExportLayout::Spss];
    for layout in layouts {
        assert!(bytes(layout) == bytes(layout), "{layout:?}");
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes(ExportLayout::Ods))).unwrap();
    let mut manifest = String::new();
    zip.by_name("META-INF/manifest.xml").unwrap().read_to_string(&mut manifest).unwrap();
    assert!(manifest.contains("content.xml"));
}
