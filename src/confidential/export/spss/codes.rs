//! The codes of a variable: labelled, missing, or both; each once.

use std::collections::HashMap;

use crate::confidential::export::column::{Missing, Value};

/// Codes in the order in which the file first has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Codes {
    /// All of them.
    pub(super) values: Vec<Value>,
    at: HashMap<String, usize>,
}

impl Codes {
    /// Whether this is one of them.
    pub(super) fn contains(&self, code: &str) -> bool {
        self.at.contains_key(code)
    }

    /// What a code stands for.
    pub(super) fn label(&self, code: &str) -> Option<&str> {
        self.at.get(code).and_then(|&at| self.values.get(at)).map(|value| value.label.as_str())
    }

    /// A code has a label.
    pub(super) fn labelled(&mut self, code: String, label: String) {
        if let Some(value) = self.value(code) {
            value.label = label;
        }
    }

    /// A code is no answer.
    pub(super) fn missing(&mut self, code: String) {
        if let Some(value) = self.value(code) {
            value.missing = Some(Missing::NotAnswered);
        }
    }

    /// The code's value; none for a blank, which is no answer as it is.
    fn value(&mut self, code: String) -> Option<&mut Value> {
        if code.trim().is_empty() {
            return None;
        }
        let next = self.values.len();
        let at = *self.at.entry(code).or_insert_with_key(|code| {
            self.values.push(Value { code: code.clone(), ..Value::default() });
            next
        });
        self.values.get_mut(at)
    }
}
