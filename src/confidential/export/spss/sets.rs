//! Multiple-response sets: several variables that are one question.
//!
//! Where each variable is an option, the set becomes a column with options, each of which the cases get a column of
//! their own for: `1` where it was chosen. The variables stay as they are besides. Sets whose variables
//! hold the first, second, third answer stay single variables: which option is which, only their codes say.

use std::collections::HashMap;

use super::extensions::{Extensions, whole};
use super::fault::Fault;
use super::number;
use super::variable::Variable;
use crate::confidential::export::MOST_COLUMNS;
use crate::confidential::export::charset::Charset;

/// A set whose variables are options.
#[derive(Debug, PartialEq)]
pub(super) struct Set {
    /// Its name, without the dollar sign that all sets have.
    pub(super) name: String,
    /// Its label; may be empty.
    pub(super) label: String,
    /// Its options.
    pub(super) options: Vec<Choice>,
}

/// An option of a set.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    /// The variable, counted in all of them.
    pub(super) variable: usize,
    /// The cell of those who chose it.
    pub(super) chosen: String,
    /// The option's label.
    pub(super) label: String,
}

/// The sets whose variables are options.
pub(super) fn sets(
    extensions: &Extensions<'_>,
    variables: &[Variable],
    encoding: Charset,
) -> Result<Vec<Set>, Fault> {
    let names = |(at, variable): (usize, &Variable)| {
        [&variable.short, &variable.long].map(|name| (name.to_lowercase(), at))
    };
    let at: HashMap<String, usize> = variables.iter().enumerate().flat_map(names).collect();
    let mut sets: Vec<Set> = Vec::new();
    let mut options = 0;
    for line in &extensions.sets {
        let said = Line::read(line).ok_or(Fault::Damaged("a multiple-response set that is not one"))?;
        let name = encoding.text(said.name)?;
        if said.counted.is_none() || sets.iter().any(|set| set.name == name) {
            continue;
        }
        let mut set = Set { name, label: encoding.text(said.label)?, options: Vec::new() };
        for member in said.members.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()) {
            let variable = at.get(&encoding.text(member)?.to_lowercase()).copied();
            let variable = variable.ok_or(Fault::Damaged("a multiple-response set of no variables"))?;
            set.options.extend(said.choice(variable, variables, encoding)?);
            options += 1;
            if options > MOST_COLUMNS {
                return Err(Fault::TooManyVariables);
            }
        }
        sets.push(set);
    }
    sets.retain(|set| !set.options.is_empty());
    Ok(sets)
}

/// A set as it is written: `$name=D1 1 5 Label first second`.
struct Line<'a> {
    name: &'a [u8],
    /// What a cell has where the option was chosen; none where variables hold the first, second, third answer.
    counted: Option<&'a [u8]>,
    /// Whether the label of the counted value is the option's label.
    by_value: bool,
    label: &'a [u8],
    members: &'a [u8],
}

impl<'a> Line<'a> {
    fn read(line: &'a [u8]) -> Option<Self> {
        let equals = line.iter().position(|&byte| byte == b'=')?;
        let name = line.get(1..equals)?;
        let (&kind, mut rest) = line.get(equals + 1..)?.split_first()?;
        let counted = match kind {
            b'C' => None,
            b'D' => Some(counted(&mut rest)?),
            b'E' => {
                // Which of two ways the label of the set is found is of no use here.
                rest = rest.strip_prefix(b" 11 ").or_else(|| rest.strip_prefix(b" 1 "))?;
                Some(counted(&mut rest)?)
            }
            _ => return None,
        };
        rest = rest.strip_prefix(b" ")?;
        let label = self::counted(&mut rest)?;
        Some(Self { name, counted, by_value: kind == b'E', label, members: rest })
    }

    fn choice(&self, at: usize, variables: &[Variable], encoding: Charset) -> Result<Option<Choice>, Fault> {
        let (Some(variable), Some(counted)) = (variables.get(at), self.counted) else { return Ok(None) };
        let counted = encoding.text(counted)?;
        let number = counted.trim().parse::<f64>().ok().filter(|_| variable.width == 0);
        let chosen = number.map_or(counted, |number| number::text(number, variable.format));
        let by_value = variable.codes.label(&chosen).filter(|_| self.by_value);
        let label = [by_value.unwrap_or_default(), &variable.label, &variable.long];
        let label = label.into_iter().find(|label| !label.is_empty()).unwrap_or_default().to_owned();
        Ok(Some(Choice { variable: at, chosen, label }))
    }
}

/// `5 Label`: so many bytes after the number and a space.
fn counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let space = rest.iter().position(|&byte| byte == b' ')?;
    let length = whole(rest.get(..space)?)?;
    let end = (space + 1).checked_add(length)?;
    let text = rest.get(space + 1..end)?;
    *rest = rest.get(end..)?;
    Some(text)
}
