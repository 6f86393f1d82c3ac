//! What the typesetter sees: one template, one document's data, our fonts, and nothing else.
//!
//! No file system, no network, no packages, no clock: whatever else a template asked for is not found.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The template of every document.
const TEMPLATE: &str = include_str!("template.typ");

/// The name under which it reads its data.
const DATA: &str = "data.json";

/// The fonts, in the order in which they are looked through.
const FONTS: [&[u8]; 4] = [
    include_bytes!("fonts/SourceSans3-Regular.ttf"),
    include_bytes!("fonts/SourceSans3-SemiBold.ttf"),
    include_bytes!("fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("fonts/NotoSansHebrew-Regular.ttf"),
];

/// What all documents share: made once.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
    // Headers of rows are not in the typesetter's settled functions yet.
    let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
    Shared {
        library: LazyHash::new(library),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::detached(TEMPLATE),
    }
});

/// Whether one of the fonts has a letter.
pub(super) fn has(letter: char) -> bool {
    SHARED.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// One document on its way to be set.
pub(super) struct Desk {
    data: Bytes,
}

impl Desk {
    /// A desk with this data on it.
    pub(super) fn new(data: String) -> Self {
        Self { data: Bytes::from_string(data) }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(SHARED.template.clone()) } else { Err(absent(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_without_slash() == DATA { Ok(self.data.clone()) } else { Err(absent(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
