//! `memberships.parquet`: which groups the respondents of a wave are in, one row per kind of person, without any answer.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;

use crate::confidential::estimates::Memberships;
use crate::plan::Plan;
use crate::problem::Problem;

use super::parquet_file::{self, Opened};
use super::responses::{Codes, codes_of, group_field, groups, read_groups};
use super::{MEMBERSHIPS, Store};

/// The column with the number of respondents, after those of the breakdowns.
const PEOPLE: &str = "people";

impl Store {
    /// Writes a wave's memberships.
    pub(super) fn write_memberships(
        &self,
        plan: &Plan,
        wave: usize,
        memberships: &Memberships,
    ) -> Result<(), Problem> {
        let schema = schema(plan);
        let path = self.wave_file(plan, wave, MEMBERSHIPS);
        let entries = parquet_file::origin_of_wave(plan, wave);
        parquet_file::write(&path, &schema, entries, std::iter::once(batch(plan, memberships, &schema)))
    }

    /// Reads a wave's memberships; `maker` is the command that makes them.
    pub(super) fn read_memberships(
        &self,
        plan: &Plan,
        wave: usize,
        maker: &'static str,
    ) -> Result<Memberships, Problem> {
        let opened = Opened::open(self.wave_file(plan, wave, MEMBERSHIPS), maker)?;
        opened.made_from(&parquet_file::origin_of_wave(plan, wave))?;
        let schema = schema(plan);
        if !schema.fields().iter().map(|field| field.name().as_str()).eq(opened.columns()) {
            return Err(opened.damaged());
        }
        let codes: Vec<Codes<'_>> = plan.breakdowns.iter().map(codes_of).collect();
        let mut memberships = Memberships { breakdowns: codes.len(), ..Memberships::default() };
        for batch in opened.batches(Some(schema))? {
            read(&batch?, &codes, &mut memberships).ok_or_else(|| opened.damaged())?;
        }
        let whole = memberships.people.len() == opened.rows();
        whole.then_some(memberships).ok_or_else(|| opened.damaged())
    }
}

/// The columns: the breakdowns, and how many people.
fn schema(plan: &Plan) -> SchemaRef {
    let people = Field::new(PEOPLE, DataType::UInt32, false);
    Arc::new(Schema::new(plan.breakdowns.iter().map(group_field).chain([people]).collect::<Vec<_>>()))
}

fn batch(plan: &Plan, memberships: &Memberships, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let mut columns: Vec<ArrayRef> = Vec::with_capacity(memberships.breakdowns + 1);
    for (at, breakdown) in plan.breakdowns.iter().enumerate() {
        let codes: Vec<u16> = memberships.rows().filter_map(|(codes, _)| codes.get(at).copied()).collect();
        columns.push(groups(breakdown, &codes)?);
    }
    columns.push(Arc::new(UInt32Array::from(memberships.people.clone())));
    RecordBatch::try_new(SchemaRef::clone(schema), columns)
}

/// Adds a batch's rows; `None` where it holds what cannot have been written.
fn read(batch: &RecordBatch, codes: &[Codes<'_>], memberships: &mut Memberships) -> Option<()> {
    let mut columns = batch.columns().iter();
    let mut by_breakdown = Vec::with_capacity(codes.len());
    for codes in codes {
        let mut groups = Vec::with_capacity(batch.num_rows());
        read_groups(columns.next()?, codes, &mut groups)?;
        by_breakdown.push(groups);
    }
    let people: &UInt32Array = columns.next()?.as_any().downcast_ref()?;
    for row in 0..batch.num_rows() {
        for groups in &by_breakdown {
            memberships.codes.push(*groups.get(row)?);
        }
    }
    memberships.people.extend_from_slice((people.null_count() == 0).then_some(people.values())?);
    Some(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::confidential::counts::{count, sample};
    use crate::exit::Exit;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        (folder, store)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn memberships_come_back_as_they_were_and_give_the_same_bytes(wave in sample::waves()) {
            let plan = sample::plan();
            let memberships = count(&plan, &wave, 1).memberships;
            let (_folder, store) = store();
            store.write_memberships(&plan, 1, &memberships).unwrap();
            let back = store.read_memberships(&plan, 1, "analyse").unwrap();
            prop_assert_eq!(&back, &memberships);
            let path = store.wave_file(&plan, 1, MEMBERSHIPS);
            let bytes = fs::read(&path).unwrap();
            store.write_memberships(&plan, 1, &back).unwrap();
            prop_assert!(fs::read(&path).unwrap() == bytes);
        }
    }

    #[test]
    fn the_file_has_a_column_for_each_breakdown_and_one_for_the_people() {
        let plan = sample::plan();
        let (_folder, store) = store();
        let memberships = count(&plan, &sample::large_wave(100), 1).memberships;
        store.write_memberships(&plan, 0, &memberships).unwrap();
        let opened = Opened::open(store.wave_file(&plan, 0, MEMBERSHIPS), "analyse").unwrap();
        assert_eq!(opened.columns(), ["directorate", "service", "gender", "grade", "people"]);
        assert_eq!(opened.rows(), memberships.people.len());
    }

    #[test]
    fn another_wave_and_another_pipeline_are_refused() {
        let plan = sample::plan();
        let (_folder, store) = store();
        let memberships = count(&plan, &sample::large_wave(100), 1).memberships;
        store.write_memberships(&plan, 0, &memberships).unwrap();
        let path = store.wave_file(&plan, 1, MEMBERSHIPS);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(store.wave_file(&plan, 0, MEMBERSHIPS), &path).unwrap();
        assert!(store.read_memberships(&plan, 1, "analyse").is_err());
        let mut changed = plan;
        changed.waves[0].rules.least_answered += 1;
        assert!(store.read_memberships(&changed, 0, "analyse").is_err());
    }

    #[test]
    fn groups_that_the_plan_does_not_have_make_the_file_a_damaged_one() {
        let plan = sample::plan();
        let (_folder, store) = store();
        let memberships = count(&plan, &sample::large_wave(100), 1).memberships;
        // Under another plan's name, or it would be refused as another plan's.
        let write_as = |other: &Plan| {
            let path = store.wave_file(&plan, 0, MEMBERSHIPS);
            let (schema, origin) = (schema(&plan), parquet_file::origin_of_wave(other, 0));
            let batch = batch(&plan, &memberships, &schema);
            parquet_file::write(&path, &schema, origin, std::iter::once(batch)).unwrap();
        };
        let mut renamed = plan.clone();
        renamed.breakdowns[2].groups[0].id = "elsewhere".to_owned();
        write_as(&renamed);
        let refused = store.read_memberships(&renamed, 0, "analyse").unwrap_err();
        assert_eq!(
            (refused.exit, refused.hint.as_deref()),
            (Exit::Files, Some("run `candour analyse` again"))
        );
        renamed = plan.clone();
        renamed.breakdowns.pop();
        write_as(&renamed);
        assert_eq!(store.read_memberships(&renamed, 0, "analyse").unwrap_err().exit, Exit::Files);
    }
}
