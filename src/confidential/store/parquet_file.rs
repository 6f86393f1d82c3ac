//! Parquet files of the store: written the same way every time, and read back only by who made them.
//!
//! Statistics, page indices and bloom filters stay out: they hold smallest and largest values, which
//! a copy of the file with fewer rows would still tell. The same content gives the same bytes. What
//! is not byte for byte what was written is refused before it is parsed ([`seal`]).
//!
//! In a store with a key, the whole of a file is encrypted by Parquet's own modular encryption (AES-GCM): pages, column
//! names, and the entries of its metadata. A file is bound to its place in the store, so that one wave cannot be put in the
//! place of another.

use std::fs::File;
use std::io;
use std::path::Path;
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
use parquet::encryption::decrypt::FileDecryptionProperties;
use parquet::encryption::encrypt::FileEncryptionProperties;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Place, Problem};

use super::aside::Aside;
use super::place::StoredFile;
use super::seal::{self, SEAL};

/// Key of the digest of that part of the pipeline that a file was made from.
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

/// By what of a pipeline and which version a file of figures is made: what [`Opened::made_from`] looks for.
pub(super) fn origin(plan: &Plan) -> Vec<Entry> {
    made_by(plan.part_of_figures())
}

/// The same, with the wave that it is about.
pub(super) fn origin_of_wave(plan: &Plan, wave: usize) -> Vec<Entry> {
    about(origin(plan), plan, wave)
}

/// The same of what was read of a wave.
pub(super) fn origin_of_reading(plan: &Plan, wave: usize) -> Vec<Entry> {
    about(made_by(plan.part_of_reading(wave)), plan, wave)
}

fn made_by(part: String) -> Vec<Entry> {
    vec![(PIPELINE, part), (VERSION, THIS_VERSION.to_owned())]
}

fn about(mut entries: Vec<Entry>, plan: &Plan, wave: usize) -> Vec<Entry> {
    entries.extend(plan.waves.get(wave).map(|wave| (WAVE, wave.id.clone())));
    entries
}

/// Writes a file: its batches one after the other, its entries as key-value metadata; encrypted where there is a key.
pub(super) fn write(
    path: &StoredFile,
    schema: &SchemaRef,
    entries: Vec<Entry>,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
) -> Result<(), Problem> {
    write_entries(path, schema, key_values(entries), batches)
}

/// Entries as a file has them.
pub(super) fn key_values(entries: Vec<Entry>) -> Vec<KeyValue> {
    entries.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect()
}

/// The same, with entries as a file has them.
fn write_entries(
    path: &StoredFile,
    schema: &SchemaRef,
    entries: Vec<KeyValue>,
    mut batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
) -> Result<(), Problem> {
    let mut writer = Writer::new(path, schema, entries)?;
    batches.try_for_each(|batch| writer.write(batch))?;
    writer.finish()
}

/// A file that grows batch by batch beside its place, until it is whole.
pub(super) struct Writer {
    path: StoredFile,
    aside: Aside,
    writer: ArrowWriter<File>,
    encrypted: bool,
}

impl Writer {
    /// A file without rows, with these entries.
    pub(super) fn new(
        path: &StoredFile,
        schema: &SchemaRef,
        entries: Vec<KeyValue>,
    ) -> Result<Self, Problem> {
        let encryption =
            encryption(path).map_err(|error| Problem::files(path, "encrypt", &io::Error::other(error)))?;
        let mut properties = properties(schema, entries);
        let encrypted = encryption.is_some();
        if let Some(encryption) = encryption {
            properties = properties.with_file_encryption_properties(encryption);
        }
        let options =
            ArrowWriterOptions::new().with_properties(properties.build()).with_skip_arrow_metadata(true);
        let aside = Aside::create(path)?;
        let file = aside.file.try_clone().map_err(|error| Problem::files(path, "write", &error))?;
        let writer = ArrowWriter::try_new_with_options(file, SchemaRef::clone(schema), options)
            .map_err(|error| Problem::files(path, "write", &plain(error)))?;
        Ok(Self { path: path.clone(), aside, writer, encrypted })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, batch: Result<RecordBatch, ArrowError>) -> Result<(), Problem> {
        let written =
            batch.map_err(io::Error::other).and_then(|batch| self.writer.write(&batch).map_err(plain));
        written.map_err(|error| Problem::files(&self.path, "write", &error))
    }

