//! The codes of a variable.

use std::collections::BTreeSet;

use super::cell;
use super::definition::Kind;
use super::fault::Fault;
use super::xml::Element;
use crate::confidential::export::MOST_COLUMNS;
use crate::confidential::export::column::Value;

/// The most codes of a variable.
const MOST_VALUES: usize = 10_000;

/// Codes with labels, in the order of the definition. Of a multiple variable all codes of its ranges too, since each is an
/// option.
pub(super) fn of(element: &Element, kind: Kind, width: usize) -> Result<Vec<Value>, Fault> {
    let (mut values, mut seen) = (Vec::new(), BTreeSet::new());
    for value in element.all("value") {
        let code = value.attribute("code").unwrap_or_default();
        if code.is_empty() {
            return Err(Fault::definition("a value without a code"));
        }
        let code = cell::code(code).to_owned();
        if !seen.insert(code.clone()) {
            return Err(Fault::definition("two values of the same code"));
        }
        values.push(Value { code, label: value.text(), missing: None });
        if values.len() > MOST_VALUES {
            return Err(Fault::definition(format!("more than {MOST_VALUES} values")));
        }
    }
    if !kind.is_multiple() {
        return Ok(values);
    }
    for range in element.all("range") {
        for number in bounds(range)? {
            if seen.insert(number.to_string()) {
                values.push(Value { code: number.to_string(), ..Value::default() });
            }
        }
    }
    // In CSV all places are one field, however many there are.
    let last = if width == 1 { MOST_VALUES } else { width };
    let fits = |value: &Value| value.code.parse().is_ok_and(|code: usize| (1..=last).contains(&code));
    if kind == Kind::Bits && !values.iter().all(fits) {
        return Err(Fault::definition("a code that has no place in the position"));
    }
    Ok(values)
}

fn bounds(range: &Element) -> Result<std::ops::RangeInclusive<u32>, Fault> {
    let bound = |name: &str| range.attribute(name).and_then(|text| text.parse::<u32>().ok());
    match (bound("from"), bound("to")) {
        (Some(from), Some(to)) if from <= to && ((to - from) as usize) < MOST_COLUMNS => Ok(from..=to),
        _ => Err(Fault::definition("a range of codes that cannot be")),
    }
}
