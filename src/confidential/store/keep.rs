//! `kept.parquet`: what stays of a wave that is forgotten. The tallies and sums of what was published, and nothing else.
//!
//! They are what next year's comparison needs. A group of which nothing was published is not in the file; a question of
//! which only the tones were shown has only these. Measures are known by what they are made of, not by their name: the
//! plan goes on changing, and a score of other questions than those of then must not be taken for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::confidential::counts::{Counts, SLOTS, ScoreSums, Table};
use crate::confidential::estimates::{Kind, Read};
use crate::plan::{Composite, CompositeKind, Item, Plan, Statistic, Tone};
use crate::problem::{Outcome, Place, Problem, Problems};

use super::parquet_file::{self, Opened, WAVE as WAVE_ENTRY};
use super::{ESTIMATES, KEPT, Store, aside, wave_folder};

/// The command that makes the file.
const MAKER: &str = "forget";
/// Key of the form of the file, and this form.
const FORM: (&str, &str) = ("candour.kept", "1");
/// Key of how many rows were read, and how many were respondents.
const READ: [&str; 2] = ["candour.read", "candour.respondents"];
/// The measure that is no question and no score: how many respondents.
const RESPONDENTS: &str = "respondents";
/// What the columns with text are called.
const NAMES: [&str; 3] = ["breakdown", "group", "measure"];
/// The columns with numbers after a slot's number: a count, or a score's sums, the squares in two halves.
const NUMBERS: [&str; 5] = ["slot", "count", "sum", "squares_high", "squares_low"];

/// How much of a figure was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::confidential) enum Published {
    /// Nothing.
    Withheld,
    /// How many answered negatively, neither way, positively.
    Tones,
    /// All that is counted of it.
    Whole,
}

/// What was published: of a kind of measure, its id, a breakdown and a group.
pub(in crate::confidential) type IsPublished<'a> = &'a dyn Fn(Kind, &str, &str, &str) -> Published;

/// What is kept of a wave.
pub(in crate::confidential) struct Kept {
    /// The tables; no overlaps, cells or associations.
    pub(in crate::confidential) counts: Counts,
    /// Rows read and kept, as they were published.
    pub(in crate::confidential) read: Read,
}

impl Store {
    /// Whether the store in a folder has forgotten a wave.
    pub(in crate::confidential) fn has_forgotten(folder: &Path, wave: &str) -> bool {
        folder.join(wave_folder(wave)).join(KEPT).is_file()
    }

    /// Keeps of a wave what was published, and removes everything else of it: all files of its folder, and the estimates,
    /// which hold figures of all waves. The names of what was removed. After a crash halfway it can be done again.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub(in crate::confidential) fn forget(
        &self,
        plan: &Plan,
        wave: usize,
        published: Option<(&Counts, Read, IsPublished<'_>)>,
    ) -> Result<Vec<String>, Problem> {
        self.may_write()?;
        if let Some((counts, read, published)) = published {
            self.write_kept(plan, counts, read, published)?;
        }
        let folder = self.wave_file(plan, wave, KEPT).parent().map(Path::to_path_buf).unwrap_or_default();
        let mut removed = Vec::new();
        let outdated = |name: &str| name != KEPT;
        let entries = fs::read_dir(&folder).map_err(|error| Problem::files(&folder, "list", &error))?;
        for entry in entries.flatten().filter(|entry| outdated(&entry.file_name().to_string_lossy())) {
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let done = if is_folder { fs::remove_dir_all(&path) } else { aside::remove(&path) };
            done.map_err(|error| Problem::files(&path, "remove", &error))?;
            removed.push(entry.file_name().to_string_lossy().into_owned());
        }
        let estimates = self.estimates_file();
        if estimates.exists() {
            aside::remove(&estimates).map_err(|error| Problem::files(&estimates, "remove", &error))?;
            removed.push(ESTIMATES.to_owned());
        }
        removed.sort_unstable();
        Ok(removed)
    }

