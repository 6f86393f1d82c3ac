//! Documents that are hard to set.

use super::*;
use crate::plan::Logo;
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::testing::{Shape, release};
use crate::report::{Choice, View, reports};

/// A pixel.
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/// A document of one page that says this in its text and in a table.
pub(crate) fn saying(words: &str) -> Vec<u8> {
    let row =
        TableRow { header: words.to_owned(), link: None, entries: vec![Entry::Number("62%".to_owned())] };
    let columns = vec!["Question".to_owned(), "Positive".to_owned()];
    let table = Table { caption: "Figures".to_owned(), columns, rows: vec![row], notes: Vec::new() };
    let blocks = vec![Block::Paragraph(Text::plain(words)), Block::Table(table)];
    let section = Section { id: "brief", title: "In brief".to_owned(), blocks };
    let title = "Results".to_owned();
    let document = Document { title, lang: "en-GB", sections: vec![section], ..Document::default() };
    bytes(&document, &Theme::plain()).expect("it is set")
}

/// The PDFs of a release of this shape.
fn set(shape: &Shape, theme: &Theme) -> Vec<Rendered> {
    let release = release(shape);
    let all = reports(&View::new(&release), &Choice::everything());
    let all = all.council.iter().chain(&all.units);
    all.map(|report| file(report, theme).expect("it is set")).collect()
}

#[test]
fn labels_of_any_kind_are_set_and_are_never_code() {
    let spices = [
        "Gŵyl “ŷ” #panic() $x$ *b* @a <l> `r` \\ =HYPERLINK(\"x\") {} //",
        "مرحبا بالعالم 62% שלום \u{202e}evil\u{202c} \u{200f}",
        "日本 😀 \u{e000} \u{0} \u{fffe} \u{feff} ক",
    ];
    for spice in spices {
        assert!(saying(&format!("{spice} {}", "x".repeat(200))).starts_with(b"%PDF-1.7"), "{spice}");
    }
}

#[test]
fn a_whole_release_with_a_logo_is_set_the_same_twice() {
    let logo = Logo { alt: "Town hall".to_owned(), png: PIXEL.to_owned(), size: (1, 1) };
    let theme = Theme { logo: Some(logo), ..Theme::plain() };
    let shape = Shape { units: 2, spice: "<script>#x", ..Shape::default() };
    let first = set(&shape, &theme);
    assert_eq!(first.iter().map(|file| file.path.as_str()).next(), Some("pdf/council.pdf"));
    assert!(first.len() > 1);
    assert_eq!(first, set(&shape, &theme));
}
