//! Slides: the one-page summary and the headline charts, as charts that can be edited.

mod choose;
mod plot;
mod sheet;
mod show;

use super::view::View;
use super::{Rendered, Reports, office};
use crate::plan::Theme;
use crate::problem::Problem;
use crate::report::document::Text;
use plot::Plot;

/// One slide.
struct Slide {
    /// The finding; no two slides have the same.
    title: String,
    body: Body,
    /// What the speaker may say, and where the table is.
    notes: Vec<String>,
}

/// What is on a slide below its title.
enum Body {
    /// Whose the presentation is, and of when.
    Cover(Vec<String>),
    /// A sentence, and large numerals.
    Figures(Text, Vec<Tile>),
    /// Sentences, in this size of letters.
    Words(Vec<Line>, usize),
    /// A chart.
    Chart(Plot),
}

/// A sentence.
struct Line {
    text: Text,
    numbered: bool,
}

/// A large numeral with its words, and its place on the slide.
struct Tile {
    label: String,
    value: String,
    words: Vec<String>,
    /// Hundredths of a point.
    size: usize,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

impl Slide {
    /// Long titles are smaller: hundredths of a point.
    fn title_size(&self) -> usize {
        match self.title.chars().count() {
            0..=90 => 2600,
            91..=150 => 2200,
            _ => 1800,
        }
    }
}

/// `slides.pptx`, of the whole organisation.
///
/// # Errors
/// When the presentation cannot be put together, which would be a bug.
pub(crate) fn files(view: &View, reports: &Reports, theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    let Some(council) = &reports.council else { return Ok(Vec::new()) };
    let slides = choose::slides(&council.document);
    let bytes = show::show(&slides, &council.document, office::date(view), theme)?;
    Ok(vec![Rendered { path: "slides.pptx".to_owned(), bytes }])
}
