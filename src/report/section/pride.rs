//! Pride and challenge: how the answers are distributed, how the parts compare, what others report.

use super::{benchmarks, spreads, tables};
use crate::plan::Tone;
use crate::release::{Marker, Measure, ReleasedWave};
use crate::report::chart::Picture;
use crate::report::chart::diverging::{Bar, Diverging};
use crate::report::chart::interval::{Dot, Intervals};
use crate::report::document::{Block, Chart, Section, Table, TableRow};
use crate::report::headline::{Headline, headlines};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, grammar, wording};

/// More parts than this are too many for one picture: the lowest and the highest are drawn.
const MOST_DOTS: usize = 24;

/// The section, where the survey has a headline question.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let headlines = headlines(page);
    if headlines.is_empty() {
        return None;
    }
    let mut blocks = vec![distribution(page, &headlines)];
    for headline in &headlines {
        blocks.push(Block::Heading(headline.name.to_owned()));
        let parts = page.parts.as_ref();
        blocks.extend(
            parts.and_then(|parts| spreads::over_parts(page, parts, headline.name, headline.measure)),
        );
        blocks.push(over_parts(page, headline));
    }
    blocks.extend(benchmarks::blocks(page));
    let names: Vec<String> = headlines.iter().map(|headline| wording::lower(headline.name)).collect();
    Some(Section { id: "pride", title: wording::sentence(&wording::list(&names)), blocks })
}

/// The headline questions, latest and earlier, as diverging bars.
fn distribution<'a>(page: &Page<'a>, headlines: &[Headline<'a>]) -> Block {
    let measures: Vec<&Measure> = headlines.iter().map(|headline| headline.measure).collect();
    let organisation = &page.view.release.survey().short_name;
    let finding = |headline: &Headline<'a>| {
        let (share, words) = headline.stressed(&page.read(headline.measure), organisation);
        share.ok().map(|share| format!("{share}% {words}"))
    };
    let findings: Vec<String> = headlines.iter().filter_map(finding).collect();
    let title =
        if findings.is_empty() { "How colleagues answered".to_owned() } else { wording::list(&findings) };
    Block::Chart(bars(page, &measures, title, true))
}

/// Diverging bars of questions, with last time below each where asked for.
pub(crate) fn bars<'a>(
    page: &Page<'a>,
    measures: &[&'a Measure],
    title: String,
    with_earlier: bool,
) -> Chart {
    let key = key(page, measures, with_earlier);
    let mut rows = Vec::new();
    let mut table = Table { caption: format!("{title}: answers in percent"), ..Table::default() };
    table.columns =
        ["Question", "Survey", "Positive", "Neither", "Negative", "Answers"].map(str::to_owned).to_vec();
    for measure in measures {
        let now = page.read(measure);
        let label = wording::quoted(&measure.text);
        rows.push(bar(&now, &key, format!("{label}, {}", page.wave.label), false));
        table.rows.push(table_row(&now, page.wave));
        // A unit that others joined or left has no answers of its own to draw for then.
        let drawable = now.then.is_some() && !now.is_rebased();
        if let (true, Some(earlier), true) = (with_earlier, page.earlier, drawable) {
            let then = Reading { now: now.then, then: None, ..now };
            rows.push(bar(&then, &key, earlier.label.clone(), true));
            table.rows.push(table_row(&then, earlier));
        }
    }
    let description = "Each bar is everyone who answered: unfavourable answers to the left of the middle, \
        favourable to the right, in percent. Rounded shares may add up to 99 or 101."
        .to_owned();
    let picture = Picture::Diverging(Diverging { key: key.named(), rows });
    Chart { title, description, picture, table: tables::finished(table) }
}

fn table_row(reading: &Reading, wave: &ReleasedWave) -> TableRow {
    let mut entries = vec![crate::report::document::Entry::Words(wave.label.clone())];
    entries.extend(tables::shares(reading));
    entries.push(reading.base());
    TableRow { header: tables::question_header(reading.measure), link: None, entries }
}

/// What the segments are: every category where all bars have the same, otherwise the three sides.
enum Key {
    Categories(Vec<(String, Tone)>),
    Sides,
}

impl Key {
    fn named(&self) -> Vec<(String, Tone)> {
        match self {
            Self::Categories(categories) => categories.clone(),
            Self::Sides => vec![
                ("Negative".to_owned(), Tone::Negative),
                ("Neither".to_owned(), Tone::Neutral),
                ("Positive".to_owned(), Tone::Positive),
            ],
        }
    }
}

fn key<'a>(page: &Page<'a>, measures: &[&'a Measure], with_earlier: bool) -> Key {
    let named = |measure: &Measure| -> Vec<(String, Tone)> {
        measure.categories.iter().map(|category| (category.label.clone(), category.tone)).collect()
    };
    let Some(first) = measures.first().map(|measure| named(measure)) else { return Key::Sides };
    let detailed = |reading: &Reading| {
        reading.figures().map_or(true, |figures| {
            figures.categories.as_ref().is_some_and(|counts| counts.len() == first.len())
        })
    };
    let alike = measures.iter().all(|measure| {
        let now = page.read(measure);
        let then = Reading { now: now.then.filter(|_| with_earlier), ..now };
        named(measure) == first && detailed(&now) && detailed(&then)
    });
    if alike && (2..=7).contains(&first.len()) { Key::Categories(first) } else { Key::Sides }
}

