//! Parquet: a column per question, labels as text, null where there is none, the time of completion as a timestamp.

use std::io;
use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray, TimestampMillisecondArray};
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::super::table::Table;
use super::plain;

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    bytes(table).map_err(io::Error::other)
}

fn bytes(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let moment = DataType::Timestamp(TimeUnit::Millisecond, None);
    let types = [DataType::Utf8, moment].into_iter().chain(std::iter::repeat(DataType::Utf8));
    let fields: Vec<Field> = plain::header(table)
        .into_iter()
        .zip(types)
        .map(|(name, kind)| Field::new(name, kind, true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let compressed = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(compressed).build();
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), Arc::clone(&schema), options)?;
    writer.write(&RecordBatch::try_new(schema, columns(table))?)?;
    writer.into_inner()
}

fn columns(table: &Table) -> Vec<ArrayRef> {
    let rows = &table.respondents;
    let ids: StringArray = rows.iter().map(|row| Some(row.id())).collect();
    let completed = rows.iter().map(|row| row.completed.and_utc().timestamp_millis());
    let completed: TimestampMillisecondArray = completed.map(Some).collect();
    let mut columns: Vec<ArrayRef> = vec![Arc::new(ids), Arc::new(completed)];
    let filled = |text: &String| !text.is_empty();
    for mark in 0..table.marks.len() {
        let texts: StringArray =
            rows.iter().map(|row| Some(row.marks[mark].clone()).filter(filled)).collect();
        columns.push(Arc::new(texts));
    }
    for (at, column) in table.columns.iter().enumerate() {
        let texts: StringArray =
            rows.iter().map(|row| Some(column.text(&row.cells[at])).filter(filled)).collect();
        columns.push(Arc::new(texts));
    }
    columns
}