    /// Ends the row group: it is on its way to the disk, and out of memory.
    pub(super) fn end_group(&mut self) -> Result<(), Problem> {
        self.writer.flush().map_err(|error| Problem::files(&self.path, "write", &plain(error)))
    }

    /// Adds an entry behind those that it was begun with.
    pub(super) fn entry(&mut self, (key, value): Entry) {
        self.writer.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
    }

    /// Ends the file, and moves it to its place.
    pub(super) fn finish(self) -> Result<(), Problem> {
        self.sealed()?.1.settle()
    }

    /// Ends the file and opens it beside another place; it is gone when the second of both is.
    pub(super) fn finish_as(self, path: &Path, maker: &'static str) -> Result<(Opened, Aside), Problem> {
        let (own, mut aside) = self.sealed()?;
        aside.move_beside(path)?;
        Ok((Opened::open(own.standing_at(aside.beside()), maker)?, aside))
    }

    fn sealed(mut self) -> Result<(StoredFile, Aside), Problem> {
        if !self.encrypted {
            self.entry((SEAL, seal::blank()));
        }
        let closed = self.writer.close().map_err(plain).and_then(|_| seal::seal(&mut self.aside.file));
        closed.map_err(|error| Problem::files(&self.path, "write", &error))?;
        Ok((self.path, self.aside))
    }
}

/// Every part of the file with one key. The seal stands where the name of a key would: it is of the encrypted bytes, and
/// must be read before anything is decrypted.
fn encryption(path: &StoredFile) -> Result<Option<Arc<FileEncryptionProperties>>, ParquetError> {
    let properties = |bytes: Vec<u8>| {
        let with_key = FileEncryptionProperties::builder(bytes);
        let bound = with_key.with_aad_prefix(path.place().as_bytes().to_vec());
        bound.with_footer_key_metadata(seal::blank().into_bytes()).build()
    };
    path.key.as_ref().map(|key| properties(key.bytes())).transpose()
}

/// What reads that again.
fn decryption(path: &StoredFile) -> Result<Option<Arc<FileDecryptionProperties>>, ParquetError> {
    let properties = |bytes: Vec<u8>| {
        FileDecryptionProperties::builder(bytes).with_aad_prefix(path.place().as_bytes().to_vec()).build()
    };
    path.key.as_ref().map(|key| properties(key.bytes())).transpose()
}

fn properties(schema: &SchemaRef, entries: Vec<KeyValue>) -> WriterPropertiesBuilder {
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
        .set_key_value_metadata(Some(entries))
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
    path: StoredFile,
    file: File,
    metadata: ArrowReaderMetadata,
    options: ArrowReaderOptions,
    /// The command that makes the file.
    maker: &'static str,
}

impl Opened {
    /// Opens a file; `maker` is the command that would make it anew.
    pub(super) fn open(path: StoredFile, maker: &'static str) -> Result<Self, Problem> {
        let mut file = File::open(&path).map_err(|error| missing(&path, maker, &error))?;
        if !seal::is_whole(&mut file).unwrap_or(false) {
            return Err(damaged(&path, maker));
        }
        let mut options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let encrypted = seal::is_encrypted(&mut file).unwrap_or(false);
        if encrypted {
            let decryption = decryption(&path).map_err(|_| wrong_key(&path))?;
            options = options.with_file_decryption_properties(decryption.ok_or_else(|| no_key(&path))?);
        }
        match ArrowReaderMetadata::load(&file, options.clone()) {
            Ok(metadata) => Ok(Self { path, file, metadata, options, maker }),
            Err(_) if encrypted => Err(wrong_key(&path)),
            Err(_) => Err(damaged(&path, maker)),
        }
    }

    /// Writes the file again in its place, with the key of this one where that has one.
    pub(super) fn write_again(&self) -> Result<(), Problem> {
        let entries = self.metadata.metadata().file_metadata().key_value_metadata();
        let entries = entries.into_iter().flatten().filter(|entry| entry.key != SEAL).cloned().collect();
        let batches =
            self.batches(None)?.map(|batch| batch.map_err(|_| ArrowError::ParquetError(String::new())));
        write_entries(&self.path, self.metadata.schema(), entries, batches)
    }