    fn write_kept(
        &self,
        plan: &Plan,
        counts: &Counts,
        read: Read,
        published: IsPublished<'_>,
    ) -> Result<(), Problem> {
        let mut entries = parquet_file::origin_of_wave(plan, counts.wave);
        entries.push((FORM.0, FORM.1.to_owned()));
        entries.extend(READ.into_iter().zip([read.read, read.kept].map(|number| number.to_string())));
        let measures = Measures::new(plan, counts.wave);
        let mut rows = Rows::default();
        for table in &counts.tables {
            rows.add(plan, table, &measures, published);
        }
        let schema = schema();
        let batch = RecordBatch::try_new(Arc::clone(&schema), rows.columns());
        parquet_file::write(
            &self.wave_file(plan, counts.wave, KEPT),
            &schema,
            entries,
            std::iter::once(batch),
        )
    }

    /// Reads what was kept of a wave. What the plan no longer has in that form is left out, and told.
    ///
    /// # Errors
    /// When nothing was kept, or the file is damaged.
    pub(in crate::confidential) fn read_kept(&self, plan: &Plan, wave: usize) -> Outcome<Kept> {
        let opened = Opened::open(self.wave_file(plan, wave, KEPT), MAKER)?;
        let of_wave = parquet_file::origin_of_wave(plan, wave);
        let ours: Vec<_> = of_wave.into_iter().filter(|(key, _)| *key == WAVE_ENTRY).collect();
        opened.made_from(&ours)?;
        let number = |key: &str| opened.entry(key)?.parse::<u64>().ok();
        let read = READ.map(number);
        let ([Some(read), Some(kept)], Some(FORM_NUMBER)) = (read, opened.entry(FORM.0)) else {
            return Err(opened.damaged().into());
        };
        let mut restored = Restored::new(plan, wave);
        for batch in opened.batches(None)? {
            restored.add(&batch?).ok_or_else(|| opened.damaged())?;
        }
        let mut problems = Problems::new();
        if !restored.unknown.is_empty() {
            let named: Vec<String> =
                restored.unknown.iter().map(|name| crate::problem::quoted(name)).collect();
            let message = format!("this wave was forgotten, and the plan no longer has {}", named.join(", "));
            let place = Place::file(&self.wave_file(plan, wave, KEPT));
            problems
                .push(Problem::warning(place, message).hint("nothing is compared with what it had of these"));
        }
        problems.finish(Some(Kept { counts: restored.counts, read: Read { read, kept } }))
    }
}

/// The form as the file has it.
const FORM_NUMBER: &str = FORM.1;

/// The measures of a wave by what they are made of.
struct Measures {
    /// For each item of the plan.
    items: Vec<String>,
    /// For each composite of the plan; `None` where the wave asked nothing of it.
    composites: Vec<Option<String>>,
}

impl Measures {
    fn new(plan: &Plan, wave: usize) -> Self {
        let items: Vec<String> = plan.items.iter().map(item).collect();
        let composite = |composite: &Composite| {
            let of_wave = composite.items.get(wave).filter(|items| !items.is_empty())?;
            let parts: BTreeSet<&str> =
                of_wave.iter().filter_map(|&item| Some(items.get(item)?.as_str())).collect();
            let statistic = match composite.statistic {
                Statistic::PercentPositive => "positive",
                Statistic::MeanPoints => "points",
            };
            Some(format!("{statistic} of {}", parts.into_iter().collect::<Vec<_>>().join(" ")))
        };
        let composites = plan.composites.iter().map(composite).collect();
        Self { items, composites }
    }
}

/// `proud:-0+`: its id, and the tones of its categories.
fn item(item: &Item) -> String {
    let tone = |tone: Tone| match tone {
        Tone::Negative => '-',
        Tone::Neutral => '0',
        Tone::Positive => '+',
    };
    let tones: String = item.categories.iter().map(|category| tone(category.tone)).collect();
    format!("{}:{tones}", item.id)
}

fn kind(composite: &Composite) -> Kind {
    match composite.kind {
        CompositeKind::Pillar => Kind::Pillar,
        CompositeKind::Index => Kind::Index,
        CompositeKind::Overall => Kind::Overall,
    }
}

fn schema() -> SchemaRef {
    let names = NAMES.map(|name| Field::new(name, DataType::Utf8, false));
    let numbers = NUMBERS.map(|name| Field::new(name, DataType::UInt64, false));
    Arc::new(Schema::new(names.into_iter().chain(numbers).collect::<Vec<_>>()))
}

