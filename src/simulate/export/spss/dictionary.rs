//! What stands before the data: the header, a record for each variable, labels, and the extensions.

use super::super::super::table::Table;
use super::put;
use super::variable::{PIECE, Type, Variable};

/// Codes of print formats.
const A: i32 = 1;
const F: i32 = 5;
const DATETIME: i32 = 22;

/// The most bytes of a label.
const MOST_LABEL: usize = 250;

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
    extensions(&mut bytes, table, variables);
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
        missing.1.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
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

fn extensions(bytes: &mut Vec<u8>, table: &Table, variables: &[Variable]) {
    // Version 20 of the program, IEEE numbers, the lowest byte first, UTF-8.
    let machine = [20, 0, 0, -1, 1, 1, 2, 65_001].map(i32::to_le_bytes).concat();
    extension(bytes, 3, 4, &machine);
    let lowest = f64::from_bits(f64::MIN.to_bits() - 1);
    extension(bytes, 4, 8, &[f64::MIN, f64::MAX, lowest].map(f64::to_le_bytes).concat());
    let sets = sets(variables);
    if !sets.is_empty() {
        extension(bytes, 7, 1, sets.as_bytes());
    }
    let shown =
        variables.iter().flat_map(|variable| variable.widths().into_iter().map(move |w| (variable, w)));
    let shown: Vec<u8> = shown.flat_map(|(variable, width)| display(variable, width)).collect();
    extension(bytes, 11, 4, &shown);
    let names: Vec<String> = variables.iter().map(|v| format!("{}={}", v.short[0], v.name)).collect();
    extension(bytes, 13, 1, names.join("\t").as_bytes());
    let very_long: String = variables.iter().filter_map(very_long).collect();
    if !very_long.is_empty() {
        extension(bytes, 14, 1, very_long.as_bytes());
    }
    let cases = [1, table.respondents.len() as u64].map(u64::to_le_bytes).concat();
    extension(bytes, 16, 8, &cases);
    extension(bytes, 20, 1, b"UTF-8");
}

fn extension(bytes: &mut Vec<u8>, kind: i32, size: usize, data: &[u8]) {
    for number in [7, kind, size as i32, (data.len() / size) as i32] {
        put(bytes, number);
    }
    bytes.extend(data);
}

/// Nominal text and choices, moments on a scale; as wide as is readable; text to the left.
fn display(variable: &Variable, width: usize) -> Vec<u8> {
    let (measure, width, alignment) = match variable.kind {
        Type::Number => (1, 8, 1),
        Type::Moment => (3, 20, 1),
        Type::Text(_) => (1, width.min(40) as i32, 0),
    };
    [measure, width, alignment].map(i32::to_le_bytes).concat()
}

fn very_long(variable: &Variable) -> Option<String> {
    match variable.kind {
        Type::Text(width) if width > PIECE => Some(format!("{}={width:05}\0\t", variable.short[0])),
        _ => None,
    }
}

/// `$name=D1 1 8 question v1 v2`: dichotomies of which 1 is counted.
fn sets(variables: &[Variable]) -> String {
    let mut sets = String::new();
    for of_set in variables.chunk_by(|a, b| a.set.is_some() && a.set == b.set) {
        let Some((name, label)) = of_set.first().and_then(|first| first.set.as_ref()) else { continue };
        let label = cut(label, MOST_LABEL);
        sets += &format!("${name}=D1 1 {} {label}", label.len());
        for variable in of_set {
            sets += &format!(" {}", variable.short[0].to_ascii_lowercase());
        }
        sets.push('\n');
    }
    sets
}

/// Text and spaces up to a width.
fn padded(bytes: &mut Vec<u8>, text: &str, width: usize) {
    let text = cut(text, width);
    bytes.extend(text.as_bytes());
    bytes.resize(bytes.len() + width - text.len(), b' ');
}

/// As much of a text as fits, whole letters only.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
