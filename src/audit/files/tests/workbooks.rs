//! Workbooks, as a spreadsheet library writes them.

use rust_xlsxwriter::{Color, DocProperties, Format, Note, Workbook, Worksheet};

use super::*;

const HEADER: [&str; 7] = ["wave", "kind", "measure", "breakdown", "group", "base", "positive"];

/// A sheet with a title and a table of results.
fn table(sheet: &mut Worksheet) {
    sheet.write(0, 0, "Results of the survey").expect("written");
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(2, column, name).expect("written");
    }
    for (column, word) in (0..).zip(["2024", "question", "pride", "directorate", "roads"]) {
        sheet.write(3, column, word).expect("written");
    }
    sheet.write(3, 5, 12).expect("written");
    sheet.write(3, 6, 58).expect("written");
}

fn book(change: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    table(book.add_worksheet());
    change(&mut book);
    book.save_to_buffer().expect("a workbook")
}

fn with_sheet(change: impl FnOnce(&mut Worksheet)) -> Vec<(Leak, String)> {
    leaks("book.xlsx", book(|book| change(book.worksheet_from_index(0).expect("a sheet"))))
}

#[test]
fn a_plain_workbook_says_its_tables_and_hides_nothing() {
    let opened = opened("book.xlsx", book(|_| {}));
    assert_eq!(opened.findings, vec![]);
    let says: Vec<&Says> = opened.statements.iter().map(|one| &one.says).collect();
    assert_eq!(says, [&Says::Base(12), &Says::Share { tone: 2, low: 57.5, high: 58.5 }]);
    assert_eq!(&*opened.statements[0].file, "book.xlsx#xl/worksheets/sheet1.xml");
    assert_eq!(opened.statements[0].cell, cell("pride", "roads"));
}

#[test]
fn everything_that_a_sheet_can_hide() {
    type Change = fn(&mut Worksheet);
    let changes: [(Change, &str); 9] = [
        (
            |sheet| {
                sheet.set_column_hidden(9).expect("hidden");
            },
            "a hidden column",
        ),
        (
            |sheet| {
                sheet.set_column_width(9, 0).expect("narrow");
            },
            "a hidden column",
        ),
        (
            |sheet| {
                sheet.set_row_hidden(9).expect("hidden");
            },
            "a hidden row",
        ),
        (
            |sheet| {
                sheet.set_row_height(9, 0).expect("low");
            },
            "a hidden row",
        ),
        (
            |sheet| {
                sheet.write_with_format(9, 0, 7, &Format::new().set_num_format(";;;")).expect("written");
            },
            "style",
        ),
        (
            |sheet| {
                sheet.write_with_format(9, 0, 7, &Format::new().set_num_format("\"[c]\"")).expect("written");
            },
            "style",
        ),
        (
            |sheet| {
                sheet
                    .write_with_format(9, 0, 7, &Format::new().set_font_color(Color::White))
                    .expect("written");
            },
            "style",
        ),
        (
            |sheet| {
                sheet.write_formula(9, 0, "=B2-B3").expect("written");
            },
            "a formula",
        ),
        (
            |sheet| {
                sheet.insert_note(9, 0, &Note::new("7 of 9")).expect("written");
            },
            "a comment",
        ),
    ];
    for (change, words) in changes {
        assert_found(&with_sheet(change), Leak::Hidden, words);
    }
    assert_eq!(
        with_sheet(|sheet| {
            let pale = Format::new().set_font_color(Color::White).set_background_color(Color::Navy);
            sheet.write_with_format(9, 0, 7, &pale).expect("written");
        }),
        vec![]
    );
}

#[test]
fn everything_that_a_workbook_can_hide() {
    type Change = fn(&mut Workbook);
    let changes: [(Change, &str); 5] = [
        (
            |book| {
                book.add_worksheet().set_hidden(true);
            },
            "a hidden sheet",
        ),
        (
            |book| {
                book.add_worksheet().set_very_hidden(true);
            },
            "a hidden sheet",
        ),
        (
            |book| {
                book.define_name("Small", "=Sheet1!$A$1").expect("a name");
            },
            "a defined name",
        ),
        (
            |book| {
                book.set_properties(&DocProperties::new().set_author("J. Smith"));
            },
            "its property creator",
        ),
        (
            |book| {
                book.set_properties(&DocProperties::new().set_comment("C:\\Users\\js\\draft"));
            },
            "its property",
        ),
    ];
    for (change, words) in changes {
        assert_found(&leaks("book.xlsx", book(change)), Leak::Hidden, words);
    }
}

