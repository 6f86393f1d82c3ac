//! OpenDocument sheets as two office programs write them, and as none does.

use super::{archive, document, named, read, refused};

fn table(rows: &str) -> String {
    format!(
        r#"<table:table table:name="Data" table:style-name="ta1"><table:table-column/>{rows}</table:table>"#
    )
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn cells_become_text() {
    let cells = [
        cell(r#"office:value-type="float" office:value="5.0""#, "5,0"),
        cell(r#"office:value-type="percentage" office:value="0.25""#, "25 %"),
        cell(r#"office:value-type="date" office:date-value="2024-05-31T23:59:58""#, "31.05.24"),
        cell(r#"office:value-type="date" office:date-value="2024-02-01""#, "1 Feb"),
        cell(r#"office:value-type="time" office:time-value="PT26H05M07S""#, "26:05:07"),
        cell(r#"office:value-type="boolean" office:boolean-value="true""#, "WAHR"),
        cell(
            r#"office:value-type="string""#,
            "Agree &amp; <text:span>“mo<text:s text:c=\"2\"/>re”</text:span>",
        ),
        cell(r#"office:value-type="string" office:string-value="said""#, "shown"),
        cell("", "one</text:p><text:p>two<text:line-break/>three<text:tab/><text:a>four</text:a>"),
    ];
    let read = read(&document(&table(&row(&cells.concat()))));
    let expected = [
        "5",
        "0.25",
        "2024-05-31T23:59:58",
        "2024-02-01T00:00:00",
        "26:05:07",
        "TRUE",
        "Agree & “mo  re”",
        "said",
        "one\ntwo\nthree\tfour",
    ];
    assert_eq!(read.rows, [expected]);
    assert_eq!((read.head, read.remark.as_str()), (read.rows, ""));
}

#[test]
fn rows_have_the_numbers_of_the_spreadsheet() {
    let rows = [
        row(r#"<table:table-cell table:number-columns-spanned="3" office:value="1"/>
            <table:covered-table-cell table:number-columns-repeated="2"/>"#),
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>"#.to_owned(),
        format!("<table:table-header-rows>{}</table:table-header-rows>", row(&cell("", "head"))),
        format!(
            "<table:table-row-group><table:table-row-group>{}</table:table-row-group></table:table-row-group>",
            row(&cell(r#"table:number-columns-repeated="2""#, "deep"))
        ),
        r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:style-name="c"/>
            </table:table-row>"#
            .to_owned(),
    ];
    let read = read(&document(&table(&rows.concat())));
    assert_eq!(read.rows, [["1", ""], ["", ""], ["", ""], ["", ""], ["head", ""], ["deep", "deep"]]);
}

#[test]
fn notes_pictures_and_deleted_cells_are_no_content() {
    let note = r"<office:annotation><text:p>a note</text:p></office:annotation>";
    let inside = format!(
        "<table:table-cell office:value-type='string'>{note}<text:p>text{note}</text:p><draw:frame><text:p>no</text:p>\
        </draw:frame></table:table-cell>"
    );
    let deleted = format!(
        "<table:tracked-changes><table:deletion>{}</table:deletion></table:tracked-changes>",
        table("")
    );
    let shapes = format!("<table:shapes>{}</table:shapes>{}", row(&cell("", "no")), row(&inside));
    let read = read(&document(&format!("{deleted}{}", table(&shapes))));
    assert_eq!(read.rows, [["text"]]);
    assert_eq!(read.remark, "");
}

#[test]
fn the_first_visible_sheet_or_the_one_that_the_plan_names_is_read() {
    let named_table = |name: &str, style: &str| {
        let rows = row(&cell("", name));
        format!(r#"<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>"#)
    };
    let tables = ["ta2", "ta1", "ta1"]
        .iter()
        .zip(["Codes", "A &amp; B", "C"])
        .map(|(style, name)| named_table(name, style));
    let bytes = document(&tables.collect::<String>());
    let first = read(&bytes);
    assert_eq!(
        (first.rows[0][0].as_str(), first.remark.as_str()),
        ("A & B", "; its sheet “A & B” was read, 2 others not")
    );
    assert_eq!(named(&bytes, Some("C")).unwrap().rows, [["C"]]);
    assert_eq!(named(&bytes, Some("Codes")).unwrap().rows, [["Codes"]]);
    let absent = named(&bytes, Some("X")).unwrap_err();
    assert_eq!(absent.hint.as_deref(), Some("its sheets are “Codes”, “A & B”, “C”"));
    assert_eq!(refused(&document(&named_table("a", "ta2"))).message, "the workbook has no sheet of cells");
    assert_eq!(refused(&document("")).message, "the workbook has no sheet of cells");
}

#[test]
fn hidden_rows_formulas_and_macros_are_told() {
    let hidden = |how: &str| {
        format!(
            r#"<table:table-row table:visibility="{how}" table:number-rows-repeated="2">{}</table:table-row>"#,
            cell("", "x")
        )
    };
    let made = cell(r#"table:formula="of:=1+1" office:value-type="float" office:value="2""#, "2");
    let rows = [hidden("collapse"), hidden("filter"), hidden("visible"), row(&made)].concat();
    let read = read(&document(&table(&rows)));
    assert_eq!(read.rows.len(), 7);
    let remark =
        "; 4 hidden rows were read like all others; where cells have formulas, their last values were read";
    assert_eq!(read.remark, remark);
}

#[test]
fn cells_that_show_an_error_are_told() {
    let errors = [
        cell(
            r#"table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error""#,
            "#DIV/0!",
        ),
        cell(r#"table:formula="of:=x" office:value-type="string""#, "#REF!"),
        cell(r#"table:formula="of:=x" office:value-type="string""#, "Err:502"),
    ];
    for error in errors {
        let problem = refused(&document(&table(&format!("{}{}", row(&cell("", "Age")), row(&error)))));
        assert_eq!((problem.place.row, problem.place.column.as_deref()), (Some(2), Some("Age")));
        assert_eq!(problem.message, "1 cell of column A shows a spreadsheet error such as #REF!");
    }
    let typed = read(&document(&table(&row(&cell(r#"office:value-type="string""#, "#REF!")))));
    assert_eq!(typed.rows, [["#REF!"]]);
}

#[test]
fn what_needs_a_password_is_told_as_such() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path='content.xml'>\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes =
        archive(&[("mimetype", "x"), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}scrambled")]);
    assert_eq!(refused(&bytes).message, "the workbook is encrypted");
}

#[test]
fn no_document_type_is_accepted() {
    let content = "<!DOCTYPE a [<!ENTITY b \"c\">]><office:document-content/>";
    for parts in [[("mimetype", "x"), ("content.xml", content)], [("content.xml", content), ("mimetype", "")]]
    {
        assert!(refused(&archive(&parts)).message.contains("document type"));
    }
}

#[test]
fn values_that_are_not_of_their_kind_are_told_or_kept() {
    assert!(refused(&document(&table(&row(&cell(r#"office:value="x""#, ""))))).message.contains("damaged"));
    let odd = [
        r#"office:date-value="soon""#,
        r#"office:time-value="PT""#,
        r#"office:time-value="P1DT99999999999999999H""#,
    ];
    let cells: String = odd.iter().map(|attribute| cell(attribute, "")).collect();
    assert_eq!(read(&document(&table(&row(&cells)))).rows, [["soon", "0:00:00", "P1DT99999999999999999H"]]);
}

#[test]
fn a_sheet_that_does_not_end_is_refused() {
    let whole = "<office:document-content><office:spreadsheet><table:table table:name='a'><table:table-row>\
        <table:table-cell><office:annotation><text:p>n</text:p></office:annotation><text:p>a</text:p></table:table-cell>\
        </table:table-row></table:table></office:spreadsheet></office:document-content>";
    for end in 0..=whole.len() {
        let bytes = archive(&[("mimetype", "x"), ("content.xml", &whole[..end])]);
        assert_eq!(named(&bytes, None).is_ok(), end == whole.len(), "{end}");
    }
}
