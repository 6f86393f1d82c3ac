//! What a PDF draws, on its pages and in the forms that they place: its text, and text that is drawn without being seen.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Stream};

use super::super::reading::Reading;
use super::drawing::{Drawing, draw};

/// Every page, and every form.
pub(super) fn look(document: &Document, reading: &mut Reading) {
    for id in document.get_pages().into_values() {
        let fonts = document.get_page_fonts(id).unwrap_or_default();
        let content = document.get_page_content_with_limit(id, super::LARGEST).ok();
        drawn(content.and_then(|content| draw(content, &encodings(document, fonts)?)), reading);
    }
    for form in
        document.objects.values().filter_map(|object| object.as_stream().ok()).filter(|it| is_form(it))
    {
        let fonts = fonts_of(document, form);
        let content = form.get_plain_content_with_limit(super::LARGEST).ok();
        drawn(content.and_then(|content| draw(content, &encodings(document, fonts)?)), reading);
    }
}

fn drawn(drawing: Option<Drawing>, reading: &mut Reading) {
    let Some(drawing) = drawing else { return reading.unreadable("the text of a page") };
    for line in drawing.text.lines() {
        reading.words("its text", line);
    }
    if drawing.unseen {
        reading.hidden("text that is not seen");
    }
}

/// What the letters of these fonts are; none where that cannot be read within bounds.
fn encodings<'a>(
    document: &'a Document,
    fonts: BTreeMap<Vec<u8>, &'a Dictionary>,
) -> Option<BTreeMap<Vec<u8>, Encoding<'a>>> {
    let encoding = |font: &'a Dictionary| font.get_font_encoding_with_limit(document, super::LARGEST).ok();
    fonts.into_iter().map(|(name, font)| Some((name, encoding(font)?))).collect()
}

fn is_form(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Form")
}

/// The fonts that a form names itself.
fn fonts_of<'a>(document: &'a Document, form: &'a Stream) -> BTreeMap<Vec<u8>, &'a Dictionary> {
    let within = |dictionary: &'a Dictionary, name: &[u8]| {
        dictionary.get_deref(name, document).and_then(lopdf::Object::as_dict).ok()
    };
    let fonts = within(&form.dict, b"Resources").and_then(|resources| within(resources, b"Font"));
    let fonts = fonts.into_iter().flat_map(|fonts| fonts.iter().map(move |(name, _)| (fonts, name)));
    fonts.filter_map(|(fonts, name)| Some((name.clone(), within(fonts, name)?))).collect()
}
