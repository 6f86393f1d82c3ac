//! The same rows come out however a text is cut and written.

use std::io::Write as _;

use proptest::prelude::*;

use super::{Faults, open};
use crate::problem::Problems;

/// The rows of a file with these bytes, cut into blocks of about `size` bytes; and the problems.
fn rows(bytes: &[u8], size: usize) -> (Vec<Vec<String>>, Problems) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let path = file.path().to_owned();
    let mut text = match open(&path, std::fs::File::open(&path).unwrap()) {
        Ok(text) => text,
        Err(problems) => return (Vec::new(), problems),
    };
    text.blocks.size = size;
    let (mut rows, mut faults) = (Vec::new(), Faults::default());
    while let Some(block) = text.blocks.next().unwrap() {
        let (batch, found) = block.parse();
        let before = rows.len() as u64;
        let row = |row| (0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect();
        rows.extend((0..batch.rows()).map(row));
        faults.merge(found, before);
    }
    let mut problems = Problems::new();
    super::tell(&path, &faults, 0, rows.len() as u64, &mut problems);
    (rows, problems)
}

#[test]
fn utf_16_of_both_kinds_is_read_as_what_it_says() {
    let text = "ID,Proud\r\n1,\"café, 😀\"\r\n2,\u{201C}x\u{201D}\r\n";
    for little in [true, false] {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect();
        let (rows, problems) = rows(&bytes, 64);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(rows[1..], [["1", "café, 😀"], ["2", "“x”"]]);
    }
}

#[test]
fn damaged_utf_16_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"\xFF\xFEI\0D\0\n\x001\0\x00\xD8\n\0").unwrap();
    let opened = open(file.path(), std::fs::File::open(file.path()).unwrap());
    let problem = opened.err().unwrap().first_error().unwrap();
    assert_eq!((problem.place.row, problem.exit), (Some(2), crate::exit::Exit::Inputs), "{problem:?}");
}

#[test]
fn two_encodings_in_one_text_are_refused_wherever_they_stand() {
    let mut text = String::from("ID,Comment\n");
    (0..50).for_each(|row| text.push_str(&format!("{row},café\n")));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"51,caf\xE9\n");
    for size in [64, 1 << 20] {
        let (_, problems) = rows(&bytes, size);
        assert!(problems.stop(), "{problems:?}");
    }
}

/// Rows of cells of any kind.
fn table() -> impl Strategy<Value = Vec<(String, String)>> {
    let cell = || "[a-c,;\"\n\té😀 ]{0,9}";
    prop::collection::vec((cell(), cell()), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_may_be_cut_anywhere(table in table(), size in 1_usize..200, crlf in any::<bool>(), ended in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> = table.iter().map(|(a, b)| format!("{},{}", quote(a), quote(b))).collect();
        let mut text = format!("A,B{end}{}", lines.join(end));
        if ended {
            text.push_str(end);
        }
        let (whole, problems) = rows(text.as_bytes(), 1 << 20);
        prop_assert!(problems.is_empty());
        let expected: Vec<Vec<String>> = table.iter().map(|(a, b)| vec![a.clone(), b.clone()]).collect();
        prop_assert_eq!(&whole[1..], expected.as_slice());
        let (cut, problems) = rows(text.as_bytes(), size);
        prop_assert!(problems.is_empty());
        prop_assert_eq!(whole, cut);
    }

    #[test]
    fn what_is_wrong_is_told_at_the_same_row_however_the_text_is_cut(
        text in "[ab,\"\n]{1,80}",
        size in 1_usize..40,
    ) {
        let text = format!("A,B\n1,2\n{text}");
        let ((_, whole), (_, cut)) = (rows(text.as_bytes(), 1 << 20), rows(text.as_bytes(), size));
        prop_assert_eq!(whole.stop(), cut.stop());
        let first = |problems: &Problems| problems.iter().next().and_then(|problem| problem.place.row);
        prop_assert_eq!(first(&whole), first(&cut));
    }
}
