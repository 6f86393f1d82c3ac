//! Targets and the direction of travel: each measure of the plan with its target, how it moved, and at what pace.

use super::tables::finished;
use crate::plan::TargetOf;
use crate::release::{Figures, Marker, Measure, MeasureKind, ReleasedTarget, Verdict};
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

/// The rule, as the section prints it.
const RULE: &str = "A target is reached when the unrounded latest figure is there. It is on track when the figure has \
    clearly moved towards it since last time and, at the same pace each year, would get there by the end of the \
    target’s year. Where the change is not clear, there is no clear movement, whatever the pace looks like. A response \
    rate counts everyone, so any movement of it is clear.";

/// The section for the whole organisation, where there are targets.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let targets = page.view.release.targets();
    if targets.is_empty() || !page.is_whole() {
        return None;
    }
    let judged: Vec<(&ReleasedTarget, Judged)> =
        targets.iter().map(|target| (target, judge(page, target))).collect();
    let blocks = vec![
        Block::Lead(Text::strong(lead(&judged))),
        Block::Table(table(page, &judged)),
        Block::Note(Text::strong("The rule. ").then(RULE)),
    ];
    Some(Section { id: "targets", title: "Targets and direction of travel".to_owned(), blocks })
}

/// How many targets stand how; nothing where there are none.
pub(crate) fn summary(page: &Page) -> Option<String> {
    let targets = page.view.release.targets();
    let judged: Vec<(&ReleasedTarget, Judged)> =
        targets.iter().map(|target| (target, judge(page, target))).collect();
    (!judged.is_empty()).then(|| lead(&judged))
}

/// "Of 3 targets, 1 is reached, 1 is on track and 1 shows no clear movement."
fn lead(judged: &[(&ReleasedTarget, Judged)]) -> String {
    let number = |standing| judged.iter().filter(|(_, judged)| judged.standing == Ok(standing)).count();
    let said = |standing: Standing| match number(standing) {
        0 => None,
        number => Some(format!("{number} {}", standing.verb(number))),
    };
    let mut parts: Vec<String> = Standing::ALL.into_iter().filter_map(said).collect();
    let unknown = judged.iter().filter(|(_, judged)| judged.standing.is_err()).count();
    if unknown > 0 {
        parts.push(format!("{unknown} cannot be judged"));
    }
    let all = wording::counted(judged.len() as u64, "target", "targets");
    format!("Of {all}, {}.", wording::list(&parts))
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Reached,
    OnCourse,
    TooSlow,
    WrongWay,
    NoMovement,
    Missed,
}

impl Standing {
    const ALL: [Self; 6] =
        [Self::Reached, Self::OnCourse, Self::TooSlow, Self::WrongWay, Self::NoMovement, Self::Missed];

    fn words(self) -> &'static str {
        match self {
            Self::Reached => "✓ reached",
            Self::OnCourse => "↗ on track",
            Self::TooSlow => "→ moving the right way, but too slowly",
            Self::WrongWay => "↘ moving the wrong way",
            Self::NoMovement => "● no clear movement",
            Self::Missed => "✕ not reached in time",
        }
    }

    /// After a number of targets.
    fn verb(self, number: usize) -> String {
        let are = wording::is_are(number);
        match self {
            Self::Reached => format!("{are} reached"),
            Self::OnCourse => format!("{are} on track"),
            Self::TooSlow => format!("{are} moving the right way, but too slowly"),
            Self::WrongWay => format!("{are} moving the wrong way"),
            Self::NoMovement => format!("{} no clear movement", if number == 1 { "shows" } else { "show" }),
            Self::Missed => format!("{} not reached in time", if number == 1 { "was" } else { "were" }),
        }
    }
}

/// A target's figures.
struct Judged {
    now: Result<i64, Marker>,
    then: Result<i64, Marker>,
    unit: &'static str,
    change: Entry,
    verdict: Entry,
    needed: Entry,
    pace: Entry,
    standing: Result<Standing, Marker>,
}

impl Judged {
    /// Of a measure that the release does not have.
    fn unknown() -> Self {
        let none = || Entry::Withheld(Marker::NotAvailable);
        let missing = Err(Marker::NotAvailable);
        Self {
            now: missing,
            then: missing,
            unit: "",
            change: none(),
            verdict: none(),
            needed: none(),
            pace: none(),
            standing: Err(Marker::NotAvailable),
        }
    }
}

