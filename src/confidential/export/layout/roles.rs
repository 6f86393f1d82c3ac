//! Standard names for the tools' own columns about the response, so that a plan works whatever tool was used.
//!
//! The response's id is also `Response ID` and `ID`, the time of completion also `Completed` and `Completion time`, the
//! start also `Started` and `Start time`, the status also `Status`. Columns with personal data get none of these: who
//! wants one of them names it as the tool does.

use std::collections::HashSet;

use super::super::column::{Cells, Column};
use super::super::metadata::key;
use super::microsoft_forms;
use crate::plan::Layout;
use crate::plan::label::normal_form;

/// The most bytes of a name that may be one of these: longer ones are questions.
const LONGEST: usize = 64;

/// What a column says about a response.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Id,
    Started,
    Completed,
    Status,
}

use Role::{Completed, Id, Started, Status};

impl Role {
    const ALL: [Self; 4] = [Id, Started, Completed, Status];

    fn names(self) -> &'static [&'static str] {
        match self {
            Id => &["Response ID", "ID"],
            Started => &["Started", "Start time"],
            Completed => &["Completed", "Completion time"],
            Status => &["Status"],
        }
    }
}

/// The columns of Qualtrics, as keys.
const QUALTRICS: &[(&str, Role)] =
    &[("enddate", Completed), ("responseid", Id), ("startdate", Started), ("status", Status)];
/// The columns of SurveyMonkey.
const SURVEYMONKEY: &[(&str, Role)] = &[("enddate", Completed), ("respondentid", Id), ("startdate", Started)];
/// The columns of LimeSurvey, by code and by text.
const LIMESURVEY: &[(&str, Role)] = &[
    ("datestarted", Started),
    ("datesubmitted", Completed),
    ("id", Id),
    ("responseid", Id),
    ("startdate", Started),
    ("submitdate", Completed),
];
/// The columns of SmartSurvey, of both kinds. Its `UserID` is the number of a response, and passes only where the plan
/// asks for one: by its name it could be a person's.
const SMARTSURVEY: &[(&str, Role)] = &[
    ("completionstatus", Status),
    ("dateended", Completed),
    ("datestarted", Started),
    ("ended", Completed),
    ("responseid", Id),
    ("started", Started),
    ("status", Status),
    ("userid", Id),
];

/// What the header says about the response in exports of this tool.
fn role(layout: Layout, key: &str) -> Option<Role> {
    let table = match layout {
        Layout::Qualtrics => QUALTRICS,
        Layout::SurveyMonkey => SURVEYMONKEY,
        Layout::LimeSurvey => LIMESURVEY,
        Layout::SmartSurvey => SMARTSURVEY,
        Layout::MicrosoftForms if key == "id" => return Some(Id),
        Layout::MicrosoftForms if microsoft_forms::START.contains(&key) => return Some(Started),
        Layout::MicrosoftForms if microsoft_forms::COMPLETION.contains(&key) => return Some(Completed),
        _ => &[],
    };
    table
        .binary_search_by_key(&key, |(name, _)| name)
        .ok()
        .and_then(|at| table.get(at))
        .map(|(_, role)| *role)
}

/// Adds the standard names. The first column with a role has them, and a name that another column has stays with it.
pub(super) fn add(layout: Layout, columns: &mut [Column]) {
    let names = columns.iter().flat_map(|column| &column.names).filter(|name| name.len() <= LONGEST);
    let taken: HashSet<String> = names.map(|name| normal_form(name)).collect();
    let roles: Vec<Option<Role>> = columns.iter().map(|column| role_of(layout, column)).collect();
    for role in Role::ALL {
        let Some(at) = roles.iter().position(|other| *other == Some(role)) else { continue };
        for &name in role.names() {
            if let Some(column) = columns.get_mut(at).filter(|_| !taken.contains(&normal_form(name))) {
                column.names.push(name.to_owned());
            }
        }
    }
}

fn role_of(layout: Layout, column: &Column) -> Option<Role> {
    if !matches!(column.cells, Cells::One(_)) {
        return None;
    }
    let mut short = column.names.iter().filter(|name| name.len() <= LONGEST);
    short.find_map(|name| role(layout, &key(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_so_that_they_can_be_searched() {
        for table in [QUALTRICS, SURVEYMONKEY, LIMESURVEY, SMARTSURVEY] {
            assert!(table.is_sorted_by_key(|(name, _)| *name));
        }
    }

    #[test]
    fn a_name_that_a_column_has_stays_with_it_and_only_the_first_of_a_role_is_named() {
        let mut columns =
            ["ResponseId", "EndDate", "End date", "Completed"].map(|name| Column::one(name, 0)).to_vec();
        add(Layout::Qualtrics, &mut columns);
        let names: Vec<Vec<String>> = columns.into_iter().map(|column| column.names).collect();
        assert_eq!(names[0], ["ResponseId", "Response ID", "ID"]);
        assert_eq!(names[1], ["EndDate", "Completion time"]);
        assert_eq!((names[2].len(), names[3].len()), (1, 1));
    }
}
