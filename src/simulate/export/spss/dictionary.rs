//! What stands before the data: the header, a record for each variable, and labels.

use super::super::super::table::Table;
use super::extensions::extensions;
use super::variable::{Type, Variable};
use super::{MOST_LABEL, cut, padded, put};

/// Codes of print formats: text.
const A: i32 = 1;
/// A number.
const F: i32 = 5;
/// A moment.
const DATETIME: i32 = 22;

/// All of it.
pub(super) fn dictionary(table: &Table, variables: &[Variable]) -> Vec<u8> {
    let mut bytes = header(table, variables);
    for variable in variables {
        records(&mut bytes, variable);
    }
    let mut index = 1;
    for variable in variables {
        value_labels(&mut bytes, variable, index);
        index += slots(variable) as i32;
    }
    extensions(&mut bytes, table.respondents.len(), variables);
    for number in [999, 0] {
        put(&mut bytes, number);
    }
    bytes
}

/// How many pieces of eight bytes a variable has in each row.
fn slots(variable: &Variable) -> usize {
    variable.widths().iter().map(|width| width.div_ceil(8).max(1)).sum()
}

fn header(table: &Table, variables: &[Variable]) -> Vec<u8> {
    let mut bytes = b"$FL2".to_vec();
    padded(&mut bytes, "@(#) SPSS DATA FILE candour simulate", 60);
    let slots: usize = variables.iter().map(slots).sum();
    // Layout 2, compressed, not weighted.
    for number in [2, slots as i32, 1, 0, table.respondents.len() as i32] {
        put(&mut bytes, number);
    }
    bytes.extend(100.0_f64.to_le_bytes());
    padded(&mut bytes, &table.made.format("%d %b %y").to_string(), 9);
    padded(&mut bytes, "00:00:00", 8);
    padded(&mut bytes, cut(&table.title, 64), 64);
    bytes.extend([0; 3]);
    bytes
}

fn records(bytes: &mut Vec<u8>, variable: &Variable) {
    let pieces = variable.short.iter().zip(variable.widths()).enumerate();
    for (at, (short, width)) in pieces {
        let (labelled, missing) = (at == 0, if at == 0 { missing(variable) } else { (0, Vec::new()) });
        let format = format(variable, width);
        for number in [2, width as i32, i32::from(labelled), missing.0, format, format] {
            put(bytes, number);
        }
        padded(bytes, short, 8);
        if labelled {
            let label = cut(&variable.label, MOST_LABEL);
            put(bytes, label.len() as i32);
            padded(bytes, label, label.len().next_multiple_of(4));
        }
        for number in missing.1 {
            bytes.extend(number.to_le_bytes());
        }
        for _ in 1..width.div_ceil(8).max(1) {
            for number in [2, -1, 0, 0, 0, 0] {
                put(bytes, number);
            }
            padded(bytes, "", 8);
        }
    }
}

/// Up to three codes one by one, more as a range from the first to the last.
fn missing(variable: &Variable) -> (i32, Vec<f64>) {
    match variable.missing.as_slice() {
        [first, .., last] if variable.missing.len() > 3 => (-2, vec![f64::from(*first), f64::from(*last)]),
        few => (few.len() as i32, few.iter().copied().map(f64::from).collect()),
    }
}

fn format(variable: &Variable, width: usize) -> i32 {
    let (kind, width) = match variable.kind {
        Type::Number => (F, 8),
        Type::Moment => (DATETIME, 20),
        Type::Text(_) => (A, width as i32),
    };
    (kind << 16) | (width << 8)
}

fn value_labels(bytes: &mut Vec<u8>, variable: &Variable, index: i32) {
    if variable.values.is_empty() {
        return;
    }
    put(bytes, 3);
    put(bytes, variable.values.len() as i32);
    for (number, label) in &variable.values {
        bytes.extend(f64::from(*number).to_le_bytes());
        let label = cut(label, MOST_LABEL);
        bytes.push(label.len() as u8);
        padded(bytes, label, (label.len() + 1).next_multiple_of(8) - 1);
    }
    for number in [4, 1, index] {
        put(bytes, number);
    }
}
