//! Archives: cut off, overfull, with two parts of one name, larger than the ordinary fields.

use std::path::Path;

use super::super::encrypted_or_old;
use super::{BOOK, LINKS, ROOT, archive, book, document, read, refused};

const ROW: &str = "<row><c><v>1</v></c></row>";

/// Where the entries of the directory begin.
fn entries(bytes: &[u8]) -> Vec<usize> {
    bytes.windows(4).enumerate().filter(|(_, window)| window == b"PK\x01\x02").map(|(at, _)| at).collect()
}

fn end(bytes: &[u8]) -> usize {
    bytes.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap()
}

#[test]
fn a_file_is_refused_wherever_it_was_cut() {
    for whole in [book(ROW, ""), document("<table:table table:name='a'/>")] {
        for end in 0..whole.len() {
            assert!(refused(&whole[..end]).message.contains("damaged"), "{end}");
        }
    }
}

#[test]
fn what_says_that_it_unpacks_to_far_more_is_refused() {
    let mut bytes = book(ROW, "");
    let entry = entries(&bytes)[0];
    bytes[entry + 24..entry + 28].copy_from_slice(&0x4000_0000_u32.to_le_bytes());
    assert!(refused(&bytes).message.contains("unpacks to far more"));
}

#[test]
fn what_unpacks_to_far_more_is_refused() {
    let spaces = format!("{ROW}{}", " ".repeat(10 << 20));
    assert!(refused(&book(&spaces, "")).message.contains("unpacks to far more"));
    let few = format!("{ROW}{}", " ".repeat(1 << 20));
    assert_eq!(read(&book(&few, "")).rows, [["1"]]);
}

#[test]
fn what_unpacks_to_more_than_it_says_is_damaged() {
    let mut bytes = book(&format!("{ROW}{}", " ".repeat(1 << 20)), "");
    for entry in entries(&bytes) {
        let size = &mut bytes[entry + 24..entry + 28];
        if size[2] > 0 {
            size.copy_from_slice(&1_000_u32.to_le_bytes());
        }
    }
    assert!(refused(&bytes).message.contains("damaged"));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let twin = "xl/worksheets/sheet2.xml";
    let sheet = "<worksheet><sheetData/></worksheet>";
    for other in ["xl/worksheets/sheet1.xml", "XL/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"] {
        let mut bytes = archive(&[
            ("_rels/.rels", ROOT),
            ("xl/_rels/workbook.xml.rels", LINKS),
            ("xl/workbook.xml", BOOK),
            ("xl/worksheets/sheet1.xml", sheet),
            (twin, sheet),
        ]);
        let places: Vec<usize> = bytes
            .windows(twin.len())
            .enumerate()
            .filter(|(_, window)| *window == twin.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert_eq!(places.len(), 2);
        for at in places {
            bytes[at..at + twin.len()].copy_from_slice(other.as_bytes());
        }
        assert!(
            refused(&bytes).message.contains("two parts of the name “xl/worksheets/sheet1.xml”"),
            "{other}"
        );
    }
}

#[test]
fn names_that_lead_elsewhere_lead_nowhere() {
    let bytes = archive(&[
        ("../../../../tmp/evil.txt", "x"),
        ("/etc/evil", "x"),
        ("_rels/.rels", &ROOT.replace("xl/workbook.xml", "../../xl/./workbook.xml")),
        ("xl/_rels/workbook.xml.rels", &LINKS.replace("worksheets/", "../../../xl/worksheets/")),
        ("xl/workbook.xml", BOOK),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{ROW}</sheetData></worksheet>")),
    ]);
    assert_eq!(read(&bytes).rows, [["1"]]);
    assert!(!Path::new("/tmp/evil.txt").exists());
}

#[test]
fn an_archive_with_the_fields_of_large_ones_is_read() {
    let whole = book(ROW, "");
    let end = end(&whole);
    let (count, offset) = (entries(&whole).len() as u64, entries(&whole)[0] as u64);
    let mut bytes = whole[..end].to_vec();
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for field in [count, count, end as u64 - offset, offset] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend((end as u64).to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0");
    assert_eq!(read(&bytes).rows, [["1"]]);
    let large = bytes.windows(4).position(|window| window == b"PK\x06\x06").unwrap();
    for field in [32, 48] {
        let mut lying = bytes.clone();
        lying[large + field..large + field + 8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(["damaged", "far more"].iter().any(|words| refused(&lying).message.contains(words)));
    }
}

#[test]
fn a_part_that_needs_a_password_is_told_as_such() {
    let mut bytes = book(ROW, "");
    let entry = entries(&bytes)[0];
    bytes[entry + 8] |= 1;
    assert_eq!(refused(&bytes).message, "the workbook is encrypted");
    let place = encrypted_or_old(Path::new("a.xls"));
    assert_eq!(place.message, "the workbook is encrypted, or of the old .xls kind");
}

#[test]
fn archives_of_other_things_are_told_as_such() {
    let other = refused(&archive(&[("answers.csv", "a,b")]));
    assert_eq!(other.message, "this is an archive (zip) without a spreadsheet in it");
    let binary = refused(&archive(&[("[Content_Types].xml", ""), ("xl/workbook.bin", "")]));
    assert_eq!(binary.message, "this is a binary workbook (.xlsb)");
    let sealed = refused(&archive(&[("mimetype", ""), ("encrypted-package", "")]));
    assert_eq!(sealed.message, "the workbook is encrypted");
    assert!(refused(b"").message.contains("damaged"));
    assert!(refused(b"PK\x03\x04").message.contains("damaged"));
}
