//! What a codebook says, and what becomes of the columns with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::super::column::{Cells, Column, Value};
use super::super::super::metadata::is_personal;
use crate::plan::label::normal_form;

/// What a codebook says, by column.
#[derive(Default)]
pub(super) struct Said {
    /// What they are called.
    pub(super) questions: Vec<(usize, String)>,
    /// What their codes mean.
    pub(super) values: BTreeMap<usize, Vec<Value>>,
}

impl Said {
    /// Adds it to the columns.
    pub(super) fn apply(self, columns: &mut [Column]) {
        for (index, question) in self.questions {
            if let Some(column) = columns.get_mut(index) {
                call(column, question);
            }
        }
        let mut shared: Vec<(Vec<usize>, Vec<Value>)> = Vec::new();
        for (index, values) in self.values {
            let Some(column) = columns.get_mut(index) else { continue };
            if let Cells::Options { options, .. } = &mut column.cells {
                relabel(options, &values);
                shared.push((options.iter().map(|(at, _)| *at).collect(), values));
            } else {
                let replaced = |old: &Value| values.iter().any(|value| value.code == old.code);
                column.values.retain(|old| !replaced(old));
                column.values.extend(values);
            }
        }
        for (parts, values) in shared {
            share(columns, &parts, &values);
        }
    }
}

/// Gives a column the name that the codebook has for it: the one that a person would use first, but the name by which
/// personal data is known stays before it.
fn call(column: &mut Column, question: String) {
    if !column.names.contains(&question) {
        let personal = column.names.first().is_some_and(|name| is_personal(name));
        column.names.insert(usize::from(personal), question);
    }
}

/// Options that are codes get the labels of these.
fn relabel(options: &mut [(usize, String)], values: &[Value]) {
    let labelled = values.iter().filter(|value| !value.label.is_empty());
    let labels: HashMap<String, &str> =
        labelled.map(|value| (normal_form(&value.code), value.label.as_str())).collect();
    for (_, option) in options {
        if let Some(label) = labels.get(&normal_form(option)) {
            option.clear();
            option.push_str(label);
        }
    }
}

/// Every column that is a part of the question has its codes, but for those that the part has of its own.
fn share(columns: &mut [Column], parts: &[usize], values: &[Value]) {
    for column in columns {
        if matches!(column.cells, Cells::One(at) if parts.contains(&at)) {
            let known: HashSet<String> = column.values.iter().map(|value| value.code.clone()).collect();
            column.values.extend(values.iter().filter(|value| !known.contains(&value.code)).cloned());
        }
    }
}
