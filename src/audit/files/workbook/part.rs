//! A part of a container, and its XML as a list of elements and texts.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// One part.
pub(in super::super) struct Part {
    /// Its name in the container.
    pub(in super::super) name: String,
    /// What is in it.
    pub(in super::super) content: Vec<u8>,
}

/// Something in the XML of a part.
pub(in super::super) enum Item {
    /// An element begins: its local name and its attributes, by local names.
    Open(String, BTreeMap<String, String>),
    /// An element ends.
    Close(String),
    /// Text.
    Text(String),
    /// A comment.
    Comment,
}

impl Part {
    /// A part of this name.
    pub(in super::super) fn new(name: String, content: Vec<u8>) -> Self {
        Self { name, content }
    }

    /// Whether it says of itself that it is XML.
    pub(in super::super) fn is_xml(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        [".xml", ".rels", ".vml", ".rdf"].iter().any(|end| name.ends_with(end))
    }

    /// Whether there are comments in the XML itself; nothing where it cannot be read to its end.
    pub(in super::super) fn is_commented(&self) -> Option<bool> {
        let mut commented = false;
        self.each(|item| commented |= matches!(item, Item::Comment))?;
        Some(commented)
    }

    /// Hands over everything in it, in order; nothing where it is not XML, has a document type, or other entities than
    /// XML's own.
    pub(in super::super) fn each(&self, mut take: impl FnMut(Item)) -> Option<()> {
        let text = std::str::from_utf8(&self.content).ok()?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => take(open(&start)?),
                Event::Empty(start) => {
                    take(open(&start)?);
                    take(Item::Close(start.local_name().into_inner().to_owned()));
                }
                Event::End(end) => take(Item::Close(end.local_name().into_inner().to_owned())),
                Event::Text(words) => take(Item::Text(words.xml10_content().into_owned())),
                Event::CData(words) => take(Item::Text(words.xml10_content().into_owned())),
                Event::GeneralRef(reference) => take(Item::Text(entity(&reference)?)),
                Event::Comment(_) => take(Item::Comment),
                Event::DocType(_) => return None,
                Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return Some(()),
            }
        }
    }

    /// The elements that begin in it.
    pub(in super::super) fn elements(&self, mut take: impl FnMut(&str, &BTreeMap<String, String>)) {
        self.each(|item| {
            if let Item::Open(name, attributes) = item {
                take(&name, &attributes);
            }
        });
    }
}

fn open(start: &BytesStart<'_>) -> Option<Item> {
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        attributes.insert(attribute.key.local_name().into_inner().to_owned(), value.into_owned());
    }
    Some(Item::Open(start.local_name().into_inner().to_owned(), attributes))
}

fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(reference).map(str::to_owned)
}
