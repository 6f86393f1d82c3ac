//! Links between pages: where only some reports are written, none leads to one that is not.

use std::collections::BTreeSet;

use super::Reports;
use super::document::{Block, Document};

/// Takes out of every report what would lead to a page that is not written.
pub(crate) fn within(reports: &mut Reports) {
    let name = |report: &super::Report| format!("directorates/{}.html", report.name);
    let mut pages: BTreeSet<String> = reports.units.iter().map(name).collect();
    pages.extend(reports.council.iter().map(|_| "index.html".to_owned()));
    pages.extend(reports.year_on_year.iter().map(|_| "year-on-year.html".to_owned()));
    for report in &mut reports.units {
        keep(&mut report.document, &|to| pages.contains(&below(to)));
    }
}

/// Where a link of a directorate's page leads, from the folder of the release.
fn below(to: &str) -> String {
    let page = to.split('#').next().unwrap_or_default();
    page.strip_prefix("../").map_or_else(|| format!("directorates/{page}"), str::to_owned)
}

fn keep(document: &mut Document, there: &dyn Fn(&str) -> bool) {
    let there = |to: &str| to.starts_with('#') || there(to);
    document.pages.retain(|link| there(&link.to));
    document.across.retain(|link| there(&link.to));
    if document.pages.iter().all(|link| link.here) {
        document.pages.clear();
    }
    for section in &mut document.sections {
        for block in &mut section.blocks {
            let table = match block {
                Block::Links(links) => {
                    links.retain(|link| there(&link.to));
                    continue;
                }
                Block::Table(table) | Block::Folded(_, table) => table,
                Block::Chart(chart) => &mut chart.table,
                _ => continue,
            };
            for row in &mut table.rows {
                row.link = row.link.take().filter(|to| there(to));
            }
        }
        section.blocks.retain(|block| !matches!(block, Block::Links(links) if links.is_empty()));
    }
}
