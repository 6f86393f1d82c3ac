//! Files of two writers, and files that are damaged in every way.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int8Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
    Time32MillisecondArray, TimestampMillisecondArray, UInt64Array,
};
use arrow::datatypes::{DataType, Field, Int32Type};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::{WriterProperties, WriterVersion};
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::open;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;

type Rows = Vec<Vec<String>>;

/// Reads a file to its end: its names and its cells.
fn read_path(path: &Path) -> Result<(Vec<String>, Rows), Problem> {
    let described = open(&ExportFile::new(path, Layout::Recognise))?;
    let mut rows: Rows = Vec::new();
    for batch in described.rows {
        let batch = batch?;
        assert_eq!(batch.number(0), rows.len() as u64 + 1);
        for row in 0..batch.rows() {
            rows.push((0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect());
        }
    }
    Ok((described.columns.into_iter().flat_map(|column| column.names).collect(), rows))
}

fn read(bytes: &[u8]) -> Result<(Vec<String>, Rows), Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.parquet");
    fs::write(&path, bytes).unwrap();
    read_path(&path)
}

fn refused(bytes: &[u8]) -> Problem {
    read(bytes).expect_err("refused")
}

fn written(columns: Vec<(&str, ArrayRef)>, compression: Compression, version: WriterVersion) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, cells)| (name, cells, true)),
    );
    let batch = batch.unwrap();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_writer_version(version)
        .set_max_row_group_row_count(Some(3))
        .set_key_value_metadata(Some(vec![KeyValue::new("zqx".to_owned(), "zqx-secret".to_owned())]));
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn plain(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    written(columns, Compression::SNAPPY, WriterVersion::PARQUET_1_0)
}

fn answers() -> Vec<(&'static str, ArrayRef)> {
    let label: DictionaryArray<Int32Type> =
        [Some("Agree"), None, Some("Agree"), Some("Disagree"), Some("")].into_iter().collect();
    vec![
        ("Proud", Arc::new(label) as ArrayRef),
        ("Comment", Arc::new(StringArray::from(vec!["zqx-one", "tw\no", "", "zqx-four", "five"]))),
        ("Years", Arc::new(Float64Array::from(vec![Some(5.0), Some(2.5), None, Some(-0.0), Some(1e15)]))),
        ("Number", Arc::new(Int64Array::from(vec![1, 2, 3, 4, 5]))),
    ]
}

#[test]
fn columns_of_every_kind_become_text() {
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("a", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        ("b", Arc::new(Int8Array::from(vec![Some(-5), Some(0), None]))),
        ("c", Arc::new(UInt64Array::from(vec![Some(u64::MAX), Some(7), None]))),
        ("d", Arc::new(Float32Array::from(vec![Some(0.1), Some(3.0), None]))),
        ("e", Arc::new(Date32Array::from(vec![Some(19_874), Some(-1), None]))),
        (
            "f",
            Arc::new(
                TimestampMillisecondArray::from(vec![Some(1_717_158_896_999), Some(-1), None])
                    .with_timezone("UTC"),
            ),
        ),
        (
            "g",
            Arc::new(
                Decimal128Array::from(vec![Some(250), Some(500), None])
                    .with_precision_and_scale(9, 2)
                    .unwrap(),
            ),
        ),
        ("h", Arc::new(Time32MillisecondArray::from(vec![Some(45_296_789), Some(0), None]))),
    ];
    let (names, rows) = read(&plain(columns)).unwrap();
    assert_eq!(names.concat(), "abcdefgh");
    let moment = "2024-05-31T12:34:56";
    assert_eq!(
        rows[0],
        ["TRUE", "-5", "18446744073709551615", "0.1", "2024-05-31", moment, "2.5", "12:34:56"]
    );
    assert_eq!(rows[1][..4], ["FALSE", "0", "7", "3"]);
    assert_eq!(rows[1][4..], ["1969-12-31", "1969-12-31T23:59:59", "5", "00:00:00"]);
    assert!(rows[2].iter().all(String::is_empty));
}

#[test]
fn every_packing_and_version_gives_the_same_over_several_row_groups() {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let (names, rows) = read(&written(answers(), compression, version)).unwrap();
            assert_eq!(names, ["Proud", "Comment", "Years", "Number"]);
            assert_eq!(rows[0], ["Agree", "zqx-one", "5", "1"]);
            assert_eq!(rows[1], ["", "tw\no", "2.5", "2"]);
            assert_eq!(rows[3], ["Disagree", "zqx-four", "0", "4"]);
            assert_eq!(rows[4], ["", "five", "1000000000000000", "5"]);
        }
    }
}

#[test]
fn a_file_of_another_program_is_read_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports/snappy.parquet");
    let (names, rows) = read_path(&path).unwrap();
    assert_eq!(names[1], "I am proud to work here");
    let scale = [
        "Strongly disagree",
        "Disagree",
        "Neither agree nor disagree",
        "Agree",
        "Strongly agree",
        "",
        "Prefer not to say",
        "",
    ];
    assert_eq!(rows.len(), 40);
    for (row, cells) in rows.iter().enumerate() {
        let day = format!("2024-05-{:02}", 1 + row % 28);
        let expected = [
            format!("R_{row:03}"),
            scale[row % 8].to_owned(),
            ["0.5", "2.5", "12", "-9"][row % 4].to_owned(),
            row.to_string(),
            ["TRUE", "FALSE"][row % 2].to_owned(),
            day.clone(),
            format!("{day}T09:{row:02}:07"),
        ];
        assert_eq!(*cells, expected, "row {row}");
    }
}

