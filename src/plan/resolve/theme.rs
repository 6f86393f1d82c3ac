//! The theme: colours that everyone can tell apart, a logo with its words, words of the organisation's own.

use std::collections::BTreeMap;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::waves;
use crate::ordinary;
use crate::plan::colour::Colour;
use crate::plan::png;
use crate::plan::raw::{RawLogo, RawTheme, RawWords};
use crate::plan::theme::{Logo, Theme};
use crate::problem::{Place, Problem, Problems};

/// The least contrast of text, and of marks beside text.
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// The largest logo: pixels either way, and bytes.
const PIXELS: u32 = 2_000;
const BYTES: usize = 200_000;

/// Every page has the logo in it: from here on it makes them slow on a file share.
const HEAVY: usize = 50_000;

/// The longest heading, and what a logo says, in characters.
const LONGEST_WORDS: usize = 60;
const LONGEST_ALT: usize = 150;

/// The theme of the settings in `theme.toml`.
pub(crate) fn resolve(file: &Path, raw: &RawTheme, problems: &mut Problems) -> Theme {
    let (brand, on_brand) = colours(file, raw, problems);
    Theme {
        brand: brand.to_string(),
        on_brand: on_brand.to_string(),
        logo: raw.logo.as_ref().and_then(|raw| logo(file, raw, problems)),
        words: words(file, &raw.words, problems),
    }
}

fn colours(file: &Path, raw: &RawTheme, problems: &mut Problems) -> (Colour, Colour) {
    let mut read = |key: &str, text: &str| {
        let colour = Colour::parse(text);
        if colour.is_none() {
            let message = "expected a colour as in “#12436d”";
            problems.push(Problem::error(Place::file(file).column(key), message));
        }
        colour
    };
    let brand = read("brand", &raw.brand);
    let on_brand = (!raw.on_brand.is_empty()).then(|| read("on_brand", &raw.on_brand));
    let Some(brand) = brand else { return (Colour::BLACK, Colour::WHITE) };
    let on_brand = on_brand.flatten().unwrap_or_else(|| on(brand));
    let passes = |brand: Colour| brand.contrast(Colour::WHITE) >= MARK && brand.contrast(on_brand) >= TEXT;
    let mut tell = |against: &str, contrast: f64, least: f64| {
        let contrast = (100.0 * contrast).floor() / 100.0;
        let message = format!(
            "{brand} has a contrast of {contrast} : 1 with {against}; not everyone can tell them apart below {least} : 1"
        );
        let hint = brand.nearest(passes).map(|near| format!("the nearest colour that passes is {near}"));
        problems.push(Problem::error(Place::file(file).column("brand"), message).maybe_hint(hint));
    };
    if brand.contrast(Colour::WHITE) < MARK {
        tell("white paper", brand.contrast(Colour::WHITE), MARK);
    } else if brand.contrast(on_brand) < TEXT {
        tell(&format!("the text on it, {on_brand}"), brand.contrast(on_brand), TEXT);
    }
    (brand, on_brand)
}

/// The colour of text on another one, where the settings leave it open.
fn on(brand: Colour) -> Colour {
    if brand.contrast(Colour::WHITE) >= TEXT { Colour::WHITE } else { Colour::BLACK }
}

fn logo(file: &Path, raw: &RawLogo, problems: &mut Problems) -> Option<Logo> {
    let mut tell = |key: &str, message: &str, hint: &str| {
        let problem = Problem::error(Place::file(file).column(key), message);
        problems.push(problem.maybe_hint((!hint.is_empty()).then(|| hint.to_owned())));
    };
    if raw.file.is_empty() {
        tell("logo.file", "expected the name of a PNG file", "");
        return None;
    }
    if raw.alt.trim().is_empty() || raw.alt.chars().count() > LONGEST_ALT {
        let message = format!("expected what the logo says, in up to {LONGEST_ALT} characters");
        tell("logo.alt", &message, "for those who do not see it, such as “Anytown Council”");
    }
    let place = waves::beside(file, &raw.file);
    let bytes = match ordinary::read(&place) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.push(Problem::files(&place, "read this file", &error));
            return None;
        }
    };
    let about = Place::file(&place);
    let Some(picture) = png::picture(&bytes) else {
        let problem = Problem::error(about, "this is no PNG picture, or not a whole one");
        problems.push(problem.hint("save the logo as PNG"));
        return None;
    };
    let (across, down) = picture.size;
    let size = picture.bytes.len();
    if across.max(down) > PIXELS || size > BYTES {
        let kilobytes = size.div_ceil(1_000);
        let message = format!(
            "this picture has {across} by {down} pixels and {kilobytes} kB; expected at most {PIXELS} either way and {} kB",
            BYTES / 1_000
        );
        problems.push(Problem::error(about, message).hint("save it smaller: 400 pixels across are plenty"));
        return None;
    }
    if size > HEAVY {
        let message = format!("this logo is in every page and has {} kB", size.div_ceil(1_000));
        problems.push(
            Problem::warning(about.clone(), message).hint("save it smaller: 400 pixels across are plenty"),
        );
    }
    if picture.left_out > 0 {
        let message = format!("{} bytes besides the picture itself are left out", picture.left_out);
        problems.push(Problem::note(about, message));
    }
    Some(Logo {
        alt: raw.alt.trim().to_owned(),
        png: BASE64_STANDARD.encode(&picture.bytes),
        size: picture.size,
    })
}

