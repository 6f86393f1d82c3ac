//! The definition: how the records are laid out, and what each variable is.

use std::collections::BTreeSet;

use super::fault::Fault;
use super::values;
use super::xml::Element;
use crate::confidential::export::MOST_COLUMNS;
use crate::confidential::export::column::Value;

/// The most columns of a fixed record, and fields of one in CSV.
const LAST_POSITION: usize = 1_000_000;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A line each, every variable in columns of its own.
    Fixed,
    /// Fields between commas.
    Csv,
}

/// What kind of answer a variable has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One code.
    Single,
    /// Any codes, each with a place of its own: `0110`.
    Bits,
    /// Any codes one after the other, this many.
    Spread(usize),
    /// A number.
    Quantity,
    /// A text, or what is not looked into: a logical variable.
    Character,
    /// A day.
    Date,
    /// A time of day.
    Time,
}

impl Kind {
    /// Whether several codes can be chosen.
    pub(super) fn is_multiple(self) -> bool {
        matches!(self, Self::Bits | Self::Spread(_))
    }
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variable {
    /// Its name.
    pub(super) name: String,
    /// Its label; may be empty.
    pub(super) label: String,
    /// Whether it numbers the respondents.
    pub(super) serial: bool,
    /// What kind of answer it has.
    pub(super) kind: Kind,
    /// Its first and last column, or field, from 0.
    pub(super) place: (usize, usize),
    /// Its codes.
    pub(super) values: Vec<Value>,
}

/// A definition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Definition {
    /// The version of Triple-S.
    pub(super) version: String,
    /// How records are written.
    pub(super) format: Format,
    /// How many records stand above the first: a header row.
    pub(super) skip: u64,
    /// The file with the records, as the definition calls it.
    pub(super) data: Option<String>,
    /// Its variables.
    pub(super) variables: Vec<Variable>,
}

impl Definition {
    /// What the XML says.
    pub(super) fn of(root: &Element) -> Result<Self, Fault> {
        if root.name != "sss" {
            return Err(Fault::new(
                "this XML is no Triple-S definition: it does not begin with <sss>",
                "is this the right file?",
            ));
        }
        let version = root.attribute("version").unwrap_or("1.1").to_owned();
        if !["1.1", "1.2", "2.0", "3.0"].contains(&version.as_str()) {
            return Err(Fault::definition(
                "not a version of Triple-S that is read: 1.1, 1.2, 2.0 and 3.0 are",
            ));
        }
        let missing = || Fault::definition("the definition has no <record>");
        let survey = root.first("survey").ok_or_else(missing)?;
        let mut records = survey.all("record");
        let record = records.next().ok_or_else(missing)?;
        if records.next().is_some() || survey.first("hierarchy").is_some() {
            return Err(Fault::new(
                "the definition has several kinds of records, one is expected",
                "export one record per respondent",
            ));
        }
        let format = match record.attribute("format").unwrap_or("fixed") {
            "fixed" => Format::Fixed,
            "csv" => Format::Csv,
            _ => return Err(Fault::definition("records that are neither fixed nor csv")),
        };
        let skip = number(record, "skip")?.unwrap_or(0);
        let variables = variables(record, format)?;
        let data = record.attribute("href").filter(|data| !data.is_empty()).map(str::to_owned);
        Ok(Self { version, format, skip: skip as u64, data, variables })
    }
}

fn variables(record: &Element, format: Format) -> Result<Vec<Variable>, Fault> {
    let (mut variables, mut names, mut cells) = (Vec::new(), BTreeSet::new(), 0);
    for element in record.all("variable") {
        let name = element.first("name").map(Element::text).unwrap_or_default();
        if name.is_empty() {
            return Err(Fault::definition("a variable without a name"));
        }
        let variable = variable(element, &name, format).map_err(|fault| fault.variable(&name))?;
        cells += variable.cells();
        if variables.len() >= MOST_COLUMNS || cells > MOST_COLUMNS {
            return Err(Fault::new(
                format!("more than {MOST_COLUMNS} variables and options"),
                "is this the right file?",
            ));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(Fault::definition("two variables of this name").variable(&name));
        }
        variables.push(variable);
    }
    if variables.is_empty() {
        return Err(Fault::definition("the definition has no variables"));
    }
    Ok(variables)
}

impl Variable {
    /// Whether it has a cell for each of its codes.
    pub(super) fn is_multiple(&self) -> bool {
        self.kind.is_multiple()
    }

    /// How many cells it has in a row.
    pub(super) fn cells(&self) -> usize {
        if self.is_multiple() { self.values.len() } else { 1 }
    }
}

fn variable(element: &Element, name: &str, format: Format) -> Result<Variable, Fault> {
    let place = place(element)?;
    let width = place.1 - place.0 + 1;
    let spread = element.first("spread");
    let kind = match element.attribute("type").unwrap_or_default() {
        "single" => Kind::Single,
        "multiple" => match spread {
            Some(spread) => subfields(spread, width, format)?,
            None => Kind::Bits,
        },
        "quantity" => Kind::Quantity,
        "character" | "logical" => Kind::Character,
        "date" => Kind::Date,
        "time" => Kind::Time,
        _ => return Err(Fault::definition("a variable of no type that there is")),
    };
    let values = match element.first("values") {
        Some(values) => values::of(values, kind, width)?,
        None => Vec::new(),
    };
    if kind.is_multiple() && values.is_empty() {
        return Err(Fault::definition("a multiple variable without values"));
    }
    let label = element.first("label").map(Element::text).unwrap_or_default();
    let serial = element.attribute("use") == Some("serial");
    Ok(Variable { name: name.to_owned(), label, serial, kind, place, values })
}

fn place(element: &Element) -> Result<(usize, usize), Fault> {
    let position =
        element.first("position").ok_or_else(|| Fault::definition("a variable without a position"))?;
    let start = number(position, "start")?.unwrap_or(0);
    let finish = number(position, "finish")?.unwrap_or(start);
    if start == 0 || finish < start || finish > LAST_POSITION {
        return Err(Fault::definition("a position that cannot be"));
    }
    Ok((start - 1, finish - 1))
}

/// How many codes follow each other; each has as many columns, or one field.
fn subfields(spread: &Element, width: usize, format: Format) -> Result<Kind, Fault> {
    let count = number(spread, "subfields")?.unwrap_or(0);
    let each = number(spread, "width")?;
    let fits = match (format, width.checked_div(count), each) {
        (Format::Csv, Some(1), _) => width == count,
        (Format::Fixed, Some(columns), None) => columns * count == width,
        (Format::Fixed, Some(columns), Some(each)) => columns == each && columns * count == width,
        _ => false,
    };
    if fits {
        Ok(Kind::Spread(count))
    } else {
        Err(Fault::definition("subfields that do not fill the position"))
    }
}

/// An attribute that is a whole number.
fn number(element: &Element, name: &str) -> Result<Option<usize>, Fault> {
    let parsed =
        |text: &str| text.parse::<u32>().map_err(|_| Fault::definition(format!("{name} is no whole number")));
    Ok(element.attribute(name).map(parsed).transpose()?.map(|number| number as usize))
}
