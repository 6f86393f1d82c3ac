//! Workbooks that other programs write, and no program should.

use super::{BOOK, LINKS, ROOT, archive, book, read, refused, sheet_and_strings};

#[test]
fn cells_in_any_shape_are_read() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>in </t><r><t xml:space="preserve"> line</t></r></is></c>
        <c r="C1" t="s"><v>1</v></c><c t="b"><v>true</v></c><c t="str"><f>x</f><v>a_x000A_b</v></c></row>
        <row><c><v>5.0</v></c><c t="n"><v>2.2999999999999998</v></c><c s="1"><v>45443.999976851846</v></c>
        <c s="2"><v>0.5</v></c><c t="d"><v>2024-05-31</v></c></row>
        <row r="5"><c r="B5"><v>12345678901234567890</v></c><c r="C5"/><c r="D5" t="s"><v/></c>
        <c r="E5"><v>n/a</v></c></row>"#;
    let strings = r#"<si><t>not used</t></si><si><rPh sb="0" eb="1"><t>aid</t></rPh><r><rPr><b/></rPr>
        <t>ri</t></r><r><t>ch</t></r><phoneticPr fontId="1"/></si>"#;
    let read = read(&book(rows, strings));
    assert_eq!(read.rows.len(), 5);
    assert_eq!(read.rows[0], ["in line", "", "rich", "TRUE", "a\nb"]);
    assert_eq!(read.rows[1], ["5", "2.3", "2024-05-31T23:59:58", "12:00:00", "2024-05-31T00:00:00"]);
    assert_eq!(read.rows[2], [""; 5]);
    assert_eq!(read.rows[4], ["", "12345678901234567890", "", "", "n/a"]);
}

#[test]
fn prefixes_and_byte_order_marks_make_no_difference() {
    let sheet = "\u{feff}<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"m\"><!-- c --><x:sheetData><x:row r=\"1\">\
        <x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let strings = "<x:sst xmlns:x=\"m\"><x:si><x:t>a &amp; &#98;&#x63;<![CDATA[ <d>]]></x:t></x:si></x:sst>";
    assert_eq!(read(&sheet_and_strings(sheet, strings)).rows, [["a & bc <d>"]]);
}