#[test]
fn a_hidden_sheet_speaks_too() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        table(sheet);
        sheet.set_hidden(true);
    });
    let opened = opened("book.xlsx", bytes);
    let second = opened.statements.iter().filter(|one| one.file.ends_with("sheet2.xml")).count();
    assert_eq!((second, opened.statements.len()), (2, 4));
}

#[test]
fn a_number_is_what_its_cell_shows_and_no_more() {
    let shown = |number: f64| {
        book(|book| {
            let sheet = book.worksheet_from_index(0).expect("a sheet");
            sheet.write_with_format(3, 6, number, &Format::new().set_num_format("0.0")).expect("written");
        })
    };
    let says = opened("book.xlsx", shown(58.0)).statements[1].says.clone();
    let Says::Share { tone: 2, low, high } = says else { panic!("{says:?}") };
    assert!((low - 57.95).abs() < 1e-9 && (high - 58.05).abs() < 1e-9);
    assert_eq!(leaks("book.xlsx", shown(58.1)), vec![]);
    assert_found(&leaks("book.xlsx", shown(58.13)), Leak::Hidden, "more digits than it shows");
}

/// A workbook with a chart of two cells.
fn drawn(values: &str) -> Vec<u8> {
    book(|book| {
        let sheet = book.worksheet_from_index(0).expect("a sheet");
        let mut chart = rust_xlsxwriter::Chart::new_bar();
        chart.add_series().set_values(values);
        sheet.insert_chart(9, 0, &chart).expect("a chart");
    })
}

#[test]
fn a_chart_keeps_what_is_in_its_cells_and_nothing_else() {
    let honest = drawn("Sheet1!$F$4:$G$4");
    assert_eq!(leaks("book.xlsx", honest.clone()), vec![]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(honest)).expect("a container");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).expect("read");
        parts.push((part.name().expect("a name").into_owned(), content));
    }
    for (from, to) in
        [("<c:v>12</c:v>", "<c:v>7</c:v>"), ("numRef", "numLit"), ("Sheet1!$F", "Other!$F"), ("$G$4", "$F$4")]
    {
        let changed = |(name, content): &(String, Vec<u8>)| {
            let content = String::from_utf8_lossy(content).into_owned();
            let chart = name.starts_with("xl/charts/");
            (name.clone(), if chart { content.replace(from, to) } else { content })
        };
        let changed: Vec<(String, String)> = parts.iter().map(changed).collect();
        let own: Vec<(&str, &[u8])> =
            changed.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        assert_found(&leaks("book.xlsx", container(&own)), Leak::Hidden, "a chart's own data");
    }
}

#[test]
fn a_table_with_groups_across_and_one_with_names_beside_the_ids() {
    let release = of_sample("release.json");
    let found = |rows: &[Vec<&str>]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, fields) in (0..).zip(rows) {
            for (column, field) in (0..).zip(fields) {
                match field.parse::<f64>() {
                    Ok(number) if *field != "2024" => sheet.write(row, column, number).map(drop),
                    _ => sheet.write(row, column, *field).map(drop),
                }
                .expect("written");
            }
        }
        open(&[release.clone(), file("book.xlsx", book.save_to_buffer().expect("a workbook"))])
    };
    let across = found(&[
        vec![
            "Question or score",
            "Public Health",
            "Place and Regeneration",
            "Nowhere",
            "Wave",
            "Kind",
            "Measure ID",
            "Breakdown ID",
        ],
        vec!["I am proud", "[c]", "58", "7", "2024", "question", "pride", "directorate"],
    ]);
    let own = |opened: &Opened| -> Vec<(String, Says)> {
        let own = opened.statements.iter().filter(|one| one.file.starts_with("book.xlsx"));
        own.map(|one| (one.cell.group.to_string(), one.says.clone())).collect()
    };
    let share = Says::Share { tone: 2, low: 57.5, high: 58.5 };
    assert_eq!(
        own(&across),
        [("public-health".to_owned(), Says::Withheld), ("place".to_owned(), share.clone())]
    );
    assert_eq!(across.findings.len(), 1, "{:?}", across.findings);
    let long = found(&[
        vec![
            "Group",
            "Wave",
            "Base",
            "Percent positive or score",
            "Kind",
            "Measure ID",
            "Breakdown ID",
            "Group ID",
        ],
        vec!["Place and Regeneration", "2024", "12", "58", "question", "pride", "directorate", "place"],
    ]);
    assert_eq!(own(&long), [("place".to_owned(), Says::Base(12)), ("place".to_owned(), share)]);
}

