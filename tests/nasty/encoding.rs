//! Encodings: read by what the file says of itself, or refused with the row; nothing is guessed at.

use encoding_rs::WINDOWS_1252;

use super::{CANARY, Nasty, export};

const FILE: &str = "small/export.csv";

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn marked(text: &str) -> String {
    format!("\u{feff}{text}")
}

/// The clean export, with these bytes in the comment of row 7.
fn with_comment(bytes: &[u8]) -> Vec<u8> {
    let (before, after) = whole().split_once(&format!("{CANARY}wrote 5")).map(owned).expect("a comment");
    [before.as_bytes(), bytes, after.as_bytes()].concat()
}

fn owned((before, after): (&str, &str)) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

fn whole() -> String {
    export().text()
}

#[test]
fn what_says_how_it_is_written_is_read() {
    let text = whole();
    Nasty::new(FILE).reads(&[
        ("a byte order mark", marked(&text).into_bytes(), &[]),
        ("UTF-16, little end first", utf_16(&marked(&text), u16::to_le_bytes), &[]),
        ("UTF-16, big end first", utf_16(&marked(&text), u16::to_be_bytes), &[]),
        ("letters as base and mark", with_comment("cafe\u{301}".as_bytes()), &[]),
        (
            "Windows-1252",
            WINDOWS_1252.encode(&text).0.into_owned(),
            &["export.csv", "row 4", "read as Windows-1252", "40 characters"],
        ),
    ]);
}

#[test]
fn what_is_written_in_two_ways_or_in_none_is_refused() {
    let text = whole();
    let not_utf_8 = ["row 7", "not UTF-8"];
    let no_text = ["row 1", "NUL", "CSV UTF-8"];
    let cut = text.len() - "\n".len();
    Nasty::new(FILE).refuses(&[
        ("UTF-16 without a mark, little end first", utf_16(&text, u16::to_le_bytes), &no_text),
        ("UTF-16 without a mark, big end first", utf_16(&text, u16::to_be_bytes), &no_text),
        ("UTF-32", marked(&text).chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(), &no_text),
        ("one Latin-1 byte", with_comment(b"caf\xe9"), &not_utf_8),
        ("an overlong slash", with_comment(b"\xc0\xaf"), &not_utf_8),
        ("half of a pair of UTF-16 as UTF-8", with_comment(b"\xed\xa0\x80"), &not_utf_8),
        ("a byte that no encoding of the West has", with_comment(b"\x81"), &not_utf_8),
        ("beyond the last character", with_comment(b"\xf4\x90\x80\x80"), &not_utf_8),
        ("one Latin-1 byte far below", far_below(b"caf\xe9"), &["row 61", "partly UTF-8"]),
        (
            "a character cut off",
            [&text.as_bytes()[..cut], "é".as_bytes()[..1].as_ref()].concat(),
            &["row 61"],
        ),
        (
            "marked as UTF-8, and Windows-1252",
            [b"\xef\xbb\xbf", WINDOWS_1252.encode(&text).0.as_ref()].concat(),
            &["row 4", "not UTF-8"],
        ),
        ("UTF-16 with half a pair", half_a_pair(), &not_utf_8),
        (
            "UTF-16 that ends in the middle",
            utf_16(&marked(&text), u16::to_le_bytes)[..8_001].to_vec(),
            &["row "],
        ),
        ("Windows-1252 read as UTF-8 before", mojibake(&text), &["row 4", "Service"]),
    ]);
}

/// These bytes as the last comment of an export of more than a megabyte, which is read in pieces.
fn far_below(bytes: &[u8]) -> Vec<u8> {
    let long = (2..=40).fold(export(), |table, row| table.set(row, "Comment", &"zqx ".repeat(15_000)));
    let long = (12..=61).fold(long, |table, row| table.set(row, "Service", "Roads"));
    let text = long.set(61, "Comment", "").text();
    [text.trim_end().as_bytes(), bytes, b"\n"].concat()
}

/// UTF-16 in which the comment of row 7 is one half of a pair.
fn half_a_pair() -> Vec<u8> {
    let units = marked(&String::from_utf8(with_comment("Ω".as_bytes())).expect("UTF-8"));
    let damaged = |unit: u16| if unit == 0x3A9 { 0xD800 } else { unit };
    units.encode_utf16().flat_map(|unit| damaged(unit).to_le_bytes()).collect()
}

/// UTF-8 that was taken for Windows-1252 and written as UTF-8 once more.
fn mojibake(text: &str) -> Vec<u8> {
    WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned().into_bytes()
}
