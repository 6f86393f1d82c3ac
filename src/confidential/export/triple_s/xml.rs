//! The definition's XML as a tree. A document type is passed over where it says nothing of its own; the only entities are XML's five.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::fault::Fault;
use crate::confidential::export::charset::Charset;

/// The most bytes a definition may have.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// How deep elements may lie in each other.
const MOST_DEPTH: usize = 32;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name in small letters: old definitions have capitals.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The elements in it that have this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of them.
    pub(super) fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The text in it, with single spaces. Where there are several for several modes or languages, the first.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for content in &self.content {
            match content {
                Content::Text(part) => text.push_str(part),
                Content::Element(element) if element.name == "br" => text.push(' '),
                Content::Element(_) => {}
            }
        }
        let own = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.first("text") {
            Some(first) if own.is_empty() => first.text(),
            _ => own,
        }
    }

    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }
}

/// The outermost element of a definition.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::definition(format!("a definition of more than {MOST_BYTES} bytes")));
    }
    let mut text = String::new();
    charset(bytes)?.decode(bytes, &mut text)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(_) if open.len() > MOST_DEPTH => return Err(damaged()),
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => add(&mut open, Content::Element(element(&start)?))?,
            Event::End(_) => {
                let closed = open.pop().ok_or_else(damaged)?;
                add(&mut open, Content::Element(closed))?;
            }
            Event::Text(words) => add(&mut open, Content::Text(words.xml10_content().into_owned()))?,
            Event::CData(words) => add(&mut open, Content::Text(words.xml10_content().into_owned()))?,
            Event::GeneralRef(reference) => add(&mut open, Content::Text(entity(&reference)?))?,
            Event::DocType(kind) if kind.contains('[') => {
                return Err(Fault::definition(
                    "a document type with declarations of its own, which is refused",
                ));
            }
            Event::Comment(_) | Event::DocType(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let [document] = open.as_mut_slice() else { return Err(damaged()) };
    let root = document.content.drain(..).find_map(|content| match content {
        Content::Element(element) => Some(element),
        Content::Text(_) => None,
    });
    root.ok_or_else(damaged)
}

/// What the first line says.
fn charset(bytes: &[u8]) -> Result<Charset, Fault> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Fault::new("the definition is UTF-16, UTF-8 is expected", "save it as UTF-8"));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Ok(Charset::Utf8);
    }
    let first = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let declaration = first.split("?>").next().filter(|line| line.trim_start().starts_with("<?xml"));
    let said = declaration.and_then(|line| line.split("encoding").nth(1));
    let name = said.and_then(|rest| rest.split(['"', '\'']).nth(1)).unwrap_or_default();
    Ok(Charset::named(name)?)
}

fn element(start: &BytesStart<'_>) -> Result<Element, Fault> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| damaged())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged())?;
        attributes.push((attribute.key.local_name().into_inner().to_lowercase(), value.into_owned()));
    }
    Ok(Element { name: start.local_name().into_inner().to_lowercase(), attributes, content: Vec::new() })
}

fn add(open: &mut [Element], content: Content) -> Result<(), Fault> {
    open.last_mut().ok_or_else(damaged)?.content.push(content);
    Ok(())
}

fn entity(reference: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| damaged())? {
        return Ok(letter.to_string());
    }
    let letter = resolve_predefined_entity(reference).map(str::to_owned);
    letter.ok_or_else(|| Fault::definition("an entity that is none of XML's own five, which is refused"))
}

fn damaged() -> Fault {
    Fault::definition("the definition is no XML that can be read: damaged or cut off")
}
