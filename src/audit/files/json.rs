//! JSON, as a file or within a page: a release or its rows are statements, what describes other files is read by its
//! form, and all words are searched.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::reading::{Reading, quoted};
use super::{described, release};
use crate::publish::Published;
use crate::release::{Release, Row, content};

/// A file that is neither the release nor the manifest.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    words(&file.bytes, "its words", reading);
    if !says(&file.bytes, &Arc::from(file.path.as_str()), reading) && !described::read(file, reading) {
        reading.unreadable("JSON of a kind that is not known");
    }
}

/// Rows within something.
#[derive(Deserialize)]
struct Rows {
    rows: Vec<Row>,
}

/// What this says of groups; `false` where it is neither a release nor rows of one.
pub(super) fn says(bytes: &[u8], file: &Arc<str>, reading: &mut Reading) -> bool {
    let sealed = content(bytes);
    let bytes = sealed.as_deref().unwrap_or(bytes);
    // What it says counts, whatever its form and its checksum.
    if let Ok(read) = serde_json::from_slice::<Release>(bytes) {
        release::rows(read.rows(), file, reading);
        extra::<Release>(bytes, reading);
    } else if let Ok(rows) = serde_json::from_slice::<Vec<Row>>(bytes) {
        release::rows(&rows, file, reading);
        extra::<Vec<Row>>(bytes, reading);
    } else if let Ok(Rows { rows }) = serde_json::from_slice(bytes) {
        release::rows(&rows, file, reading);
        extra::<Rows>(bytes, reading);
    } else {
        return false;
    }
    true
}

fn extra<T: DeserializeOwned>(bytes: &[u8], reading: &mut Reading) {
    for field in unknown_fields::<T>(bytes) {
        reading.hidden(&format!("{field}, which no release has"));
    }
}

/// The fields that a type does not have and would read over.
pub(super) fn unknown_fields<T: DeserializeOwned>(bytes: &[u8]) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let _: Result<T, _> = serde_ignored::deserialize(&mut json, |path| {
        fields.insert(quoted(&path.to_string()));
    });
    fields
}

/// Searches every key and every text for personal data.
pub(super) fn words(bytes: &[u8], place: &str, reading: &mut Reading) {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    // What cannot be read any further is told by who reads it by its types.
    let _ = Words { place, reading }.deserialize(&mut json);
}

/// Words of JSON for linked data that look like somebody's name on a social network.
const LINKED_DATA: [&str; 2] = ["@context", "@language"];

/// Visits everything and keeps nothing.
struct Words<'a> {
    place: &'a str,
    reading: &'a mut Reading,
}

impl Words<'_> {
    fn again(&mut self) -> Words<'_> {
        Words { place: self.place, reading: self.reading }
    }
}

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if !LINKED_DATA.contains(&text) {
            self.reading.words(self.place, text);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(self.again())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while map.next_key_seed(self.again())?.is_some() {
            map.next_value_seed(self.again())?;
        }
        Ok(())
    }
}
