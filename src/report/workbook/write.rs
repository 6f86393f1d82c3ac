//! Writes the sheets as a workbook: the one place that knows the file format.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Table, TableColumn, TableStyle,
    Url, Workbook, Worksheet, XlsxError,
};

use super::chart::Drawing;
use super::sheet::{Sheet, Value};
use super::{draw, front, name};
use crate::report::Reports;
use crate::report::page::Page;
use crate::report::wording;

/// The row of a table's header, from 0: below the title, what it shows, the note and the way back.
pub(super) const HEADER: u32 = 4;

/// The narrowest and the widest column, in letters.
const WIDTHS: (usize, usize) = (9, 60);

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// A4.
const PAPER: u8 = 9;

/// How hard the file is pressed, of 9: a step less than is usual.
const PRESSED: u8 = 5;

/// How cells look.
pub(super) struct Looks {
    title: Format,
    line: Format,
    header: Format,
    words: Format,
    whole: Format,
    tenth: Format,
    given: Format,
    marker: Format,
    link: Format,
}

impl Looks {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let number = |digits: &str| top().set_num_format(digits).set_align(FormatAlign::Right);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            line: top(),
            header: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            words: top().set_text_wrap(),
            whole: number("#,##0"),
            tenth: number("0.0"),
            given: top().set_align(FormatAlign::Right),
            marker: top().set_align(FormatAlign::Right),
            link: top()
                .set_font_color(Color::RGB(0x0012_436D))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }

    /// That of a value.
    fn of(&self, value: &Value) -> &Format {
        match value {
            Value::Text(_) => &self.words,
            Value::Whole(_) => &self.whole,
            Value::Tenth(_) => &self.tenth,
            Value::Given(_) => &self.given,
            Value::Marker(_) => &self.marker,
            Value::Link(_) => &self.link,
        }
    }
}

/// The bytes of the file.
pub(super) fn workbook(
    page: &Page,
    sheets: &[Sheet],
    charts: &[Drawing],
    reports: &Reports,
) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_zip_compression_level(PRESSED);
    book.set_properties(&properties(page)?);
    let notes = front::notes(page, reports);
    let contents = contents(&notes, sheets, charts);
    let all = front::NAMES.len() + sheets.len() + charts.len();
    cover(book.add_worksheet(), page, all, &looks)?;
    let mut number = 0;
    let mut table = |book: &mut Workbook, sheet: &Sheet| {
        number += 1;
        write(book.add_worksheet(), sheet, number, &looks)
    };
    table(&mut book, &contents)?;
    table(&mut book, &notes)?;
    // Each chart stands before its table, which `sheets` ends with.
    let tables = sheets.len().saturating_sub(charts.len());
    for (place, sheet) in sheets.iter().enumerate() {
        if let Some(chart) = place.checked_sub(tables).and_then(|place| charts.get(place)) {
            draw::write(book.add_worksheet(), chart, sheet, &looks)?;
        }
        table(&mut book, sheet)?;
    }
    if let Some(first) = book.worksheets_mut().first_mut() {
        first.set_active(true);
    }
    book.save_to_buffer()
}

/// Nobody signs but the organisation, and the date is the release's own.
fn properties(page: &Page) -> Result<DocProperties, XlsxError> {
    let release = page.view.release;
    let date = ExcelDateTime::parse_from_str(release.as_of().unwrap_or(&page.wave.end))
        .or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    let organisation = &release.survey().organisation;
    let properties = DocProperties::new().set_title(front::title(page)).set_author(organisation);
    Ok(properties.set_company(organisation).set_subject(&release.survey().name).set_creation_datetime(&date))
}