/// A figure on its way to its target, turned so that more is better.
struct Travel {
    latest: f64,
    earlier: Option<f64>,
    goal: f64,
    /// Since the survey before.
    years: Option<f64>,
    /// Until the end of the target's year.
    left: f64,
    /// Whether the movement is more than chance explains.
    clear: bool,
}

impl Travel {
    /// Points per year since the survey before.
    fn pace(&self) -> Option<f64> {
        Some((self.latest - self.earlier?) / self.years?)
    }

    /// Points per year that are needed from now on.
    fn needed(&self) -> Option<f64> {
        (self.left > 0.0 && self.latest < self.goal).then(|| (self.goal - self.latest) / self.left)
    }

    fn standing(&self) -> Standing {
        if self.latest >= self.goal {
            return Standing::Reached;
        }
        let Some(needed) = self.needed() else { return Standing::Missed };
        match self.pace().filter(|_| self.clear) {
            Some(pace) if pace >= needed => Standing::OnCourse,
            Some(pace) if pace > 0.0 => Standing::TooSlow,
            Some(pace) if pace < 0.0 => Standing::WrongWay,
            _ => Standing::NoMovement,
        }
    }
}

/// The verdict on the change of a target's measure, and how the target stands.
pub(crate) fn judged(page: &Page, target: &ReleasedTarget) -> (Entry, Result<&'static str, Marker>) {
    let judged = judge(page, target);
    (judged.verdict, judged.standing.map(Standing::words))
}

fn judge(page: &Page, target: &ReleasedTarget) -> Judged {
    let Some(measure) = measure(page, &target.measure) else { return Judged::unknown() };
    let reading = page.read(measure);
    let before = Reading { now: reading.then, then: None, ..reading };
    let side = side(target.of);
    let travel = travel(page, target, &reading, &before);
    let withheld = |marker| Entry::Withheld(marker);
    let per_year = |pace: Option<f64>| match pace {
        Some(pace) => Entry::Number(figure::signed_tenths(pace * side)),
        None => withheld(Marker::NotApplicable),
    };
    let change = match travel.as_ref().map(|travel| (travel.latest, travel.earlier)) {
        Ok((latest, Some(earlier))) => {
            Entry::Number(figure::signed(figure::whole((latest - earlier) * side)))
        }
        Ok((_, None)) => withheld(Marker::NotApplicable),
        Err(marker) => withheld(*marker),
    };
    Judged {
        now: printed(&reading, target.of),
        then: match target.of {
            TargetOf::Positive => reading.printed_then(),
            TargetOf::Negative => printed(&before, target.of),
        },
        unit: figure::unit(measure),
        change,
        verdict: verdict(&reading, target.of),
        needed: match &travel {
            Ok(travel) => per_year(travel.needed()),
            Err(marker) => withheld(*marker),
        },
        pace: match &travel {
            Ok(travel) => per_year(travel.pace()),
            Err(marker) => withheld(*marker),
        },
        standing: travel.map(|travel| travel.standing()),
    }
}

/// The measure that a target is set for.
pub(crate) fn measure<'a>(page: &Page<'a>, id: &str) -> Option<&'a Measure> {
    let response = || page.view.of_kind(MeasureKind::Response).next().filter(|_| id == "response");
    let kinds = [
        MeasureKind::Question,
        MeasureKind::Pillar,
        MeasureKind::Index,
        MeasureKind::Overall,
        MeasureKind::Response,
    ];
    kinds.into_iter().find_map(|kind| page.view.measure(kind, id)).or_else(response)
}

