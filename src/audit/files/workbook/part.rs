//! A part of a container, and its XML as a list of elements and texts.

use std::borrow::Cow;

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

/// Something in the XML of a part, as long as it is looked at: a workbook has millions of them.
pub(in super::super) enum Item<'a> {
    /// An element begins: its local name and its attributes.
    Open(&'a str, Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Text.
    Text(Cow<'a, str>),
    /// A comment.
    Comment,
}

/// The attributes of an element, by local names.
pub(in super::super) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl Attributes<'_> {
    /// The value of the attribute with this name.
    pub(in super::super) fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// All of them, in their order.
    pub(in super::super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_ref()))
    }
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
    pub(in super::super) fn each(&self, mut take: impl FnMut(Item<'_>)) -> Option<()> {
        let text = std::str::from_utf8(&self.content).ok()?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => take(Item::Open(start.local_name().into_inner(), attributes(&start)?)),
                Event::Empty(start) => {
                    let name = start.local_name().into_inner();
                    take(Item::Open(name, attributes(&start)?));
                    take(Item::Close(name));
                }
                Event::End(end) => take(Item::Close(end.local_name().into_inner())),
                Event::Text(words) => take(Item::Text(words.xml10_content())),
                Event::CData(words) => take(Item::Text(words.xml10_content())),
                Event::GeneralRef(reference) => take(Item::Text(Cow::Owned(entity(&reference)?))),
                Event::Comment(_) => take(Item::Comment),
                Event::DocType(_) => return None,
                Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return Some(()),
            }
        }
    }

    /// The elements that begin in it.
    pub(in super::super) fn elements(&self, mut take: impl FnMut(&str, &Attributes<'_>)) {
        self.each(|item| {
            if let Item::Open(name, attributes) = item {
                take(name, &attributes);
            }
        });
    }
}

fn attributes<'a>(start: &'a BytesStart<'_>) -> Option<Attributes<'a>> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        attributes.push((attribute.key.local_name().into_inner(), value));
    }
    Some(Attributes(attributes))
}

fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(reference).map(str::to_owned)
}
