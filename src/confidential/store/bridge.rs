//! From a data frame to a record batch: the four types of column that the estimates have.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Float64Array, ListBuilder, RecordBatch, StringArray, UInt64Array, UInt64Builder,
};
use arrow::datatypes::{Field, Schema};
use polars::prelude::{Column, DataFrame, DataType};

/// The columns of a table; `None` where one has a type that the store does not hold.
pub(super) fn record_batch(table: &DataFrame) -> Option<RecordBatch> {
    let arrays: Vec<ArrayRef> = table.columns().iter().map(array).collect::<Option<_>>()?;
    let field = |(column, array): (&Column, &ArrayRef)| {
        Field::new(column.name().as_str(), array.data_type().clone(), true)
    };
    let fields: Vec<Field> = table.columns().iter().zip(&arrays).map(field).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).ok()
}

fn array(column: &Column) -> Option<ArrayRef> {
    match column.dtype() {
        DataType::String => Some(Arc::new(column.str().ok()?.iter().collect::<StringArray>())),
        DataType::Float64 => Some(Arc::new(column.f64().ok()?.iter().collect::<Float64Array>())),
        DataType::UInt64 => Some(Arc::new(column.u64().ok()?.iter().collect::<UInt64Array>())),
        DataType::List(_) => lists(column),
        _ => None,
    }
}

fn lists(column: &Column) -> Option<ArrayRef> {
    let mut lists = ListBuilder::new(UInt64Builder::new());
    for list in column.list().ok()?.series_iter() {
        if let Some(list) = &list {
            lists.values().extend(list.u64().ok()?.iter());
        }
        lists.append(list.is_some());
    }
    Some(Arc::new(lists.finish()))
}

#[cfg(test)]
mod tests {
    use polars::prelude::{IntoColumn, NamedFrom, Series};

    use super::*;

    #[test]
    fn a_type_that_the_store_does_not_hold_is_refused() {
        let frame = |series: Series| DataFrame::new(series.len(), vec![series.into_column()]).unwrap();
        assert!(record_batch(&frame(Series::new("a".into(), [1.5, 2.5]))).is_some());
        assert!(record_batch(&frame(Series::new("a".into(), [true, false]))).is_none());
    }
}