fn words(file: &Path, raw: &RawWords, problems: &mut Problems) -> BTreeMap<String, String> {
    let ours = RawWords::default();
    let mut words = BTreeMap::new();
    for ((key, word), (_, our)) in raw.all().into_iter().zip(ours.all()) {
        let word = word.trim();
        if word.is_empty() || word.chars().count() > LONGEST_WORDS {
            let message = format!("expected a heading of up to {LONGEST_WORDS} characters");
            let place = Place::file(file).column(format!("words.{key}"));
            problems.push(Problem::error(place, message).hint(format!("leave it out for “{our}”")));
        } else if word != our {
            words.insert(key.to_owned(), word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::plan::png::png;
    use crate::plan::settings;

    /// The theme of these settings, beside a logo, and all that is told.
    fn theme(toml: &str, png: &[u8]) -> (Theme, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("theme.toml");
        fs::write(folder.path().join("logo.png"), png).expect("a file");
        let mut problems = Problems::new();
        let raw: RawTheme = settings::parse(&file, toml, &mut problems).unwrap_or_default();
        let theme = resolve(&file, &raw, &mut problems);
        let told = problems.iter().map(|problem| {
            let column = problem.place.column.clone().unwrap_or_default();
            format!("{column}: {} ({})", problem.message, problem.hint.clone().unwrap_or_default())
        });
        (theme, told.collect())
    }

    #[test]
    fn nothing_said_is_the_plain_theme() {
        assert_eq!(theme("", &[]), (Theme::plain(), vec![]));
    }

    #[test]
    fn a_theme_is_read_whole() {
        let toml = "brand = \"#005A30\"\n[logo]\nfile = \"logo.png\"\nalt = \"Anytown\"\n[words]\nbrief = \"At a glance\"\nmethod = \"How this was done\"\n";
        let (theme, told) = theme(toml, &png(1, &[]));
        assert!(told.is_empty(), "{told:?}");
        assert_eq!((theme.brand.as_str(), theme.on_brand.as_str()), ("#005a30", "#ffffff"));
        assert_eq!(theme.logo.as_ref().map(|logo| (logo.alt.as_str(), logo.size)), Some(("Anytown", (1, 1))));
        assert_eq!(theme.words, BTreeMap::from([("brief".to_owned(), "At a glance".to_owned())]));
        assert!(theme.is_sound() && !theme.is_plain());
    }

    #[test]
    fn colours_that_not_everyone_can_tell_apart_are_refused_with_one_that_passes() {
        let told = |toml: &str| theme(toml, &[]).1;
        assert_eq!(
            told("brand = \"#ffd700\""),
            [
                "brand: #ffd700 has a contrast of 1.4 : 1 with white paper; not everyone can tell them apart below 3 : 1 \
              (the nearest colour that passes is #af9300)"
            ]
        );
        let text = told("brand = \"#00703c\"\non_brand = \"#ffaa00\"");
        assert_eq!(text.len(), 1, "{text:?}");
        assert!(text[0].contains("with the text on it, #ffaa00"), "{text:?}");
        // White cannot be read on it, black can.
        let (orange, none) = theme("brand = \"#e8590c\"", &[]);
        assert_eq!((orange.on_brand.as_str(), none), ("#000000", vec![]));
        assert_eq!(told("brand = \"green\""), ["brand: expected a colour as in “#12436d” ()"]);
    }

    #[test]
    fn a_logo_has_words_and_is_a_small_picture() {
        let logo = "[logo]\nfile = \"logo.png\"\n";
        let with = |png: &[u8]| theme(&format!("{logo}alt = \"A\""), png);
        assert!(theme(logo, &png(1, &[])).1[0].starts_with("logo.alt: expected what the logo says"));
        assert!(with(b"JPEG").1[0].contains("no PNG picture"));
        assert!(with(&png(2_001, &[])).1[0].contains("2001 by 1 pixels"));
        assert!(
            theme("[logo]\nfile = \"other.png\"\nalt = \"A\"", &[]).1[0].contains("cannot read this file")
        );
        assert!(theme("[logo]\nalt = \"A\"", &[]).1[0].starts_with("logo.file: "));
        let (theme, told) = with(&[png(1, &[]), b"by Jo Bloggs".to_vec()].concat());
        assert_eq!(told, [": 12 bytes besides the picture itself are left out ()"]);
        assert_eq!(theme.logo.map(|logo| logo.png), Some(BASE64_STANDARD.encode(png(1, &[]))));
    }

    #[test]
    fn only_known_words_are_replaced_and_no_verdict() {
        let told = |toml: &str| theme(toml, &[]).1;
        assert!(told("[words]\nbreif = \"Summary\"")[0].contains("did you mean “brief”?"));
        assert!(told("[words]\nhigher = \"better\"")[0].contains("this key is not known"));
        let long = format!("[words]\nbrief = \"{}\"", "x".repeat(61));
        assert!(told(&long)[0].contains("leave it out for “In brief”"));
        assert_eq!(told("[words]\nbrief = \" \"").len(), 1);
    }
}
