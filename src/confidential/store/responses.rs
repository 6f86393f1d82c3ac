//! `responses.parquet`: a wave, one row per respondent, every answer a small integer code.
//!
//! It is plain Parquet, so that any engine can count it. The one thing that counting needs and SQL says in no two engines
//! alike, the resampling group, is therefore a column, though it follows from the respondent's number.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, DictionaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array, UInt32Array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt16Type};
use arrow::error::ArrowError;
use serde::Serialize;

use crate::confidential::counts::resampling_group;
use crate::confidential::wave::{NO_GROUP, Wave, code};
use crate::plan::{Breakdown, Item, Plan};
use crate::problem::{Outcome, Problem, Problems, Warned};

use super::parquet_file::{self, BATCH, Opened, Writer};
use super::place::StoredFile;
use super::{RESPONSES, Store, wave_folder};

/// Key of the list of items and their categories.
const ITEMS: &str = "candour.items";
/// Key of the number of rows that were read from the exports.
const READ: &str = "candour.read";
/// The column with the respondents' numbers. No id of an item begins like this.
const RESPONDENT: &str = "_respondent";
/// The column with the resampling groups.
pub(in crate::confidential) const RESAMPLING: &str = "_resampling";
/// The command that makes the file.
const MAKER: &str = "ingest";

impl Store {
    /// Writes a wave's respondents, and how many rows were read to find them.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_responses(
        &self,
        plan: &Plan,
        wave: &Wave,
        read: u64,
    ) -> Result<(), Problems> {
        let mut growing = self.grow_responses(plan, wave.wave)?;
        growing.add(wave)?;
        Ok(growing.finish(read)?)
    }

    /// Begins to write a wave's respondents, some at a time.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn grow_responses<'a>(
        &self,
        plan: &'a Plan,
        wave: usize,
    ) -> Result<Growing<'a>, Problems> {
        self.may_write()?;
        Ok(Growing::new(plan, wave, self.wave_file(plan, wave, RESPONSES))?)
    }

    /// A wave's respondents (`wave` is its index in the plan), to be read some at a time.
    ///
    /// # Errors
    /// When there are none, when they were made from another pipeline, or when the file is damaged.
    pub(in crate::confidential) fn responses<'a>(
        &self,
        plan: &'a Plan,
        wave: usize,
    ) -> Result<Responses<'a>, Problem> {
        let opened = Opened::open(self.wave_file(plan, wave, RESPONSES), MAKER)?;
        opened.made_from(&parquet_file::origin_of_reading(plan, wave))?;
        Ok(Responses { plan, wave, read: rows_read(&opened)?, opened })
    }

    /// Reads a wave's respondents and how many rows were read to find them.
    ///
    /// # Errors
    /// As for [`Self::responses`].
    pub(in crate::confidential) fn read_responses(&self, plan: &Plan, wave: usize) -> Outcome<(Wave, u64)> {
        let responses = self.responses(plan, wave)?;
        let mut all = Wave::new(plan, wave);
        for page in 0..responses.pages() {
            all.append(&responses.page(page)?);
        }
        Ok(Warned { value: (all, responses.read), problems: Problems::new() })
    }
}

/// Respondents whose answers lie together, apart from those of others: what is read, or kept in memory, at a time.
pub(in crate::confidential) const PAGE: usize = 4 * BATCH;

/// The respondents of a wave as they are written.
pub(in crate::confidential) struct Growing<'a> {
    plan: &'a Plan,
    path: StoredFile,
    schema: SchemaRef,
    writer: Writer,
    /// Those who do not fill a batch yet: where one ends does not depend on how they come.
    next: Wave,
    written: usize,
}

impl<'a> Growing<'a> {
    fn new(plan: &'a Plan, wave: usize, path: StoredFile) -> Result<Self, Problem> {
        let schema = schema(plan);
        let mut entries = parquet_file::origin_of_reading(plan, wave);
        entries.push((ITEMS, described(&plan.items)));
        let writer = Writer::new(&path, &schema, parquet_file::key_values(entries))?;
        Ok(Self { plan, path, schema, writer, next: Wave::new(plan, wave), written: 0 })
    }