/// 1 where more is better, −1 where less is.
fn side(of: TargetOf) -> f64 {
    match of {
        TargetOf::Positive => 1.0,
        TargetOf::Negative => -1.0,
    }
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
pub(crate) fn exact(figures: &Figures, of: TargetOf) -> Option<f64> {
    match (of, figures.tones) {
        (TargetOf::Positive, _) => Some(figures.value),
        (TargetOf::Negative, Some([negative, ..])) if figures.base > 0 => {
            Some(negative as f64 / figures.base as f64 * 100.0)
        }
        (TargetOf::Negative, _) => None,
    }
}

fn travel(page: &Page, target: &ReleasedTarget, now: &Reading, then: &Reading) -> Result<Travel, Marker> {
    let side = side(target.of);
    let latest = exact(now.figures()?, target.of).ok_or(Marker::NotApplicable)?;
    let counted = now.measure.kind == MeasureKind::Response;
    let compared = now.compared();
    let earlier = match (compared, target.of) {
        // On the latest figure's footing: a score's change may be over fewer questions than the score.
        (Some(difference), TargetOf::Positive) => Some(latest - difference.points),
        (None, _) if !counted => None,
        _ => then.figures().ok().and_then(|figures| exact(figures, target.of)),
    };
    let end = f64::from(target.by) + 1.0;
    Ok(Travel {
        latest: latest * side,
        earlier: earlier.map(|earlier| earlier * side),
        goal: target.value * side,
        years: years_between(page),
        left: end - year(&page.wave.end).unwrap_or(end),
        clear: counted || compared.is_some_and(|difference| wording::direction(difference.verdict) != 0),
    })
}

/// The verdict on the change; of a target for negative answers, what it says of the positive ones.
fn verdict(reading: &Reading, of: TargetOf) -> Entry {
    let [_, entry] = reading.change_entries();
    match (entry, of) {
        (Entry::Verdict(verdict), TargetOf::Negative) if wording::direction(verdict) != 0 => {
            Entry::Said(verdict, format!("positive answers {}", wording::verdict(verdict)))
        }
        (Entry::Withheld(_), _) if reading.measure.kind == MeasureKind::Response => {
            Entry::Words("counted, not tested".to_owned())
        }
        (Entry::Verdict(Verdict::NotComparable), _) => Entry::Verdict(Verdict::NotComparable),
        (entry, _) => entry,
    }
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
        let mut entries = vec![Entry::Words(target_value(target, judged.unit))];
        if page.earlier.is_some() {
            entries.push(number(judged.then, judged.unit));
        }
        entries.push(number(judged.now, judged.unit));
        if page.earlier.is_some() {
            entries.extend([judged.change.clone(), judged.verdict.clone(), judged.pace.clone()]);
        }
        entries.push(judged.needed.clone());
        entries.push(match judged.standing {
            Ok(standing) => Entry::Words(standing.words().to_owned()),
            Err(marker) => Entry::Withheld(marker),
        });
        TableRow { header: target.name.clone(), link: None, entries }
    };
    finished(Table {
        caption: "People measures with their targets".to_owned(),
        columns: columns(page),
        rows: judged.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

fn columns(page: &Page) -> Vec<String> {
    let mut columns = ["Measure", "Target"].map(str::to_owned).to_vec();
    columns.extend(page.earlier_label().map(str::to_owned));
    columns.push(page.wave.label.clone());
    if let Some(earlier) = page.earlier_label() {
        columns.extend(["Change, in points", "Verdict on the change"].map(str::to_owned));
        columns.push(format!("Points per year since {earlier}"));
    }
    columns.extend(["Points per year needed", "How it stands"].map(str::to_owned));
    columns
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

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(latest: f64, earlier: f64, clear: bool, left: f64) -> Standing {
        let travel = Travel { latest, earlier: Some(earlier), goal: 70.0, years: Some(2.0), left, clear };
        travel.standing()
    }

    #[test]
    fn every_standing() {
        assert_eq!(standing(70.0, 75.0, true, 3.0), Standing::Reached);
        assert_eq!(standing(64.0, 60.0, true, 3.0), Standing::OnCourse);
        assert_eq!(standing(64.0, 60.0, true, 2.9), Standing::TooSlow);
        assert_eq!(standing(64.0, 60.0, false, 3.0), Standing::NoMovement);
        assert_eq!(standing(60.0, 64.0, true, 3.0), Standing::WrongWay);
        assert_eq!(standing(60.0, 60.0, true, 3.0), Standing::NoMovement);
        assert_eq!(standing(64.0, 60.0, true, 0.0), Standing::Missed);
    }

    #[test]
    fn the_pace_needed_and_the_pace_had() {
        let travel = Travel {
            latest: 64.0,
            earlier: Some(60.0),
            goal: 70.0,
            years: Some(2.0),
            left: 3.0,
            clear: true,
        };
        assert_eq!(travel.pace(), Some(2.0));
        assert_eq!(travel.needed(), Some(2.0));
        assert_eq!(Travel { earlier: None, ..travel }.pace(), None);
    }
}