#[test]
fn columns_that_are_no_cells_are_refused_by_name() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1), None])]);
    let inner: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let structure = StructArray::from(vec![(Arc::new(Field::new("x", DataType::Int64, false)), inner)]);
    let cases: [(&str, ArrayRef); 3] = [
        ("lists", Arc::new(list)),
        ("structures", Arc::new(structure)),
        ("bytes", Arc::new(BinaryArray::from(vec![&b"x"[..]]))),
    ];
    for (what, column) in cases {
        let problem = refused(&plain(vec![("Answers", column)]));
        assert_eq!(problem.place.column.as_deref(), Some("Answers"));
        assert!(problem.message.contains(what), "{}", problem.message);
    }
}

#[test]
fn what_is_no_whole_file_is_refused() {
    let bytes = plain(answers());
    assert!(refused(b"").message.contains("no Parquet file"));
    assert!(refused(b"ID,Proud\n1,5\n").message.contains("no Parquet file"));
    assert!(refused(b"PAR1").message.contains("cut off"));
    assert!(refused(b"PAR1PAR1").message.contains("cut off"));
    for length in [5, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(refused(&bytes[..length]).message.contains("cut off"), "{length}");
    }
    let mut encrypted = bytes.clone();
    encrypted.splice(bytes.len() - 1.., *b"E");
    assert!(refused(&encrypted).message.contains("encrypted"));
    let mut footer = bytes.clone();
    footer.splice(bytes.len() - 8..bytes.len() - 4, i32::MAX.to_le_bytes());
    assert!(refused(&footer).message.contains("cut off"));
    footer.splice(bytes.len() - 8..bytes.len() - 4, 1_000_000_i32.to_le_bytes());
    assert!(refused(&footer).message.contains("cut off"));
    let none: ArrayRef = Arc::new(StringArray::from(Vec::<&str>::new()));
    assert!(refused(&plain(vec![("Proud", none)])).message.contains("empty export"));
}

#[test]
fn a_long_text_in_many_rows_is_refused_where_it_is_no_cell() {
    let long = "x".repeat(64 * 1024 + 1);
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["", &long, &long]));
    let problem = refused(&plain(vec![("Comment", texts)]));
    assert_eq!((problem.place.row, problem.place.column.as_deref()), (Some(2), Some("Comment")));
    // As long as a cell may be, in more rows than a batch has room for.
    let texts: ArrayRef = Arc::new(StringArray::from(vec![&long[1..]; 300]));
    let (_, rows) =
        read(&written(vec![("Comment", texts)], Compression::SNAPPY, WriterVersion::PARQUET_1_0)).unwrap();
    assert!(rows.len() == 300 && rows.iter().all(|row| row[0].len() == 64 * 1024));
}

#[test]
fn rows_that_are_there_a_thousand_times_are_refused_before_they_are_unpacked() {
    let rows: ArrayRef = Arc::new(Int8Array::from(vec![1; 100_000]));
    let columns = RecordBatch::try_from_iter([("n", rows)]).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, columns.schema(), None).unwrap();
    writer.write(&columns).unwrap();
    writer.close().unwrap();
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&Bytes::from(bytes.clone())).unwrap();
    let groups = vec![metadata.row_group(0).clone(); 1_001];
    let repeated = metadata.into_builder().set_row_groups(groups).build();
    ParquetMetaDataWriter::new(&mut bytes, &repeated).finish().unwrap();
    assert!(refused(&bytes).message.contains("more than 100000000 cells"));
}

#[test]
fn nothing_that_is_altered_or_cut_panics_or_quotes_anything() {
    let mut random = ChaCha8Rng::seed_from_u64(2024);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.parquet");
    for (compression, version) in [
        (Compression::SNAPPY, WriterVersion::PARQUET_1_0),
        (Compression::UNCOMPRESSED, WriterVersion::PARQUET_2_0),
        (Compression::ZSTD(ZstdLevel::default()), WriterVersion::PARQUET_2_0),
    ] {
        let bytes = written(answers(), compression, version);
        let mut unreadable = 0;
        for _ in 0..1_500 {
            let mut altered = bytes.clone();
            for _ in 0..random.random_range(1..4) {
                let at = random.random_range(0..altered.len());
                altered[at] = if random.random_bool(0.5) { random.next_u32() as u8 } else { 255 };
            }
            if random.random_bool(0.05) {
                altered.truncate(random.random_range(0..altered.len()));
            }
            fs::write(&path, &altered).unwrap();
            if let Err(problem) = read_path(&path) {
                unreadable += 1;
                assert!(!format!("{problem:?}").contains("zqx-"));
            }
        }
        assert!(unreadable > 300, "{unreadable}");
    }
}
