//! An OpenDocument spreadsheet of one sheet, as small as the standard allows.

use std::io::{self, Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::sheet::{Sheet, Value};

/// What the file is.
const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Which parts it has.
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
"#;

/// What stands before the rows: a style that shows dates, and the beginning of the sheet.
const START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:automatic-styles><number:date-style style:name="moment"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/><number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/></number:date-style><style:style style:name="dated" style:family="table-cell" style:data-style-name="moment"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Sheet1">"#;

/// What stands after the rows.
const END: &str = "</table:table></office:spreadsheet></office:body></office:document-content>\n";

/// The file.
pub(super) fn write(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let packed = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    // Whoever looks at the first bytes alone can tell what this is: so the standard wants it.
    container.start_file("mimetype", packed.compression_method(CompressionMethod::Stored))?;
    container.write_all(KIND.as_bytes())?;
    for (name, content) in [("content.xml", content(sheet)), ("META-INF/manifest.xml", MANIFEST.to_owned())] {
        container.start_file(name, packed.compression_method(CompressionMethod::Deflated))?;
        container.write_all(content.as_bytes())?;
    }
    Ok(container.finish()?.into_inner())
}

fn content(sheet: &Sheet) -> String {
    let mut xml =
        format!("{START}<table:table-column table:number-columns-repeated=\"{}\"/>", sheet.header.len());
    let header: Vec<Value> = sheet.header.iter().cloned().map(Value::Text).collect();
    for row in std::iter::once(&header).chain(&sheet.rows) {
        xml += "<table:table-row>";
        xml += &cells(row);
        xml += "</table:table-row>";
    }
    xml + END
}

/// The cells of a row; empty ones beside each other are written once.
fn cells(row: &[Value]) -> String {
    let mut xml = String::new();
    let empty = |value: &Value| matches!(value, Value::Text(text) if text.is_empty());
    for run in row.chunk_by(|a, b| empty(a) && empty(b)) {
        match run {
            [value] if !empty(value) => xml += &cell(value),
            [_] => xml += "<table:table-cell/>",
            run => xml += &format!("<table:table-cell table:number-columns-repeated=\"{}\"/>", run.len()),
        }
    }
    xml
}

fn cell(value: &Value) -> String {
    let (attributes, shown) = match value {
        Value::Text(text) => (r#"office:value-type="string""#.to_owned(), paragraphs(text)),
        Value::Number(number) => {
            let attributes = format!(r#"office:value-type="float" office:value="{number}""#);
            (attributes, paragraphs(&number.to_string()))
        }
        Value::Moment(at) => {
            let date = at.format("%Y-%m-%dT%H:%M:%S");
            let attributes =
                format!(r#"table:style-name="dated" office:value-type="date" office:date-value="{date}""#);
            (attributes, paragraphs(&at.format("%Y-%m-%d %H:%M:%S").to_string()))
        }
    };
    format!("<table:table-cell {attributes}>{shown}</table:table-cell>")
}

/// Lines are paragraphs; spaces that XML would lose have an element of their own.
fn paragraphs(text: &str) -> String {
    let line = |line: &str| {
        let mut kept = String::new();
        let mut before = ' ';
        for letter in line.chars() {
            match letter {
                ' ' if before == ' ' => kept += "<text:s/>",
                '\t' => kept += "<text:tab/>",
                _ => kept += &escape(&*letter.encode_utf8(&mut [0; 4])),
            }
            before = letter;
        }
        format!("<text:p>{kept}</text:p>")
    };
    text.split('\n').map(line).collect()
}
