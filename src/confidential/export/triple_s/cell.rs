//! Fields of a record as cells.

use super::definition::{Kind, Variable};
use super::fault::Fault;
use crate::confidential::export::batch::Batch;

/// A code without the zeros before it: fields have a fixed width.
pub(super) fn code(text: &str) -> &str {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    match text.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}

/// Adds the cells of a variable. `parts` are its fields: one, or one for each code of a spread.
pub(super) fn push(variable: &Variable, parts: &[&str], batch: &mut Batch) -> Result<(), Fault> {
    let field = parts.first().copied().unwrap_or_default();
    match variable.kind {
        Kind::Single => batch.push(code(field)),
        Kind::Quantity => push_number(field, batch),
        Kind::Character => batch.push(field.trim_end()),
        Kind::Date => push_parts(field.trim(), [4, 2, 2], '-', batch),
        Kind::Time => push_parts(field.trim(), [2, 2, 2], ':', batch),
        Kind::Bits => return push_bits(variable, field, batch),
        Kind::Spread(_) => return push_spread(variable, parts, batch),
    }
    Ok(())
}

fn push_number(field: &str, batch: &mut Batch) {
    let field = field.trim();
    match field.parse::<f64>().ok().filter(|number| number.is_finite()) {
        // There is one zero. A long whole number is written as it is.
        Some(number) if number.abs() < 1e15 => batch.push(&(number + 0.0).to_string()),
        _ => batch.push(field),
    }
}

/// Digits in groups: `20240531` as `2024-05-31`. What is written otherwise stays as it is.
fn push_parts(field: &str, lengths: [usize; 3], separator: char, batch: &mut Batch) {
    let digits = field.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || field.len() != lengths.iter().sum::<usize>() {
        return batch.push(field);
    }
    let (first, rest) = field.split_at(lengths[0]);
    let (second, third) = rest.split_at(lengths[1]);
    batch.push(&format!("{first}{separator}{second}{separator}{third}"));
}

/// One place for each code, from 1: chosen, not chosen, or blank.
fn push_bits(variable: &Variable, field: &str, batch: &mut Batch) -> Result<(), Fault> {
    let bits = field.as_bytes();
    if bits.iter().any(|bit| !matches!(bit, b'0' | b'1' | b' ')) {
        return Err(Fault::data("a multiple answer that is not made of 0 and 1"));
    }
    let chosen = |value: &str| {
        value.parse::<usize>().ok().and_then(|code| bits.get(code.checked_sub(1)?)) == Some(&b'1')
    };
    let mut found = 0;
    for value in &variable.values {
        let chosen = chosen(&value.code);
        found += usize::from(chosen);
        batch.push(if chosen { "1" } else { "" });
    }
    if found < memchr::memchr_iter(b'1', bits).count() {
        return Err(Fault::data("a multiple answer with a code that the definition does not have"));
    }
    Ok(())
}

/// Codes in any order; blank or 0 where there are no more.
fn push_spread(variable: &Variable, parts: &[&str], batch: &mut Batch) -> Result<(), Fault> {
    let known = |code: &str| variable.values.iter().any(|value| value.code == code);
    let codes = || parts.iter().map(|part| code(part)).filter(|code| !code.is_empty());
    if codes().any(|code| code != "0" && !known(code)) {
        return Err(Fault::data("a multiple answer with a code that the definition does not have"));
    }
    for value in &variable.values {
        let chosen = codes().any(|code| code == value.code);
        batch.push(if chosen { "1" } else { "" });
    }
    Ok(())
}