/// Every other sheet, and the way to it.
fn contents<'a>(notes: &Sheet, sheets: &[Sheet], charts: &[Drawing]) -> Sheet<'a> {
    let line = |name: &str, kind: &'static str, title: &str| {
        vec![Value::Link(name.to_owned()), Value::text(kind), Value::text(title.to_owned())]
    };
    let tables = sheets.len().saturating_sub(charts.len());
    let mut rows = vec![line(&notes.name, "Notes", &notes.shows)];
    for (place, sheet) in sheets.iter().enumerate() {
        if let Some(chart) = place.checked_sub(tables).and_then(|place| charts.get(place)) {
            rows.push(line(&chart.name, "Chart", &chart.title));
        }
        rows.push(line(
            &sheet.name,
            "Table",
            &format!("{}. {}", sheet.title.trim_end_matches('.'), sheet.shows),
        ));
    }
    Sheet {
        name: "Contents".to_owned(),
        title: "Contents".to_owned(),
        shows: "The worksheets of this workbook, each with a link.".to_owned(),
        headings: ["Worksheet", "Kind", "What it shows"].map(str::to_owned).to_vec(),
        rows,
        still: 0,
    }
}

fn cover(sheet: &mut Worksheet, page: &Page, sheets: usize, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name("Cover")?.set_column_width(0, 100)?;
    sheet.write_string_with_format(0, 0, name::plain(&front::title(page)), &looks.title)?;
    let mut row = 1;
    for line in &front::cover(page, sheets) {
        sheet.write_string_with_format(row, 0, fit(line), &looks.words)?;
        sheet.set_row_height(row, LINE * lines(line, 100) as f64)?;
        row += 1;
    }
    link(sheet, (row, 0), "Contents", "Go to the worksheet Contents", looks)?;
    on_paper(sheet)
}

/// A sheet with its table.
fn write(to: &mut Worksheet, sheet: &Sheet, number: usize, looks: &Looks) -> Result<(), XlsxError> {
    to.set_name(&sheet.name)?;
    to.write_string_with_format(0, 0, fit(&sheet.title), &looks.title)?;
    let shows = format!("{} This worksheet contains one table.", sheet.shows);
    to.write_string_with_format(1, 0, fit(&shows), &looks.line)?;
    to.write_string_with_format(2, 0, told(sheet), &looks.line)?;
    if sheet.name == "Contents" {
        link(to, (3, 0), "Cover", "Back to the worksheet Cover", looks)?;
    } else {
        link(to, (3, 0), "Contents", "Back to the worksheet Contents", looks)?;
    }
    let usual = usual(sheet, looks);
    for (column, look) in (0..).zip(&usual) {
        to.set_column_format(column, look)?;
    }
    for (row, values) in (HEADER + 1..).zip(&sheet.rows) {
        for ((column, value), usual) in (0..).zip(values).zip(&usual) {
            put(to, (row, column), value, usual, looks)?;
        }
    }
    let (rows, columns) = (sheet.rows.len() as u32, sheet.headings.len() as u16);
    let last = columns.saturating_sub(1);
    to.add_table(HEADER, 0, HEADER + rows, last, &table(sheet, number, looks))?;
    let widths = widths(sheet);
    for (column, width) in (0..).zip(&widths) {
        to.set_column_width(column, *width as f64)?;
    }
    let header: usize =
        sheet.headings.iter().zip(&widths).map(|(words, width)| lines(words, *width)).max().unwrap_or(1);
    to.set_row_height(HEADER, LINE * header as f64)?;
    for (row, values) in (HEADER + 1..).zip(&sheet.rows) {
        let high = values.iter().zip(&widths).map(|(value, width)| match value {
            Value::Text(words) => lines(words, *width),
            _ => 1,
        });
        if let Some(high) = high.max().filter(|high| *high > 1) {
            to.set_row_height(row, LINE * high as f64)?;
        }
    }
    to.ignore_error_range(HEADER, 0, HEADER + rows, last, IgnoreError::NumberStoredAsText)?;
    to.set_freeze_panes(HEADER + 1, sheet.still)?;
    to.set_repeat_rows(HEADER, HEADER)?;
    on_paper(to)
}

/// The note line: which markers the table has, and where they are explained.
fn told(sheet: &Sheet) -> String {
    let mut markers: Vec<&str> = Vec::new();
    for value in sheet.rows.iter().flatten() {
        let marker = match value {
            Value::Marker(marker) => wording::marker(*marker),
            _ => continue,
        };
        if !markers.contains(&marker) {
            markers.push(marker);
        }
    }
    markers.sort_unstable();
    if markers.is_empty() {
        return "The worksheet Notes explains the words and the columns.".to_owned();
    }
    let markers: Vec<String> = markers.into_iter().map(str::to_owned).collect();
    format!(
        "Markers in this table: {}. The worksheet Notes explains them, the words and the columns.",
        wording::list(&markers)
    )
}

