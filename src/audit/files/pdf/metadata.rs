//! Who made a PDF, with what and where: the organisation may sign, a program may be named, and nothing else.

use lopdf::{Dictionary, Document, Object, decode_text_string};

use super::super::reading::{Reading, quoted};
use super::super::workbook::{Item, Part, leads_to_a_folder};

/// Entries of a PDF's own description, and whether they name somebody.
const DESCRIPTION: [(&[u8], bool); 9] = [
    (b"Title", false),
    (b"Author", true),
    (b"Subject", false),
    (b"Keywords", false),
    (b"Creator", false),
    (b"Producer", false),
    (b"CreationDate", false),
    (b"ModDate", false),
    (b"Trapped", false),
];

/// Elements of the embedded description that name somebody.
const SIGNED: [&str; 5] = ["creator", "Author", "publisher", "contributor", "AuthorsPosition"];

/// Both descriptions.
pub(super) fn look(document: &Document, reading: &mut Reading) {
    if let Ok(Some(description)) = description(document) {
        for (name, value) in description {
            let known = DESCRIPTION.iter().find(|(known, _)| known == name);
            let text = decode_text_string(value).unwrap_or_default();
            let text = text.trim();
            let signed =
                known.is_some_and(|(_, signs)| *signs) && !text.is_empty() && !reading.known.publishes(text);
            if known.is_none() || signed || leads_somewhere(text, reading) {
                reading.hidden(&format!("its description: {}", quoted(&String::from_utf8_lossy(name))));
            }
        }
    }
    for stream in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        if stream.dict.has_type(b"Metadata") {
            embedded(stream.get_plain_content().unwrap_or_default(), reading);
        }
    }
}

fn description(document: &Document) -> lopdf::Result<Option<&Dictionary>> {
    let Ok(object) = document.trailer.get(b"Info") else { return Ok(None) };
    let (_, object) = document.dereference(object)?;
    Ok(match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    })
}

fn embedded(content: Vec<u8>, reading: &mut Reading) {
    let mut within: Vec<String> = Vec::new();
    let part = Part::new("metadata.xml".to_owned(), content);
    let read = part.each(|item| match item {
        Item::Open(name, attributes) => {
            for (name, value) in attributes.iter() {
                described(name, value, reading);
            }
            within.push(name.to_owned());
        }
        Item::Close(_) => {
            within.pop();
        }
        Item::Text(text) => {
            let name = within.iter().rev().find(|name| SIGNED.contains(&name.as_str())).or(within.last());
            described(name.map(String::as_str).unwrap_or_default(), text.trim(), reading);
        }
        Item::Comment => reading.hidden("a comment in its description"),
    });
    if read.is_none() {
        reading.unreadable("its description cannot be read");
    }
}

fn described(name: &str, text: &str, reading: &mut Reading) {
    reading.words("its description", text);
    let signed = SIGNED.contains(&name) && !text.is_empty() && !reading.known.publishes(text);
    if signed || leads_somewhere(text, reading) {
        reading.hidden(&format!("its description: {}", quoted(name)));
    }
}

/// A folder of some computer, which is not what a group is called.
fn leads_somewhere(text: &str, reading: &Reading) -> bool {
    leads_to_a_folder(text) && !reading.known.resembles(text)
}
