//! Parquet files with a column per question, as a data warehouse gives them.
//!
//! Kinds of columns come from Parquet alone: what else a writer put in the metadata is not looked at, and nothing of it goes any
//! further. The parser panics on some damaged pages and takes memory for what heads of pages claim, so heads are
//! walked before ([`limits`]) and it works contained.

mod cell;
mod fault;
mod limits;
mod rows;
mod thrift;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, FieldRef, Schema};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;

use super::column::Column;
use super::source::{Described, batch_rows};
use super::{MOST_COLUMNS, bytes_of, counted};
use crate::contained::contained;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;
use fault::Fault;
use rows::Rows;

/// The columns and rows of the file, row group by row group.
///
/// # Errors
/// A file that is damaged, or has columns that are no cells (lists, structs).
pub(super) fn open(file: &ExportFile) -> Result<Described, Problem> {
    let bytes = Bytes::from(bytes_of(&file.path)?);
    opened(file, bytes).map_err(|fault| fault.told(&file.path))
}

fn opened(file: &ExportFile, bytes: Bytes) -> Result<Described, Fault> {
    limits::check_footer(&bytes)?;
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = whole(|| ArrowReaderMetadata::load(&bytes, options.clone()))?;
    limits::check(&bytes, metadata.metadata())?;
    let fields = metadata.schema().fields();
    if fields.len() > MOST_COLUMNS {
        return Err(Fault::TooManyColumns);
    }
    let columns = fields.iter().enumerate().map(column).collect::<Result<Vec<_>, _>>()?;
    let rows = u64::try_from(metadata.metadata().file_metadata().num_rows()).map_err(|_| Fault::Damaged)?;
    let viewed = options.with_schema(Arc::new(Schema::new(fields.iter().map(viewed).collect::<Vec<_>>())));
    let size = bytes.len() as u64;
    let reader = whole(|| reader(bytes, viewed, columns.len()))?;
    let how = match file.layout {
        Layout::Parquet => "read as Parquet, as the plan says",
        _ => "recognised as Parquet by its first and last bytes",
    };
    let recognised = format!("{how}: {}", counted(columns.len() as u64, "column"));
    Ok(Described {
        recognised,
        header_rows: 0,
        columns,
        rows: Box::new(Rows::new(file.path.clone(), reader, rows, size)),
    })
}

fn reader(
    bytes: Bytes,
    options: ArrowReaderOptions,
    columns: usize,
) -> Result<ParquetRecordBatchReader, ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(bytes, options)?;
    builder.with_batch_size(batch_rows(columns)).build()
}

/// What the parser gives, if it neither fails nor panics.
fn whole<T>(parse: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Fault> {
    contained(parse).and_then(Result::ok).ok_or(Fault::Damaged)
}

fn column((at, field): (usize, &FieldRef)) -> Result<Column, Fault> {
    match cell::refused(field.data_type()) {
        Some(kind) => Err(Fault::Column(field.name().clone(), kind.to_owned())),
        None if field.name().trim().is_empty() => {
            Err(Fault::Column(format!("column {}", at + 1), "answers but has no name".to_owned()))
        }
        None => Ok(Column::one(field.name(), at)),
    }
}

/// Texts are looked at where they lie, so that a long one which stands in every row is there once.
fn viewed(field: &FieldRef) -> FieldRef {
    match field.data_type() {
        DataType::Utf8 => Arc::new(Field::new(field.name(), DataType::Utf8View, field.is_nullable())),
        _ => Arc::clone(field),
    }
}
