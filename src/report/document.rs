//! A report without its format: headings, sentences, tables, charts and notes, figures already written.
//!
//! A document is made once per page from the release. A format adds its marks and nothing else: it
//! neither rounds, nor chooses, nor words.

use super::chart::Picture;
use crate::release::{Marker, Verdict};

/// One page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// The page's one main heading.
    pub(crate) title: String,
    /// Stands above the title: whose report it is.
    pub(crate) over: String,
    /// Stands below the title: survey and fieldwork.
    pub(crate) under: String,
    /// Language of all text.
    pub(crate) lang: &'static str,
    /// The other pages.
    pub(crate) pages: Vec<Link>,
    /// What the list of pages is called: "Directorates".
    pub(crate) pages_name: String,
    /// Ways to the pages that are about everyone at once: year on year, the explorer.
    pub(crate) across: Vec<Link>,
    /// The sections in order.
    pub(crate) sections: Vec<Section>,
    /// The last lines: how the page was made.
    pub(crate) colophon: Vec<String>,
}

impl Document {
    /// As one of the pages about everyone at once, in this file.
    pub(crate) fn across_from(mut self, file: &str) -> Self {
        self.pages.iter_mut().for_each(|link| link.here = false);
        self.across.iter_mut().for_each(|link| link.here = link.to == file);
        self
    }
}

/// A part of a page with a heading of the second level.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Anchor.
    pub(crate) id: &'static str,
    /// Heading.
    pub(crate) title: String,
    /// What is in it, in order.
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A heading of the third level.
    Heading(String),
    /// The sentence that opens a section.
    Lead(Text),
    /// Sentences.
    Paragraph(Text),
    /// Large numerals.
    KeyFigures(KeyFigures),
    /// Sentences in order of importance.
    Messages(Vec<Text>),
    /// Sentences in no order.
    List(Vec<Text>),
    /// A term and what it means, several times.
    Terms(Vec<(String, String)>),
    /// Figures.
    Table(Table),
    /// A table that opens on request, under a summary.
    Folded(String, Table),
    /// A picture of figures, and the figures.
    Chart(Chart),
    /// What the reader should know about what stands above.
    Note(Text),
    /// Ways to other pages.
    Links(Vec<Link>),
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Vec<Span>);

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The words.
    pub(crate) words: String,
    /// Whether they carry the weight of the sentence.
    pub(crate) strong: bool,
}

impl Text {
    /// The words alone, as one line.
    pub(crate) fn words(&self) -> String {
        let words: String = self.0.iter().map(|span| span.words.as_str()).collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Text without emphasis.
    pub(crate) fn plain(words: impl Into<String>) -> Self {
        Self::default().then(words)
    }

    /// Text that begins with emphasis.
    pub(crate) fn strong(words: impl Into<String>) -> Self {
        Self::default().push(words, true)
    }

    /// Goes on without emphasis.
    pub(crate) fn then(self, words: impl Into<String>) -> Self {
        self.push(words, false)
    }

    /// Goes on with emphasis.
    pub(crate) fn then_strong(self, words: impl Into<String>) -> Self {
        self.push(words, true)
    }

    /// Goes on with another text.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    fn push(mut self, words: impl Into<String>, strong: bool) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.0.push(Span { words, strong });
        }
        self
    }
}

/// A row of large numerals.
#[derive(Clone, Debug)]
pub(crate) struct KeyFigures {
    /// What they have in common, for those who hear the page.
    pub(crate) name: String,
    /// Whether they are the smaller kind.
    pub(crate) compact: bool,
    /// The figures.
    pub(crate) figures: Vec<KeyFigure>,
}

/// One large numeral.
#[derive(Clone, Debug)]
pub(crate) struct KeyFigure {
    /// What it is.
    pub(crate) label: String,
    /// The number with its unit, or the marker.
    pub(crate) value: Entry,
    /// What it is of, in words that follow the number.
    pub(crate) words: String,
    /// Against last time or against the rest.
    pub(crate) comparisons: Vec<Comparison>,
}

/// A comparison in words, with the mark of its verdict.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// The mark, where there is a verdict.
    pub(crate) verdict: Option<Verdict>,
    /// The words.
    pub(crate) words: String,
}

/// A table with one header row and one header column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// What it shows.
    pub(crate) caption: String,
    /// Names of the columns; the first is that of the row headers.
    pub(crate) columns: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<TableRow>,
    /// Below the table.
    pub(crate) notes: Vec<String>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct TableRow {
    /// The row's header.
    pub(crate) header: String,
    /// Where the header leads.
    pub(crate) link: Option<String>,
    /// One entry per column after the first.
    pub(crate) entries: Vec<Entry>,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Words.
    Words(String),
    /// A number, already written.
    Number(String),
    /// A verdict: its mark and its words.
    Verdict(Verdict),
    /// A verdict's mark with words of its own.
    Said(Verdict, String),
    /// A number with its verdict, tinted by it.
    Judged(String, Option<Verdict>),
    /// A marker in the place of a figure.
    Withheld(Marker),
    /// Nothing to say: a note that is not needed.
    Blank,
}

/// A picture with its finding as the title, and its table.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// The finding.
    pub(crate) title: String,
    /// How to read it.
    pub(crate) description: String,
    /// The data as it is drawn: whole numbers, as printed.
    pub(crate) picture: Picture,
    /// Every figure of the picture and those beside them.
    pub(crate) table: Table,
}

/// A way to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where to.
    pub(crate) to: String,
    /// What it is called.
    pub(crate) name: String,
    /// Whether it is the page itself.
    pub(crate) here: bool,
}