fn table(sheet: &Sheet, number: usize, looks: &Looks) -> Table {
    let column = |heading: &String| TableColumn::new().set_header(heading).set_header_format(&looks.header);
    let columns: Vec<TableColumn> = sheet.headings.iter().map(column).collect();
    Table::new()
        .set_name(name::of_table(number, &sheet.name))
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_alt_text_title(name::cut(&fit(&sheet.title), 255))
        .set_alt_text(name::cut(&fit(&sheet.shows), 255))
}

/// How most cells of each column look: as its first value that is no marker.
fn usual<'a>(sheet: &Sheet, looks: &'a Looks) -> Vec<&'a Format> {
    let of = |column: usize| {
        let mut values = sheet.rows.iter().filter_map(|row| row.get(column));
        let first = values.find(|value| !matches!(value, Value::Marker(_)));
        first.map_or(&looks.marker, |value| looks.of(value))
    };
    (0..sheet.headings.len()).map(of).collect()
}

/// Writes a value. To say how a cell looks takes longer than the cell; one that looks as its column does need not.
fn put(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    usual: &Format,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let look = looks.of(value);
    let same = std::ptr::eq(look, usual);
    let mut words = |words: &str| {
        if same {
            to.write_string(row, column, words)
        } else {
            to.write_string_with_format(row, column, words, look)
        }
        .map(|_| ())
    };
    match value {
        Value::Text(text) => words(&fit(text)),
        Value::Marker(marker) => words(wording::marker(*marker)),
        Value::Whole(number) | Value::Tenth(number) | Value::Given(number) if same => {
            to.write_number(row, column, *number).map(|_| ())
        }
        Value::Whole(number) | Value::Tenth(number) | Value::Given(number) => {
            to.write_number_with_format(row, column, *number, look).map(|_| ())
        }
        Value::Link(name) => link(to, (row, column), name, name, looks),
    }
}

/// The way to the first cell of another sheet.
pub(super) fn link(
    from: &mut Worksheet,
    (row, column): (u32, u16),
    sheet: &str,
    words: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let to = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
    from.write_url_with_format(row, column, Url::new(to).set_text(words), &looks.link)?;
    Ok(())
}

/// The heading of a sheet without a table.
pub(super) fn heading(to: &mut Worksheet, words: &str, looks: &Looks) -> Result<(), XlsxError> {
    to.write_string_with_format(0, 0, fit(words), &looks.title)?;
    Ok(())
}

/// Landscape, one page wide.
pub(super) fn on_paper(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&RPage &P of &N");
    sheet.set_selection(0, 0, 0, 0)?;
    Ok(())
}

/// What a cell holds at most, on one line.
pub(super) fn fit(words: &str) -> Cow<'_, str> {
    const MOST: usize = 8000;
    if words.len() <= MOST && name::is_plain(words) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(name::plain(words).chars().take(MOST).collect())
}

/// How wide each column is: as its longest words, within bounds; a heading may take several lines.
fn widths(sheet: &Sheet) -> Vec<usize> {
    let mut widths: Vec<usize> = sheet.headings.iter().map(|heading| longest_word(heading) + 3).collect();
    for row in &sheet.rows {
        for (width, value) in widths.iter_mut().zip(row) {
            let long = match value {
                Value::Text(words) => words.chars().count() + 2,
                Value::Link(words) => words.chars().count() + 2,
                _ => 0,
            };
            *width = (*width).max(long);
        }
    }
    widths.into_iter().map(|width| width.clamp(WIDTHS.0, WIDTHS.1)).collect()
}

/// How many lines words take in a column, with room to spare: not every program finds the height of a row by itself.
fn lines(words: &str, width: usize) -> usize {
    words.chars().count().div_ceil(width.saturating_sub(2).max(1)).clamp(1, 25)
}

fn longest_word(heading: &str) -> usize {
    heading.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}
