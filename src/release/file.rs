//! `release.json`: a release with the checksum of its own bytes, and why other bytes are refused.
//!
//! The checksum is the last key: SHA-256 of everything before it, closed with a brace. It finds what was altered or
//! damaged on its way when nothing but this file is handed over. It is no signature: whoever means to deceive can
//! work it out anew, and is found by `candour audit` beside the release as it was published.

use std::cmp::Ordering;
use std::fmt;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Release, SCHEMA_VERSION};
use crate::hexadecimal::hexadecimal;

/// What stands between the content and the digits of its checksum.
const KEY: &[u8] = b",\"checksum\":\"";

/// What a release begins with, whatever became of its end.
const BEGINNING: &[u8] = b"{\"schema_version\":";

/// How many digits a checksum has.
const DIGITS: usize = 64;

/// Why bytes are no release that this program can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// They are something else.
    NoRelease,
    /// They end before the release does.
    CutOff,
    /// They are of a form that is not written any more, by this version of the program.
    Older(u32, String),
    /// They are of a form that this program does not know yet, by this version of the program.
    Newer(u32, String),
    /// They are not those that were written.
    Altered,
    /// They are not those that were written, so much so that they cannot be read.
    Damaged,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRelease => f.write_str("this is no release of candour"),
            Self::CutOff => f.write_str("this release is cut off: the file ends before the release does"),
            Self::Older(form, tool) | Self::Newer(form, tool) => write!(
                f,
                "this release has form {form}, made by candour {}; this program reads form {SCHEMA_VERSION}",
                crate::problem::quoted(tool)
            ),
            Self::Altered => f.write_str(
                "this release was altered after it was made: its checksum is not that of its content",
            ),
            Self::Damaged => {
                f.write_str("this release was altered or damaged after it was made: it cannot be read")
            }
        }
    }
}

impl Unreadable {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoRelease => "name the release.json that `candour run <pipeline>` made, or its folder",
            Self::CutOff => "copy the file again, whole",
            Self::Older(..) => {
                "make it again with `candour run <pipeline>`, or report it with the version of candour that made it"
            }
            Self::Newer(..) => "use the version of candour that made it, or a later one",
            Self::Altered | Self::Damaged => {
                "take the file as it was published; to change it, make it again with `candour run <pipeline>`"
            }
        }
    }
}

impl Release {
    /// The release as its file has it: JSON with its checksum, the same bytes for the same release.
    ///
    /// # Errors
    /// When a figure has no JSON form, which would be a bug.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(sealed(serde_json::to_vec(self)?))
    }

    /// The release in the bytes of its file.
    ///
    /// # Errors
    /// Why these bytes are no release that this program can read.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Unreadable> {
        let made: Made = serde_json::from_slice(bytes).map_err(|error| unreadable(bytes, &error))?;
        match made.schema_version.cmp(&SCHEMA_VERSION) {
            Ordering::Less => return Err(Unreadable::Older(made.schema_version, made.tool_version)),
            Ordering::Greater => return Err(Unreadable::Newer(made.schema_version, made.tool_version)),
            Ordering::Equal => {}
        }
        let content = content(bytes).ok_or(Unreadable::Altered)?;
        let release: Self = serde_json::from_slice(&content).map_err(|_| Unreadable::Damaged)?;
        if release.theme().is_sound() { Ok(release) } else { Err(Unreadable::Damaged) }
    }
}

/// What every form of the file says of itself.
#[derive(Deserialize)]
struct Made {
    schema_version: u32,
    #[serde(default)]
    tool_version: String,
}

fn unreadable(bytes: &[u8], error: &serde_json::Error) -> Unreadable {
    match bytes.starts_with(BEGINNING) {
        true if error.is_eof() => Unreadable::CutOff,
        true => Unreadable::Damaged,
        false => Unreadable::NoRelease,
    }
}

