//! The parts of a presentation: its master, three layouts, the slides, their notes and their charts.

use askama::Template;

use super::{Body, Slide, sheet};
use crate::plan::Theme;
use crate::problem::{Place, Problem};
use crate::report::document::Document;
use crate::report::office::{Link, Package, Properties, link};

#[derive(Template)]
#[template(path = "slides/presentation.xml")]
struct Presentation<'a> {
    slides: &'a [Slide],
}

#[derive(Template)]
#[template(path = "slides/theme.xml")]
struct Colours {
    brand: String,
}

#[derive(Template)]
#[template(path = "slides/master.xml")]
struct Master;

#[derive(Template)]
#[template(path = "slides/notes_master.xml")]
struct NotesMaster;

#[derive(Template)]
#[template(path = "slides/layout_cover.xml")]
struct CoverLayout {
    on_brand: String,
}

#[derive(Template)]
#[template(path = "slides/layout_words.xml")]
struct WordsLayout;

#[derive(Template)]
#[template(path = "slides/layout_title.xml")]
struct TitleLayout;

#[derive(Template)]
#[template(path = "slides/slide.xml")]
struct SlideXml<'a> {
    slide: &'a Slide,
    logo: Option<&'a Placed<'a>>,
}

#[derive(Template)]
#[template(path = "slides/notes.xml")]
struct NotesXml<'a> {
    slide: &'a Slide,
}

#[derive(Template)]
#[template(path = "slides/chart.xml")]
struct ChartXml<'a> {
    plot: &'a super::Plot,
}

/// The logo as large as it fits on the first slide.
struct Placed<'a> {
    alt: &'a str,
    width: u64,
    height: u64,
}

const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";
const LOGO: &str = "ppt/media/logo.png";

/// The file.
pub(super) fn show(slides: &[Slide], of: &Document, date: &str, theme: &Theme) -> Result<Vec<u8>, Problem> {
    let main = "ppt/presentation.xml";
    let mut package = Package::new(main, &Properties { title: &of.title, author: &of.over, date });
    let mut links =
        vec![link("slideMaster", MASTER), link("notesMaster", NOTES_MASTER), link("theme", theme_part(1))];
    links.extend((1..=slides.len()).map(|number| link("slide", slide_part(number))));
    package.add(main, "presentationml.presentation.main", &Presentation { slides }, links);
    masters(&mut package, theme);
    let logo = theme.logo.as_ref().map(|logo| (logo, logo.bytes()));
    let placed = logo.as_ref().map(|(logo, _)| placed(&logo.alt, logo.size));
    for (number, slide) in (1..).zip(slides) {
        one(&mut package, slide, number, placed.as_ref(), date)?;
    }
    if let Some((_, png)) = logo {
        package.add_bytes(LOGO, png);
    }
    package.finish()
}

fn theme_part(number: usize) -> String {
    format!("ppt/theme/theme{number}.xml")
}

fn slide_part(number: usize) -> String {
    format!("ppt/slides/slide{number}.xml")
}

fn layout_part(number: usize) -> String {
    format!("ppt/slideLayouts/slideLayout{number}.xml")
}

fn masters(package: &mut Package, theme: &Theme) {
    let colour = |colour: &str| colour.trim_start_matches('#').to_ascii_uppercase();
    let mut links: Vec<Link> = (1..=3).map(|number| link("slideLayout", layout_part(number))).collect();
    links.push(link("theme", theme_part(1)));
    package.add(MASTER, "presentationml.slideMaster", &Master, links);
    let kind = "presentationml.slideLayout";
    let to_master = || vec![link("slideMaster", MASTER)];
    package.add(layout_part(1), kind, &CoverLayout { on_brand: colour(&theme.on_brand) }, to_master());
    package.add(layout_part(2), kind, &WordsLayout, to_master());
    package.add(layout_part(3), kind, &TitleLayout, to_master());
    package.add(NOTES_MASTER, "presentationml.notesMaster", &NotesMaster, vec![link("theme", theme_part(2))]);
    for number in [1, 2] {
        package.add(theme_part(number), "theme", &Colours { brand: colour(&theme.brand) }, Vec::new());
    }
}

/// A slide with its notes and its chart.
fn one(
    package: &mut Package,
    slide: &Slide,
    number: usize,
    logo: Option<&Placed>,
    date: &str,
) -> Result<(), Problem> {
    let notes = format!("ppt/notesSlides/notesSlide{number}.xml");
    let layout = match slide.body {
        Body::Cover(_) => 1,
        Body::Words(..) => 2,
        Body::Figures(..) | Body::Chart(_) => 3,
    };
    let mut links = vec![link("slideLayout", layout_part(layout)), link("notesSlide", notes.clone())];
    match &slide.body {
        Body::Cover(_) if logo.is_some() => links.push(link("image", LOGO)),
        Body::Chart(plot) => {
            let (chart, book) =
                (format!("ppt/charts/chart{number}.xml"), format!("ppt/embeddings/chart{number}.xlsx"));
            links.push(link("chart", chart.clone()));
            package.add(chart, "drawingml.chart", &ChartXml { plot }, vec![link("package", book.clone())]);
            let sheet = sheet::sheet(plot, date);
            let failed = |error| {
                Problem::error(Place::default(), format!("a chart’s sheet cannot be written: {error}"))
            };
            package.add_bytes(book, sheet.map_err(failed)?);
        }
        _ => {}
    }
    package.add(slide_part(number), "presentationml.slide", &SlideXml { slide, logo }, links);
    let back = vec![link("notesMaster", NOTES_MASTER), link("slide", slide_part(number))];
    package.add(notes, "presentationml.notesSlide", &NotesXml { slide }, back);
    Ok(())
}

/// Within 4,000,000 by 1,300,000 units.
fn placed(alt: &str, (across, down): (u32, u32)) -> Placed<'_> {
    let (across, down) = (u64::from(across.max(1)), u64::from(down.max(1)));
    let width = (1_300_000 * across / down).min(4_000_000);
    Placed { alt, width, height: (width * down / across).max(1) }
}
