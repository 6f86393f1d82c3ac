//! The dictionary: a record for each variable, their value labels, and extensions, up to where the cases begin.

use super::extensions::{self, Extensions};
use super::fault::{Fault, MOST_CASE_BYTES};
use super::input::Input;

/// What kind of record follows.
const VARIABLE: i32 = 2;
const VALUE_LABELS: i32 = 3;
const LABELLED_VARIABLES: i32 = 4;
const DOCUMENT: i32 = 6;
const EXTENSION: i32 = 7;
const END: i32 = 999;

/// The bytes of a line of a document.
const DOCUMENT_LINE: usize = 80;

/// Eight bytes of a value: a number, or as much of a text.
pub(super) type Eight = [u8; 8];

/// A record of a variable. A text that is longer than eight bytes has further records that say nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Record<'a> {
    /// 0 for a number, the bytes of a text, or -1 where it goes on from the record before.
    pub(super) width: i32,
    /// Its name of at most eight letters.
    pub(super) name: &'a [u8],
    /// Its label.
    pub(super) label: &'a [u8],
    /// Whether its missing values begin with the bounds of a range.
    pub(super) range: bool,
    /// Its missing values.
    pub(super) missing: Vec<Eight>,
    /// How numbers are printed: dates are numbers too.
    pub(super) format: u8,
}

/// Value labels, and the records of the variables that they are of, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels<'a> {
    /// Values and their labels.
    pub(super) labels: Vec<(Eight, &'a [u8])>,
    /// Which records.
    pub(super) records: Vec<usize>,
}

/// All that is said before the cases.
#[derive(Default)]
pub(super) struct Dictionary<'a> {
    /// A record for each eight bytes of a case.
    pub(super) records: Vec<Record<'a>>,
    /// Value labels.
    pub(super) labels: Vec<Labels<'a>>,
    /// What later versions of SPSS say besides.
    pub(super) extensions: Extensions<'a>,
}

/// Reads up to the first case.
pub(super) fn read<'a>(input: &mut Input<'a>) -> Result<Dictionary<'a>, Fault> {
    let mut dictionary = Dictionary::default();
    loop {
        match input.whole()? {
            VARIABLE if dictionary.records.len() * 8 == MOST_CASE_BYTES => return Err(Fault::TooLarge),
            VARIABLE => dictionary.records.push(variable(input)?),
            VALUE_LABELS => dictionary.labels.push(labels(input)?),
            DOCUMENT => {
                let lines = input.count(DOCUMENT_LINE)?;
                input.take(lines * DOCUMENT_LINE)?;
            }
            EXTENSION => extensions::read(input, &mut dictionary.extensions)?,
            END => {
                input.whole()?;
                return Ok(dictionary);
            }
            _ => return Err(Fault::Damaged("a record of no kind that there is")),
        }
    }
}

fn variable<'a>(input: &mut Input<'a>) -> Result<Record<'a>, Fault> {
    let width = input.whole()?;
    if !(-1..=255).contains(&width) {
        return Err(Fault::Damaged("a variable that is neither a number nor a text"));
    }
    let labelled = input.whole()?;
    let missing = input.whole()?;
    let range = matches!(missing, -3 | -2);
    if !range && !(0..=3).contains(&missing) {
        return Err(Fault::Damaged("a variable with more missing values than there can be"));
    }
    let format = input.whole()?.to_be_bytes()[1];
    input.whole()?;
    let name = input.take(8)?;
    let label = match labelled {
        0 => &[],
        1 => {
            let length = input.count(1)?;
            let label = input.take(length)?;
            input.take(length.next_multiple_of(4) - length)?;
            label
        }
        _ => return Err(Fault::Damaged("a variable that neither has a label nor has none")),
    };
    let missing = (0..missing.unsigned_abs()).map(|_| input.array()).collect::<Result<_, _>>()?;
    Ok(Record { width, name, label, range, missing, format })
}

fn labels<'a>(input: &mut Input<'a>) -> Result<Labels<'a>, Fault> {
    let count = input.count(16)?;
    let mut labels = Vec::with_capacity(count);
    for _ in 0..count {
        let value = input.array()?;
        let [length] = input.array()?;
        let length = usize::from(length);
        let label = input.take(length)?;
        input.take((length + 1).next_multiple_of(8) - (length + 1))?;
        labels.push((value, label));
    }
    if input.whole()? != LABELLED_VARIABLES {
        return Err(Fault::Damaged("value labels of no variable"));
    }
    let count = input.count(4)?;
    let record = |input: &mut Input<'_>| {
        let number = usize::try_from(input.whole()?).ok();
        number.and_then(|number| number.checked_sub(1)).ok_or(Fault::Damaged("value labels of no variable"))
    };
    let records = (0..count).map(|_| record(input)).collect::<Result<_, _>>()?;
    Ok(Labels { labels, records })
}
