//! PDFs, as lopdf writes them.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary, text_string};

use super::*;

/// A document of one page with this text, drawn in this mode.
fn document(text: &str, mode: i64) -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" },
    );
    let operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
        Operation::new("Tr", vec![mode.into()]),
        Operation::new("Tj", vec![Object::string_literal(text)]),
        Operation::new("ET", vec![]),
    ];
    let content = Content { operations }.encode().expect("content");
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let page = document.add_object(
        dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources },
    );
    let list = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(list));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    bytes
}

fn described(entries: Dictionary) -> Vec<(Leak, String)> {
    let mut document = document("Results", 0);
    let description = document.add_object(entries);
    document.trailer.set("Info", description);
    leaks("report.pdf", saved(document))
}

/// The document's catalog with one more entry.
fn with_entry(name: &str, value: impl Into<Object>) -> Vec<(Leak, String)> {
    let mut document = document("Results", 0);
    let value = document.add_object(value);
    document.catalog_mut().expect("a catalog").set(name, value);
    leaks("report.pdf", saved(document))
}

#[test]
fn a_plain_document_hides_nothing() {
    assert_eq!(leaks("report.pdf", saved(document("62 of 120 were positive", 0))), vec![]);
    let signed = dictionary! { "Title" => text_string("Results"), "Producer" => text_string("Typst 0.15") };
    assert_eq!(described(signed), vec![]);
}

#[test]
fn everything_that_a_document_can_hide() {
    let attached = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"7 of 9".to_vec());
    assert_found(
        &with_entry("Names", dictionary! { "EmbeddedFiles" => dictionary! {} }),
        Leak::Hidden,
        "an attachment",
    );
    assert_found(&with_entry("AF", attached), Leak::Hidden, "an attachment");
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(7)") };
    assert_found(&with_entry("OpenAction", script), Leak::Hidden, "a script");
    assert_found(&with_entry("OCProperties", dictionary! {}), Leak::Hidden, "layers");
    assert_found(&leaks("report.pdf", saved(document("7 of 9", 3))), Leak::Hidden, "not seen");
    let mut unused = document("Results", 0);
    unused.add_object(Object::string_literal("an earlier draft"));
    assert_found(&leaks("report.pdf", saved(unused)), Leak::Hidden, "nothing uses");
}

#[test]
fn who_made_it_and_where() {
    assert_found(&described(dictionary! { "Author" => text_string("J. Smith") }), Leak::Hidden, "Author");
    assert_found(
        &described(dictionary! { "Producer" => text_string("C:\\Users\\js\\x.exe") }),
        Leak::Hidden,
        "Producer",
    );
    assert_found(&described(dictionary! { "Source" => text_string("x") }), Leak::Hidden, "Source");
    let signed = b"<x xmlns:dc=\"d\"><dc:creator><li>J. Smith</li></dc:creator></x>".to_vec();
    let signed = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, signed);
    assert_found(&with_entry("Metadata", signed), Leak::Hidden, "creator");
}

#[test]
fn earlier_revisions_and_what_follows_the_end() {
    let first = saved(document("Results", 0));
    let mut later = lopdf::IncrementalDocument::create_from(
        first.clone(),
        Document::load_mem(&first).expect("a document"),
    );
    later.new_document.add_object(Object::string_literal("x"));
    let mut bytes = Vec::new();
    later.save_to(&mut bytes).expect("written");
    assert_found(&leaks("report.pdf", &bytes), Leak::Hidden, "an earlier revision");
    let more = [first.as_slice(), b"\n7 of 9"].concat();
    assert_found(&leaks("report.pdf", more), Leak::Hidden, "data after its end");
}

#[test]
fn personal_data_in_the_text() {
    assert_found(
        &leaks("report.pdf", saved(document("jane@example.org", 0))),
        Leak::PersonalData,
        "its text",
    );
}

#[test]
fn what_cannot_be_opened() {
    assert_found(&leaks("report.pdf", "no PDF"), Leak::Unreadable, "no PDF");
    let mut bomb = document("Results", 0);
    let mut stream = Stream::new(dictionary! {}, vec![b' '; 8 << 20]);
    stream.compress().expect("compressed");
    let stream = bomb.add_object(stream);
    bomb.catalog_mut().expect("a catalog").set("X", stream);
    assert_found(&leaks("report.pdf", saved(bomb)), Leak::Unreadable, "too large when unpacked");
}

#[test]
fn our_own_documents_are_read_and_hide_nothing() {
    assert_eq!(leaks("report.pdf", crate::report::saying("62 of 120 were positive")), vec![]);
    let told = leaks("report.pdf", crate::report::saying("Ask jane.doe@example.org, office 3 fi"));
    assert_found(&told, Leak::PersonalData, "its text");
    assert_eq!(told.len(), 1, "{told:?}");
}
