//! Targets: each measure of the plan with its target, the latest figure and whether it is on track.

use super::tables::finished;
use crate::plan::TargetOf;
use crate::release::{Figures, Marker, Measure, MeasureKind, ReleasedTarget};
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

/// The rule, as the section prints it.
const RULE: &str = "A target is met when the unrounded latest figure has reached it. It is on track when the figure \
    has clearly moved towards it since last time and, at the same pace each year, would reach it by the end of the \
    target's year. It is not on track when the figure has clearly moved but too slowly or the other way. Otherwise \
    there is no clear movement. A response rate counts everyone, so any movement of it is clear.";

/// The section for the whole organisation, where there are targets.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let targets = page.view.release.targets();
    if targets.is_empty() || !page.is_whole() {
        return None;
    }
    let judged: Vec<(&ReleasedTarget, Judged)> =
        targets.iter().map(|target| (target, judge(page, target))).collect();
    let number = |standing| judged.iter().filter(|(_, judged)| judged.standing == Ok(standing)).count();
    let (met, on_track) = (number(Standing::Met), number(Standing::OnTrack));
    let all = wording::counted(targets.len() as u64, "target", "targets");
    let said = |number: usize, word: &str| match number {
        0 => format!("none is {word}"),
        _ => format!("{number} {} {word}", wording::is_are(number)),
    };
    let lead = Text::strong(format!("Of {all}, {} and {}.", said(met, "met"), said(on_track, "on track")));
    let blocks = vec![
        Block::Lead(lead),
        Block::Table(table(page, &judged)),
        Block::Note(Text::strong("The rule. ").then(RULE)),
    ];
    Some(Section { id: "targets", title: "Targets".to_owned(), blocks })
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Met,
    OnTrack,
    NotOnTrack,
    NoMovement,
}

impl Standing {
    fn words(self) -> &'static str {
        match self {
            Self::Met => "✓ met",
            Self::OnTrack => "↗ on track",
            Self::NotOnTrack => "✕ not on track",
            Self::NoMovement => "● no clear movement",
        }
    }
}

/// A target's figures.
struct Judged {
    now: Result<i64, Marker>,
    then: Result<i64, Marker>,
    unit: &'static str,
    standing: Result<Standing, Marker>,
}

fn judge(page: &Page, target: &ReleasedTarget) -> Judged {
    let Some(measure) = measure(page, &target.measure) else {
        let none = Marker::NotAvailable;
        return Judged { now: Err(none), then: Err(none), unit: "", standing: Err(none) };
    };
    let reading = page.read(measure);
    let before = Reading { now: reading.then, then: None, ..reading };
    Judged {
        now: printed(&reading, target.of),
        then: printed(&before, target.of),
        unit: figure::unit(measure),
        standing: standing(page, target, &reading, &before),
    }
}

fn measure<'a>(page: &Page<'a>, id: &str) -> Option<&'a Measure> {
    let response = || page.view.of_kind(MeasureKind::Response).next().filter(|_| id == "response");
    let kinds = [MeasureKind::Question, MeasureKind::Pillar, MeasureKind::Index, MeasureKind::Response];
    kinds.into_iter().find_map(|kind| page.view.measure(kind, id)).or_else(response)
}

fn printed(reading: &Reading, of: TargetOf) -> Result<i64, Marker> {
    match of {
        TargetOf::Positive => reading.printed(),
        TargetOf::Negative => {
            reading.figures().and_then(|figures| figure::negative(figures).ok_or(Marker::NotApplicable))
        }
    }
}

/// The unrounded figure that the target is set for.
fn exact(figures: &Figures, of: TargetOf) -> Option<f64> {
    match (of, figures.tones) {
        (TargetOf::Positive, _) => Some(figures.value),
        (TargetOf::Negative, Some([negative, ..])) if figures.base > 0 => {
            Some(negative as f64 / figures.base as f64 * 100.0)
        }
        (TargetOf::Negative, _) => None,
    }
}

fn standing(page: &Page, target: &ReleasedTarget, now: &Reading, then: &Reading) -> Result<Standing, Marker> {
    // Turned so that larger is better.
    let side = match target.of {
        TargetOf::Positive => 1.0,
        TargetOf::Negative => -1.0,
    };
    let latest = exact(now.figures()?, target.of).ok_or(Marker::NotApplicable)? * side;
    let goal = target.value * side;
    if latest >= goal {
        return Ok(Standing::Met);
    }
    let earlier = then.figures().ok().and_then(|figures| exact(figures, target.of)).map(|value| value * side);
    let counted = now.measure.kind == MeasureKind::Response;
    let clear =
        counted || now.compared().is_some_and(|difference| wording::direction(difference.verdict) != 0);
    let (Some(earlier), Some(years), true) = (earlier, years_between(page), clear) else {
        return Ok(Standing::NoMovement);
    };
    let left = f64::from(target.by) + 1.0 - year(&page.wave.end).unwrap_or(f64::from(target.by) + 1.0);
    let reached = latest + (latest - earlier) / years * left.max(0.0);
    Ok(if latest > earlier && reached >= goal { Standing::OnTrack } else { Standing::NotOnTrack })
}

fn years_between(page: &Page) -> Option<f64> {
    let years = year(&page.wave.end)? - year(&page.earlier?.end)?;
    (years > 0.0).then_some(years)
}

/// An ISO date as a year with its fraction, to a month or so.
fn year(iso: &str) -> Option<f64> {
    let mut parts = iso.splitn(3, '-').map(str::parse::<f64>);
    let mut next = || parts.next().and_then(Result::ok);
    let (year, month, day) = (next()?, next()?, next()?);
    Some(year + (month - 1.0) / 12.0 + (day - 1.0) / 372.0)
}

fn table(page: &Page, judged: &[(&ReleasedTarget, Judged)]) -> Table {
    let number = |printed: Result<i64, Marker>, unit: &str| match printed {
        Ok(number) => Entry::Number(format!("{number}{unit}")),
        Err(marker) => Entry::Withheld(marker),
    };
    let row = |(target, judged): &(&ReleasedTarget, Judged)| {
        let value = target_value(target, judged.unit);
        let mut entries = vec![Entry::Words(value)];
        if page.earlier.is_some() {
            entries.push(number(judged.then, judged.unit));
        }
        entries.push(number(judged.now, judged.unit));
        entries.push(match judged.standing {
            Ok(standing) => Entry::Words(standing.words().to_owned()),
            Err(marker) => Entry::Withheld(marker),
        });
        TableRow { header: target.name.clone(), link: None, entries }
    };
    let earlier = page.earlier_label().map(str::to_owned);
    let first = ["Measure", "Target"].map(str::to_owned).into_iter();
    let columns = first.chain(earlier).chain([page.wave.label.clone(), "How it stands".to_owned()]).collect();
    finished(Table {
        caption: "People measures with their targets".to_owned(),
        columns,
        rows: judged.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// "at least 70% positive by 2026", "at most 20% negative by 2026".
fn target_value(target: &ReleasedTarget, unit: &str) -> String {
    let value = if target.value.fract() == 0.0 {
        figure::whole(target.value).to_string()
    } else {
        figure::decimal(target.value)
    };
    match target.of {
        TargetOf::Positive => format!("at least {value}{unit} by {}", target.by),
        TargetOf::Negative => format!("at most {value}{unit} negative by {}", target.by),
    }
}
