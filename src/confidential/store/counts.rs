//! `counts.parquet`: the tallies, one row for each that is not zero. Written for other programs; not read again.
//!
//! Memberships have a file of their own. Scores, cells and associations are not stored: whoever needs them counts the stored responses anew.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, DictionaryArray, PrimitiveArray, RecordBatch, StringArray, UInt8Array, UInt32Array, UInt64Array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt32Type};
use arrow::error::ArrowError;

use crate::confidential::counts::{Counts, Table, answer_of};
use crate::plan::Plan;
use crate::problem::Problems;

use super::{COUNTS, Store, parquet_file};

impl Store {
    /// Writes a wave's tallies.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_counts(&self, plan: &Plan, counts: &Counts) -> Result<(), Problems> {
        self.may_write()?;
        let schema = schema();
        let path = self.wave_file(plan, counts.wave, COUNTS);
        let entries = parquet_file::origin_of_wave(plan, counts.wave);
        let batches = counts.tables.iter().map(|table| batch(plan, table, &schema));
        Ok(parquet_file::write(&path, &schema, entries, batches)?)
    }
}

fn schema() -> SchemaRef {
    let name = DataType::Dictionary(Box::new(DataType::UInt32), Box::new(DataType::Utf8));
    Arc::new(Schema::new(vec![
        Field::new("breakdown", name.clone(), false),
        Field::new("group", name.clone(), false),
        Field::new("item", name, false),
        Field::new("code", DataType::UInt8, false),
        Field::new("count", DataType::UInt64, false),
    ]))
}

/// The tallies of one table, in the order of its groups, items and codes.
fn batch(plan: &Plan, table: &Table, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let items = plan.items.len();
    let (mut groups, mut item_keys, mut codes, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for group in 0..table.respondents.len() {
        for item in 0..items {
            for (slot, &count) in
                table.tally(items, group, item).iter().enumerate().filter(|(_, count)| **count > 0)
            {
                groups.push(group as u32);
                item_keys.push(item as u32);
                codes.push(answer_of(slot));
                counts.push(count);
            }
        }
    }
    let breakdown = names(vec![0; counts.len()], vec![table.grouping.id(plan)])?;
    let group = names(groups, table.grouping.group_ids(plan))?;
    let item = names(item_keys, plan.items.iter().map(|item| item.id.clone()).collect())?;
    let columns =
        vec![breakdown, group, item, Arc::new(UInt8Array::from(codes)), Arc::new(UInt64Array::from(counts))];
    RecordBatch::try_new(SchemaRef::clone(schema), columns)
}

/// Indices into a list of names, as a column of names.
fn names(keys: Vec<u32>, names: Vec<String>) -> Result<ArrayRef, ArrowError> {
    let keys: PrimitiveArray<UInt32Type> = UInt32Array::from(keys);
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(StringArray::from(names)))?))
}

#[cfg(test)]
mod tests {
    use arrow::array::AsArray;
    use arrow::datatypes::UInt64Type;

    use super::*;
    use crate::confidential::counts::{count, sample};
    use crate::confidential::store::parquet_file::Opened;

    #[test]
    fn every_respondent_is_counted_once_for_each_item_and_table() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let wave = sample::large_wave(100);
        let counts = count(&plan, &wave, 1);
        store.write_counts(&plan, &counts).unwrap();
        let opened = Opened::open(store.wave_file(&plan, 0, COUNTS), "analyse").unwrap();
        let mut total = 0;
        for batch in opened.batches(Some(schema())).unwrap() {
            let batch = batch.unwrap();
            total += batch.column(4).as_primitive::<UInt64Type>().values().iter().sum::<u64>();
            let breakdown =
                batch.column(0).as_dictionary::<UInt32Type>().downcast_dict::<StringArray>().unwrap();
            assert_eq!(breakdown.into_iter().next(), Some(Some("all")));
        }
        let expected: u64 = counts.tables.iter().flat_map(|table| &table.respondents).sum();
        assert_eq!(total, expected * plan.items.len() as u64);
    }
}
