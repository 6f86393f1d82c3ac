//! Workbooks: as tools, people and spreadsheets leave them, and as nobody should make them.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Nasty, Table, export};
use crate::workdir::files;

const FILE: &str = "small/export.xlsx";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const DAMAGED: [&str; 1] = ["damaged"];
const FAR_MORE: [&str; 1] = ["unpacks to far more than an export can need"];
const DOCUMENT_TYPE: [&str; 1] = ["declares a document type"];

/// Writes the table from this row on, all cells as text.
fn fill(sheet: &mut Worksheet, first: u32, table: &Table) {
    for (row, cells) in (first..).zip(&table.0) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).expect("a cell");
        }
    }
}

/// The clean export as a workbook, with what else is done to its sheet.
fn workbook(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, 0, &export());
    change(sheet);
    book.save_to_buffer().expect("a workbook")
}

fn plain() -> Vec<u8> {
    workbook(|_| {})
}

/// Sheets of these names, `true` is hidden; Sheet1 is the clean export.
fn sheets(names: &[(&str, bool)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, hidden) in names {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        if *name == "Sheet1" {
            fill(sheet, 0, &export());
        } else {
            sheet.write(0, 0, "Codes").expect("a cell");
        }
        sheet.set_hidden(*hidden);
        sheet.set_active(!hidden);
    }
    book.save_to_buffer().expect("a workbook")
}

/// The parts of a workbook.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let part = |at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        (part.name().expect("a name").into_owned(), content)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).expect("an archive").len()).map(part).collect()
}

/// A workbook of these parts.
fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The clean workbook with another text in one of its parts.
fn altered(name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(&plain());
    let (_, content) = parts.iter_mut().find(|part| part.0 == name).expect("the part");
    let before = String::from_utf8(std::mem::take(content)).expect("text");
    let after = change(&before);
    assert_ne!(before, after, "{name} was changed");
    *content = after.into_bytes();
    archive(&parts)
}

/// The clean workbook with more parts.
fn with_parts(more: &[(&str, &[u8])]) -> Vec<u8> {
    let more = more.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec()));
    archive(&parts(&plain()).into_iter().chain(more).collect::<Vec<_>>())
}

/// Where the entries of the archive's list of parts begin.
fn listed(bytes: &[u8]) -> Vec<usize> {
    bytes.windows(4).enumerate().filter(|(_, sign)| sign == b"PK\x01\x02").map(|(at, _)| at).collect()
}

/// A document type before everything else, and an entity in the first string.
fn declared(entities: &str, used: &str) -> Vec<u8> {
    altered(STRINGS, |strings| {
        let declared = format!("<!DOCTYPE sst [{entities}]><sst");
        strings.replacen("<sst", &declared, 1).replacen("<t>Agree</t>", &format!("<t>{used}</t>"), 1)
    })
}

fn billion_laughs() -> Vec<u8> {
    let laughs = (1..10).fold(String::from("<!ENTITY a0 \"ha\">"), |laughs, depth| {
        format!("{laughs}<!ENTITY a{depth} \"{}\">", format!("&a{};", depth - 1).repeat(10))
    });
    declared(&laughs, "&a9;")
}

fn nasty() -> Nasty {
    Nasty::exported_as(FILE, &plain())
}

#[test]
fn what_unpacks_to_far_more_is_refused() {
    let mut lying = plain();
    let entry = listed(&lying)[0];
    lying[entry + 24..entry + 28].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    let spaces = |text: &str| format!("{text}{}", " ".repeat(64 << 20));
    let stray =
        |text: &str| text.replace("</row></sheetData>", "<c r=\"XFD61\"><v>1</v></c></row></sheetData>");
    nasty().refuses(&[
        ("a zip bomb of 64 MB", altered(STRINGS, spaces), &FAR_MORE),
        ("a zip bomb that says 1 GiB", lying, &FAR_MORE),
        ("billion laughs", billion_laughs(), &DOCUMENT_TYPE),
        ("one cell far to the right", altered(SHEET, stray), &["row 61", "more than 2000 columns"]),
        ("a cell at XFD1048576", altered(SHEET, last_cell), &["row 1048576", "more than 2000 columns"]),
    ]);
}

