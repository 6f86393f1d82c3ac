//! Papers and slides of made-up releases of many shapes.

use std::collections::BTreeMap;
use std::io::Read as _;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::*;
use crate::plan::{Logo, Theme};
use crate::report::testing::{HOSTILE, Shape, release, shapes};
use crate::report::{Choice, paper, reports, slides};

type Parts = BTreeMap<String, Vec<u8>>;

/// The parts of the paper and of the slides of a shape.
fn made(shape: &Shape, theme: &Theme) -> [Parts; 2] {
    let release = release(shape);
    let view = View::new(&release);
    let reports = reports(&view, &Choice::everything());
    let files = [paper::files(&view, &reports, theme), slides::files(&view, &reports, theme)];
    files.map(|files| {
        let bytes = files.expect("made").remove(0).bytes;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
        let count = archive.len();
        let part = |index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("read");
            (part.name().expect("a name").into_owned(), content)
        };
        (0..count).map(part).collect()
    })
}

/// The text of a part, and what it says in a few attributes; fails where it is no XML.
fn words(name: &str, content: &[u8]) -> String {
    let text = std::str::from_utf8(content).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Text(text) => words.push_str(&text.xml10_content()),
            Event::GeneralRef(letter) => words.extend(letter.resolve_char_ref().expect("a letter")),
            Event::Start(element) | Event::Empty(element) => {
                assert!(element.attributes().all(|attribute| attribute.is_ok()), "{name}");
                words.push(' ');
            }
            Event::Eof => return words,
            _ => {}
        }
    }
}

#[test]
fn every_part_is_xml_whatever_the_labels_are() {
    for shape in shapes() {
        for parts in made(&shape, &Theme::plain()) {
            for (name, content) in parts.iter().filter(|(name, _)| !name.ends_with("xlsx")) {
                let text = std::str::from_utf8(content).expect("UTF-8");
                assert!(!text.contains("<script") && !text.contains('\u{b}'), "{name}");
                words(name, content);
            }
        }
    }
}

#[test]
fn hostile_labels_stand_as_they_are() {
    let spiced = Shape { spice: HOSTILE, ..Shape::default() };
    let [paper, slides] = made(&spiced, &Theme::plain());
    let shown = HOSTILE.trim().trim_end_matches('\u{b}').trim();
    assert!(words("paper", &paper["word/document.xml"]).contains(shown));
    let charts = slides.iter().filter(|(name, _)| name.starts_with("ppt/charts/chart"));
    assert!(charts.map(|(name, chart)| words(name, chart)).all(|words| words.contains("{{x}}")));
}

#[test]
fn many_units_are_shown_on_several_slides() {
    let [_, slides] = made(&Shape { units: 60, services: 0, ..Shape::default() }, &Theme::plain());
    let all: String = slides
        .iter()
        .filter(|(name, _)| name.starts_with("ppt/slides/slide"))
        .map(|(name, slide)| words(name, slide))
        .collect();
    assert!(all.contains("(part 1 of 5)") && all.contains("(part 5 of 5)"), "{all}");
}

#[test]
fn a_theme_gives_its_colours_and_its_logo() {
    let logo = Logo { alt: "Borough <of> X".to_owned(), png: "iVBORw0KGgo=".to_owned(), size: (200, 50) };
    let theme = Theme { brand: "#801650".to_owned(), logo: Some(logo), ..Theme::plain() };
    let [paper, slides] = made(&Shape::default(), &theme);
    let text = |parts: &Parts, name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    assert!(text(&paper, "word/styles.xml").contains("801650"));
    assert!(text(&slides, "ppt/theme/theme1.xml").contains("<a:accent1><a:srgbClr val=\"801650\"/>"));
    assert_eq!(slides["ppt/media/logo.png"], b"\x89PNG\r\n\x1a\n");
    let first = text(&slides, "ppt/slides/slide1.xml");
    assert!(
        first.contains("descr=\"Borough &#60;of&#62; X\"") && first.contains("cx=\"4000000\" cy=\"1000000\"")
    );
}

#[test]
fn a_withheld_figure_is_a_missing_bar_with_its_marker() {
    let [_, slides] = made(&Shape { withheld: true, ..Shape::default() }, &Theme::plain());
    for (name, chart) in slides.iter().filter(|(name, _)| name.starts_with("ppt/charts/chart")) {
        let text = String::from_utf8(chart.clone()).expect("UTF-8");
        let numbers: usize = text
            .split("<c:numCache>")
            .skip(1)
            .map(|cache| cache.split("</c:numCache>").next().unwrap_or("").matches("<c:pt ").count())
            .sum();
        assert_eq!(numbers, 0, "{name}");
    }
}
