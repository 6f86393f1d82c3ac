//! Strings that cells share, and strings in cells.

use std::io::BufRead;

use super::super::archive::Archive;
use super::super::fault::Fault;
use super::super::xml::{Item, Xml, attributes, local};

/// The most strings that a workbook may share.
const MOST_STRINGS: usize = 10_000_000;

/// All shared strings in one piece of text; how many a workbook says it has is not believed.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The strings in this part; a workbook that refers to a part which is not there has none.
    pub(super) fn read(archive: &mut Archive, name: &str) -> Result<Self, Fault> {
        let mut strings = Self::default();
        let Some(mut part) = archive.part(name)? else { return Ok(strings) };
        loop {
            match part.next()? {
                Item::Open(start) if start.local_name().into_inner() == "si" => {
                    if strings.ends.len() >= MOST_STRINGS {
                        return Err(Fault::Bomb);
                    }
                    words_into(&mut part, &mut strings.text)?;
                    strings.ends.push(u32::try_from(strings.text.len()).map_err(|_| Fault::Bomb)?);
                }
                Item::End => return Ok(strings),
                _ => {}
            }
        }
    }

    /// The string of this number, where there is one.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..end as usize)
    }
}

/// Adds the string in the element that has just begun: its pieces, whatever they look like, without the reading aids
/// of East Asian words.
pub(super) fn words_into<R: BufRead>(xml: &mut Xml<R>, into: &mut String) -> Result<(), Fault> {
    let own = xml.depth();
    loop {
        let depth = xml.depth();
        let (kept, aid) = match xml.next()? {
            Item::Open(start) => match start.local_name().into_inner() {
                "t" => {
                    let mut kept = false;
                    attributes(&start, |key, value| {
                        kept |= local(key) == "space" && value == "preserve";
                        Ok(())
                    })?;
                    (kept, false)
                }
                "rPh" => (false, true),
                _ => continue,
            },
            Item::Close(_) if depth == own => return Ok(()),
            Item::End => return Err(Fault::Damaged),
            _ => continue,
        };
        if aid {
            xml.skip()?;
            continue;
        }
        let mut piece = String::new();
        xml.text_into(&mut piece)?;
        let piece = if kept { &piece } else { piece.trim_matches([' ', '\t', '\r', '\n']) };
        unescaped_into(piece, into);
    }
}

/// Adds a text in which letters that XML cannot hold are written as `_x000D_`.
pub(super) fn unescaped_into(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        into.push_str(before);
        if let Some((letter, after)) = escaped(escape) {
            into.push(letter);
            rest = after;
        } else {
            into.push_str("_x");
            rest = escape.get(2..).unwrap_or_default();
        }
    }
    into.push_str(rest);
}

/// The letter that a text begins with, written as an escape, and what comes after it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let (unit, after) = unit(text)?;
    if let Some(letter) = char::from_u32(unit) {
        return (letter != '\0').then_some((letter, after));
    }
    let (second, after) = self::unit(after)?;
    let pair = [u16::try_from(unit).ok()?, u16::try_from(second).ok()?];
    char::decode_utf16(pair).next()?.ok().map(|letter| (letter, after))
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let after = text.get(6..)?.strip_prefix('_')?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().map(|unit| (unit, after))
}
