//! The directory of a zip archive: what it says of its parts, before anything is unpacked.

use std::collections::BTreeSet;

use super::fault::Fault;

/// The most bytes a spreadsheet may unpack to.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most that unpacking may multiply a file's size, once it is of any size.
const MOST_RATIO: u64 = 100;
/// Below this size the ratio says nothing: a small table of equal cells packs very well.
const SMALL: u64 = 8 * 1024 * 1024;
/// The most parts an archive may have.
const MOST_PARTS: u64 = 10_000;

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const END_OF_DIRECTORY_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const ENTRY: &[u8] = b"PK\x01\x02";
/// The bytes of an entry before its name.
const ENTRY_BYTES: usize = 46;
/// The end record's own bytes, and the longest comment after it.
const END_BYTES: usize = 22;
const MOST_COMMENT: usize = 65_535;
const LOCATOR_BYTES: usize = 20;

/// What stands in a field whose value is in the extra field of large archives.
const ELSEWHERE: u64 = 0xFFFF_FFFF;
/// Which extra field that is.
const LARGE: u64 = 1;

/// What an archive says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directory {
    /// How many parts it has.
    pub(super) parts: usize,
    /// The bytes of all of them, unpacked.
    pub(super) unpacked: u64,
}

impl Directory {
    /// The directory, if the archive can be unpacked without harm by what it says.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Fault> {
        let (parts, mut at) = counts(bytes).ok_or(Fault::Damaged)?;
        if parts > MOST_PARTS {
            return Err(Fault::Bomb);
        }
        let mut unpacked = 0_u64;
        let mut names = BTreeSet::new();
        for _ in 0..parts {
            let entry = Entry::at(bytes, at).ok_or(Fault::Damaged)?;
            if entry.encrypted {
                return Err(Fault::Encrypted);
            }
            if !names.insert(entry.name.clone()) {
                return Err(Fault::Twice(entry.name));
            }
            unpacked = unpacked.checked_add(entry.unpacked).ok_or(Fault::Bomb)?;
            at = entry.end;
        }
        let packed = (bytes.len() as u64).max(1);
        let bomb = unpacked > MOST_UNPACKED || (unpacked > SMALL && unpacked / packed > MOST_RATIO);
        if bomb { Err(Fault::Bomb) } else { Ok(Self { parts: parts as usize, unpacked }) }
    }
}

/// One entry of the directory.
struct Entry {
    name: String,
    unpacked: u64,
    encrypted: bool,
    /// Where the next one begins.
    end: usize,
}

impl Entry {
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let head_end = at.checked_add(ENTRY_BYTES)?;
        let head = bytes.get(at..head_end).filter(|head| head.starts_with(ENTRY))?;
        let length = |offset| number(head, offset, 2).and_then(|length| usize::try_from(length).ok());
        let extra_at = head_end.checked_add(length(28)?)?;
        let comment_at = extra_at.checked_add(length(30)?)?;
        let end = comment_at.checked_add(length(32)?)?;
        let name = form_of(&String::from_utf8_lossy(bytes.get(head_end..extra_at)?));
        let extra = bytes.get(extra_at..comment_at)?;
        let unpacked = match number(head, 24, 4)? {
            ELSEWHERE => large_size(extra)?,
            size => size,
        };
        Some(Self { name, unpacked, encrypted: number(head, 8, 2)? & 1 == 1, end })
    }
}

/// A part's name as names are compared: case and the kind of slash make no difference.
pub(super) fn form_of(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// The unpacked size in the extra fields of a part that is too large for the ordinary field.
fn large_size(mut extra: &[u8]) -> Option<u64> {
    loop {
        let size = usize::try_from(number(extra, 2, 2)?).ok()?;
        if number(extra, 0, 2)? == LARGE {
            return number(extra, 4, 8);
        }
        extra = extra.get(size.checked_add(4)?..)?;
    }
}

/// How many parts there are, and where their directory begins.
fn counts(bytes: &[u8]) -> Option<(u64, usize)> {
    let end = end_record(bytes)?;
    let (parts, offset) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    let locator = end.checked_sub(LOCATOR_BYTES).filter(|&at| starts(bytes, at, LOCATOR_64));
    let Some(locator) = locator else { return Some((parts, usize::try_from(offset).ok()?)) };
    let large = usize::try_from(number(bytes, locator + 8, 8)?).ok()?;
    if !starts(bytes, large, END_OF_DIRECTORY_64) {
        return None;
    }
    let parts = number(bytes, large.checked_add(32)?, 8)?;
    let offset = number(bytes, large.checked_add(48)?, 8)?;
    Some((parts, usize::try_from(offset).ok()?))
}

fn end_record(bytes: &[u8]) -> Option<usize> {
    let first = bytes.len().saturating_sub(END_BYTES + MOST_COMMENT);
    let tail = bytes.get(first..)?;
    tail.windows(END_OF_DIRECTORY.len()).rposition(|window| window == END_OF_DIRECTORY).map(|at| first + at)
}

fn starts(bytes: &[u8], at: usize, mark: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
}

/// A little-endian number of `length` bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |value, &digit| value << 8 | u64::from(digit)))
}
