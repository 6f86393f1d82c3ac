//! Parquet: what a file claims is held against what it has, and nothing but cells is taken from it.

use std::fs;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int32Array, ListArray, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;

use super::{CANARY, HEADER, Nasty, Table, csv_shape, export};
use crate::sample::project;
use crate::workdir::files;

const FILE: &str = "small/export.parquet";
const DAMAGED: [&str; 1] = ["the Parquet file is damaged"];
const CUT_OFF: [&str; 1] = ["the Parquet file is cut off"];

/// A file of these columns.
fn written(columns: Vec<(String, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let canary = KeyValue::new(format!("{CANARY}-key"), format!("{CANARY}-value"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(format!("{CANARY} writer"))
        .set_key_value_metadata(Some(vec![canary]))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("a footer");
    bytes
}

/// The columns of a table, all of text.
fn columns(table: &Table) -> Vec<(String, ArrayRef)> {
    let column = |(at, header): (usize, &&str)| {
        let cells: Vec<&str> = table.0.iter().skip(1).map(|row| row[at].as_str()).collect();
        ((*header).to_owned(), Arc::new(StringArray::from(cells)) as ArrayRef)
    };
    HEADER.iter().enumerate().map(column).collect()
}

fn plain() -> Vec<u8> {
    written(columns(&export()))
}

/// The clean file with this in place of the column of comments.
fn with_comments(comments: ArrayRef) -> Vec<u8> {
    let mut columns = columns(&export());
    columns.pop();
    columns.push(("Comment".to_owned(), comments));
    written(columns)
}

fn nasty() -> Nasty {
    Nasty::exported_as(FILE, &plain())
}

/// The clean file that says that its footer has this length.
fn footer(length: u32) -> Vec<u8> {
    let mut bytes = plain();
    let at = bytes.len() - 8;
    bytes[at..at + 4].copy_from_slice(&length.to_le_bytes());
    bytes
}

#[test]
fn what_is_no_whole_file_is_refused() {
    let bytes = plain();
    let zero_rows = Table(export().0[..1].to_vec());
    let text = ["says that this is a Parquet file", "text with separators"];
    nasty().refuses(&[
        ("truncated in the middle", bytes[..bytes.len() / 2].to_vec(), &CUT_OFF),
        ("truncated by one byte", bytes[..bytes.len() - 1].to_vec(), &CUT_OFF),
        ("magic only", b"PAR1".to_vec(), &CUT_OFF),
        ("magic at both ends only", b"PAR1PAR1".to_vec(), &CUT_OFF),
        ("a footer of 2 GiB", footer(i32::MAX as u32), &CUT_OFF),
        ("a footer of 4 GiB", footer(u32::MAX), &CUT_OFF),
        ("a footer of no bytes", footer(0), &DAMAGED),
        ("zero rows", written(columns(&zero_rows)), &["empty export", "no rows"]),
        ("an encrypted footer", [&bytes[..bytes.len() - 1], b"E"].concat(), &["is encrypted"]),
        ("text under the name", export().bytes(), &text),
    ]);
}

/// Where the pages of each column end.
fn ends_of_pages(bytes: &[u8]) -> Vec<usize> {
    let bytes = bytes::Bytes::copy_from_slice(bytes);
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes).expect("a footer");
    let columns = metadata.row_groups().iter().flat_map(parquet::file::metadata::RowGroupMetaData::columns);
    columns
        .map(|column| {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            (start + column.compressed_size()) as usize
        })
        .collect()
}

#[test]
fn flipped_bytes_in_pages_are_found_where_pages_have_checksums() {
    let nasty = Nasty::new(FILE);
    let whole = fs::read(project().join("tests/fixtures/exports/snappy.parquet")).expect("the file");
    let inspected = |bytes: &[u8]| {
        fs::write(nasty.work.path(FILE), bytes).expect("a file");
        nasty.work.run(&["inspect", FILE])
    };
    assert_eq!(inspected(&whole).code, 0);
    let ends = ends_of_pages(&whole);
    assert!(ends.len() > 10, "{} columns in all groups", ends.len());
    for end in ends {
        let mut flipped = whole.clone();
        flipped[end - 1] ^= 1;
        let run = inspected(&flipped);
        assert!(run.code == 3 && run.err.contains(DAMAGED[0]), "byte {}: {}{}", end - 1, run.out, run.err);
    }
}

#[test]
fn flipped_bytes_in_pages_without_checksums_end_nothing_but_the_run() {
    let nasty = nasty();
    let (whole, mut refused) = (plain(), 0);
    for end in ends_of_pages(&whole) {
        for back in [1, 20] {
            let mut flipped = whole.clone();
            flipped[end - back] ^= 0x55;
            let run = nasty.run_with(&flipped, "check");
            assert!([0, 3].contains(&run.code), "byte {}: {}", end - back, run.err);
            super::assert_silent("a flipped byte", &run);
            refused += usize::from(run.code == 3);
        }
    }
    assert!(refused > 5, "{refused} refused");
}

#[test]
fn what_is_no_cell_is_refused_by_name() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>((0..60).map(|row| Some([Some(row)])));
    let twice = [columns(&export()), columns(&export()).split_off(8)].concat();
    nasty().refuses(&[
        ("nested", with_comments(Arc::new(list)), &["“Comment”", "the column holds lists"]),
        ("a column twice", written(twice), &["“Comment”"]),
    ]);
}

/// So many cells with this text, which the file has once.
fn repeated(text: &str, rows: usize) -> ArrayRef {
    let text: ArrayRef = Arc::new(StringArray::from(vec![text]));
    Arc::new(DictionaryArray::new(Int32Array::from(vec![0; rows]), text))
}

#[test]
fn a_dictionary_bomb_is_refused_before_it_is_unpacked() {
    let cells = |bytes: usize| with_comments(repeated(&"x".repeat(bytes), 60));
    nasty().refuses(&[
        ("a page of 70 MB", cells(70_000_000), &["unpacks to far more than an export can need"]),
        ("an entry that is no cell", cells(65_537), &["row 1", "“Comment”", "65536 bytes"]),
    ]);
}

#[test]
fn a_dictionary_bomb_whose_entries_are_cells_is_refused_in_little_memory() {
    const ROWS: usize = 20_000;
    let nasty = nasty();
    let mut columns = columns(&super::responses(ROWS));
    columns.pop();
    columns.push(("Comment".to_owned(), repeated(&"x".repeat(65_536), ROWS)));
    let bytes = written(columns);
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    fs::write(nasty.work.path(FILE), bytes).expect("a file");
    let run = csv_shape::within_memory(&nasty, 1_000);
    nasty.assert_refused("1.3 GB of comments", 3, &run, &["unpacks to far more than an export can need"]);
}

#[test]
fn a_canary_in_the_metadata_is_in_nothing_that_is_written() {
    let nasty = nasty();
    let bytes = plain();
    assert!(bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()));
    let run = nasty.run_with(&bytes, "run");
    assert_eq!(run.code, 0, "{}", run.err);
    super::assert_silent("the metadata", &run);
    let mut written = 0;
    for place in ["small/store", "small/reports"] {
        for (name, bytes) in files(&nasty.work.path(place)) {
            written += 1;
            for word in [format!("{CANARY}-key"), format!("{CANARY}-value"), format!("{CANARY} writer")] {
                assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{place}/{name}");
            }
        }
    }
    assert!(written > 5, "{written} files");
}