/// One more row, in the last place that a sheet has.
fn last_cell(text: &str) -> String {
    text.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
}

#[test]
fn parts_that_lead_elsewhere_lead_nowhere() {
    let external = declared("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;");
    let twice = twice();
    let nasty = nasty();
    nasty.refuses(&[
        ("an external entity", external, &DOCUMENT_TYPE),
        ("an entity that nobody declared", altered(STRINGS, |text| text.replace("Agree", "&x;")), &DAMAGED),
        ("a duplicate entry", twice, &["two parts of the name “xl/worksheets/sheet1.xml”"]),
    ]);
    let slip: [(&str, &[u8]); 2] = [("../../../zqx-evil.txt", b"evil"), ("/tmp/zqx-evil.txt", b"evil")];
    nasty.reads(&[("a zip slip", with_parts(&slip), &[])]);
    assert!(!files(&nasty.work.path("")).iter().any(|(name, _)| name.contains("evil")));
    assert!(!std::path::Path::new("/tmp/zqx-evil.txt").exists());
}

/// A workbook in which two parts have the name of its sheet.
fn twice() -> Vec<u8> {
    let (twin, name) = ("xl/worksheets/sheet2.xml", SHEET.as_bytes());
    let mut bytes = with_parts(&[(twin, b"<worksheet><sheetData/></worksheet>")]);
    for at in 0..bytes.len() - twin.len() {
        if bytes[at..].starts_with(twin.as_bytes()) {
            bytes[at..at + name.len()].copy_from_slice(name);
        }
    }
    bytes
}

#[test]
fn what_is_damaged_is_refused() {
    let bytes = plain();
    let text = |from: &'static str, to: &'static str| altered(SHEET, move |text| text.replacen(from, to, 1));
    nasty().refuses(&[
        ("truncated in the middle", bytes[..bytes.len() / 2].to_vec(), &DAMAGED),
        ("truncated by one byte", bytes[..bytes.len() - 1].to_vec(), &DAMAGED),
        ("truncated after the first bytes", bytes[..30].to_vec(), &DAMAGED),
        ("a sheet that is truncated", altered(SHEET, |text| text[..text.len() / 2].to_owned()), &DAMAGED),
        ("a string index out of range", text("t=\"s\"><v>20<", "t=\"s\"><v>99999<"), &DAMAGED),
        ("a string index below zero", text("t=\"s\"><v>20<", "t=\"s\"><v>-1<"), &DAMAGED),
        ("a row beyond the last", text("<row r=\"61\"", "<row r=\"1048577\""), &DAMAGED),
        ("two cells in one place", text("r=\"B2\"", "r=\"A2\""), &DAMAGED),
    ]);
}

#[test]
fn what_is_no_workbook_under_the_name_is_told_as_what_it_is() {
    let parts = |name: &str| archive(&[(name.to_owned(), b"x".to_vec())]);
    nasty().refuses(&[
        (
            "encrypted OLE",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0e\0d\0".to_vec(),
            &["encrypted, or of the old .xls kind", "remove its password"],
        ),
        ("a CSV file", export().bytes(), &["its name says", "a spreadsheet", "text with separators"]),
        ("an archive with an export in it", parts("export.csv"), &["an archive (zip) without a spreadsheet"]),
        ("a binary workbook", parts("xl/workbook.bin"), &["a binary workbook (.xlsb)"]),
    ]);
}

#[test]
fn sheets_are_chosen_by_name_or_because_they_can_be_seen() {
    let said = ["its sheet “Sheet1” was read, the other not"];
    let behind = || sheets(&[("Notes", false), ("Sheet1", false)]);
    let nasty = nasty();
    nasty.reads(&[
        ("a hidden sheet before it", sheets(&[("Codes", true), ("Sheet1", false)]), &said),
        ("two sheets", sheets(&[("Sheet1", false), ("Notes", false)]), &said),
    ]);
    nasty.refuses(&[
        ("another sheet before it", behind(), &["“Proud”", "no column"]),
        ("no sheet that can be seen", altered(BOOK, hidden), &["no sheet of cells"]),
    ]);
    let named = nasty.with("small/waves/2024.toml", "xlsx\"", "xlsx\"\nsheet = \"Sheet1\"");
    named.reads(&[("another sheet before the one that the plan names", behind(), &said)]);
    let other = sheets(&[("Notes", false), ("Codes", false)]);
    let words = ["the workbook has no sheet “Sheet1”", "its sheets are “Notes”, “Codes”"];
    named.refuses(&[("without the sheet that the plan names", other, &words)]);
}

