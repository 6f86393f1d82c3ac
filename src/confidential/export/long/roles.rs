//! Which columns of a long file say who answered what, and which are the respondents' own.

use crate::confidential::export::column::{Cells, Column};
use crate::confidential::export::layout::Heading;
use crate::confidential::export::meant::meant;
use crate::confidential::export::metadata::Named;
use crate::plan::ExportFile;
use crate::plan::label::{nearest, normal_form};
use crate::problem::{Place, Problem, quoted};

/// What else the column of respondents is called, whatever the tool calls it.
const ALIASES: [&str; 2] = ["Response ID", "ID"];

/// The columns of a long file.
pub(super) struct Roles {
    /// Where in the file it says who answered; `None` where nothing does.
    pub(super) respondent: Option<usize>,
    /// Where it says what was asked.
    pub(super) question: usize,
    /// Where the answer is.
    pub(super) answer: usize,
    /// The column of answers: every question has its codes.
    pub(super) answers: Column,
    /// All other columns of the heading, that of the respondents among them; without respondents those of groups alone, for
    /// no other is anybody's. Their cells are counted in `own_cells`.
    pub(super) own: Vec<Column>,
    /// Where the cells of those are in the file.
    pub(super) own_cells: Vec<usize>,
}

impl Roles {
    /// By the names in the plan.
    pub(super) fn of(file: &ExportFile, named: &Named, heading: Heading) -> Result<Self, Problem> {
        let place = || Place::file(&file.path);
        let long = file.long.as_ref().ok_or_else(|| {
            Problem::error(
                place(),
                "the plan does not say which columns hold respondents, questions and answers",
            )
            .hint("name them as `long = { respondent = …, question = …, answer = … }`")
        })?;
        let respondent = long.respondent.as_deref();
        let found = respondent.map(|name| find(file, &heading.columns, name)).transpose()?;
        let (respondent, who) = found.unzip();
        let (question, what) = find(file, &heading.columns, &long.question)?;
        let (answer, how) = find(file, &heading.columns, &long.answer)?;
        if who.is_some_and(|who| who == what || who == how) || what == how {
            let message = "respondents, questions and answers must be in three different columns";
            return Err(Problem::error(place(), message));
        }
        let aliases = aliases(&heading.columns);
        let all = heading.columns.iter().enumerate();
        let names = all.flat_map(|(at, column)| column.names.iter().map(move |name| (at, name.as_str())));
        let groups = meant(&named.groups, names);
        let (mut own, mut own_cells, mut answers) = (Vec::new(), Vec::new(), Column::default());
        for (at, mut column) in heading.columns.into_iter().enumerate() {
            if at == how {
                answers = column;
            } else if at != what && (who.is_some() || groups.contains(&at)) {
                if who == Some(at) {
                    column.names.extend(aliases.iter().map(|&alias| alias.to_owned()));
                }
                move_cells(&mut column.cells, &mut own_cells);
                own.push(column);
            }
        }
        Ok(Self { respondent, question, answer, answers, own, own_cells })
    }
}

/// The column of this name: where it is in the file, and in the heading.
fn find(file: &ExportFile, columns: &[Column], name: &str) -> Result<(usize, usize), Problem> {
    let form = normal_form(name);
    let named = |column: &Column| column.names.iter().any(|known| normal_form(known) == form);
    let mut found = columns.iter().enumerate().filter(|(_, column)| named(column));
    let place = Place::file(&file.path).column(name);
    match (found.next(), found.next()) {
        (Some((at, Column { cells: Cells::One(cell), .. })), None) => Ok((*cell, at)),
        (Some(_), _) => {
            Err(Problem::error(place, "more than one column of the file has this name, one is expected"))
        }
        (None, _) => {
            let known = columns.iter().flat_map(|column| &column.names).map(String::as_str);
            let hint = nearest(name, known).map(|near| format!("did you mean “{}”?", quoted(near)));
            Err(Problem::error(place, "the file has no column of this name").maybe_hint(hint))
        }
    }
}

/// Those that no column has already.
fn aliases(columns: &[Column]) -> Vec<&'static str> {
    let taken = |alias: &str| {
        columns.iter().flat_map(|column| &column.names).any(|name| normal_form(name) == normal_form(alias))
    };
    ALIASES.into_iter().filter(|alias| !taken(alias)).collect()
}

/// Counts cells among those that are kept, not in the file.
fn move_cells(cells: &mut Cells, kept: &mut Vec<usize>) {
    let mut keep = |cell: &mut usize| {
        kept.push(*cell);
        *cell = kept.len() - 1;
    };
    match cells {
        Cells::One(cell) => keep(cell),
        Cells::Options { options, .. } => options.iter_mut().for_each(|(cell, _)| keep(cell)),
    }
}
