//! The objects of a PDF: what is attached, what acts, what is hidden, and what no page uses any more.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Error, Object, ObjectId, Stream, decode_text_string};

use super::super::reading::Reading;

/// How many times its packed size a stream may have, unpacked.
const RATIO: usize = 100;

/// A stream of this size may be packed as tightly as it likes.
const SMALL: usize = 1 << 20;

/// Entries of dictionaries that are hidden whatever they hold.
const ENTRIES: [(&[u8], &str); 13] = [
    (b"EmbeddedFiles", "an attachment"),
    (b"EF", "an attachment"),
    (b"AF", "an attachment"),
    (b"JS", "a script"),
    (b"JavaScript", "a script"),
    (b"AA", "an action"),
    (b"XFA", "a form"),
    (b"AcroForm", "a form"),
    (b"RichMedia", "an embedded object"),
    (b"PieceInfo", "data of the program that made it"),
    (b"OCProperties", "layers, which may be hidden"),
    (b"SpiderInfo", "data of the program that made it"),
    (b"Collection", "an attachment"),
];

/// Kinds of annotations and actions that are hidden.
const KINDS: [(&[u8], &str); 10] = [
    (b"FileAttachment", "an attachment"),
    (b"EmbeddedFile", "an attachment"),
    (b"Filespec", "an attachment"),
    (b"JavaScript", "a script"),
    (b"Launch", "an action"),
    (b"Popup", "a note"),
    (b"Text", "a note"),
    (b"FreeText", "a note"),
    (b"Redact", "a redaction that is not done"),
    (b"3D", "an embedded object"),
];

/// Whether every stream stays within bounds when it is unpacked.
pub(super) fn within_bounds(document: &Document) -> bool {
    let fits = |stream: &Stream| {
        let most = stream.content.len().saturating_mul(RATIO).clamp(SMALL, super::LARGEST);
        // What cannot be unpacked for another reason, such as a picture, is not unpacked at all.
        !matches!(stream.decompressed_content_with_limit(most), Err(Error::Decompress(_)))
    };
    document.objects.values().filter_map(|object| object.as_stream().ok()).all(fits)
}

/// Every object.
pub(super) fn look(document: &Document, reading: &mut Reading) {
    for object in document.objects.values().chain([&Object::Dictionary(document.trailer.clone())]) {
        visit(object, &mut |object| match object {
            Object::Dictionary(dictionary) => entries(dictionary, reading),
            Object::Stream(stream) => entries(&stream.dict, reading),
            Object::String(..) => {
                if let Ok(text) = decode_text_string(object) {
                    reading.words("its objects", &text);
                }
            }
            _ => {}
        });
    }
    let reached = reached(document);
    let left = |(id, object): (&ObjectId, &Object)| !reached.contains(id) && !structural(object);
    if document.objects.iter().any(left) {
        reading.hidden("an object that nothing uses");
    }
}

fn entries(dictionary: &Dictionary, reading: &mut Reading) {
    for (_, what) in ENTRIES.iter().filter(|(name, _)| dictionary.has(name)) {
        reading.hidden(what);
    }
    let names = [b"Type".as_slice(), b"Subtype", b"S"].into_iter();
    let names: Vec<&[u8]> =
        names.filter_map(|name| dictionary.get(name).ok()).filter_map(|name| name.as_name().ok()).collect();
    for (_, what) in KINDS.iter().filter(|(kind, _)| names.contains(kind)) {
        reading.hidden(what);
    }
    // Second flag: hidden; sixth: not viewed.
    let flags = dictionary.get(b"F").ok().and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    if dictionary.has(b"Rect") && flags & 0b10_0010 != 0 {
        reading.hidden("a hidden annotation");
    }
}

/// What holds the other objects together in the file.
fn structural(object: &Object) -> bool {
    let dictionary = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dictionary) => dictionary,
        Object::Null => return true,
        _ => return false,
    };
    dictionary.has_type(b"ObjStm") || dictionary.has_type(b"XRef") || dictionary.has(b"Linearized")
}

/// The objects that can be reached from the trailer.
fn reached(document: &Document) -> BTreeSet<ObjectId> {
    let mut reached = BTreeSet::new();
    let mut next = Vec::new();
    let trailer = Object::Dictionary(document.trailer.clone());
    visit(&trailer, &mut |object| next.extend(object.as_reference()));
    while let Some(id) = next.pop() {
        if reached.insert(id)
            && let Some(object) = document.objects.get(&id)
        {
            visit(object, &mut |object| next.extend(object.as_reference()));
        }
    }
    reached
}

/// An object and all that is in it, without what it refers to.
fn visit(object: &Object, seen: &mut impl FnMut(&Object)) {
    let mut left = vec![object];
    while let Some(object) = left.pop() {
        seen(object);
        match object {
            Object::Array(list) => left.extend(list),
            Object::Dictionary(dictionary) => left.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => left.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}
