//! What is in a store or an export, in lines of shapes.

use std::path::Path;

use crate::confidential::export;
use crate::confidential::store::{Key, Store};
use crate::problem::{Outcome, Problems};

/// What is in a store, in lines of shapes.
pub(crate) fn describe_store(folder: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let store = Store::read_only_with(folder, Key::find(None, &[folder])?)?.into(&mut problems);
    problems.finish(Some(store.describe()))
}

/// What is in an export file, in lines of shapes.
pub(crate) fn describe_export(file: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let export = export::inspect(file)?.into(&mut problems);
    let (recognised, columns) = (export.recognised.clone(), export.columns.len());
    let rows = export.count_rows(&mut problems);
    problems.finish(Some(vec![recognised, format!("{rows} rows, {columns} columns")]))
}
