//! What of the report stands in the paper: its leading sentences and a few tables, in the order of a committee.

use super::{Grid, Piece};
use crate::report::chart::Picture;
use crate::report::document::{Block, Chart, Document, KeyFigures, Section, Table, Text};
use crate::report::office::{charts, compared, words_of};

/// Tables of more rows than this are left to the report.
const MOST_ROWS: usize = 12;

/// What is taken of a section, besides its leading sentence.
struct Taken {
    id: &'static str,
    /// How many other paragraphs.
    paragraphs: usize,
    /// How many lists of sentences.
    lists: usize,
    /// How many tables.
    tables: usize,
}

/// The findings, in order.
const FINDINGS: [Taken; 6] = [
    Taken { id: "pride", paragraphs: 0, lists: 0, tables: 0 },
    Taken { id: "plan", paragraphs: 0, lists: 0, tables: 1 },
    Taken { id: "attention", paragraphs: 0, lists: 0, tables: 1 },
    Taken { id: "response", paragraphs: 1, lists: 0, tables: 1 },
    Taken { id: "fairness", paragraphs: 0, lists: 1, tables: 0 },
    Taken { id: "targets", paragraphs: 0, lists: 0, tables: 1 },
];

/// The whole paper.
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = head(document);
    pieces.extend(introduction(document));
    if let Some(brief) = section(document, "brief") {
        pieces.extend(summary(brief));
    }
    pieces.push(heading("Findings"));
    for taken in &FINDINGS {
        pieces.extend(section(document, taken.id).map(|section| found(section, taken)).unwrap_or_default());
        if taken.id == "response" {
            pieces.extend(changed(document));
        }
    }
    pieces.extend(recommendations());
    if let Some(method) = section(document, "method") {
        pieces.extend(method_of(method));
    }
    pieces
}

fn section<'a>(document: &'a Document, id: &str) -> Option<&'a Section> {
    document.sections.iter().find(|section| section.id == id)
}

fn heading(words: &str) -> Piece {
    Piece::Words("Heading1", Text::plain(words))
}

fn plain(words: impl Into<String>) -> Piece {
    Piece::Words("Normal", Text::plain(words))
}

fn bullet(text: Text) -> Piece {
    Piece::Words("ListBullet", text)
}

/// Title and what the officer knows.
fn head(document: &Document) -> Vec<Piece> {
    vec![
        Piece::Words("Title", Text::plain(format!("{}: results", document.title))),
        Piece::Fill("Report to", "name of the committee"),
        Piece::Fill("Date of meeting", "date"),
        Piece::Fill("Report of", "name and post of the author"),
    ]
}

fn introduction(document: &Document) -> Vec<Piece> {
    vec![
        heading("Introduction"),
        plain(format!(
            "This paper gives the main results of the {} of {}. {}. Its figures are those of the published report, \
             index.html, which has every table and chart.",
            document.title, document.over, document.under
        )),
        Piece::Fill("Purpose", "why this comes to the committee now, and what is asked of it"),
    ]
}

/// The messages, what changed, and the headline figures.
fn summary(brief: &Section) -> Vec<Piece> {
    let mut pieces = vec![heading("Executive summary")];
    let mut grids = Vec::new();
    for block in &brief.blocks {
        match block {
            Block::Lead(text) | Block::Paragraph(text) => pieces.push(Piece::Words("Normal", text.clone())),
            Block::Messages(texts) => {
                pieces.extend(texts.iter().map(|text| Piece::Numbered(text.clone())));
            }
            Block::KeyFigures(figures) if !figures.compact => grids.push(Piece::Grid(figures_of(figures))),
            // The heading of the messages: the pillars have their place among the findings.
            _ => {}
        }
    }
    pieces.extend(grids);
    pieces
}

/// What moved since the survey before.
fn changed(document: &Document) -> Vec<Piece> {
    let paragraphs = section(document, "brief").into_iter().flat_map(|brief| &brief.blocks);
    let paragraphs = paragraphs.filter_map(|block| match block {
        Block::Paragraph(text) => Some(Piece::Words("Normal", text.clone())),
        _ => None,
    });
    let plan = section(document, "plan").map(charts).unwrap_or_default();
    let moved = plan.into_iter().filter(|(heading, chart)| is_mover(*heading, chart));
    let moved: Vec<Piece> = moved.map(|(_, chart)| bullet(Text::plain(chart.title.clone()))).collect();
    if moved.is_empty() {
        return moved;
    }
    let title = Piece::Words("Heading2", Text::plain("Change since last time"));
    std::iter::once(title).chain(paragraphs).chain(moved).collect()
}