/// The rows of the file.
#[derive(Default)]
struct Rows {
    names: [Vec<String>; NAMES.len()],
    numbers: [Vec<u64>; NUMBERS.len()],
}

impl Rows {
    fn add(&mut self, plan: &Plan, table: &Table, measures: &Measures, published: IsPublished<'_>) {
        let breakdown = table.grouping.id(plan);
        for (group, id) in table.grouping.group_ids(plan).iter().enumerate() {
            let told = |kind: Kind, measure: &str| published(kind, measure, &breakdown, id);
            let mut of_group = Vec::new();
            for (index, (item, measure)) in plan.items.iter().zip(&measures.items).enumerate() {
                let tally = table.tally(plan.items.len(), group, index);
                let tally = match told(Kind::Question, &item.id) {
                    Published::Withheld => continue,
                    Published::Tones => by_tone(item, tally),
                    Published::Whole => *tally,
                };
                let filled = (0..).zip(tally).filter(|(_, count)| *count > 0);
                of_group.extend(filled.map(|(slot, count)| (measure.as_str(), [slot, count, 0, 0, 0])));
            }
            let mut seen = BTreeSet::new();
            for (index, (composite, measure)) in plan.composites.iter().zip(&measures.composites).enumerate()
            {
                let Some(measure) = measure else { continue };
                if told(kind(composite), &composite.id) != Published::Withheld && seen.insert(measure) {
                    let sums = table.score(plan.composites.len(), group, index);
                    let halves = [(sums.squares >> 64) as u64, sums.squares as u64];
                    of_group.push((measure, [0, sums.n, sums.sum, halves[0], halves[1]]));
                }
            }
            let responses =
                plan.scopes.iter().any(|scope| told(Kind::Response, &scope.id) != Published::Withheld);
            if responses || !of_group.is_empty() {
                of_group.push((RESPONDENTS, [0, table.respondents(group), 0, 0, 0]));
            }
            for (measure, numbers) in of_group {
                self.push([&breakdown, id, measure], numbers);
            }
        }
    }

    fn push(&mut self, names: [&str; NAMES.len()], numbers: [u64; NUMBERS.len()]) {
        self.names.iter_mut().zip(names).for_each(|(column, name)| column.push(name.to_owned()));
        self.numbers.iter_mut().zip(numbers).for_each(|(column, number)| column.push(number));
    }

    fn columns(self) -> Vec<ArrayRef> {
        let names = self.names.map(|column| Arc::new(StringArray::from(column)) as ArrayRef);
        let numbers = self.numbers.map(|column| Arc::new(UInt64Array::from(column)) as ArrayRef);
        names.into_iter().chain(numbers).collect()
    }
}

/// All answers of a tone on its first category; nothing of those who gave none.
fn by_tone(item: &Item, tally: &[u64; SLOTS]) -> [u64; SLOTS] {
    let mut together = [0; SLOTS];
    let mut first: BTreeMap<u8, usize> = BTreeMap::new();
    for (slot, category) in (1..SLOTS).zip(&item.categories) {
        let slot_of_tone = *first.entry(category.tone as u8).or_insert(slot);
        together[slot_of_tone] += tally[slot];
    }
    together
}

/// The tables as they are read back.
struct Restored {
    counts: Counts,
    /// The table and the group of each breakdown's and group's name.
    groups: HashMap<(String, String), (usize, usize)>,
    items: HashMap<String, usize>,
    /// Several composites may be made of the same.
    composites: HashMap<String, Vec<usize>>,
    /// How many items and composites the plan has.
    sizes: [usize; 2],
    /// What the plan no longer knows.
    unknown: BTreeSet<String>,
}