fn hidden(text: &str) -> String {
    text.replace("<sheet name", "<sheet state=\"hidden\" name")
}

#[test]
fn rows_are_those_of_the_spreadsheet() {
    let hidden = workbook(|sheet| {
        for row in (1..=60).step_by(3) {
            sheet.set_row_hidden(row).expect("a row");
        }
        sheet.autofilter(0, 0, 60, 8).expect("a filter");
    });
    let far = |text: &str| {
        let (before, after) = text.split_once("<dimension ref=\"").expect("its size");
        let (_, after) = after.split_once('"').expect("its end");
        format!("{before}<dimension ref=\"A1:XFD1048576\"{after}")
    };
    let formatted = workbook(|sheet| {
        sheet.write_blank(5_000, 40, &Format::new().set_bold()).expect("a cell");
    });
    let nasty = nasty();
    nasty.reads(&[
        ("filtered rows", hidden, &["60 kept", "20 hidden rows were read like all others"]),
        ("a sheet that says A1:XFD1048576", altered(SHEET, far), &["60 kept"]),
        ("formatted cells with nothing in them", formatted, &["60 kept"]),
    ]);
    let titled = || {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let centre = Format::new().set_align(FormatAlign::Center);
        sheet.merge_range(0, 0, 0, 8, "Colleague survey", &centre).expect("a title");
        fill(sheet, 1, &export());
        book.save_to_buffer().expect("a workbook")
    };
    nasty.refuses(&[("merged title rows", titled(), &["row 1 is no header row, it has 1 cell"])]);
}

#[test]
fn formulas_are_not_worked_out_and_errors_are_no_answers() {
    let formula = |result: &'static str| {
        workbook(move |sheet| {
            for row in 1..=60 {
                let answer = if result.is_empty() { &export().0[row as usize][4] } else { result };
                sheet
                    .write(row, 4, Formula::new("=VLOOKUP(A2,Codes!A:B,2)").set_result(answer))
                    .expect("a cell");
            }
        })
    };
    let shown = altered(SHEET, |text| {
        let (before, after) = text.split_once("<c r=\"E7\"").expect("a cell");
        let (_, after) = after.split_once("</c>").expect("its end");
        format!("{before}<c r=\"E7\" t=\"e\"><v>#REF!</v></c>{after}")
    });
    let nasty = nasty();
    nasty.reads(&[("formulas", formula(""), &["where cells have formulas, their last values were read"])]);
    nasty.refuses(&[
        (
            "an error that is shown",
            shown,
            &["row 7", "“Proud”", "1 cell of column E shows a spreadsheet error"],
        ),
        (
            "formulas whose last value is another text",
            formula("Fax"),
            &["row 2", "“Proud”", "is not on the scale"],
        ),
    ]);
}

#[test]
fn typed_cells_and_macros_make_no_difference() {
    let day = Format::new().set_num_format("dd mmm yyyy");
    let typed = workbook(|sheet| {
        for (row, cells) in (1..).zip(export().0.iter().skip(1)) {
            let on = cells[1][8..].parse().expect("a day");
            let on = ExcelDateTime::from_ymd(2024, 5, on).expect("a date");
            sheet.write_with_format(row, 1, &on, &day).expect("a cell");
            sheet.write(row, 6, cells[6].parse::<f64>().expect("a number")).expect("a cell");
            sheet.write(row, 9, row % 2 == 0).expect("a cell");
        }
        sheet.write(0, 9, "Seen").expect("a cell");
    });
    let macros = with_parts(&[("xl/vbaProject.bin", b"Attribute VB_Name")]);
    let nasty = nasty();
    nasty.reads(&[
        ("dates, numbers and truths as such", typed, &["60 kept"]),
        ("macros", macros.clone(), &["its macros were ignored"]),
    ]);
    Nasty::exported_as("small/export.xlsm", &macros);
}
