//! SPSS system files (.sav, .zsav): variables with labels, value labels and declared missing values.
//!
//! Read by our own code, because what there is does not keep the house's promises. `ambers` 0.4.6 brings a second arrow (its
//! 37 crates take 98 s of CPU in a dev build), takes bytes that are not in the declared encoding without a word, and was
//! still unpacking a .zsav of 56 kB, whose blocks overlap, after 100 s. `polars-readstat-rs` 0.27 wants polars with its default
//! features (lazy engine, Parquet, streaming), which this crate does without. The format is old and settled; here
//! every length is checked against what is there before anything is taken.
//!
//! A missing value that the file declares never becomes an answer: a code that has a label, or is declared by itself,
//! stays in its cell and is [`Missing::NotAnswered`](super::column::Missing); any other number in a missing range
//! becomes an empty cell.

mod cases;
mod codes;
mod dictionary;
mod extensions;
mod fault;
mod header;
mod input;
mod number;
mod packed;
mod sets;
mod variable;

#[cfg(test)]
mod tests;

use std::path::Path;

use super::column::{Cells, Column};
use super::counted;
use super::source::Described;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;
use cases::Cases;
use fault::{Fault, MOST_CELLS};
use header::Packing;
use packed::Packed;
use sets::Set;
use variable::Variable;

/// The variables and cases of the file.
///
/// # Errors
/// A file that is damaged, encrypted, or claims to be larger than it can be.
pub(super) fn open(file: &ExportFile, bytes: Vec<u8>) -> Result<Described, Problem> {
    opened(file, bytes).map_err(|fault| fault.told(&file.path, None))
}

fn opened(file: &ExportFile, bytes: Vec<u8>) -> Result<Described, Fault> {
    let cases = cases(&file.path, bytes)?;
    let recognised = recognised(file.layout, &cases);
    let columns = columns(&cases.variables, &cases.sets);
    Ok(Described { recognised, header_rows: 0, columns, rows: Box::new(cases) })
}

fn cases(path: &Path, bytes: Vec<u8>) -> Result<Cases, Fault> {
    let (header, mut input) = header::read(&bytes)?;
    let dictionary = dictionary::read(&mut input)?;
    let extensions = &dictionary.extensions;
    let encoding = extensions.encoding.unwrap_or(extensions.page);
    let (variables, eights) = variable::variables(&dictionary, header.order, encoding)?;
    if variables.is_empty() {
        return Err(Fault::Empty("variables"));
    }
    let sets = sets::sets(extensions, &variables, encoding)?;
    let declared = header.cases.or(extensions.cases);
    let at = input.at;
    let packed = Packed::new(bytes, at, header)?;
    check_size(declared, packed.most_cases(eights), variables.len())?;
    Ok(Cases {
        path: path.to_owned(),
        packed,
        order: header.order,
        encoding,
        variables,
        sets,
        case: vec![[0; 8]; eights],
        declared,
        read: 0,
        over: false,
    })
}

/// Whether so many cases can be there, and be read.
fn check_size(declared: Option<u64>, most: u64, variables: usize) -> Result<(), Fault> {
    match declared {
        Some(0) => Err(Fault::Empty("cases")),
        None if most == 0 => Err(Fault::Empty("cases")),
        Some(cases) if cases > most => Err(Fault::CutOff),
        Some(cases) if cases.saturating_mul(variables as u64) > MOST_CELLS => Err(Fault::TooLarge),
        _ => Ok(()),
    }
}

fn columns(variables: &[Variable], sets: &[Set]) -> Vec<Column> {
    let single = variables.iter().enumerate().map(|(at, variable)| Column {
        names: super::column::names([&variable.label, &variable.long, &variable.short]),
        cells: Cells::One(at),
        values: variable.codes.values.clone(),
    });
    let mut columns: Vec<Column> = single.collect();
    let mut at = variables.len();
    for set in sets {
        let options = set.options.iter().map(|choice| choice.label.clone());
        let options: Vec<(usize, String)> = (at..).zip(options).collect();
        at += options.len();
        let cells = Cells::Options { options, not_chosen: Vec::new() };
        let names = super::column::names([&set.label, &set.name]);
        columns.push(Column { names, cells, values: Vec::new() });
    }
    columns
}

fn recognised(layout: Layout, cases: &Cases) -> String {
    let how = match layout {
        Layout::Spss => "read as SPSS, as the plan says",
        _ => "recognised as SPSS by its first bytes",
    };
    let packing = match cases.packed.packing() {
        Packing::None => "not packed",
        Packing::Codes => "packed",
        Packing::Zlib => "packed with zlib",
    };
    let variables = counted(cases.variables.len() as u64, "variable");
    let sets = match cases.sets.len() as u64 {
        0 => String::new(),
        sets => format!(", {}", counted(sets, "multiple-response set")),
    };
    format!("{how}: {variables}{sets}; {packing}")
}
