//! Triple-S: a definition in XML, and data in fixed columns.
//!
//! Columns are counted in characters, and a line is a response, so line breaks become spaces. Free text stands last:
//! whatever is before it is plain ASCII, and whoever counts bytes finds it too.

use quick_xml::escape::escape;

use super::super::column::{Column, Kind};
use super::super::table::{Cell, Code, Respondent, Table};
use super::names::Names;

/// A variable: what the definition says of it, and its cells, each as wide as it says.
struct Variable {
    /// Its type.
    kind: &'static str,
    /// What it is called, before it is made a name that no other has.
    name: String,
    /// The question.
    label: String,
    /// `<size>` or `<values>`.
    content: String,
    /// How many letters a cell has.
    width: usize,
    /// The cells, by respondent.
    cells: Vec<String>,
}

/// The definition and the data.
pub(super) fn write(table: &Table) -> (Vec<u8>, Vec<u8>) {
    let variables = variables(table);
    let mut lines = vec![String::new(); table.respondents.len()];
    for variable in &variables {
        for (line, cell) in lines.iter_mut().zip(&variable.cells) {
            line.push_str(cell);
            let filled = cell.chars().count();
            line.extend(std::iter::repeat_n(' ', variable.width.saturating_sub(filled)));
        }
    }
    let data = lines.into_iter().map(|line| line + "\r\n").collect::<String>();
    (definition(table, &variables).into_bytes(), data.into_bytes())
}

fn definition(table: &Table, variables: &[Variable]) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sss version=\"2.0\">\n<date>{}</date>\n<origin>candour simulate</origin>\n\
         <survey>\n<title>{}</title>\n<record ident=\"A\" format=\"fixed\">\n",
        table.made.format("%Y-%m-%d"),
        escape(&table.title),
    );
    let (mut start, mut names) = (1, Names::default());
    for (ident, variable) in (1..).zip(variables) {
        let Variable { kind, name, label, content, width, .. } = variable;
        let finish = start + width - 1;
        xml += &format!(
            "<variable ident=\"{ident}\" type=\"{kind}\">\n<name>{}</name>\n<label>{}</label>\n\
             <position start=\"{start}\" finish=\"{finish}\"/>\n{content}</variable>\n",
            names.name(name),
            escape(label),
        );
        start = finish + 1;
    }
    xml + "</record>\n</survey>\n</sss>\n"
}

fn variables(table: &Table) -> Vec<Variable> {
    let mut variables = own(table);
    let of_kind =
        |text: bool| table.columns.iter().enumerate().filter(move |(_, c)| (c.kind == Kind::Text) == text);
    for (at, column) in of_kind(false).chain(of_kind(true)) {
        let cells = table.respondents.iter().map(|row| &row.cells[at]);
        variables.push(match column.kind {
            Kind::Choice => single(column, cells),
            Kind::Multiple(_) => multiple(column, cells),
            Kind::Text => {
                characters(&column.name, &column.header, cells.map(|cell| column.text(cell)).collect())
            }
        });
    }
    variables
}

/// What is known of the response: dates and times are types of their own, a moment is none.
fn own(table: &Table) -> Vec<Variable> {
    let rows = &table.respondents;
    let each = |cell: &dyn Fn(&Respondent) -> String| rows.iter().map(cell).collect::<Vec<String>>();
    let fixed = |kind, name: &str, width: usize, cells: Vec<String>| {
        let (name, label) = (name.to_owned(), name.to_owned());
        Variable { kind, name, label, content: String::new(), width, cells }
    };
    let mut own = vec![
        characters(&table.id, &table.id, each(&Respondent::id)),
        fixed("date", "Date of start", 8, each(&|row| row.started.format("%Y%m%d").to_string())),
        fixed("time", "Time of start", 6, each(&|row| row.started.format("%H%M%S").to_string())),
    ];
    let completed = each(&|row| row.completed.format("%Y-%m-%d %H:%M:%S").to_string());
    own.push(characters(&table.completed, &table.completed, completed));
    let range = "<values>\n<range from=\"0\" to=\"99999\"/>\n</values>\n".to_owned();
    let seconds = each(&|row| format!("{:5}", row.seconds()));
    own.push(Variable { content: range, ..fixed("quantity", "Duration (seconds)", 5, seconds) });
    for (at, mark) in table.marks.iter().enumerate() {
        own.push(characters(mark, mark, each(&|row| row.marks[at].clone())));
    }
    own
}

fn characters(name: &str, label: &str, cells: Vec<String>) -> Variable {
    let cells: Vec<String> = cells.into_iter().map(|text| text.replace(['\r', '\n'], " ")).collect();
    let width = cells.iter().map(String::len).max().unwrap_or(0).max(1);
    let content = format!("<size>{width}</size>\n");
    Variable { kind: "character", name: name.to_owned(), label: label.to_owned(), content, width, cells }
}

fn single<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> Variable {
    let numbers = column.numbers();
    let width = numbers.iter().map(|(number, _)| number.to_string().len()).max().unwrap_or(1);
    let cell = |cell: &Cell| match cell {
        Cell::Labels(labels) => {
            labels.first().map(|(code, _)| format!("{:width$}", column.number(*code))).unwrap_or_default()
        }
        _ => String::new(),
    };
    coded("single", column, &numbers, width, cells.map(cell).collect())
}

/// A place for each option, 1 where it is chosen; blank where none was.
fn multiple<'a>(column: &Column, cells: impl Iterator<Item = &'a Cell>) -> Variable {
    let width = column.labels.len().max(1);
    let cell = |cell: &Cell| match cell {
        Cell::Labels(labels) => {
            let chosen = |at: usize| labels.iter().any(|(code, _)| *code == Code::Answer(at));
            (0..width).map(|at| if chosen(at) { '1' } else { '0' }).collect()
        }
        _ => String::new(),
    };
    coded("multiple", column, &column.numbers(), width, cells.map(cell).collect())
}

fn coded(
    kind: &'static str,
    column: &Column,
    numbers: &[(u32, &str)],
    width: usize,
    cells: Vec<String>,
) -> Variable {
    let value =
        |(number, label): &(u32, &str)| format!("<value code=\"{number}\">{}</value>\n", escape(*label));
    let content = format!("<values>\n{}</values>\n", numbers.iter().map(value).collect::<String>());
    Variable { kind, name: column.name.clone(), label: column.header.clone(), content, width, cells }
}