/// Whether a chart of the plan shows which questions moved most: the scores stand under no heading.
fn is_mover(heading: Option<&str>, chart: &Chart) -> bool {
    heading.is_some() && matches!(chart.picture, Picture::Changes(_))
}

/// Large numerals as a table.
fn figures_of(figures: &KeyFigures) -> Grid {
    let header = ["Figure", "Result", "What it is", "Compared"].map(str::to_owned).to_vec();
    let row = |figure: &crate::report::document::KeyFigure| {
        let compared: Vec<String> = figure.comparisons.iter().map(compared).collect();
        vec![figure.label.clone(), words_of(&figure.value), figure.words.clone(), compared.join("; ")]
    };
    let rows = std::iter::once(header).chain(figures.figures.iter().map(row)).collect();
    Grid::new(figures.name.clone(), rows, Vec::new())
}

/// What a section found: its lead, the findings of its charts, and what is taken besides.
fn found(section: &Section, taken: &Taken) -> Vec<Piece> {
    let mut pieces = vec![Piece::Words("Heading2", Text::plain(section.title.clone()))];
    let (mut tables, mut lists, mut paragraphs) = (taken.tables, taken.lists, taken.paragraphs);
    let mut grids = Vec::new();
    let mut under = None;
    let mut take = |table: &Table| {
        if table.rows.len() > MOST_ROWS || tables == 0 {
            return;
        }
        tables -= 1;
        grids.push(Piece::Grid(Grid::of(table)));
    };
    for block in &section.blocks {
        match block {
            Block::Heading(words) => under = Some(words.as_str()),
            Block::Lead(text) => pieces.push(Piece::Words("Normal", text.clone())),
            Block::Chart(chart) if is_mover(under, chart) => {}
            Block::Chart(chart) => {
                let heading = under.filter(|_| section.id == "pride");
                let text = heading.map_or(Text::default(), |words| Text::strong(format!("{words}. ")));
                pieces.push(bullet(text.then(chart.title.clone())));
                take(&chart.table);
            }
            Block::Table(table) => take(table),
            Block::Paragraph(text) if paragraphs > 0 => {
                paragraphs -= 1;
                pieces.push(Piece::Words("Normal", text.clone()));
            }
            Block::List(texts) if lists > 0 => {
                lists -= 1;
                pieces.extend(texts.iter().cloned().map(bullet));
            }
            _ => {}
        }
    }
    pieces.extend(grids);
    if pieces.len() == 1 { Vec::new() } else { pieces }
}

/// For the officer: a survey says what was answered, not what should be done.
fn recommendations() -> Vec<Piece> {
    let mut pieces = vec![
        heading("Recommendations"),
        plain(
            "This part is for the author. The survey says what colleagues answered; it does not say why, or what \
             should be done.",
        ),
    ];
    let what = "what the committee is asked to note or to decide";
    pieces.extend(["First", "Second", "Third"].map(|which| Piece::Fill(which, what)));
    pieces.push(Piece::Fill("Implications", "finance, legal, equality, workforce, risk"));
    pieces
}

/// What the verdicts mean, and what is withheld.
fn method_of(method: &Section) -> Vec<Piece> {
    let mut pieces = vec![heading("Method and confidentiality")];
    let mut under = "";
    for block in &method.blocks {
        match block {
            Block::Heading(words) => under = words,
            Block::Terms(terms) => pieces.extend(
                terms.iter().map(|(term, words)| bullet(Text::strong(term).then(format!(": {words}")))),
            ),
            Block::List(texts) if under == crate::report::section::method::CONFIDENTIALITY => {
                pieces.extend(texts.iter().cloned().map(bullet));
            }
            _ => {}
        }
    }
    pieces.push(plain(format!("The whole method is in index.html, section “{}”.", method.title)));
    pieces
}
