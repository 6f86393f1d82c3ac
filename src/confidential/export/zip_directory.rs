//! The directory of a zip archive: what it says it unpacks to, before anything is unpacked.

/// The most bytes a workbook may unpack to.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most that unpacking may multiply a workbook's size, once it is of any size.
const MOST_RATIO: u64 = 100;
/// Below this size the ratio says nothing: a small table of equal cells packs very well.
const SMALL: u64 = 8 * 1024 * 1024;

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
/// The bytes of an entry before its name.
const ENTRY_BYTES: usize = 46;
/// The end record's own bytes, and the longest comment after it.
const END_BYTES: usize = 22;
const MOST_COMMENT: usize = 65_535;

/// What is wrong with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsound {
    /// No directory, or one that does not hold what it says: cut off or damaged.
    Damaged,
    /// Unpacks to more than a workbook of survey answers can need.
    Bomb,
}

/// Whether the archive can be unpacked without harm, by what its directory says.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unsound> {
    let end = end_record(bytes).ok_or(Unsound::Damaged)?;
    let entries = number(bytes, end + 10, 2).ok_or(Unsound::Damaged)?;
    let mut at = usize::try_from(number(bytes, end + 16, 4).ok_or(Unsound::Damaged)?).unwrap_or(usize::MAX);
    let mut unpacked = 0_u64;
    for _ in 0..entries {
        let next = at.checked_add(ENTRY_BYTES).ok_or(Unsound::Damaged)?;
        let entry = bytes.get(at..next).filter(|entry| entry.starts_with(ENTRY)).ok_or(Unsound::Damaged)?;
        let field = |offset, length| number(entry, offset, length).unwrap_or(0);
        unpacked += field(24, 4);
        at = next + [28, 30, 32].iter().map(|&offset| field(offset, 2) as usize).sum::<usize>();
    }
    let packed = bytes.len() as u64;
    let bomb = unpacked > MOST_UNPACKED || (unpacked > SMALL && unpacked / packed.max(1) > MOST_RATIO);
    if bomb { Err(Unsound::Bomb) } else { Ok(()) }
}

fn end_record(bytes: &[u8]) -> Option<usize> {
    let first = bytes.len().saturating_sub(END_BYTES + MOST_COMMENT);
    let tail = bytes.get(first..)?;
    tail.windows(END_OF_DIRECTORY.len()).rposition(|window| window == END_OF_DIRECTORY).map(|at| first + at)
}

/// A little-endian number of `length` bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |value, &digit| value << 8 | u64::from(digit)))
}