    /// Adds the next respondents.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(in crate::confidential) fn add(&mut self, page: &Wave) -> Result<(), Problem> {
        self.next.append(page);
        while self.next.respondents > BATCH {
            let rest = self.next.split_off(BATCH);
            let full = std::mem::replace(&mut self.next, rest);
            self.write(&full)?;
        }
        Ok(())
    }

    fn write(&mut self, full: &Wave) -> Result<(), Problem> {
        self.writer.write(batch(self.plan, full, &self.schema, self.written))?;
        self.written += full.respondents;
        if self.written.is_multiple_of(PAGE) { self.writer.end_group() } else { Ok(()) }
    }

    fn write_last(&mut self, read: u64) -> Result<(), Problem> {
        let last = std::mem::replace(&mut self.next, Wave::new(self.plan, 0));
        // At least one batch, so that an empty wave has its columns too.
        self.write(&last)?;
        self.writer.entry((READ, read.to_string()));
        Ok(())
    }

    /// The file, whole and in its place; so many rows were read to find the respondents.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(in crate::confidential) fn finish(mut self, read: u64) -> Result<(), Problem> {
        self.write_last(read)?;
        self.writer.finish()
    }

    /// The same respondents without some of them, given by their numbers in order; `seen` is shown those who stay.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub(in crate::confidential) fn without(
        mut self,
        gone: &[u32],
        mut seen: impl FnMut(&Wave, usize),
    ) -> Result<Self, Problem> {
        let (plan, wave) = (self.plan, self.next.wave);
        let all = self.path.with_file_name(ALL);
        self.write_last(self.written as u64)?;
        let (opened, _gone_when_dropped) = self.writer.finish_as(&all, MAKER)?;
        let before = Responses { plan, wave, read: 0, opened };
        let mut after = Self::new(plan, wave, self.path)?;
        let (mut first, mut kept) = (0_u32, 0);
        for page in 0..before.pages() {
            let page = before.page(page)?;
            let end = first + page.respondents as u32;
            let of_page = gone.iter().filter(|&&gone| (first..end).contains(&gone));
            let gone: Vec<u32> = of_page.map(|gone| gone - first).collect();
            let page = page.without(&gone);
            seen(&page, kept);
            kept += page.respondents;
            after.add(&page)?;
            first = end;
        }
        Ok(after)
    }
}

/// The name beside which all respondents stand while second copies are left out.
const ALL: &str = "all.responses.parquet";

/// The respondents of a wave in the store.
pub(in crate::confidential) struct Responses<'a> {
    plan: &'a Plan,
    wave: usize,
    /// How many rows were read to find them.
    pub(in crate::confidential) read: u64,
    opened: Opened,
}

impl Responses<'_> {
    /// How many there are.
    pub(in crate::confidential) fn respondents(&self) -> usize {
        self.opened.rows()
    }

    /// How many pages they fill.
    pub(in crate::confidential) fn pages(&self) -> usize {
        self.opened.groups()
    }

    /// Those of a page. Several may be read at once.
    ///
    /// # Errors
    /// When the file holds what cannot have been written.
    pub(in crate::confidential) fn page(&self, page: usize) -> Result<Wave, Problem> {
        let mut reader = Reader::new(self.plan, self.wave, &self.opened)?;
        for batch in self.opened.group(page, Some(schema(self.plan)))? {
            reader.add(&batch?).ok_or_else(|| self.opened.damaged())?;
        }
        let whole = reader.wave.respondents == self.opened.rows_of(page);
        whole.then_some(reader.wave).ok_or_else(|| self.opened.damaged())
    }
}

impl Store {
    /// Where a wave's respondents are, for an engine to read: the file, how many they are, and how many rows were read to
    /// find them.
    ///
    /// # Errors
    /// As for [`Self::read_responses`].
    #[cfg_attr(not(feature = "distributed"), expect(dead_code, reason = "for the distributed engine"))]
    pub(in crate::confidential) fn responses_for_an_engine(
        &self,
        plan: &Plan,
        wave: usize,
    ) -> Result<(PathBuf, usize, u64), Problem> {
        let file = self.wave_file(plan, wave, RESPONSES);
        let path = std::path::absolute(&file).map_err(|error| Problem::files(&file, "find", &error))?;
        let opened = Opened::open(file, MAKER)?;
        opened.made_from(&parquet_file::origin_of_reading(plan, wave))?;
        Ok((path, opened.rows(), rows_read(&opened)?))
    }
}

