//! Files that are not what they say.

use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::writer::{Cell, Variable, Writer, small};
use super::{read, refused};
use crate::confidential::export::spss::header::Packing;

#[test]
fn what_is_no_sav_file_is_told_by_what_it_is() {
    assert!(refused(b"").message.contains("no SPSS file"));
    assert!(refused(b"ID,Proud\n1,5\n").message.contains("no SPSS file"));
    assert!(refused(b"\x1C\0\0\0\0\0\0\0ENCRYPTEDSAV").message.contains("encrypted"));
    assert!(refused(&[[b' '; 456].as_slice(), b"SPSSPORT"].concat()).message.contains(".por"));
    let mut bytes = small(Packing::None).bytes();
    bytes[64] = 7;
    assert!(refused(&bytes).message.contains("order of bytes"));
    let mut bytes = small(Packing::None).bytes();
    bytes[72] = 2;
    assert!(refused(&bytes).message.contains("packed in a way"));
}

#[test]
fn a_claim_of_more_than_there_is_is_refused_before_anything_is_taken() {
    for packing in [Packing::None, Packing::Codes, Packing::Zlib] {
        let claimed = Writer { claimed: i32::MAX, ..small(packing) };
        assert!(refused(&claimed.bytes()).message.contains("cut off"), "{packing:?}");
        let one_more = Writer { claimed: 5, ..small(packing) };
        assert!(refused(&one_more.bytes()).message.contains("cut off"), "{packing:?}");
        assert!(refused(&Writer { claimed: 0, ..small(packing) }.bytes()).message.contains("no cases"));
    }
    // A label of 2 GiB, and extensions of as many bytes as numbers can say.
    for record in [[2, 0, 1, 0, 0, 0, 0, 0, i32::MAX], [7, 13, i32::MAX, i32::MAX, 0, 0, 0, 0, 0]] {
        let mut bytes = Writer::new(Vec::new(), Vec::new()).bytes()[..176].to_vec();
        bytes.extend(record.map(i32::to_le_bytes).concat());
        assert!(refused(&bytes).message.contains("cut off"));
    }
}

#[test]
fn a_file_without_variables_or_with_too_many_is_refused() {
    assert!(refused(&Writer::new(Vec::new(), Vec::new()).bytes()).message.contains("no variables"));
    let many = vec![Variable::new("V", 0); 2_001];
    let case = vec![Cell::Number(1.0); 2_001];
    assert!(refused(&Writer::new(many, vec![case]).bytes()).message.contains("2000 variables"));
    let most = vec![Variable::new("V", 0); 2_000];
    assert!(read(&Writer::new(most, vec![vec![Cell::Number(1.0); 2_000]]).bytes()).is_ok());
}

#[test]
fn blocks_that_are_the_same_bytes_over_and_over_are_refused() {
    let mut bytes = small(Packing::Zlib).bytes();
    let entries = |bytes: &[u8]| bytes.len() - 24;
    // The last block is said to be where the first is.
    let at = entries(&bytes) + 8;
    let first = bytes.windows(2).position(|two| two == [0x78, 0x01]).expect("a block");
    bytes[at..at + 8].copy_from_slice(&(first as i64).to_le_bytes());
    assert!(refused(&bytes).message.contains("list of its blocks"));
}

#[test]
fn the_row_of_a_damaged_case_is_told() {
    let bytes = small(Packing::None).bytes();
    let mut writer = small(Packing::None);
    writer.claimed = -1;
    let cut = &writer.bytes()[..bytes.len() - 5];
    assert_eq!(refused(cut).place.row, Some(4));
}

#[test]
fn records_that_contradict_each_other_are_refused() {
    // A very long text whose further parts are not there.
    let cases = vec![vec![Cell::Text(vec![b'a'; 255])]];
    let mut writer = Writer::new(vec![Variable::new("LONG", 255)], cases);
    writer.extensions = vec![(14, 1, b"LONG=600\0\t".to_vec())];
    assert!(refused(&writer.bytes()).message.contains("cut off"));
    writer.extensions = vec![(14, 1, b"LONG=999999\0\t".to_vec())];
    assert!(refused(&writer.bytes()).message.contains("length that cannot be"));
    writer.extensions = vec![(7, 1, b"$a=D1 1 900 x y\n".to_vec())];
    assert!(refused(&writer.bytes()).message.contains("multiple-response set"));
    writer.extensions = vec![(7, 1, b"$a=D1 1 1 x nobody\n".to_vec())];
    assert!(refused(&writer.bytes()).message.contains("of no variables"));
    let mut range = Variable::new("T", 8);
    range.missing = (-2, vec![1.0, 2.0]);
    let writer = Writer::new(vec![range], vec![vec![Cell::Text(vec![])]]);
    assert!(refused(&writer.bytes()).message.contains("range of missing texts"));
}

#[test]
fn nothing_that_is_altered_or_cut_panics_or_quotes_an_answer() {
    let mut random = ChaCha8Rng::seed_from_u64(2024);
    let whole = |number: i32| number.to_le_bytes().to_vec();
    for packing in [Packing::None, Packing::Codes, Packing::Zlib] {
        let mut writer = small(packing);
        writer.extensions = vec![
            (3, 4, [[0; 28].to_vec(), whole(65_001)].concat()),
            (7, 1, b"$a=D1 1 1 x q1\n$b=E 1 1 5 1 y q1\n".to_vec()),
            (13, 1, b"Q1=Proud\tTEAM=Team".to_vec()),
            (21, 1, [whole(4), b"TEAM".to_vec(), whole(12), whole(0)].concat()),
        ];
        let bytes = writer.bytes();
        let mut unreadable = 0;
        for _ in 0..3_000 {
            let mut altered = bytes.clone();
            for _ in 0..random.random_range(1..4) {
                let at = random.random_range(0..altered.len());
                altered[at] = if random.random_bool(0.5) { random.next_u32() as u8 } else { 255 };
            }
            if random.random_bool(0.2) {
                altered.truncate(random.random_range(0..altered.len()));
            }
            if let Err(problem) = read(&altered) {
                unreadable += 1;
                assert!(!format!("{problem:?}").contains("Finance"));
            }
        }
        assert!(unreadable > 500, "{unreadable}");
    }
}
