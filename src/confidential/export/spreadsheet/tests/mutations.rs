//! Files in which something was changed at random: read or refused, never a panic, never without an end.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::{BOOK, LINKS, ROOT, STYLES, archive, book, document, named};

const ROWS: &str = r#"<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>in</t></is></c><c r="B1" t="s"><v>1</v></c>
    <c r="C1" t="b"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>45443.5</v></c><c r="B3" s="2"><v>1.5</v></c>
    <c r="C3" t="str"><f t="shared" ref="C3:C9" si="0">A1</f><v>x_x000D_</v></c><c r="D3" t="d"><v>2024-05-31</v></c></row>"#;
const STRINGS: &str = "<si><t>a</t></si><si><r><t xml:space=\"preserve\">b </t></r><rPh><t>c</t></rPh></si>";
const TABLE: &str = r#"<table:table table:name="a" table:style-name="ta1"><table:table-row
    table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" office:value="7"/>
    <table:table-cell><office:annotation><text:p>n</text:p></office:annotation><text:p>a<text:s text:c="2"/>b&amp;</text:p>
    <text:p>c</text:p></table:table-cell><table:table-cell office:date-value="2024-05-31T10:00:00"/><table:table-cell
    office:time-value="PT1H2M3S"/></table:table-row></table:table>"#;

/// Changes a few places: other bytes, copies of other places, digits, gaps.
fn changed(random: &mut ChaCha8Rng, whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..random.random_range(1..4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.random_range(0..bytes.len());
        let end = (at + random.random_range(1..12)).min(bytes.len());
        match random.random_range(0..6) {
            0 => bytes[at] ^= 1 << random.random_range(0..8),
            1 => bytes[at] = random.random_range(0..=255),
            2 => bytes[at] = random.random_range(b'0'..=b'9'),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let copied = bytes[at..end].to_vec();
                let to = random.random_range(0..bytes.len());
                bytes.splice(to..to, copied);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

#[test]
fn a_changed_file_is_read_or_refused() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut refused = 0;
    for whole in [book(ROWS, STRINGS), document(TABLE)] {
        assert!(named(&whole, None).is_ok());
        for _ in 0..1_000 {
            refused += usize::from(named(&changed(&mut random, &whole), None).is_err());
        }
    }
    assert!(refused > 1_000, "{refused}");
}

#[test]
fn a_changed_part_is_read_or_refused() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let sheet = format!("<worksheet><sheetData>{ROWS}</sheetData></worksheet>");
    let strings = format!("<sst>{STRINGS}</sst>");
    let parts = [
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/workbook.xml", BOOK),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let table = format!("<office:spreadsheet>{TABLE}</office:spreadsheet>");
    let (mut read, mut refused) = (0, 0);
    for turn in 0..2_000 {
        let bytes = if turn % 3 == 0 {
            let content = changed(&mut random, table.as_bytes());
            archive(&[("mimetype", ""), ("content.xml", &String::from_utf8_lossy(&content))])
        } else {
            let chosen = random.random_range(2..8_usize).min(parts.len() - 1);
            let content = changed(&mut random, parts[chosen].1.as_bytes());
            let content = String::from_utf8_lossy(&content);
            let mut parts = parts;
            parts[chosen].1 = &content;
            archive(&parts)
        };
        match named(&bytes, None) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 100 && refused > 100, "{read} {refused}");
}
