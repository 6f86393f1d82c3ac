//! The parts of the paper.

use askama::Template;

use super::Piece;
use crate::plan::Theme;
use crate::problem::Problem;
use crate::report::document::Document;
use crate::report::office::{Package, Properties, link};

#[derive(Template)]
#[template(path = "paper/document.xml")]
struct Body<'a> {
    pieces: &'a [Piece],
}

#[derive(Template)]
#[template(path = "paper/styles.xml")]
struct Styles<'a> {
    brand: &'a str,
    on_brand: &'a str,
}

#[derive(Template)]
#[template(path = "paper/numbering.xml")]
struct Numbering;

#[derive(Template)]
#[template(path = "paper/settings.xml")]
struct Settings;

#[derive(Template)]
#[template(path = "paper/header.xml")]
struct Header<'a> {
    words: &'a str,
}

#[derive(Template)]
#[template(path = "paper/footer.xml")]
struct Footer;

/// The file.
pub(super) fn write(pieces: &[Piece], of: &Document, date: &str, theme: &Theme) -> Result<Vec<u8>, Problem> {
    let main = "word/document.xml";
    let mut package = Package::new(main, &Properties { title: &of.title, author: &of.over, date });
    let parts = ["styles", "numbering", "settings", "header", "footer"];
    let links = parts.map(|part| link(part, format!("word/{part}.xml"))).into();
    let kind = |part: &str| format!("wordprocessingml.{part}");
    package.add(main, &kind("document.main"), &Body { pieces }, links);
    let [brand, on_brand] = [&theme.brand, &theme.on_brand].map(|colour| colour.trim_start_matches('#'));
    package.add("word/styles.xml", &kind("styles"), &Styles { brand, on_brand }, Vec::new());
    package.add("word/numbering.xml", &kind("numbering"), &Numbering, Vec::new());
    package.add("word/settings.xml", &kind("settings"), &Settings, Vec::new());
    package.add("word/header.xml", &kind("header"), &Header { words: &of.over }, Vec::new());
    package.add("word/footer.xml", &kind("footer"), &Footer, Vec::new());
    package.finish()
}