/// Where in a store a wave's respondents are: `wave=2024/responses.parquet`.
pub(in crate::confidential) fn responses_place(plan: &Plan, wave: usize) -> String {
    let id = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
    format!("{}/{RESPONSES}", wave_folder(id))
}

/// How many rows ingest read: no fewer than it kept.
fn rows_read(opened: &Opened) -> Result<u64, Problem> {
    let read: Option<u64> = opened.entry(READ).and_then(|text| text.parse().ok());
    read.filter(|&read| read >= opened.rows() as u64).ok_or_else(|| opened.damaged())
}

/// The columns: the respondent's number and resampling group, the breakdowns, the items.
fn schema(plan: &Plan) -> SchemaRef {
    let breakdowns =
        plan.breakdowns.iter().map(|breakdown| group_field(breakdown).with_name(group_column(breakdown)));
    let items = plan.items.iter().map(|item| Field::new(&item.id, DataType::UInt8, false));
    let numbers = [(RESPONDENT, DataType::UInt32), (RESAMPLING, DataType::UInt8)];
    let numbers = numbers.map(|(name, of)| Field::new(name, of, false));
    Arc::new(Schema::new(numbers.into_iter().chain(breakdowns).chain(items).collect::<Vec<_>>()))
}

/// What the column of a breakdown is called. A question may have the id of a breakdown, and no engine could tell two
/// columns of one name apart; no id has a colon.
pub(in crate::confidential) fn group_column(breakdown: &Breakdown) -> String {
    format!("group:{}", breakdown.id)
}

/// The column of a breakdown: the group's id, or nothing.
pub(super) fn group_field(breakdown: &Breakdown) -> Field {
    let group = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
    Field::new(&breakdown.id, group, true)
}

/// An item as the file describes it to other programs.
#[derive(Serialize)]
struct DescribedItem<'a> {
    id: &'a str,
    categories: Vec<&'a str>,
}

/// The items as the file describes them to other programs.
fn described(items: &[Item]) -> String {
    let labels =
        items.iter().map(|item| item.categories.iter().map(|category| category.label.as_str()).collect());
    let items = items.iter().zip(labels).map(|(item, categories)| DescribedItem { id: &item.id, categories });
    serde_json::to_string(&items.collect::<Vec<_>>()).unwrap_or_default()
}

/// Some of a wave's respondents as columns, numbered from `first`.
fn batch(plan: &Plan, wave: &Wave, schema: &SchemaRef, first: usize) -> Result<RecordBatch, ArrowError> {
    let number =
        |row: usize| u32::try_from(row).map_err(|_| ArrowError::ComputeError("too many respondents".into()));
    let numbers: Vec<u32> = (first..first + wave.respondents).map(number).collect::<Result<_, _>>()?;
    let resampling = (first..first + wave.respondents).map(|row| resampling_group(row) as u8);
    let mut columns: Vec<ArrayRef> =
        vec![Arc::new(UInt32Array::from(numbers)), Arc::new(resampling.collect::<UInt8Array>())];
    for (breakdown, codes) in plan.breakdowns.iter().zip(&wave.groups) {
        columns.push(groups(breakdown, codes)?);
    }
    for answers in &wave.answers {
        columns.push(Arc::new(UInt8Array::from(answers.clone())));
    }
    RecordBatch::try_new(SchemaRef::clone(schema), columns)
}

/// Group codes as the ids of the groups; null for who is in none.
pub(super) fn groups(breakdown: &Breakdown, codes: &[u16]) -> Result<ArrayRef, ArrowError> {
    let keys: UInt16Array = codes.iter().map(|&code| (code != NO_GROUP).then_some(code)).collect();
    let ids: StringArray = breakdown.groups.iter().map(|group| Some(group.id.as_str())).collect();
    Ok(Arc::new(DictionaryArray::<UInt16Type>::try_new(keys, Arc::new(ids))?))
}

/// The code of each group id of a breakdown.
pub(super) type Codes<'a> = HashMap<&'a str, u16>;

/// The codes of a breakdown's groups.
pub(super) fn codes_of(breakdown: &Breakdown) -> Codes<'_> {
    breakdown.groups.iter().map(|group| group.id.as_str()).zip(0..).collect()
}