    /// How many rows the file has.
    pub(super) fn rows(&self) -> usize {
        usize::try_from(self.metadata.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// How many rows a row group has.
    pub(super) fn rows_of(&self, group: usize) -> usize {
        let group = self.metadata.metadata().row_groups().get(group);
        group.map_or(0, |group| usize::try_from(group.num_rows()).unwrap_or(0))
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
        let groups = (0..self.groups()).collect();
        let file = self.file.try_clone().map_err(|error| Problem::files(&self.path, "read", &error))?;
        self.read(file, groups, schema)
    }

    /// How many row groups the file has.
    pub(super) fn groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    /// Reads the rows of one row group, as [`Self::batches`] does. Several may be read at once.
    pub(super) fn group(
        &self,
        group: usize,
        schema: Option<SchemaRef>,
    ) -> Result<impl Iterator<Item = Result<RecordBatch, Problem>>, Problem> {
        // A file of its own: copies of one share the place where they read.
        let file = File::open(&self.path).map_err(|error| Problem::files(&self.path, "read", &error))?;
        self.read(file, vec![group], schema)
    }

    fn read(
        &self,
        file: File,
        groups: Vec<usize>,
        schema: Option<SchemaRef>,
    ) -> Result<impl Iterator<Item = Result<RecordBatch, Problem>> + use<>, Problem> {
        let options = schema.into_iter().fold(self.options.clone(), ArrowReaderOptions::with_schema);
        let reader = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            .and_then(|builder| builder.with_batch_size(BATCH).with_row_groups(groups).build())
            .map_err(|_| self.damaged())?;
        let damaged = self.damaged();
        Ok(reader.map(move |batch| batch.map_err(|_| damaged.clone())))
    }
}

fn run_again(maker: &str) -> String {
    format!("run `candour {maker}` again")
}

fn missing(path: &StoredFile, maker: &str, error: &io::Error) -> Problem {
    let problem = Problem::files(path, "read", error);
    let not_yet = error.kind() == io::ErrorKind::NotFound;
    problem.maybe_hint(not_yet.then(|| format!("run `candour {maker}` first")))
}

/// An encrypted file, and nothing to read it with.
pub(super) fn no_key(path: &StoredFile) -> Problem {
    let problem = Problem::error(Place::file(path), "the store is encrypted, and no key was given");
    problem.exiting(Exit::Files).hint(
        "name the file with the key as `key_file` under [store] in survey.toml, or in the variable \
         CANDOUR_STORE_KEY_FILE",
    )
}

/// Whole, and yet it cannot be decrypted.
fn wrong_key(path: &StoredFile) -> Problem {
    let message =
        "this file cannot be decrypted: it was written with another key, or for another place in a store";
    Problem::error(Place::file(path), message)
        .exiting(Exit::Files)
        .hint("give the key that it was written with")
}

/// Says nothing of what the file's reader found: that could quote the content.
fn damaged(path: &StoredFile, maker: &str) -> Problem {
    let message = "the file is damaged, or candour did not write it";
    Problem::error(Place::file(path), message).exiting(Exit::Files).hint(run_again(maker))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use arrow::array::{StringArray, UInt8Array};
    use arrow::datatypes::Schema;

    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::store::Key;

    fn place(folder: &Path, name: &str, key: Option<Key>) -> StoredFile {
        StoredFile::new(folder, &["wave=2024", name], key.map(Arc::new))
    }

    /// A file with a number and a text in it.
    fn written(place: &StoredFile) {
        let fields = [("zqxanswer", DataType::UInt8), ("zqxlabel", DataType::Utf8)];
        let schema = Arc::new(Schema::new(fields.map(|(name, of)| Field::new(name, of, false)).to_vec()));
        let labels = StringArray::from(vec!["zqx-strongly", "zqx-strongly", "zqx-never"]);
        let columns: Vec<arrow::array::ArrayRef> =
            vec![Arc::new(UInt8Array::from(vec![1, 5, 3])), Arc::new(labels)];
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
        let mut entries = origin(&sample::plan());
        entries.push(("zqx.entry", "zqx-value".into()));
        write(place, &schema, entries, std::iter::once(batch)).unwrap();
    }

    #[test]
    fn nothing_beside_the_columns_tells_a_value() {
        for key in [None, Some(Key::numbered(1))] {
            let folder = tempfile::tempdir().unwrap();
            let place = place(folder.path(), "file.parquet", key);
            written(&place);
            let opened = Opened::open(place, "ingest").unwrap();
            let metadata = opened.metadata.metadata();
            assert_eq!(metadata.file_metadata().created_by(), Some("candour"));
            assert_eq!(opened.entry("ARROW:schema"), None);
            for chunk in
                metadata.row_groups().iter().flat_map(parquet::file::metadata::RowGroupMetaData::columns)
            {
                assert!(chunk.statistics().is_none() && chunk.bloom_filter_offset().is_none());
                assert!(chunk.column_index_offset().is_none() && chunk.offset_index_offset().is_none());
            }
        }
    }

    #[test]
    fn with_a_key_neither_columns_nor_entries_can_be_read_and_with_it_all_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, locked) = (
            place(folder.path(), "plain.parquet", None),
            place(folder.path(), "file.parquet", Some(Key::numbered(1))),
        );
        written(&plain);
        written(&locked);
        let told = |place: &StoredFile| {
            let bytes = fs::read(place).unwrap();
            let known = [&b"zqx"[..], b"candour.pipeline", b"created_by", b"wave=2024"];
            known.map(|word| bytes.windows(word.len()).any(|window| window == word))
        };
        assert_eq!((told(&plain)[0], told(&plain)[1]), (true, true), "the test would find them");
        assert_eq!(told(&locked), [false; 4]);
        let content = |place: StoredFile| {
            let opened = Opened::open(place, "ingest").unwrap();
            let batches: Vec<RecordBatch> = opened.batches(None).unwrap().collect::<Result<_, _>>().unwrap();
            (batches, opened.entry("zqx.entry").map(str::to_owned))
        };
        assert_eq!(content(plain), content(locked));
    }