/// An object of JSON with its checksum, as a line.
pub(crate) fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    let checksum = hexadecimal(&Sha256::digest(&content));
    content.pop();
    content.extend_from_slice(KEY);
    content.extend_from_slice(checksum.as_bytes());
    content.extend_from_slice(b"\"}\n");
    content
}

/// What a checksum stands for, if it is the right one.
pub(crate) fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let before = bytes.trim_ascii_end().strip_suffix(b"\"}")?;
    let (before, checksum) = before.split_at_checked(before.len().checked_sub(DIGITS)?)?;
    let mut content = before.strip_suffix(KEY)?.to_vec();
    content.push(b'}');
    (hexadecimal(&Sha256::digest(&content)).as_bytes() == checksum).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{Shape, release};

    fn file() -> Vec<u8> {
        release(&Shape { units: 1, services: 0, ..Shape::default() }).to_json().expect("JSON")
    }

    /// The file with something else in the place of its first `old`.
    fn with(old: &str, new: &str) -> Vec<u8> {
        let text = String::from_utf8(file()).expect("UTF-8");
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1).into_bytes()
    }

    fn refused(bytes: &[u8]) -> Unreadable {
        Release::from_json(bytes).expect_err("refused")
    }

    #[test]
    fn a_release_is_read_back_as_it_was_written() {
        let written = file();
        let read = Release::from_json(&written).expect("read");
        assert_eq!(read.to_json().expect("JSON"), written);
        let by_another_system = [written.trim_ascii_end(), b"\r\n"].concat();
        assert!(Release::from_json(&by_another_system).is_ok(), "a line's end is no content");
    }

    #[test]
    fn the_checksum_is_that_of_standard_tools() {
        let sealed = sealed(b"{\"a\":1}".to_vec());
        // printf '{"a":1}' | sha256sum
        let checksum = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        assert_eq!(
            String::from_utf8(sealed).expect("UTF-8"),
            format!("{{\"a\":1,\"checksum\":\"{checksum}\"}}\n")
        );
    }

    #[test]
    fn one_figure_altered_is_refused() {
        for (old, new) in
            [("\"base\":2", "\"base\":3"), ("Strongly agree", "Strongly agreed"), ("\":null", "\": null")]
        {
            assert_eq!(refused(&with(old, new)), Unreadable::Altered, "{old}");
        }
        let twice = with("{\"schema_version\"", "{\"note\":\"more\",\"schema_version\"");
        assert_eq!(refused(&twice), Unreadable::Altered);
        let without = with(",\"checksum\":\"", ",\"checked\":\"");
        assert_eq!(refused(&without), Unreadable::Altered);
    }

    #[test]
    fn every_piece_of_a_release_is_refused() {
        let whole = file();
        for length in [20, 1000, whole.len() / 2, whole.len() - 3] {
            assert_eq!(refused(&whole[..length]), Unreadable::CutOff, "{length}");
        }
        assert_eq!(refused(b""), Unreadable::NoRelease);
        assert_eq!(refused(&with("\"waves\":[", "\"waves\":[}")), Unreadable::Damaged);
    }

    #[test]
    fn other_forms_are_told_with_the_version_that_made_them() {
        let form = |form: u32| {
            with(&format!("\"schema_version\":{SCHEMA_VERSION}"), &format!("\"schema_version\":{form}"))
        };
        assert_eq!(refused(&form(1)), Unreadable::Older(1, "0.1.0".to_owned()));
        let newer = refused(&form(SCHEMA_VERSION + 1));
        assert_eq!(
            newer.to_string(),
            "this release has form 3, made by candour 0.1.0; this program reads form 2"
        );
        assert!(newer.hint().contains("the version of candour that made it"));
    }

    #[test]
    fn what_is_no_release_is_called_so() {
        for bytes in ["no JSON", "{}", "[]", "null", "\u{feff}{}", "{\"rows\":[]}"] {
            assert_eq!(refused(bytes.as_bytes()), Unreadable::NoRelease, "{bytes}");
        }
        assert_eq!(refused(&sealed(br#"{"schema_version":2}"#.to_vec())), Unreadable::Damaged);
    }
}
