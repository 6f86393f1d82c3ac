//! Papers and slides: ours, and what others could put into them.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use super::*;
use crate::release::Release;
use crate::report::{Choice, Format, render};

/// A paper or slides of the sample's release, made once.
fn made(format: Format) -> Published {
    static MADE: LazyLock<Vec<Published>> = LazyLock::new(|| {
        let release = Release::from_json(&of_sample("release.json").bytes).expect("a release");
        let choice =
            Choice { formats: [Format::Paper, Format::Slides].into_iter().collect(), units: Vec::new() };
        let files = render(&release, &choice).expect("rendered").into_iter();
        files.map(|file| Published { path: file.path, bytes: file.bytes }).collect()
    });
    let name = if format == Format::Paper { "committee-paper.docx" } else { "slides.pptx" };
    MADE.iter().find(|file| file.path == name).expect("it is there").clone()
}

/// The same file with its parts changed.
fn with(file: &Published, change: impl Fn(&mut Vec<(String, Vec<u8>)>)) -> Vec<(Leak, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes)).expect("a container");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("read");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    change(&mut parts);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("written");
    }
    leaks(&file.path, writer.finish().expect("a container").into_inner())
}

/// Replaces the first words of this kind in a part.
fn replaced(name: &str, from: &str, to: &str) -> impl Fn(&mut Vec<(String, Vec<u8>)>) {
    let [name, from, to] = [name, from, to].map(str::to_owned);
    move |parts| {
        let part = parts.iter_mut().find(|part| part.0 == name).expect("a part");
        let text = String::from_utf8(part.1.clone()).expect("XML");
        assert!(text.contains(&from), "no {from} in {name}");
        part.1 = text.replacen(&from, &to, 1).into_bytes();
    }
}

#[test]
fn ours_hide_nothing() {
    let files = [of_sample("release.json"), made(Format::Paper), made(Format::Slides)];
    assert_eq!(open(&files).findings, vec![]);
}

#[test]
fn what_a_paper_can_hide() {
    let paper = made(Format::Paper);
    let main = "word/document.xml";
    for (from, to, words) in [
        ("<w:r>", "<w:ins w:id=\"1\" w:author=\"J\"/><w:r>", "a tracked change"),
        ("<w:r>", "<w:commentReference w:id=\"0\"/><w:r>", "a comment"),
        ("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>3 of 8</w:t></w:r><w:r>", "hidden text"),
        ("<w:r>", "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:r><w:r>", "the colour of the page"),
        ("<w:r>", "<w:r><w:instrText> INCLUDETEXT \"x\" </w:instrText></w:r><w:r>", "a field"),
        ("<w:r>", "<w:altChunk/><w:r>", "an embedded object"),
        ("<w:body>", "<!-- 3 of 8 --><w:body>", "a comment"),
    ] {
        assert_found(&with(&paper, replaced(main, from, to)), Leak::Hidden, words);
    }
    for (name, words) in [
        ("word/comments.xml", "a comment"),
        ("customXml/item1.xml", "beside the text"),
        ("word/embeddings/oleObject1.bin", "an embedded object"),
        ("word/vbaProject.bin", "a macro"),
    ] {
        let found = with(&paper, |parts| parts.push((name.to_owned(), b"<x/>".to_vec())));
        assert_found(&found, Leak::Hidden, words);
    }
    let found = with(&paper, |parts| parts.push(("word/notes.bin".to_owned(), b"notes".to_vec())));
    assert_found(&found, Leak::Unreadable, "of a kind that is not known");
}

#[test]
fn what_a_paper_says() {
    let paper = made(Format::Paper);
    // An address in two stretches of one paragraph.
    let split = "<w:p><w:r><w:t>jane@exam</w:t></w:r><w:r><w:t>ple.org</w:t></w:r></w:p></w:body>";
    let found = with(&paper, replaced("word/document.xml", "</w:body>", split));
    assert_found(&found, Leak::PersonalData, "e-mail address");
    let signed = replaced("docProps/core.xml", "<dc:creator>", "<dc:creator>J. Smith of ");
    assert_found(&with(&paper, signed), Leak::Hidden, "its property creator");
}

#[test]
fn a_table_of_results_in_a_paper_speaks() {
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"))
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let header = row(&["wave", "kind", "measure", "breakdown", "group", "base", "positive"]);
    let table = header + &row(&["2024", "question", "pride", "directorate", "roads", "12", "58%"]);
    let document = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    writer.write_all(document.as_bytes()).expect("written");
    let opened = opened("paper.docx", writer.finish().expect("a container").into_inner());
    let says: Vec<&Says> = opened.statements.iter().map(|one| &one.says).collect();
    assert_eq!(says, [&Says::Base(12), &Says::Share { tone: 2, low: 57.5, high: 58.5 }]);
    assert_eq!(opened.statements[0].cell, cell("pride", "roads"));
}

#[test]
fn what_slides_can_hide() {
    let slides = made(Format::Slides);
    let slide = "ppt/slides/slide3.xml";
    for (from, to, words) in [
        ("<p:sld ", "<p:sld show=\"0\" ", "a hidden slide"),
        ("<p:cNvPr id=\"2\"", "<p:cNvPr hidden=\"1\" id=\"2\"", "a hidden shape"),
        (
            "<p:spPr/>",
            "<p:spPr><a:xfrm><a:off x=\"-9000000\" y=\"0\"/></a:xfrm></p:spPr>",
            "beside its slide",
        ),
        ("sz=\"2000\"", "sz=\"100\"", "too small to read"),
    ] {
        assert_found(&with(&slides, replaced(slide, from, to)), Leak::Hidden, words);
    }
    for name in
        ["ppt/comments/comment1.xml", "ppt/printerSettings/printerSettings1.bin", "docProps/thumbnail.jpeg"]
    {
        let found = with(&slides, |parts| parts.push((name.to_owned(), b"<x/>".to_vec())));
        assert!(found.iter().any(|(leak, _)| *leak == Leak::Hidden), "{name}: {found:?}");
    }
}

/// The sheet behind the first chart of the slides, written anew.
fn with_sheet(change: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<(Leak, String)> {
    let slides = made(Format::Slides);
    with(&slides, |parts| {
        let part = parts.iter_mut().find(|part| part.0.ends_with(".xlsx")).expect("a sheet");
        let mut book = rust_xlsxwriter::Workbook::new();
        change(book.add_worksheet());
        part.1 = book.save_to_buffer().expect("a workbook");
    })
}

#[test]
fn the_sheet_behind_a_chart_is_a_workbook_and_says_no_more_than_the_chart() {
    let found = with_sheet(|sheet| {
        sheet.write(1, 2, 1).expect("written");
    });
    assert_found(&found, Leak::Altered, "its sheet says something else");
    let found = with_sheet(|sheet| {
        sheet.write(1, 9, 987_654).expect("written");
    });
    assert_found(&found, Leak::Hidden, "a figure in its sheet that nothing tells");
    let found = with_sheet(|sheet| {
        sheet.write(40, 1, 58).expect("written");
    });
    assert_found(&found, Leak::Hidden, "a figure in its sheet that it does not show");
    let found = with_sheet(|sheet| {
        sheet.set_column_hidden(9).expect("hidden");
    });
    assert_found(&found, Leak::Hidden, "a hidden column");
}
