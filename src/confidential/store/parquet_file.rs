//! Parquet files of the store: written the same way every time, and read back only by who made them.
//!
//! Statistics, page indices and bloom filters stay out: they hold smallest and largest values, which
//! a copy of the file with fewer rows would still tell. The same content gives the same bytes. What
//! is not byte for byte what was written is refused before it is parsed ([`seal`]).

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, SchemaRef};
use arrow::error::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Place, Problem};

use super::aside::write_aside;
use super::seal::{self, SEAL};

/// Key of the digest of the pipeline that a file was made from.
pub(super) const PIPELINE: &str = "candour.pipeline";
/// Key of the version that made it.
pub(super) const VERSION: &str = "candour.version";
/// Key of the id of the wave that it is about.
pub(super) const WAVE: &str = "candour.wave";

/// This version.
const THIS_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Rows that are turned into columns, or read from them, at a time.
pub(super) const BATCH: usize = 65_536;

/// A key of the file's metadata and its value.
pub(super) type Entry = (&'static str, String);

/// Which pipeline and version a file is made by: what [`Opened::made_from`] looks for.
pub(super) fn origin(plan: &Plan) -> Vec<Entry> {
    vec![(PIPELINE, plan.digest.clone()), (VERSION, THIS_VERSION.to_owned())]
}

/// The same, with the wave that it is about.
pub(super) fn origin_of_wave(plan: &Plan, wave: usize) -> Vec<Entry> {
    let mut entries = origin(plan);
    entries.extend(plan.waves.get(wave).map(|wave| (WAVE, wave.id.clone())));
    entries
}

/// Writes a file: its batches one after the other, its entries as key-value metadata.
pub(super) fn write(
    path: &Path,
    schema: &SchemaRef,
    mut entries: Vec<Entry>,
    mut batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
) -> Result<(), Problem> {
    entries.push((SEAL, seal::blank()));
    let options =
        ArrowWriterOptions::new().with_properties(properties(schema, entries)).with_skip_arrow_metadata(true);
    write_aside(path, |file| {
        let mut writer = ArrowWriter::try_new_with_options(&mut *file, SchemaRef::clone(schema), options)
            .map_err(plain)?;
        batches.try_for_each(|batch| writer.write(&batch.map_err(io::Error::other)?).map_err(plain))?;
        writer.close().map_err(plain)?;
        seal::seal(file)
    })
}

fn properties(schema: &SchemaRef, entries: Vec<Entry>) -> WriterProperties {
    let entry = |(key, value): Entry| KeyValue::new(key.to_owned(), value);
    // Hardly any two figures are equal: looking for those that are costs time and saves no space.
    let figures = schema.fields().iter().filter(|field| field.data_type() == &DataType::Float64);
    let plain = |builder: WriterPropertiesBuilder, field: &Arc<Field>| {
        builder.set_column_dictionary_enabled(ColumnPath::from(field.name().as_str()), false)
    };
    figures
        .fold(WriterProperties::builder(), plain)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).unwrap_or_default()))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_bloom_filter_enabled(false)
        .set_offset_index_disabled(true)
        .set_created_by("candour".to_owned())
        .set_key_value_metadata(Some(entries.into_iter().map(entry).collect()))
        .build()
}

/// The operating system's error, where that is what went wrong.
fn plain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

/// A file whose metadata is read and whose columns are not.
pub(super) struct Opened {
    path: PathBuf,
    file: File,
    metadata: ArrowReaderMetadata,
    /// The command that makes the file.
    maker: &'static str,
}

impl Opened {
    /// Opens a file; `maker` is the command that would make it anew.
    pub(super) fn open(path: PathBuf, maker: &'static str) -> Result<Self, Problem> {
        let mut file = File::open(&path).map_err(|error| missing(&path, maker, &error))?;
        if !seal::is_whole(&mut file).unwrap_or(false) {
            return Err(damaged(&path, maker));
        }
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        match ArrowReaderMetadata::load(&file, options) {
            Ok(metadata) => Ok(Self { path, file, metadata, maker }),
            Err(_) => Err(damaged(&path, maker)),
        }
    }

