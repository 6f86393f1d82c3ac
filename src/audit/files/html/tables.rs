//! Tables in a page that have the columns of a table of results.

use std::sync::Arc;

use scraper::{ElementRef, Html, Selector};

use super::super::reading::Reading;
use super::super::table::Columns;

/// Every table of results. Other tables are words of the page: they are compared with what the release gives.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let (Ok(tables), Ok(rows), Ok(cells)) =
        (Selector::parse("table"), Selector::parse("tr"), Selector::parse("th, td"))
    else {
        return;
    };
    let file: Arc<str> = Arc::from(reading.file());
    let texts = |row: ElementRef<'_>| -> Vec<String> {
        row.select(&cells).map(|cell| cell.text().collect::<String>().trim().to_owned()).collect()
    };
    for table in html.select(&tables) {
        let mut rows = table.select(&rows);
        let columns = rows.find_map(|row| Columns::of(texts(row).iter().map(String::as_str)));
        let Some(columns) = columns else { continue };
        for (number, row) in (2..).zip(rows) {
            let fields = texts(row);
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            columns.says(&fields, number, &file, reading);
        }
    }
}