impl Restored {
    fn new(plan: &Plan, wave: usize) -> Self {
        let counts = Counts::new(plan, wave);
        let mut groups = HashMap::new();
        for (at, table) in counts.tables.iter().enumerate() {
            let breakdown = table.grouping.id(plan);
            for (group, id) in table.grouping.group_ids(plan).into_iter().enumerate() {
                groups.insert((breakdown.clone(), id), (at, group));
            }
        }
        let measures = Measures::new(plan, wave);
        let mut composites: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, measure) in measures.composites.into_iter().enumerate() {
            if let Some(measure) = measure {
                composites.entry(measure).or_default().push(index);
            }
        }
        let items = measures.items.into_iter().zip(0..).collect();
        let sizes = [plan.items.len(), plan.composites.len()];
        Self { counts, groups, items, composites, sizes, unknown: BTreeSet::new() }
    }

    /// Adds a batch; `None` where it holds what cannot have been written.
    fn add(&mut self, batch: &RecordBatch) -> Option<()> {
        let names: [&StringArray; NAMES.len()] = columns(batch, NAMES)?;
        let numbers: [&UInt64Array; NUMBERS.len()] = columns(batch, NUMBERS)?;
        for row in 0..batch.num_rows() {
            self.row(names.map(|column| column.value(row)), numbers.map(|column| column.value(row)))?;
        }
        Some(())
    }

    fn row(&mut self, [breakdown, group, measure]: [&str; 3], numbers: [u64; 5]) -> Option<()> {
        let Some(&(table, group)) = self.groups.get(&(breakdown.to_owned(), group.to_owned())) else {
            self.unknown.insert(format!("{breakdown} {group}"));
            return Some(());
        };
        let table = self.counts.tables.get_mut(table)?;
        let [slot, count, sum, high, low] = numbers;
        let [items, composites] = self.sizes;
        if measure == RESPONDENTS {
            *table.respondents.get_mut(group)? = count;
        } else if let Some(&item) = self.items.get(measure) {
            let slot = usize::try_from(slot).ok().filter(|slot| *slot < SLOTS)?;
            *table.answers.get_mut((group * items + item) * SLOTS + slot)? = count;
        } else if let Some(made) = self.composites.get(measure) {
            let squares = u128::from(high) << 64 | u128::from(low);
            for &composite in made {
                *table.scores.get_mut(group * composites + composite)? = ScoreSums { n: count, sum, squares };
            }
        } else if let Some((id, _)) = measure.split_once(':').filter(|_| !measure.contains(' ')) {
            self.unknown.insert(id.to_owned());
        }
        Some(())
    }
}

