//! What the format learned later: numbers and letters, long names, very long texts, sets of dichotomies.

use super::variable::{PIECE, Type, Variable};
use super::{MOST_LABEL, cut, put};

/// All of them.
pub(super) fn extensions(bytes: &mut Vec<u8>, respondents: usize, variables: &[Variable]) {
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
    let cases = [1, respondents as u64].map(u64::to_le_bytes).concat();
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
