//! A part's XML as a stream of elements and text, without document types and entities of its own.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::fault::Fault;

/// The deepest that elements may stand in each other.
const DEEPEST: u32 = 1_000;

/// The stream.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: u32,
}

/// What comes next.
pub(super) enum Item<'a> {
    /// An element begins.
    Open(BytesStart<'a>),
    /// An element ends.
    Close(BytesEnd<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// Something that means nothing here.
    Other,
    /// The part ends, and everything in it is closed.
    End,
}

impl<R: BufRead> Xml<R> {
    /// The XML that this reader gives.
    pub(super) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Item<'_>, Fault> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer).map_err(|_| Fault::Damaged)? {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEEPEST { Err(Fault::Damaged) } else { Ok(Item::Open(start)) }
            }
            Event::End(end) => {
                self.depth = self.depth.checked_sub(1).ok_or(Fault::Damaged)?;
                Ok(Item::Close(end))
            }
            Event::Text(text) => Ok(Item::Text(text.xml10_content())),
            Event::CData(text) => Ok(Item::Text(text.xml10_content())),
            Event::GeneralRef(reference) => Ok(Item::Text(letter(&reference)?)),
            Event::DocType(_) => Err(Fault::DocumentType),
            Event::Eof if self.depth > 0 => Err(Fault::Damaged),
            Event::Eof => Ok(Item::End),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Item::Other),
        }
    }

    /// Adds all text up to the end of the element that has just begun, leaving out that of elements in it.
    pub(super) fn text_into(&mut self, into: &mut String) -> Result<(), Fault> {
        let own = self.depth;
        loop {
            let depth = self.depth;
            match self.next()? {
                Item::Text(text) if depth == own => into.push_str(&text),
                Item::Close(_) if depth == own => return Ok(()),
                Item::End => return Err(Fault::Damaged),
                _ => {}
            }
        }
    }

    /// Leaves out everything up to the end of the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let own = self.depth;
        while self.depth >= own {
            if matches!(self.next()?, Item::End) {
                return Err(Fault::Damaged);
            }
        }
        Ok(())
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Hands over every element that begins in what is left of the part.
    pub(super) fn elements(
        &mut self,
        mut take: impl FnMut(&BytesStart<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        loop {
            match self.next()? {
                Item::Open(start) => take(&start)?,
                Item::End => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Hands over the attributes of an element: name as written, value with entities resolved.
pub(super) fn attributes(
    start: &BytesStart<'_>,
    mut take: impl FnMut(&str, Cow<'_, str>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Fault::Damaged)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Fault::Damaged)?;
        take(attribute.key.into_inner(), value)?;
    }
    Ok(())
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The letter that a reference stands for: a number, or one of the five names that XML has by itself.
fn letter(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Fault> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| Fault::Damaged)? {
        return Ok(Cow::Owned(letter.to_string()));
    }
    let name: &str = reference;
    quick_xml::escape::resolve_predefined_entity(name).map(Cow::Borrowed).ok_or(Fault::Damaged)
}
