//! The theme: whose reports they are, at a glance.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::colour::Colour;
use super::png;

/// How the reports look: part of the release, so that whoever renders it later gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The colour of mastheads, title slides and bars: `#rrggbb`.
    pub brand: String,
    /// The colour of text on it: `#rrggbb`, at a contrast of at least 4.5 : 1.
    pub on_brand: String,
    /// Stands at the head of every report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    /// Headings of the organisation in the place of ours, by the id of their section.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

/// A picture that stands for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// What it says, for those who do not see it.
    pub alt: String,
    /// The PNG file, in base64.
    pub png: String,
    /// Its size in pixels: across, down.
    pub size: (u32, u32),
}

impl Logo {
    /// The PNG file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        BASE64_STANDARD.decode(&self.png).unwrap_or_default()
    }
}

impl Theme {
    /// The one of pipelines that bring none.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            brand: "#12436d".to_owned(),
            on_brand: "#ffffff".to_owned(),
            logo: None,
            words: BTreeMap::new(),
        }
    }

    /// Whether a release can have it: colours are colours and the logo is a picture and nothing else.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let colour = |text: &String| Colour::parse(text).is_some_and(|colour| colour.to_string() == *text);
        let logo = self.logo.as_ref().is_none_or(|logo| {
            let picture = BASE64_STANDARD.decode(&logo.png).ok().and_then(|bytes| png::picture(&bytes));
            picture.is_some_and(|picture| picture.size == logo.size && picture.left_out == 0)
        });
        colour(&self.brand) && colour(&self.on_brand) && logo
    }

    /// Whether it is the plain one.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::plain()
    }
}
