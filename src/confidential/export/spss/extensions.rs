//! Extensions of the dictionary: long names, very long texts, multiple-response sets, the encoding.

use super::dictionary::Eight;
use super::fault::Fault;
use super::input::Input;
use crate::confidential::export::charset::Charset;

const MACHINE: i32 = 3;
const OLD_SETS: i32 = 7;
const LONG_NAMES: i32 = 13;
const LONG_TEXTS: i32 = 14;
const CASES: i32 = 16;
const NEW_SETS: i32 = 19;
const ENCODING: i32 = 20;
const LONG_LABELS: i32 = 21;
const LONG_MISSING: i32 = 22;

/// What the extensions say; nothing in it is understood yet.
#[derive(Default)]
pub(super) struct Extensions<'a> {
    /// By the number of a code page.
    pub(super) page: Charset,
    /// By its name, which counts more.
    pub(super) encoding: Option<Charset>,
    /// How many cases there are.
    pub(super) cases: Option<u64>,
    /// Short name and long name.
    pub(super) names: Vec<(&'a [u8], &'a [u8])>,
    /// Short name and how many bytes the text really has.
    pub(super) widths: Vec<(&'a [u8], usize)>,
    /// Multiple-response sets, one a line.
    pub(super) sets: Vec<&'a [u8]>,
    /// Value labels of texts: name, value, label.
    pub(super) labels: Vec<(&'a [u8], &'a [u8], &'a [u8])>,
    /// Missing values of texts: name, value.
    pub(super) missing: Vec<(&'a [u8], Eight)>,
}

/// Reads one extension; what is of no use here is passed over.
pub(super) fn read<'a>(input: &mut Input<'a>, all: &mut Extensions<'a>) -> Result<(), Fault> {
    let kind = input.whole()?;
    let size = usize::try_from(input.whole()?).map_err(|_| Fault::Damaged("a negative length"))?;
    let count = input.count(size)?;
    let content = input.take(size * count)?;
    let mut content = Input::new(content, input.order);
    match kind {
        MACHINE => {
            content.take(28)?;
            all.page = Charset::numbered(content.whole()?)?;
        }
        CASES => {
            content.take(8)?;
            all.cases = u64::try_from(content.long()?).ok();
        }
        ENCODING => {
            let name = content.take(content.left())?.trim_ascii();
            all.encoding = Some(Charset::named(&String::from_utf8_lossy(name))?);
        }
        LONG_NAMES => all.names = pairs(content.take(content.left())?).collect(),
        LONG_TEXTS => {
            let width = |(name, width): (&'a [u8], &[u8])| Some((name, whole(width)?));
            let widths: Option<Vec<_>> = pairs(content.take(content.left())?).map(width).collect();
            all.widths = widths.ok_or(Fault::Damaged("a long text without a length"))?;
        }
        OLD_SETS | NEW_SETS => {
            let lines = content.take(content.left())?.split(|&byte| byte == b'\n');
            all.sets.extend(lines.filter(|line| line.starts_with(b"$")));
        }
        LONG_LABELS => {
            while content.left() > 0 {
                long_labels(&mut content, all)?;
            }
        }
        LONG_MISSING => {
            while content.left() > 0 {
                long_missing(&mut content, all)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// `NAME=value` between tabs.
fn pairs(content: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    content.split(|&byte| byte == b'\t').filter_map(|pair| {
        let at = pair.iter().position(|&byte| byte == b'=')?;
        Some((pair.get(..at)?.trim_ascii(), pair.get(at + 1..)?))
    })
}

/// A whole number in digits, which spaces or NULs may follow.
pub(super) fn whole(digits: &[u8]) -> Option<usize> {
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
}

fn long_labels<'a>(content: &mut Input<'a>, all: &mut Extensions<'a>) -> Result<(), Fault> {
    let name = length_and_bytes(content)?;
    content.whole()?;
    for _ in 0..content.count(8)? {
        let value = length_and_bytes(content)?;
        all.labels.push((name, value, length_and_bytes(content)?));
    }
    Ok(())
}

fn long_missing<'a>(content: &mut Input<'a>, all: &mut Extensions<'a>) -> Result<(), Fault> {
    let name = length_and_bytes(content)?;
    let [count] = content.array()?;
    if content.whole()? != 8 {
        return Err(Fault::Damaged("missing values that are not of eight bytes"));
    }
    for _ in 0..count {
        all.missing.push((name, content.array()?));
    }
    Ok(())
}

fn length_and_bytes<'a>(content: &mut Input<'a>) -> Result<&'a [u8], Fault> {
    let length = content.whole()?;
    content.take_signed(length)
}