/// A wave as it is read, batch by batch. What the plan does not know makes the file a damaged one.
struct Reader<'a> {
    wave: Wave,
    /// For each breakdown.
    codes: Vec<Codes<'a>>,
    /// For each item, how many categories it has.
    categories: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(plan: &'a Plan, wave: usize, opened: &Opened) -> Result<Self, Problem> {
        let schema = schema(plan);
        let known = schema.fields().iter().map(|field| field.name().as_str());
        if !known.eq(opened.columns()) {
            return Err(opened.damaged());
        }
        Ok(Self {
            wave: Wave::new(plan, wave),
            codes: plan.breakdowns.iter().map(codes_of).collect(),
            categories: plan.items.iter().map(|item| item.categories.len()).collect(),
        })
    }

    /// Adds a batch; `None` where it holds what cannot have been written.
    fn add(&mut self, batch: &RecordBatch) -> Option<()> {
        self.wave.respondents += batch.num_rows();
        let mut columns = batch.columns().iter().skip(2);
        for (codes, groups) in self.codes.iter().zip(&mut self.wave.groups) {
            read_groups(columns.next()?, codes, groups)?;
        }
        for (&categories, answers) in self.categories.iter().zip(&mut self.wave.answers) {
            let column: &UInt8Array = columns.next()?.as_any().downcast_ref()?;
            let known = |&answer: &u8| usize::from(answer) <= categories || is_missing(answer);
            let whole = column.null_count() == 0 && column.values().iter().all(known);
            answers.extend_from_slice(whole.then_some(column.values())?);
        }
        Some(())
    }
}

fn is_missing(answer: u8) -> bool {
    (code::NOT_ASKED..=code::INVALID).contains(&answer)
}

