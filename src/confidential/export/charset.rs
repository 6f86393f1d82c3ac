//! Text in the encoding that a file declares: SPSS, Triple-S.

use std::str;

use super::encoding;

/// How text is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8.
    Utf8,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
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
        match key.to_ascii_lowercase().as_str() {
            "utf8" => Ok(Self::Utf8),
            "windows1252" | "cp1252" | "iso88591" | "latin1" => Ok(Self::Windows1252),
            "" | "usascii" | "ascii" => Ok(Self::Unsaid),
            _ => Err(Unreadable::Unknown(name.to_owned())),
        }
    }

    /// By the number of a code page; small numbers and those of old machines say nothing.
    pub(super) fn numbered(page: i32) -> Result<Self, Unreadable> {
        match page {
            65_001 => Ok(Self::Utf8),
            1252 | 28_591 => Ok(Self::Windows1252),
            i32::MIN..=4 | 20_127 => Ok(Self::Unsaid),
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
            (Ok(all), _) if self != Self::Windows1252 || all.is_ascii() => text.push_str(all),
            (Err(error), Self::Utf8) if error.error_len().is_none() => {
                let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
                text.push_str(str::from_utf8(whole).unwrap_or_default());
            }
            (Err(_), Self::Utf8) => return Err(Unreadable::Damaged),
            _ => {
                for &byte in bytes {
                    text.push(encoding::decoded(byte).ok_or(Unreadable::Damaged)?);
                }
            }
        }
        Ok(())
    }
}