/// Columns by their names; `None` where one is missing, of another type or has gaps.
fn columns<'a, T: Array + 'static, const N: usize>(
    batch: &'a RecordBatch,
    names: [&str; N],
) -> Option<[&'a T; N]> {
    let column = |name: &str| {
        let column: &T = batch.column_by_name(name)?.as_any().downcast_ref()?;
        (column.null_count() == 0).then_some(column)
    };
    let found: Vec<&T> = names.into_iter().map(column).collect::<Option<_>>()?;
    found.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidential::counts::{count, sample};
    use crate::exit::Exit;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        (folder, store)
    }

    const READ_OF: Read = Read { read: 70, kept: 60 };

    fn kept_with(counts: &Counts, published: IsPublished<'_>) -> Kept {
        let (_folder, store) = store();
        let plan = sample::plan();
        store.write_kept(&plan, counts, READ_OF, published).unwrap();
        let kept = store.read_kept(&plan, counts.wave).unwrap();
        assert!(kept.problems.is_empty());
        kept.value
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_published_whole_comes_back_to_the_last_unit(wave in sample::waves()) {
            let plan = sample::plan();
            let counts = count(&plan, &wave, 1);
            let kept = kept_with(&counts, &|_, _, _, _| Published::Whole);
            // A score that the wave did not ask has sums of nobody, which are the same.
            prop_assert!(kept.counts.tables == counts.tables, "not the same tables");
            prop_assert_eq!(kept.read, READ_OF);
        }
    }

    #[test]
    fn sums_of_squares_beyond_64_bits_come_back() {
        let plan = sample::plan();
        let mut counts = count(&plan, &sample::large_wave(60), 1);
        let asked = Measures::new(&plan, 0).composites.iter().position(Option::is_some).unwrap();
        counts.tables[0].scores[asked] = ScoreSums { n: 7, sum: 8, squares: (5 << 64) + 9 };
        let kept = kept_with(&counts, &|_, _, _, _| Published::Whole);
        assert_eq!(kept.counts.tables[0].scores[asked], counts.tables[0].scores[asked]);
    }

    #[test]
    fn of_what_was_not_published_nothing_is_there() {
        let plan = sample::plan();
        let counts = count(&plan, &sample::large_wave(60), 1);
        let group = plan.breakdowns[0].groups[1].id.clone();
        let published = |kind, measure: &str, _: &str, of: &str| match (kind, measure) {
            (Kind::Question, "q0") if of == group => Published::Whole,
            (Kind::Question, "q1") if of == group => Published::Tones,
            _ => Published::Withheld,
        };
        let kept = kept_with(&counts, &published);
        let items = plan.items.len();
        for (table, before) in kept.counts.tables.iter().zip(&counts.tables) {
            assert!(table.scores.iter().all(|sums| *sums == ScoreSums::default()));
            for (at, id) in table.grouping.group_ids(&plan).iter().enumerate() {
                let shown = *id == group;
                assert_eq!(table.respondents(at), if shown { before.respondents(at) } else { 0 });
                for item in 0..items {
                    let tally = table.tally(items, at, item);
                    match (shown, item) {
                        (true, 0) => assert_eq!(tally, before.tally(items, at, item)),
                        (true, 1) => {
                            let tones = |tally: &[u64]| {
                                [Tone::Negative, Tone::Neutral, Tone::Positive].map(|tone| {
                                    plan.items[1].tally(&tally[1..=plan.items[1].categories.len()], tone)
                                })
                            };
                            assert_eq!(tones(tally), tones(before.tally(items, at, item)));
                            assert!(tally.iter().filter(|count| **count > 0).count() <= 3);
                        }
                        _ => assert_eq!(tally, &[0; SLOTS]),
                    }
                }
            }
        }
    }

    #[test]
    fn forgetting_leaves_what_is_kept_alone_and_can_be_done_again() {
        let (folder, store) = store();
        let plan = sample::plan();
        let wave = sample::large_wave(60);
        store.write_responses(&plan, &wave, 60).unwrap();
        fs::write(store.estimates_file(), "figures").unwrap();
        fs::create_dir(folder.path().join("wave=2022/review")).unwrap();
        fs::write(folder.path().join("wave=2022/review/comments.csv"), "text").unwrap();
        let counts = count(&plan, &wave, 1);
        assert!(!Store::has_forgotten(folder.path(), "2022"));
        let whole: IsPublished<'_> = &|_, _, _, _| Published::Whole;
        let removed = store.forget(&plan, 0, Some((&counts, READ_OF, whole))).unwrap();
        assert_eq!(removed, ["estimates.parquet", "responses.parquet", "review"]);
        assert!(Store::has_forgotten(folder.path(), "2022"));
        assert_eq!(fs::read_dir(folder.path().join("wave=2022")).unwrap().count(), 1);
        assert!(store.forget(&plan, 0, None).unwrap().is_empty());
        assert_eq!(store.read_responses(&plan, 0).unwrap_err().exit(), Exit::Files);
    }

    #[test]
    fn a_measure_that_is_made_of_something_else_now_is_not_taken_for_it() {
        let (_folder, store) = store();
        let mut plan = sample::plan();
        let counts = count(&plan, &sample::large_wave(60), 1);
        store.write_kept(&plan, &counts, READ_OF, &|_, _, _, _| Published::Whole).unwrap();
        let changed = plan.composites.iter().position(|composite| composite.items[0].len() > 1).unwrap();
        plan.digest = "next year's".into();
        plan.composites[changed].items[0].pop();
        plan.items[0].categories.pop();
        let kept = store.read_kept(&plan, 0).unwrap();
        let warning = kept.problems.iter().next().unwrap();
        assert!(warning.message.contains(&plan.items[0].id), "{}", warning.message);
        let table = &kept.value.counts.tables[0];
        assert_eq!(table.score(plan.composites.len(), 0, changed), &ScoreSums::default());
        assert_eq!(table.tally(plan.items.len(), 0, 0), &[0; SLOTS]);
        assert_eq!(table.tally(plan.items.len(), 0, 1), counts.tables[0].tally(plan.items.len(), 0, 1));
    }
}