#[test]
fn strings_that_are_not_there_are_no_answers() {
    for index in ["1", "-1", "99999999999999999999", "abc"] {
        let row = format!(r#"<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>"#);
        assert!(refused(&book(&row, "<si><t>only</t></si>")).message.contains("damaged"), "{index}");
    }
}

#[test]
fn places_that_no_sheet_has_are_refused() {
    for place in
        ["A0", "A1048577", "XFE1", "AAAAAAAAAAAAA1", "A99999999999", "1", "A", "", "é1", "A1B", "A-1"]
    {
        let row = format!(r#"<row><c r="{place}"><v>1</v></c></row>"#);
        assert!(refused(&book(&row, "")).message.contains("damaged"), "{place}");
    }
    for row in ["0", "4294967295", "4294967296", "x"] {
        let row = format!(r#"<row r="{row}"><c><v>1</v></c></row>"#);
        assert!(refused(&book(&row, "")).message.contains("damaged"), "{row}");
    }
    let last = r#"<row r="1048576"><c r="A1048576"><v>1</v></c></row><row><c><v>1</v></c></row>"#;
    assert!(refused(&book(last, "")).message.contains("more than 1048576 rows"));
}

#[test]
fn cells_out_of_order_or_twice_are_refused() {
    let cell = |place: &str| format!(r#"<c r="{place}"><v>1</v></c>"#);
    for places in [["A1", "A1"], ["B1", "A1"], ["A2", "A1"]] {
        let row = format!("<row>{}{}</row>", cell(places[0]), cell(places[1]));
        assert!(refused(&book(&row, "")).message.contains("damaged"), "{places:?}");
    }
}

#[test]
fn values_that_are_not_of_their_kind_are_refused() {
    for cell in [r#"<c t="b"><v>2</v></c>"#, r#"<c t="n"><v>x</v></c>"#, r#"<c t="q"><v>1</v></c>"#] {
        assert!(refused(&book(&format!("<row>{cell}</row>"), "")).message.contains("damaged"), "{cell}");
    }
}

#[test]
fn oddities_of_other_programs_are_read() {
    let rows = r#"<row><c s=""><v>1</v></c><c s="99"><v>2</v></c>
        <c t="inlineStr"><v>1</v><is><t>1. Yes</t></is></c><c t="inlineStr"><is><t>No</t></is><v>N</v></c>
        <c><extLst><v>9</v></extLst><v>3</v></c></row>"#;
    assert_eq!(read(&book(rows, "")).rows, [["1", "2", "1. Yes", "No", "3"]]);
}

#[test]
fn a_long_cell_is_named() {
    let long = "x".repeat(65_537);
    let row = format!(r#"<row r="3"><c r="AB3" t="inlineStr"><is><t>{long}</t></is></c></row>"#);
    let problem = refused(&book(&row, ""));
    assert_eq!(problem.place.row, Some(3));
    assert_eq!(problem.message, "column AB has a cell longer than 65536 bytes");
    let fits = row.replacen('x', "", 1);
    assert_eq!(read(&book(&fits, "")).rows[2][27].len(), 65_536);
}

#[test]
fn days_are_counted_from_1900_or_1904() {
    let rows = r#"<row><c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>60</v></c><c s="1"><v>61</v></c>
        <c s="1"><v>2958465.5</v></c><c s="1"><v>2958466</v></c><c s="1"><v>-1</v></c><c s="1"><v>1E300</v></c></row>"#;
    let since_1900 = read(&book(rows, "")).rows;
    let expected = ["1900-01-01T00:00:00", "1900-02-28T00:00:00", "60", "1900-03-01T00:00:00"];
    assert_eq!(since_1900[0][..4], expected);
    assert_eq!(since_1900[0][4..7], ["9999-12-31T12:00:00", "2958466", "-1"]);
    assert_eq!(since_1900[0][7].len(), 301);
    let sheet = r#"<worksheet><sheetData><row><c s="1"><v>43981.25</v></c></row></sheetData></worksheet>"#;
    let book = BOOK.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
    let styles = r#"<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let since_1904 = archive(&[
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/workbook.xml", &book),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(read(&since_1904).rows, [["2024-05-31T06:00:00"]]);
}

#[test]
fn formulas_that_were_never_worked_out_are_counted() {
    let rows =
        r#"<row><c><f>A2</f></c><c t="str"><f>A3</f><v></v></c><c><f>1</f><v>1</v></c><c><f/></c></row>"#;
    let read = read(&book(rows, ""));
    assert_eq!(read.rows, [["", "", "1"]]);
    assert!(
        read.remark.ends_with("; 2 cells with a formula have no value and count as empty"),
        "{}",
        read.remark
    );
}

#[test]
fn macros_are_ignored_and_said_to_be() {
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let bytes = archive(&[
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/workbook.xml", BOOK),
        ("xl/vbaProject.bin", "macros"),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(read(&bytes).remark, "; its macros were ignored");
}

#[test]
fn no_document_type_is_accepted() {
    let laughs = (1..10).fold(String::from("<!ENTITY a0 \"ha\">"), |laughs, depth| {
        let ten = format!("&a{};", depth - 1).repeat(10);
        format!("{laughs}<!ENTITY a{depth} \"{ten}\">")
    });
    let sheet = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let external = "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    for kind in [format!("<!DOCTYPE sst [{laughs}]>"), external.to_owned(), "<!DOCTYPE sst>".to_owned()] {
        for entity in ["&a9;", "&x;", "ha"] {
            let strings = format!("{kind}<sst><si><t>{entity}</t></si></sst>");
            assert!(
                refused(&sheet_and_strings(sheet, &strings)).message.contains("document type"),
                "{strings}"
            );
        }
        let sheet = format!("{kind}{sheet}");
        assert!(refused(&sheet_and_strings(&sheet, "<sst><si/></sst>")).message.contains("document type"));
    }
    let unknown = refused(&sheet_and_strings(sheet, "<sst><si><t>&x;</t></si></sst>"));
    assert!(unknown.message.contains("damaged"));
    let attribute = r#"<worksheet><sheetData><row><c r="&x;"><v>0</v></c></row></sheetData></worksheet>"#;
    assert!(refused(&sheet_and_strings(attribute, "<sst/>")).message.contains("damaged"));
}

#[test]
fn xml_that_does_not_end_is_refused() {
    let whole = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    for end in 1..whole.len() {
        assert!(refused(&sheet_and_strings(&whole[..end], "<sst/>")).message.contains("damaged"), "{end}");
    }
    assert_eq!(read(&sheet_and_strings(whole, "<sst/>")).rows, [["1"]]);
    let deep = format!("<worksheet><sheetData/>{}", "<a>".repeat(100_000));
    assert!(refused(&sheet_and_strings(&deep, "<sst/>")).message.contains("damaged"));
}

#[test]
fn sheets_that_are_no_tables_of_cells_are_not_counted() {
    let links =
        LINKS.replace("</Rel", "<Relationship Id=\"r9\" Type=\"x/chartsheet\" Target=\"c.xml\"/></Rel");
    let book = BOOK.replace("<sheets>", r#"<sheets><sheet name="Chart" r:id="r9"/>"#);
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let with_chart = |sheets: &str| {
        archive(&[
            ("_rels/.rels", ROOT),
            ("xl/_rels/workbook.xml.rels", &links),
            ("xl/workbook.xml", sheets),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    };
    let both = read(&with_chart(&book));
    assert_eq!((both.rows, both.remark.as_str()), (vec![vec!["1".to_owned()]], ""));
    let only = book.replace(r#"<sheet name="Data" sheetId="1" r:id="r1"/>"#, "");
    assert_eq!(refused(&with_chart(&only)).message, "the workbook has no sheet of cells");
    let hidden = BOOK.replace("sheetId", r#"state="hidden" sheetId"#);
    assert_eq!(refused(&with_chart(&hidden)).message, "the workbook has no sheet of cells");
}