    /// How many rows the file has.
    pub(super) fn rows(&self) -> usize {
        usize::try_from(self.metadata.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// The names of its columns.
    pub(super) fn columns(&self) -> Vec<&str> {
        self.metadata.schema().fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// An entry of its metadata.
    pub(super) fn entry(&self, key: &str) -> Option<&str> {
        let entries = self.metadata.metadata().file_metadata().key_value_metadata()?;
        entries.iter().find(|entry| entry.key == key)?.value.as_deref()
    }

    /// Refuses a file that another pipeline, another version or another wave gave.
    pub(super) fn made_from(&self, entries: &[Entry]) -> Result<(), Problem> {
        let differs = |(key, value): &&Entry| self.entry(key) != Some(value.as_str());
        let what = match entries.iter().find(differs) {
            None => return Ok(()),
            Some((VERSION, _)) => "version of candour",
            Some((WAVE, _)) => "wave",
            Some(_) => "version of the pipeline",
        };
        let message = format!("the store was made from another {what}");
        Err(Problem::error(Place::file(&self.path), message).hint(run_again(self.maker)))
    }

    /// The problem of a file whose content cannot be what was written.
    pub(super) fn damaged(&self) -> Problem {
        damaged(&self.path, self.maker)
    }

    /// Reads the rows, batch by batch; as columns of these types, where they are not those of the file.
    pub(super) fn batches(
        &self,
        schema: Option<SchemaRef>,
    ) -> Result<impl Iterator<Item = Result<RecordBatch, Problem>>, Problem> {
        let file = self.file.try_clone().map_err(|error| Problem::files(&self.path, "read", &error))?;
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let options = schema.into_iter().fold(options, ArrowReaderOptions::with_schema);
        let reader = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            .and_then(|builder| builder.with_batch_size(BATCH).build())
            .map_err(|_| self.damaged())?;
        let damaged = self.damaged();
        Ok(reader.map(move |batch| batch.map_err(|_| damaged.clone())))
    }
}

fn run_again(maker: &str) -> String {
    format!("run `candour {maker}` again")
}

fn missing(path: &Path, maker: &str, error: &io::Error) -> Problem {
    let problem = Problem::files(path, "read", error);
    let not_yet = error.kind() == io::ErrorKind::NotFound;
    problem.maybe_hint(not_yet.then(|| format!("run `candour {maker}` first")))
}

/// Says nothing of what the file's reader found: that could quote the content.
fn damaged(path: &Path, maker: &str) -> Problem {
    let message = "the file is damaged, or candour did not write it";
    Problem::error(Place::file(path), message).exiting(Exit::Files).hint(run_again(maker))
}

#[cfg(test)]
mod tests {
    use arrow::array::UInt8Array;
    use arrow::datatypes::Schema;

    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn nothing_beside_the_columns_tells_a_value() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.parquet");
        let schema = Arc::new(Schema::new(vec![Field::new("answer", DataType::UInt8, false)]));
        let batch =
            RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(UInt8Array::from(vec![1, 5, 3]))]);
        write(&path, &schema, origin(&sample::plan()), std::iter::once(batch)).unwrap();
        let opened = Opened::open(path, "ingest").unwrap();
        let metadata = opened.metadata.metadata();
        assert_eq!(metadata.file_metadata().created_by(), Some("candour"));
        assert_eq!(opened.entry("ARROW:schema"), None);
        for chunk in metadata.row_groups().iter().flat_map(parquet::file::metadata::RowGroupMetaData::columns)
        {
            assert!(chunk.statistics().is_none() && chunk.bloom_filter_offset().is_none());
            assert!(chunk.column_index_offset().is_none() && chunk.offset_index_offset().is_none());
        }
    }
}
