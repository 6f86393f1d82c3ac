//! Spreadsheets as people have them, and as they should never have them.

mod archives;
mod hand_made;
mod memory;
mod mutations;
mod open_document;
mod oracle;
mod workbooks;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::open;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;

/// A sheet as it was read.
#[derive(Debug)]
struct Read {
    rows: Vec<Vec<String>>,
    head: Vec<Vec<String>>,
    remark: String,
}

fn named(bytes: &[u8], sheet: Option<&str>) -> Result<Read, Problem> {
    let mut file = ExportFile::new("a.xlsx", Layout::Recognise);
    file.sheet = sheet.map(str::to_owned);
    let grid = open(&file, bytes.to_vec())?;
    let mut rows = Vec::new();
    for batch in grid.rows {
        let batch = batch?;
        for row in 0..batch.rows() {
            assert_eq!(batch.number(row), rows.len() as u64 + 1);
            rows.push((0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect());
        }
    }
    Ok(Read { rows, head: grid.head, remark: grid.remark })
}

fn read(bytes: &[u8]) -> Read {
    named(bytes, None).unwrap()
}

fn refused(bytes: &[u8]) -> Problem {
    named(bytes, None).unwrap_err()
}

/// An archive of these parts, in this order.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &str = r#"<Relationships><Relationship Id="a" Target="xl/workbook.xml"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#;
const LINKS: &str = r#"<Relationships>
    <Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>
    <Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>"#;
const BOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet with these rows, and these shared strings.
fn book(rows: &str, strings: &str) -> Vec<u8> {
    sheet_and_strings(
        &format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#),
        &format!(r#"<sst count="1" uniqueCount="18446744073709551615">{strings}</sst>"#),
    )
}

fn sheet_and_strings(sheet: &str, strings: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/workbook.xml", BOOK),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// An OpenDocument file with this in its body.
fn document(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
        <office:automatic-styles><style:style style:name="ta1" style:family="table">
        <style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>
        </style:style></office:automatic-styles>
        <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}
