//! Answers of nobody in particular, dealt out on answer sheets.
//!
//! Of all rows with the same groups, the n-th answer to a question goes on the n-th sheet. Five rows of HR, three with
//! answers to A and two to B, make three sheets: A and B, A and B, A alone. Three answers to A and two to B are counted,
//! as in the file. Whoever answers gives one answer to a question, so at least three people are behind them: there are
//! never more sheets than people, in no group and in no combination of groups, and every threshold by number of people
//! is kept.
//!
//! What makes a combination are the columns of breakdowns, which are the same in all rows of a person. Any other, such as
//! the time of an answer, would give each answer a sheet of its own and make more of them than there are people; so would
//! questions with several answers by one person. Neither is looked at.

use std::collections::HashMap;

use super::gather::{Answer, BLANK, Gathered};
use super::roles::Roles;
use crate::confidential::export::meant::meant;
use crate::confidential::export::metadata::Named;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

/// Puts the answers to questions of the plan on sheets, in the order of the first answer on each; all others are dropped.
///
/// # Errors
/// Groups that are not in columns of their own, or a column of groups that is filled in beside some questions and empty
/// beside others: two rows of one person would be in two combinations.
pub(super) fn deal(
    file: &ExportFile,
    named: &Named,
    roles: &Roles,
    gathered: &mut Gathered,
) -> Result<(), Problem> {
    groups_have_columns(file, named, roles, gathered)?;
    let read = meant(&named.questions, gathered.questions.iter().map(String::as_str).enumerate());
    gathered.answers.retain(|answer| read.contains(&(answer.question as usize)));
    let width = roles.own_cells.len();
    let combinations = std::mem::take(&mut gathered.own);
    let cells = |combination: u32| {
        let first = combination as usize * width;
        combinations.get(first..first + width).unwrap_or_default()
    };
    if let Some(at) = (0..width).find(|&at| is_filled_in_here_and_there(&gathered.answers, &cells, at)) {
        return Err(here_and_there(file, roles, at));
    }
    let (mut given, mut sheets) = (HashMap::new(), HashMap::new());
    for answer in &mut gathered.answers {
        let combination = answer.respondent;
        let before: &mut u32 = given.entry((combination, answer.question)).or_default();
        let next = sheets.len() as u32;
        answer.respondent = *sheets.entry((combination, *before)).or_insert(next);
        if answer.respondent == next {
            gathered.own.extend_from_slice(cells(combination));
        }
        *before += 1;
    }
    gathered.people = sheets.len();
    Ok(())
}

/// Groups that stand in rows, as answers to questions, are beside no other answer.
fn groups_have_columns(
    file: &ExportFile,
    named: &Named,
    roles: &Roles,
    gathered: &Gathered,
) -> Result<(), Problem> {
    let own = || roles.own.iter().flat_map(|column| &column.names).map(String::as_str).enumerate();
    let rows = || gathered.questions.iter().map(String::as_str).enumerate();
    let only_in_rows = |header: &&String| {
        let header = std::slice::from_ref(*header);
        meant(header, own()).is_empty() && !meant(header, rows()).is_empty()
    };
    let Some(header) = named.groups.iter().find(only_in_rows) else { return Ok(()) };
    let message =
        "this group is a row of its own, and without respondents nobody knows which answers belong to it";
    Err(Problem::error(Place::file(&file.path).column(header), message)
        .hint("write the group into every row, as a column beside question and answer"))
}

/// Whether some questions are only on rows where this cell is filled in, and others only where it is empty.
fn is_filled_in_here_and_there<'a>(answers: &[Answer], cells: &impl Fn(u32) -> &'a [u32], at: usize) -> bool {
    let mut seen: HashMap<u32, [bool; 2]> = HashMap::new();
    for answer in answers {
        let empty = cells(answer.respondent).get(at).is_none_or(|cell| *cell == BLANK);
        seen.entry(answer.question).or_default()[usize::from(empty)] = true;
    }
    [[true, false], [false, true]].iter().all(|only| seen.values().any(|seen| seen == only))
}

fn here_and_there(file: &ExportFile, roles: &Roles, at: usize) -> Problem {
    let column = roles.own.iter().find(|column| column.places().any(|cell| cell == at));
    let name = column.and_then(|column| column.names.first()).map_or("", String::as_str);
    let message = "this column is filled in beside some questions and empty beside others, and without respondents nobody \
                   knows whose rows belong together";
    Problem::error(Place::file(&file.path).column(name), message)
        .hint("write the group into every row, and a label such as “not stated” where there is none")
}
