//! A column's cells as labels: codes are turned into what they stand for, and labels that mean no answer are known.

use std::collections::HashMap;

use super::code::{INVALID, NOT_ANSWERED, NOT_APPLICABLE, NOT_ASKED, PREFER_NOT_TO_SAY};
use crate::confidential::export::{Column, Missing};
use crate::plan::WaveRules;
use crate::plan::label::{is_unseen, normal_form};

/// How long a code may be: a comment is none, and need not be looked up.
const LONGEST_CODE: usize = 1024;

/// What the codes of a column stand for.
pub(super) struct Values<'a>(HashMap<String, (&'a str, Option<Missing>)>);

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// Its label, or what its code stands for.
    pub(super) label: &'a str,
    /// Why it is no answer, if the file declares that and the plan does not know the label.
    pub(super) missing: Option<u8>,
}

impl<'a> Values<'a> {
    /// Those that the file or its codebook declares.
    pub(super) fn of(column: &'a Column) -> Self {
        let value = |value: &'a crate::confidential::export::Value| {
            (code_form(&value.code), (value.label.as_str(), value.missing))
        };
        Self(column.values.iter().map(value).collect())
    }

    /// What a cell says: of a code what it stands for, else the text itself.
    pub(super) fn said<'t>(&'t self, text: &'t str) -> Said<'t> {
        if self.0.is_empty() || text.len() > LONGEST_CODE {
            return Said { label: text, missing: None };
        }
        match self.0.get(&code_form(text)) {
            Some((label, missing)) => {
                let label = if label.is_empty() && missing.is_none() { text } else { label };
                Said { label, missing: missing.map(code_of) }
            }
            None => Said { label: text, missing: None },
        }
    }
}

fn code_of(missing: Missing) -> u8 {
    match missing {
        Missing::NotAnswered => NOT_ANSWERED,
        Missing::NotAsked => NOT_ASKED,
        Missing::Invalid => INVALID,
    }
}

/// The form in which codes are compared: of a number its value, however a spreadsheet writes it.
fn code_form(code: &str) -> String {
    let form = normal_form(code);
    whole_number(&form).unwrap_or(form)
}

/// A whole number without decimals: `5`, `5.0` and `5,00` are one.
pub(super) fn whole_number(form: &str) -> Option<String> {
    let (whole, decimals) = form.split_once(['.', ',']).unwrap_or((form, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let number = !digits.is_empty() && digits.len() < 16 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (number && decimals.bytes().all(|byte| byte == b'0')).then(|| whole.to_owned())
}

/// The labels that mean a kind of missing, in their normal form.
pub(super) fn missing_labels(rules: &WaveRules) -> impl Iterator<Item = (String, u8)> {
    let kinds = [
        (&rules.not_applicable, NOT_APPLICABLE),
        (&rules.prefer_not_to_say, PREFER_NOT_TO_SAY),
        (&rules.not_answered, NOT_ANSWERED),
        (&rules.not_asked, NOT_ASKED),
    ];
    kinds.into_iter().flat_map(|(labels, code)| labels.iter().map(move |label| (normal_form(label), code)))
}

/// A response's id as it is seen: copying and pasting adds spaces and marks around it. Its letters stay as they are,
/// because tools give ids that differ in case alone.
pub(super) fn id_of(text: &str) -> &str {
    text.trim_matches(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::export::Value;

    #[test]
    fn a_code_says_what_it_stands_for_however_a_spreadsheet_writes_it() {
        let value =
            |code: &str, label: &str, missing| Value { code: code.into(), label: label.into(), missing };
        let values = vec![
            value("5", "Strongly agree", None),
            value("9", "Prefer not to say", Some(Missing::NotAnswered)),
            value("-1", "", Some(Missing::NotAsked)),
        ];
        let column = Column { values, ..Column::one("Q1", 0) };
        let values = Values::of(&column);
        for text in ["5", " 5 ", "5.0", "5,00"] {
            assert_eq!(values.said(text), Said { label: "Strongly agree", missing: None });
        }
        assert_eq!(values.said("9"), Said { label: "Prefer not to say", missing: Some(NOT_ANSWERED) });
        assert_eq!(values.said("-1"), Said { label: "", missing: Some(NOT_ASKED) });
        assert_eq!(values.said("Agree"), Said { label: "Agree", missing: None });
        assert_eq!(values.said("5.5"), Said { label: "5.5", missing: None });
    }
}