/// Adds the codes of a column of group ids.
pub(super) fn read_groups(column: &ArrayRef, codes: &Codes<'_>, groups: &mut Vec<u16>) -> Option<()> {
    let column: &DictionaryArray<UInt16Type> = column.as_any().downcast_ref()?;
    let ids: &StringArray = column.values().as_any().downcast_ref()?;
    // An id is looked up once for each batch, not once for each respondent.
    let code = |id: Option<&str>| codes.get(id?).copied();
    let known: Vec<Option<u16>> = ids.iter().map(code).collect();
    for key in column.keys() {
        groups.push(match key {
            None => NO_GROUP,
            Some(key) => (*known.get(usize::from(key))?)?,
        });
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::confidential::counts::sample;
    use crate::exit::Exit;

    fn written(wave: &Wave) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        store.write_responses(&sample::plan(), wave, wave.respondents as u64 + 3).unwrap();
        (folder, store)
    }

    fn assert_same(one: &Wave, other: &Wave) {
        assert_eq!((one.wave, one.respondents), (other.wave, other.respondents));
        assert!(one.groups == other.groups && one.answers == other.answers, "not the same answers");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_wave_comes_back_as_it_was_and_gives_the_same_bytes(wave in sample::waves()) {
            let plan = sample::plan();
            let (_first, store) = written(&wave);
            let (back, read) = store.read_responses(&plan, 0).unwrap().value;
            assert_same(&back, &wave);
            prop_assert_eq!(read, wave.respondents as u64 + 3);
            let (_second, again) = written(&wave);
            let bytes = |store: &Store| fs::read(store.wave_file(&plan, 0, RESPONSES)).unwrap();
            prop_assert!(bytes(&store) == bytes(&again), "not the same bytes");
        }
    }

    #[test]
    fn a_wave_of_many_batches_comes_back_as_it_was() {
        let wave = sample::large_wave(2 * BATCH + 1);
        let (_folder, store) = written(&wave);
        assert_same(&store.read_responses(&sample::plan(), 0).unwrap().value.0, &wave);
    }

    #[test]
    fn a_wave_that_comes_in_pages_of_any_size_gives_the_same_bytes() {
        let plan = sample::plan();
        let wave = sample::large_wave(PAGE + 3);
        let (_folder, store) = written(&wave);
        let whole = fs::read(store.wave_file(&plan, 0, RESPONSES)).unwrap();
        assert_eq!(store.responses(&plan, 0).unwrap().pages(), 2);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let mut growing = store.grow_responses(&plan, 0).unwrap();
        let mut rest = wave;
        while rest.respondents > 100_000 {
            let next = rest.split_off(100_000);
            growing.add(&std::mem::replace(&mut rest, next)).unwrap();
        }
        growing.add(&rest).unwrap();
        growing.finish(PAGE as u64 + 6).unwrap();
        assert!(fs::read(store.wave_file(&plan, 0, RESPONSES)).unwrap() == whole, "not the same bytes");
    }

    #[test]
    fn second_copies_are_left_out_of_what_was_written_and_nothing_else_stays() {
        let plan = sample::plan();
        let gone = [0, 7, PAGE as u32 - 1, PAGE as u32 + 2];
        let (_folder, store) = written(&sample::large_wave(PAGE + 3).without(&gone));
        let whole = fs::read(store.wave_file(&plan, 0, RESPONSES)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let mut growing = store.grow_responses(&plan, 0).unwrap();
        growing.add(&sample::large_wave(PAGE + 3)).unwrap();
        let mut seen = Vec::new();
        let growing = growing.without(&gone, |page, first| seen.push((page.respondents, first))).unwrap();
        growing.finish(PAGE as u64 + 2).unwrap();
        assert_eq!(seen, [(PAGE - 3, 0), (2, PAGE - 3)]);
        assert!(fs::read(store.wave_file(&plan, 0, RESPONSES)).unwrap() == whole, "not the same bytes");
        assert_eq!(fs::read_dir(folder.path().join("wave=2022")).unwrap().count(), 1);
    }

    #[test]
    fn what_was_begun_and_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let plan = sample::plan();
        let mut growing = store.grow_responses(&plan, 0).unwrap();
        growing.add(&sample::large_wave(10)).unwrap();
        drop(growing);
        assert_eq!(fs::read_dir(folder.path().join("wave=2022")).unwrap().count(), 0);
    }

    #[test]
    fn another_pipeline_is_refused_with_what_to_do() {
        let (_folder, store) = written(&sample::large_wave(10));
        let mut plan = sample::plan();
        plan.waves[0].rules.least_answered += 1;
        let problems = store.read_responses(&plan, 0).unwrap_err();
        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.message, "the store was made from another version of the pipeline");
        assert_eq!(problem.hint.as_deref(), Some("run `candour ingest` again"));
        assert_eq!(problems.exit(), Exit::Inputs);
    }

    #[test]
    fn a_wave_that_was_not_ingested_is_named() {
        let (_folder, store) = written(&sample::large_wave(10));
        let problems = store.read_responses(&sample::plan(), 1).unwrap_err();
        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.hint.as_deref(), Some("run `candour ingest` first"));
        assert!(problem.place.file.as_ref().unwrap().ends_with("wave=2024/responses.parquet"));
    }

    #[test]
    fn a_file_cut_short_or_altered_is_a_problem_and_never_a_panic() {
        let plan = sample::plan();
        let (_folder, store) = written(&sample::large_wave(60));
        let path = store.wave_file(&plan, 0, RESPONSES);
        let whole = fs::read(&path).unwrap();
        for length in (0..whole.len()).step_by(7) {
            fs::write(&path, &whole[..length]).unwrap();
            let problems = store.read_responses(&plan, 0).unwrap_err();
            assert_eq!(problems.exit(), Exit::Files);
        }
        for place in (0..whole.len()).step_by(3) {
            let mut altered = whole.clone();
            altered[place] ^= 1 << (place % 8);
            fs::write(&path, &altered).unwrap();
            assert_eq!(store.read_responses(&plan, 0).unwrap_err().exit(), Exit::Files);
        }
    }

    #[test]
    fn the_file_says_what_it_is() {
        let plan = sample::plan();
        let (_folder, store) = written(&sample::large_wave(60));
        let opened = Opened::open(store.wave_file(&plan, 0, RESPONSES), MAKER).unwrap();
        assert!(opened.made_from(&parquet_file::origin_of_reading(&plan, 0)).is_ok());
        assert!(opened.made_from(&parquet_file::origin_of_reading(&plan, 1)).is_err());
        assert!(opened.entry(ITEMS).unwrap().starts_with(r#"[{"id":"q0","categories":["Category 1","#));
        assert_eq!((opened.rows(), opened.columns().len()), (60, 12));
    }
}