fn bar(reading: &Reading, key: &Key, label: String, continues: bool) -> Bar {
    let parts = reading.figures().and_then(|figures| match (key, &figures.categories) {
        (Key::Categories(_), Some(counts)) => {
            Ok(counts.iter().map(|count| figure::percent_of(*count, figures.base).unwrap_or(0)).collect())
        }
        _ => {
            let sides = [figure::negative(figures), figure::neutral(figures), reading.printed().ok()];
            sides.into_iter().collect::<Option<Vec<i64>>>().ok_or(Marker::NotAvailable)
        }
    });
    let totals = match (reading.printed(), reading.figures().map(figure::negative)) {
        (Ok(positive), Ok(Some(negative))) => format!("{positive}% positive, {negative}% negative"),
        _ => String::new(),
    };
    Bar { label, totals, parts, continues }
}

/// A headline question over the parts: dots with intervals.
fn over_parts<'a>(page: &Page<'a>, headline: &Headline<'a>) -> Block {
    let measure = headline.measure;
    let caption = format!("{}, {}", wording::quoted(&measure.text), page.wave.label);
    let table = tables::over_parts(page, measure, caption);
    if page.parts.is_none() {
        return Block::Table(table);
    }
    let organisation = &page.view.release.survey().short_name;
    let title = wording::sentence(&comparison(page, measure));
    let words = headline.positive(organisation);
    let chart = dots(page, measure, title, &format!("who {words}"), table);
    Block::Chart(chart)
}

fn dots<'a>(page: &Page<'a>, measure: &'a Measure, title: String, who: &str, table: Table) -> Chart {
    let mut rows: Vec<Dot> =
        page.read_parts(measure).iter().map(|(unit, reading)| dot(&unit.name, reading)).collect();
    let all = rows.len();
    thin(&mut rows);
    let cut = if rows.len() < all {
        format!(
            " Drawn are the {} lowest and the {} highest; the table has all.",
            MOST_DOTS / 2,
            MOST_DOTS / 2
        )
    } else {
        String::new()
    };
    let description = format!(
        "Dot: the percentage {who}. Line: the range in which the true figure probably lies (95%). Upright line: {}.{cut}",
        page.name
    );
    let reference = page.read(measure).printed().ok().map(|value| (wording::sentence(page.name), value));
    let picture = Picture::Intervals(Intervals { reference, unit: figure::unit(measure), rows });
    Chart { title, description, picture, table }
}

fn dot(name: &str, reading: &Reading) -> Dot {
    let interval = reading
        .figures()
        .ok()
        .and_then(|figures| Some((figure::whole(figures.low?), figure::whole(figures.high?))));
    let verdict = reading.rest().ok().map(|difference| difference.verdict);
    Dot { label: name.to_owned(), value: reading.printed(), interval, verdict }
}

/// Keeps the lowest and the highest of too many.
fn thin(rows: &mut Vec<Dot>) {
    if rows.len() <= MOST_DOTS {
        return;
    }
    let mut values: Vec<(i64, usize)> =
        rows.iter().enumerate().filter_map(|(place, row)| Some((row.value.ok()?, place))).collect();
    values.sort_unstable();
    let half = MOST_DOTS / 2;
    let ends =
        values.iter().take(half).chain(values.iter().skip(half.max(values.len().saturating_sub(half))));
    let keep: Vec<usize> = ends.map(|(_, place)| *place).collect();
    let mut place = 0;
    rows.retain(|_| {
        place += 1;
        keep.contains(&(place - 1))
    });
}

/// Which parts are lower and higher than the rest, in words.
pub(crate) fn comparison<'a>(page: &Page<'a>, measure: &'a Measure) -> String {
    let readings = page.read_parts(measure);
    let side = |way: i8| -> Vec<String> {
        let leans = |reading: &Reading| {
            reading.rest().is_ok_and(|difference| wording::direction(difference.verdict) == way)
        };
        readings.iter().filter(|(_, reading)| leans(reading)).map(|(unit, _)| unit.name.clone()).collect()
    };
    let (lower, higher) = (side(-1), side(1));
    let rest = page.rest();
    match (grammar::who(&lower, "lower"), grammar::who(&higher, "higher")) {
        (Some(lower), Some(higher)) => format!("{lower} than {rest}; {higher}"),
        (Some(one), None) | (None, Some(one)) => format!("{one} than {rest}"),
        (None, None) => {
            if readings.iter().all(|(_, reading)| reading.rest().is_err()) {
                return format!("the comparison with {rest} is withheld or cannot be made");
            }
            let one = page.parts.as_ref().map(super::super::page::Parts::one).unwrap_or_default();
            format!("no {one} clearly differs from {rest}")
        }
    }
}
