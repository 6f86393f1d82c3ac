//! A variable: where its cells are in a case, and what they mean.

use std::collections::HashMap;

use super::codes::Codes;
use super::dictionary::{Dictionary, Eight, Record};
use super::fault::Fault;
use super::input::Order;
use super::number;
use crate::confidential::export::MOST_COLUMNS;
use crate::confidential::export::charset::Charset;

/// The most bytes a text can have in a file.
const LONGEST: usize = 32_767;
/// A text of more bytes is kept in parts.
const LONGEST_PART: usize = 255;
/// The most value labels, over all variables.
const MOST_LABELS: usize = 500_000;
/// By how many bytes each further part lengthens a text, as SPSS counts.
const PART: usize = 252;

/// A variable of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Variable {
    /// Its name of at most eight letters.
    pub(super) short: String,
    /// Its name as people see it; the short one where it has no other.
    pub(super) long: String,
    /// Its label; may be empty.
    pub(super) label: String,
    /// How many bytes its text has; 0 for a number.
    pub(super) width: usize,
    /// Its first eight bytes in a case, counted in eights.
    pub(super) at: usize,
    /// How its numbers are printed.
    pub(super) format: u8,
    /// Numbers that are missing from here to there.
    pub(super) range: Option<(f64, f64)>,
    /// Its codes.
    pub(super) codes: Codes,
}

impl Variable {
    /// Whether this number is in the range of missing ones.
    pub(super) fn in_range(&self, number: f64) -> bool {
        self.range.is_some_and(|(low, high)| (low..=high).contains(&number))
    }
}

/// All variables, and how many eights a case has.
pub(super) fn variables(
    dictionary: &Dictionary<'_>,
    order: Order,
    encoding: Charset,
) -> Result<(Vec<Variable>, usize), Fault> {
    let extensions = &dictionary.extensions;
    let said = Said {
        dictionary,
        order,
        encoding,
        names: extensions.names.iter().map(|(name, long)| (name.to_ascii_uppercase(), *long)).collect(),
        widths: extensions.widths.iter().map(|(name, width)| (name.to_ascii_uppercase(), *width)).collect(),
    };
    let mut variables = Vec::new();
    // The variable of each record.
    let mut of_record = vec![None; dictionary.records.len()];
    let mut at = 0;
    while let Some(record) = dictionary.records.get(at) {
        if variables.len() == MOST_COLUMNS {
            return Err(Fault::TooManyVariables);
        }
        let mut variable = said.variable(record, at)?;
        if let Some(of_record) = of_record.get_mut(at) {
            *of_record = Some(variables.len());
        }
        at = said.after(&variable)?;
        said.add_missing(record, &mut variable)?;
        variables.push(variable);
    }
    let labels =
        dictionary.labels.iter().map(|labels| labels.labels.len().saturating_mul(labels.records.len()));
    if labels.fold(0, usize::saturating_add) > MOST_LABELS {
        return Err(Fault::TooLarge);
    }
    said.add_labels(&of_record, &mut variables)?;
    said.add_long(&mut variables)?;
    Ok((variables, at))
}

struct Said<'a> {
    dictionary: &'a Dictionary<'a>,
    order: Order,
    encoding: Charset,
    /// Long names by short ones in capitals.
    names: HashMap<Vec<u8>, &'a [u8]>,
    /// Lengths of very long texts.
    widths: HashMap<Vec<u8>, usize>,
}

