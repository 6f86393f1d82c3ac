//! Qualtrics: three header rows, or two of the legacy kind.
//!
//! Row 1 has the tool's names (`Q3_1`), row 2 the texts, row 3 JSON that says what each column was imported from. A
//! question over several columns has them all as `question - part` in row 2, and only row 3 says which kind it is:
//! with a `choiceId` a column is one option of a multiple choice (`{"ImportId":"QID3","choiceId":"1"}`), without one it
//! is the row of a table (`{"ImportId":"QID5_1"}`). So options are merged into one column, and rows never are. Where row
//! 3 is missing both are offered.
//!
//! ` - Selected Choice` is what the tool adds where a question has a text entry beside its choices, whose text is in a
//! column of its own (`Q3_4_TEXT`, `question - Other - Text`).

mod field;
mod options;
mod stems;

use super::super::column::Column;
use super::super::metadata::{is_personal, key};
use super::head::Head;
use super::{Found, Reading};
use field::{Field, Import};
use stems::Stems;

/// What is looked for.
pub(super) const SIGNS: &str =
    "three header rows, the third with ImportId, or two with ResponseID and StartDate in both";

/// What cells of an option say where it was not chosen: nothing, or the codes of seen but unanswered.
const NOT_CHOSEN: [&str; 2] = ["0", "-99"];

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    if let Some(imports) = imports(head) {
        let fields: Vec<Field> =
            imports.into_iter().enumerate().map(|(at, import)| Field::new(head, at, import)).collect();
        let sign = "three header rows, the third with ImportId".to_owned();
        return Ok(Found { sign, header_rows: 3, columns: columns(&fields, options::Known::Yes) });
    }
    legacy(head)?;
    let fields: Vec<Field> = (0..head.width(2)).map(|at| Field::new(head, at, Import::default())).collect();
    let sign = "two header rows, ResponseID and StartDate in both".to_owned();
    Ok(Found { sign, header_rows: 2, columns: columns(&fields, options::Known::No) })
}

/// What row 3 says of each column, if all that it says is JSON and some of it has an `ImportId`.
fn imports(head: &Head<'_>) -> Option<Vec<Import>> {
    let cells = (0..head.width(3)).map(|at| head.cell(2, at));
    let imports: Vec<Import> = cells.map(Import::of).collect::<Option<_>>()?;
    imports.iter().any(|import| !import.id.is_empty()).then_some(imports)
}

/// Whether rows 1 and 2 are the two header rows of old: the tool's columns in both, or numbered as V1, V2 in the first.
fn legacy(head: &Head<'_>) -> Result<(), String> {
    let twice = |wanted: &str| {
        (0..head.width(2)).any(|at| {
            let first = head.cell(0, at);
            key(head.cell(1, at)) == wanted && (key(first) == wanted || field::is_numbered(first))
        })
    };
    if (0..head.width(3)).any(|at| head.cell(2, at).contains("\"ImportId\"")) {
        return Err("row 3 has ImportId in some cells and something else in others".to_owned());
    }
    if twice("responseid") && twice("startdate") {
        return Ok(());
    }
    Err("row 3 has no ImportId, and rows 1 and 2 do not both have ResponseID and StartDate".to_owned())
}

/// The columns of the fields: options first where they are known to be options, or may be.
fn columns(fields: &[Field], known: options::Known) -> Vec<Column> {
    let stems = Stems::of(fields.iter().filter(|field| !field.own).map(|field| field.text.as_str()));
    let groups = options::groups(fields, &stems, known);
    let mut columns = Vec::with_capacity(fields.len());
    for (at, field) in fields.iter().enumerate() {
        if let Some(group) = groups.iter().find(|group| group.first == at) {
            columns.push(group.question.options(&NOT_CHOSEN));
        }
        let merged = known == options::Known::Yes && groups.iter().any(|group| group.has(field.at));
        if !merged {
            columns.push(Column { names: names(field, &stems), ..Column::one("", field.at) });
        }
    }
    columns
}

/// The names of a column of its own.
fn names(field: &Field, stems: &Stems<'_>) -> Vec<String> {
    let (name, text) = (field.name.clone(), field.text.clone());
    if field.own {
        // The tool's name is in English, whatever the survey; but V3 says nothing, and personal data must be seen as such.
        let swap = is_personal(&text) && !is_personal(&name) || field::is_numbered(&name);
        return if swap { vec![text, name] } else { vec![name, text] };
    }
    if let Some(question) = text.strip_suffix(field::SELECTED) {
        return vec![question.to_owned(), text, name];
    }
    let part = stems.split(&field.text).filter(|_| !field.is_text_entry());
    let part = part.map(|(_, part)| part.to_owned());
    std::iter::once(text).chain(part).chain([name]).collect()
}