#[test]
fn personal_data_in_a_cell() {
    let found = with_sheet(|sheet| {
        sheet.write(9, 0, "jane@example.org").expect("written");
    });
    assert_found(&found, Leak::PersonalData, "e-mail address");
}

/// A container of these parts.
fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a container").into_inner()
}

#[test]
fn texts_that_no_cell_uses_and_parts_that_tell_more() {
    let workbook = b"<workbook><sheets><sheet name=\"A\"/></sheets></workbook>";
    let strings = b"<sst><si><t>shown</t></si><si><t>left behind</t></si></sst>";
    let sheet = b"<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let own: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", workbook),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    assert_found(&leaks("book.xlsx", container(&own)), Leak::Hidden, "a text that no cell uses");
    for (name, words) in [
        ("xl/vbaProject.bin", "a macro"),
        ("xl/externalLinks/externalLink1.xml", "another workbook"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "pivot"),
        ("xl/embeddings/oleObject1.bin", "an embedded object"),
        ("customXml/item1.xml", "beside the sheets"),
    ] {
        let mut parts = own.clone();
        parts.push((name, b"<x/>"));
        assert_found(&leaks("book.xlsx", container(&parts)), Leak::Hidden, words);
    }
}

#[test]
fn an_open_document_is_asked_the_same() {
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>"))
            .collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let rows = row(&HEADER) + &row(&["2024", "question", "pride", "directorate", "roads", "12", "58%"]);
    let content = |style: &str, more: &str| {
        format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:fo=\"f\">\
            <style:style style:name=\"ta1\"><style:table-properties {style}/></style:style>\
            <table:table table:name=\"A\" table:style-name=\"ta1\">{rows}{more}</table:table></office:document-content>"
        )
    };
    let found = |content: String| opened("book.ods", container(&[("content.xml", content.as_bytes())]));
    let plain = found(content("table:display=\"true\"", ""));
    assert_eq!((plain.findings.len(), plain.statements.len()), (0, 2));
    let leaks = |content: String| {
        found(content).findings.into_iter().map(|one| (one.leak, one.place)).collect::<Vec<_>>()
    };
    assert_found(&leaks(content("table:display=\"false\"", "")), Leak::Hidden, "a hidden sheet");
    let hidden = "<table:table-row table:visibility=\"collapse\"/>";
    assert_found(&leaks(content("", hidden)), Leak::Hidden, "a hidden row");
    let note = "<table:table-row><table:table-cell><office:annotation/></table:table-cell></table:table-row>";
    assert_found(&leaks(content("", note)), Leak::Hidden, "a comment");
}

#[test]
fn what_unpacks_to_too_much_is_not_looked_into() {
    let bomb = container(&[("xl/workbook.xml", &vec![b' '; 8 << 20])]);
    assert!(bomb.len() < 20_000);
    assert_found(&leaks("book.xlsx", bomb), Leak::Unreadable, "too large when unpacked");
    let entities = container(&[("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]);
    assert_found(&leaks("book.xlsx", entities), Leak::Unreadable, "xl/workbook.xml cannot be read");
    assert_found(&leaks("book.xlsx", container(&[("x.xml", b"<x/>")])), Leak::Unreadable, "no workbook");
}
