//! Triple-S: a definition (.sss, .xml) beside its data, in fixed columns (.asc, .dat) or as CSV.
//!
//! Versions 1.1, 1.2, 2.0 and 3.0, with one kind of record. A multiple variable becomes a column with options, each with cells of
//! its own: `1` where it was chosen. Whether columns of fixed data are counted in bytes or in characters is seen by which of the two all lines
//! have as many of.

mod cell;
mod definition;
mod fault;
mod files;
mod line;
mod records;
mod text;
mod values;
mod xml;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use super::bytes_of;
use super::charset::Unreadable;
use super::column::{self, Cells, Column};
use super::counted;
use super::source::Described;
use crate::confidential::export::text::decoded;
use crate::plan::{ExportFile, Layout};
use crate::problem::{Problem, Problems};
use definition::{Definition, Format, Variable};
use fault::Fault;
use records::Records;

/// The variables and records of a data file; the definition is `file.definition`, or lies beside it under the same name.
///
/// # Errors
/// A definition that cannot be read or does not fit the data.
pub(super) fn open(file: &ExportFile) -> Result<Described, Problem> {
    let (_, definition, path) = defined(file)?;
    let mut warnings = Problems::new();
    let bytes = decoded(&path, bytes_of(&path)?, &mut warnings)?;
    let told = |fault: Fault| fault.told(&path);
    let text = String::from_utf8(bytes).map_err(|_| told(Unreadable::Damaged.into()))?;
    if text.trim().is_empty() {
        return Err(told(Fault::data("empty export: the data have no record")));
    }
    let mut recognised = recognised(file.layout, &definition);
    if !warnings.is_empty() {
        recognised.push_str(", in Windows-1252");
    }
    let columns = columns(&definition.variables);
    let records = Records::new(path.clone(), &definition, text).map_err(told)?;
    Ok(Described { recognised, header_rows: definition.skip, columns, rows: Box::new(records) })
}

/// The files that are read for an export file; none where one of them is missing, which opening it tells.
pub(super) fn beside(file: &ExportFile) -> Vec<PathBuf> {
    defined(file).map_or_else(|_| Vec::new(), |(pair, _, data)| vec![pair.definition, data])
}

/// The two files, the definition read.
fn defined(file: &ExportFile) -> Result<(files::Pair, Definition, PathBuf), Problem> {
    let pair = files::pair(file)?;
    let told = |fault: Fault| fault.told(&pair.definition);
    let root = xml::parse(&bytes_of(&pair.definition)?).map_err(told)?;
    let definition = Definition::of(&root).map_err(told)?;
    let path = match &pair.data {
        Some(path) => path.clone(),
        None => files::data(&pair.definition, definition.data.as_deref()).map_err(told)?,
    };
    Ok((pair, definition, path))
}

fn columns(variables: &[Variable]) -> Vec<Column> {
    let mut at = 0;
    let column = |variable: &Variable| {
        let first = at;
        at += variable.cells();
        let mut names = column::names([&variable.label, &variable.name]);
        if variable.serial {
            names.extend(["Response ID", "ID"].map(str::to_owned));
        }
        if !variable.is_multiple() {
            return Column { names, cells: Cells::One(first), values: variable.values.clone() };
        }
        let label = |value: &column::Value| match value.label.as_str() {
            "" => value.code.clone(),
            label => label.to_owned(),
        };
        let options = (first..).zip(variable.values.iter().map(label)).collect();
        Column { names, cells: Cells::Options { options, not_chosen: Vec::new() }, values: Vec::new() }
    };
    variables.iter().map(column).collect()
}

fn recognised(layout: Layout, definition: &Definition) -> String {
    let how = match layout {
        Layout::TripleS => "read as Triple-S, as the plan says",
        _ => "recognised as Triple-S by its definition",
    };
    let format = match definition.format {
        Format::Fixed => "fixed columns",
        Format::Csv => "CSV",
    };
    let variables = counted(definition.variables.len() as u64, "variable");
    format!("{how}: version {}, {variables}; data in {format}", definition.version)
}
