//! Text in the encoding that a file declares: SPSS, Triple-S.

use std::borrow::Cow;
use std::str;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How text is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8.
    Utf8,
    /// Another one, such as Windows-1252, of which Latin-1 is a part.
    Other(&'static Encoding),
    /// The file does not say: UTF-8 where it can be that, else Windows-1252.
    #[default]
    Unsaid,
}

/// Why text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// An encoding of this name is not read.
    Unknown(String),
    /// It is not in the encoding that is declared.
    Damaged,
}

impl Charset {
    /// By the name in the file.
    pub(super) fn named(name: &str) -> Result<Self, Unreadable> {
        let key: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if matches!(key.to_ascii_lowercase().as_str(), "" | "usascii" | "ascii") {
            return Ok(Self::Unsaid);
        }
        let dashed = name.trim().replace('_', "-");
        match Encoding::for_label(dashed.as_bytes()).or_else(|| Encoding::for_label(key.as_bytes())) {
            Some(encoding) if encoding == UTF_8 => Ok(Self::Utf8),
            Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => Ok(Self::Other(encoding)),
            _ => Err(Unreadable::Unknown(name.to_owned())),
        }
    }

    /// By the number of a code page; small numbers and those of old machines say nothing.
    pub(super) fn numbered(page: i32) -> Result<Self, Unreadable> {
        match page {
            65_001 => Ok(Self::Utf8),
            i32::MIN..=4 | 20_127 => Ok(Self::Unsaid),
            1250..=1258 => Self::named(&format!("windows-{page}")),
            28_591..=28_605 => Self::named(&format!("iso-8859-{}", page - 28_590)),
            _ => Err(Unreadable::Unknown(page.to_string())),
        }
    }

    /// The text of a field, without the spaces that fill it up.
    pub(super) fn text(self, bytes: &[u8]) -> Result<String, Unreadable> {
        let mut text = String::new();
        self.append(bytes, &mut text)?;
        Ok(text)
    }

    /// The same, at the end of another text.
    pub(super) fn append(self, bytes: &[u8], text: &mut String) -> Result<(), Unreadable> {
        let filled = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
        self.decode(bytes.get(..filled).unwrap_or_default(), text)
    }

    /// All of the text, at the end of another. A character that is cut in two at the end is left out: fields have a
    /// length in bytes.
    pub(super) fn decode(self, bytes: &[u8], text: &mut String) -> Result<(), Unreadable> {
        match (str::from_utf8(bytes), self) {
            (Ok(all), Self::Utf8 | Self::Unsaid) => text.push_str(all),
            (Err(error), Self::Utf8) if error.error_len().is_none() => {
                let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
                text.push_str(str::from_utf8(whole).unwrap_or_default());
            }
            (Err(_), Self::Utf8) => return Err(Unreadable::Damaged),
            (Err(_), Self::Unsaid) => {
                text.push_str(&strictly(WINDOWS_1252, bytes).ok_or(Unreadable::Damaged)?);
            }
            (_, Self::Other(encoding)) => {
                text.push_str(&strictly(encoding, bytes).ok_or(Unreadable::Damaged)?);
            }
        }
        Ok(())
    }
}

/// The text in an encoding, unless a byte of it means nothing there: nothing is ever replaced by a question mark.
pub(super) fn strictly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    // The standard for the web gives meanings to the five bytes that Windows-1252 leaves without one.
    let meaningless = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    if encoding == WINDOWS_1252 && bytes.iter().any(meaningless) {
        return None;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}
