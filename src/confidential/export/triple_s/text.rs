//! The text of the data, record by record.

use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::fault::Fault;
use super::line::Line;

/// Where records are taken from.
pub(super) enum Text {
    /// Lines of fixed columns.
    Lines {
        /// All of them.
        text: String,
        /// How much of it is read.
        at: usize,
        /// Whether columns are counted in bytes and not in characters.
        bytes: bool,
    },
    /// Fields between commas.
    Fields {
        /// What parses them.
        reader: Box<Reader<Cursor<String>>>,
        /// The record at hand.
        record: StringRecord,
        /// How many fields the first record has.
        first: Option<usize>,
    },
}

impl Text {
    /// Lines of fixed columns.
    pub(super) fn lines(mut text: String) -> Result<Self, Fault> {
        // Old programs end a text with a sign of their own.
        text.truncate(text.trim_end_matches('\u{1a}').len());
        let bytes = counted_in_bytes(&text);
        if is_cut(&text) {
            let last = text.lines().count() as u64;
            return Err(
                Fault::data("the data are cut off: the last record is shorter than all others").row(last)
            );
        }
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        Ok(Self::Lines { text, at: 0, bytes })
    }

    /// Fields between commas.
    pub(super) fn fields(text: String) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true);
        let reader = Box::new(builder.from_reader(Cursor::new(text)));
        Self::Fields { reader, record: StringRecord::new(), first: None }
    }

    /// The next record; none after the last.
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>, Fault> {
        match self {
            Self::Lines { text, at, bytes } => {
                let Some(rest) = text.get(*at..).filter(|rest| !rest.is_empty()) else { return Ok(None) };
                let line = rest.split('\n').next().unwrap_or_default();
                *at += line.len() + 1;
                Ok(Some(Line::columns(line.trim_end_matches('\r'), *bytes)))
            }
            Self::Fields { reader, record, first } => {
                let found = reader.read_record(record).map_err(|_| Fault::data("a record that is no CSV"))?;
                if found && *first.get_or_insert(record.len()) != record.len() {
                    return Err(Fault::data("a record with more or fewer fields than the first"));
                }
                Ok(found.then_some(Line::Fields(record)))
            }
        }
    }
}

/// Whether all lines have as many bytes, and not as many characters: what wrote them counts bytes.
fn counted_in_bytes(text: &str) -> bool {
    let same = |length: fn(&str) -> usize| {
        let mut lengths = text.lines().map(length);
        lengths.next().is_none_or(|first| lengths.all(|length| length == first))
    };
    !text.is_ascii() && same(str::len) && !same(|line| line.chars().count())
}

/// Whether the last line has no end and is shorter than all others, which are as long as each other.
fn is_cut(text: &str) -> bool {
    let mut lines = text.lines();
    let (Some(last), Some(first)) = (lines.next_back(), lines.next()) else { return false };
    !text.ends_with('\n') && last.len() < first.len() && lines.all(|line| line.len() == first.len())
}
