//! What a file says of itself, held against its size before anything is unpacked.

use parquet::basic::Compression;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};

use super::fault::{Fault, MOST_CELLS};
use super::thrift::Thrift;

/// What a file begins and ends with, and what it ends with where its footer is encrypted.
const MAGIC: &[u8] = b"PAR1";
const ENCRYPTED: &[u8] = b"PARE";
/// The bytes after the footer: its length and the magic.
const TAIL: usize = 8;
/// The most bytes of a footer.
const MOST_FOOTER: usize = 16 * 1024 * 1024;
/// The most bytes of a page once unpacked; most writers make pages of 1 MiB.
const MOST_PAGE: i64 = 64 * 1024 * 1024;
/// The most bytes of the pages that are unpacked at the same time: one of each column, and its dictionary.
const MOST_AT_ONCE: i64 = 512 * 1024 * 1024;

/// Kinds of pages.
const DICTIONARY: i64 = 2;

/// Whether it begins and ends as a Parquet file, with a footer that is all there.
pub(super) fn check_footer(bytes: &[u8]) -> Result<(), Fault> {
    let tail = bytes.len().checked_sub(TAIL).and_then(|at| bytes.get(at..)).unwrap_or_default();
    if tail.ends_with(ENCRYPTED) {
        return Err(Fault::Encrypted);
    }
    let Some((length, MAGIC)) = tail.split_first_chunk::<4>() else {
        return Err(if bytes.starts_with(MAGIC) { Fault::CutOff } else { Fault::Foreign });
    };
    if !bytes.starts_with(MAGIC) {
        return Err(Fault::Foreign);
    }
    let length = u32::from_le_bytes(*length) as usize;
    let end = bytes.len() - TAIL;
    let start = end.checked_sub(length).filter(|&start| start >= MAGIC.len()).ok_or(Fault::CutOff)?;
    if length > MOST_FOOTER {
        return Err(Fault::TooLarge);
    }
    Thrift::new(bytes.get(start..end).unwrap_or_default()).structure(&mut |_, _| {})
}

/// Whether all columns can be read without more memory than they are worth.
pub(super) fn check(bytes: &[u8], metadata: &ParquetMetaData) -> Result<(), Fault> {
    let columns = metadata.file_metadata().schema_descr().num_columns() as u64;
    let mut rows = 0_u64;
    for group in metadata.row_groups() {
        let count = u64::try_from(group.num_rows()).map_err(|_| Fault::Damaged)?;
        rows = rows.saturating_add(count);
        if rows.saturating_mul(columns) > MOST_CELLS {
            return Err(Fault::TooLarge);
        }
        let mut at_once = 0;
        for column in group.columns() {
            check_packing(column)?;
            at_once += check_pages(bytes, group, column)?;
        }
        if at_once > MOST_AT_ONCE {
            return Err(Fault::TooLarge);
        }
    }
    if u64::try_from(metadata.file_metadata().num_rows()) != Ok(rows) {
        return Err(Fault::Damaged);
    }
    if rows == 0 || columns == 0 { Err(Fault::Empty) } else { Ok(()) }
}

fn check_packing(column: &ColumnChunkMetaData) -> Result<(), Fault> {
    match column.compression() {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_) => Ok(()),
        other => {
            let name = other.to_string();
            Err(Fault::Packing(name.split('(').next().unwrap_or_default().to_lowercase()))
        }
    }
}

/// How many bytes of a column are unpacked at the same time, if all its pages are there.
fn check_pages(bytes: &[u8], group: &RowGroupMetaData, column: &ColumnChunkMetaData) -> Result<i64, Fault> {
    let place = |number: i64| usize::try_from(number).map_err(|_| Fault::Damaged);
    let start = place(column.dictionary_page_offset().unwrap_or(column.data_page_offset()))?;
    let end = start.checked_add(place(column.compressed_size())?).ok_or(Fault::CutOff)?;
    let mut rest = bytes.get(start..end).ok_or(Fault::CutOff)?;
    let (mut dictionary, mut largest, mut values) = (0, 0, 0_i64);
    while !rest.is_empty() {
        let mut thrift = Thrift::new(rest);
        let mut head = Head::default();
        thrift.structure(&mut |path, number| head.take(path, number))?;
        let page = place(head.packed)?;
        rest = thrift.at.checked_add(page).and_then(|next| rest.get(next..)).ok_or(Fault::CutOff)?;
        if !(0..=MOST_PAGE).contains(&head.unpacked) {
            return Err(if head.unpacked < 0 { Fault::Damaged } else { Fault::TooLarge });
        }
        if head.kind == DICTIONARY {
            // No value of a dictionary takes less than a byte.
            if !(0..=head.unpacked).contains(&head.values) {
                return Err(Fault::Damaged);
            }
            dictionary = dictionary.max(head.unpacked);
        } else {
            let levels = head.levels.iter().all(|length| (0..=head.unpacked).contains(length));
            if head.values < 0 || !levels || head.levels.iter().sum::<i64>() > head.unpacked {
                return Err(Fault::Damaged);
            }
            values = values.saturating_add(head.values);
            largest = largest.max(head.unpacked);
        }
    }
    // Columns whose rows are no single values have more of them; they are refused by name.
    if values != group.num_rows() && column.column_descr().max_rep_level() == 0 {
        return Err(Fault::Damaged);
    }
    Ok(dictionary + largest)
}

/// What the head of a page says.
#[derive(Default)]
struct Head {
    kind: i64,
    unpacked: i64,
    packed: i64,
    values: i64,
    /// Bytes of levels, which newer pages keep apart.
    levels: [i64; 2],
}

impl Head {
    /// By the numbers that the format gives to fields.
    fn take(&mut self, path: &[i16], number: i64) {
        match path {
            [1] => self.kind = number,
            [2] => self.unpacked = number,
            [3] => self.packed = number,
            [5 | 7 | 8, 1] => self.values = number,
            [8, 5] => self.levels[0] = number,
            [8, 6] => self.levels[1] = number,
            _ => {}
        }
    }
}