    #[test]
    fn the_key_and_the_place_must_be_those_of_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        written(&place(folder.path(), "file.parquet", Some(Key::numbered(1))));
        let refusal = |name: &str, key: Option<Key>| {
            let refused = Opened::open(place(folder.path(), name, key), "ingest").err().unwrap();
            assert_eq!(refused.exit, Exit::Files);
            refused.message
        };
        assert!(refusal("file.parquet", None).contains("no key was given"));
        assert!(refusal("file.parquet", Some(Key::numbered(2))).contains("another key"));
        fs::rename(
            folder.path().join("wave=2024/file.parquet"),
            folder.path().join("wave=2024/other.parquet"),
        )
        .unwrap();
        assert!(refusal("other.parquet", Some(Key::numbered(1))).contains("another place"));
    }

    #[test]
    fn an_altered_byte_of_an_encrypted_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path(), "file.parquet", Some(Key::numbered(1)));
        written(&place);
        let whole = fs::read(&place).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1 << (at % 8);
            fs::write(&place, &altered).unwrap();
            let refused = Opened::open(place.clone(), "ingest").err().expect("refused");
            assert_eq!(refused.exit, Exit::Files, "byte {at}");
        }
    }

    #[test]
    fn a_plain_file_is_written_again_with_the_key() {
        let folder = tempfile::tempdir().unwrap();
        written(&place(folder.path(), "file.parquet", None));
        let place = place(folder.path(), "file.parquet", Some(Key::numbered(1)));
        let read = |opened: &Opened| opened.batches(None).unwrap().map(Result::unwrap).collect::<Vec<_>>();
        let plain = Opened::open(place.clone(), "ingest").unwrap();
        let before = read(&plain);
        plain.write_again().unwrap();
        assert!(fs::read(&place).unwrap().ends_with(b"PARE"));
        let opened = Opened::open(place, "ingest").unwrap();
        assert_eq!(read(&opened), before);
        assert!(opened.made_from(&origin(&sample::plan())).is_ok());
        assert_eq!(opened.entry("zqx.entry"), Some("zqx-value"));
    }
}