impl Said<'_> {
    fn variable(&self, record: &Record<'_>, at: usize) -> Result<Variable, Fault> {
        let short = self.encoding.text(record.name)?;
        let key = record.name.trim_ascii_end().to_ascii_uppercase();
        let long = self.names.get(&key).map(|long| self.encoding.text(long)).transpose()?;
        let width =
            usize::try_from(record.width).map_err(|_| Fault::Damaged("a text without a beginning"))?;
        let very_long = self.widths.get(&key).copied();
        if very_long.is_some_and(|longer| width == 0 || longer < width || longer > LONGEST) {
            return Err(Fault::Damaged("a text of a length that cannot be"));
        }
        Ok(Variable {
            long: long.filter(|long| !long.is_empty()).unwrap_or_else(|| short.clone()),
            short,
            label: self.encoding.text(record.label)?.trim_start().to_owned(),
            width: very_long.unwrap_or(width),
            at,
            format: record.format,
            ..Variable::default()
        })
    }

    /// The record after the last of a variable, if all its records are there.
    fn after(&self, variable: &Variable) -> Result<usize, Fault> {
        let mut at = variable.at;
        for part in parts(variable.width) {
            let first = self.dictionary.records.get(at).ok_or(Fault::CutOff)?;
            if usize::try_from(first.width).ok().is_none_or(|width| eights(width) != eights(part)) {
                return Err(Fault::Damaged("a long text that lacks a part"));
            }
            let end = at + eights(part);
            let further = self.dictionary.records.get(at + 1..end);
            if !further.is_some_and(|records| records.iter().all(|record| record.width == -1)) {
                return Err(Fault::Damaged("a text that lacks a part"));
            }
            at = end;
        }
        Ok(at)
    }

    fn add_missing(&self, record: &Record<'_>, variable: &mut Variable) -> Result<(), Fault> {
        let mut discrete = record.missing.as_slice();
        if let (true, [low, high, rest @ ..]) = (record.range, discrete) {
            if variable.width > 0 {
                return Err(Fault::Damaged("a range of missing texts"));
            }
            variable.range = Some((self.order.number(*low), self.order.number(*high)));
            discrete = rest;
        }
        for value in discrete {
            let code = self.code(variable, value)?;
            variable.codes.missing(code);
        }
        Ok(())
    }

    fn add_labels(&self, of_record: &[Option<usize>], variables: &mut [Variable]) -> Result<(), Fault> {
        for labels in &self.dictionary.labels {
            for &record in &labels.records {
                let variable = of_record.get(record).copied().flatten();
                let variable = variable.and_then(|at| variables.get_mut(at));
                let variable = variable.ok_or(Fault::Damaged("value labels of no variable"))?;
                for (value, label) in &labels.labels {
                    let code = self.code(variable, value)?;
                    if variable.in_range(self.order.number(*value)) {
                        variable.codes.missing(code.clone());
                    }
                    variable.codes.labelled(code, self.encoding.text(label)?);
                }
            }
        }
        Ok(())
    }

    fn add_long(&self, variables: &mut [Variable]) -> Result<(), Fault> {
        let texts = |(at, variable): (usize, &Variable)| {
            [&variable.short, &variable.long].map(|name| (name.clone().into_bytes(), at))
        };
        let texts: HashMap<Vec<u8>, usize> = variables.iter().enumerate().flat_map(texts).collect();
        let at = |name: &[u8]| -> Result<usize, Fault> {
            Ok(texts.get(self.encoding.text(name)?.as_bytes()).copied().unwrap_or(usize::MAX))
        };
        for (name, value, label) in &self.dictionary.extensions.labels {
            if let Some(variable) = variables.get_mut(at(name)?) {
                variable.codes.labelled(self.encoding.text(value)?, self.encoding.text(label)?);
            }
        }
        for (name, value) in &self.dictionary.extensions.missing {
            if let Some(variable) = variables.get_mut(at(name)?) {
                variable.codes.missing(self.encoding.text(value)?);
            }
        }
        Ok(())
    }

    /// A value as a cell of the variable has it.
    fn code(&self, variable: &Variable, value: &Eight) -> Result<String, Fault> {
        match variable.width {
            0 => Ok(number::text(self.order.number(*value), variable.format)),
            _ => Ok(self.encoding.text(value)?),
        }
    }
}

/// How many bytes each part of a text has in the records: one part, but for very long texts. A number is one part too.
pub(super) fn parts(width: usize) -> impl Iterator<Item = usize> {
    let count = if width > LONGEST_PART { width.div_ceil(PART) } else { 1 };
    (1..=count).map(move |part| if part < count { LONGEST_PART } else { width - (count - 1) * PART })
}

/// How many eights that many bytes take in a case; a number takes one.
pub(super) fn eights(bytes: usize) -> usize {
    bytes.div_ceil(8).max(1)
}
