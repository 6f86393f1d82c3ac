//! The explorer's figures: lines of letters, read back as numbers, each row as statements at the printed rounding.
//!
//! Read from what stands in the page alone. A line must be read to its end and have a row for every measure, or it is
//! not known what it says.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::super::super::{CellKey, Says};
use super::super::json;
use super::super::reading::Reading;
use super::has_digits;
use crate::release::MeasureKind;

/// Half of a whole number: how far a printed figure may be from what it stands for.
const HALF: f64 = 0.5;

/// All that the page holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    letters: String,
    waves: Vec<[String; 2]>,
    measures: Vec<Measure>,
    breakdowns: Vec<Breakdown>,
    shapes: Vec<Shape>,
    /// By wave, breakdown and group.
    cells: Vec<Vec<Vec<String>>>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(
    dead_code,
    reason = "read so that nothing else may stand there; its words are searched with all others"
)]
struct Measure {
    kind: MeasureKind,
    id: String,
    text: String,
    pillar: Option<String>,
    unit: String,
    #[serde(default)]
    option: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "as above")]
struct Breakdown {
    id: String,
    name: String,
    groups: Vec<(String, String, Option<String>)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Shape {
    Without(String),
    /// With the wave that the change is from, and a note, which say nothing of the group's figures.
    With(String, Side, Side, #[allow(dead_code)] Option<String>, #[allow(dead_code)] Option<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Side {
    Verdict(usize),
    Marker(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    verdicts: Vec<Judged>,
    markers: BTreeMap<String, String>,
    moved: Vec<String>,
    rest: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    mark: String,
    words: String,
    way: i8,
    rest: String,
    change: Option<String>,
}

/// What the explorer's data say of groups; `false` where these are no such data.
pub(super) fn says(text: &str, file: &Arc<str>, reading: &mut Reading) -> bool {
    let Ok(held) = serde_json::from_str::<Held>(text) else { return false };
    words(text, &held, reading);
    let letters: HashMap<char, u64> = held.letters.chars().zip(0..).collect();
    let whole = letters.len() == held.letters.chars().count() && letters.len() > AHEAD as usize;
    if !whole || held.every_line(&letters, file, reading).is_none() {
        reading.unreadable("the explorer's figures");
    }
    true
}

/// Searches everything but the figures; the words that sentences are made of have no number.
fn words(text: &str, held: &Held, reading: &mut Reading) {
    let Ok(Value::Object(mut all)) = serde_json::from_str(text) else { return };
    all.remove("cells");
    all.remove("letters");
    json::words(Value::Object(all).to_string().as_bytes(), "a script's words", reading);
    let Words { verdicts, markers, moved, rest } = &held.words;
    let named = rest.strip_prefix("the rest of ").is_some_and(|name| reading.known.publishes(name));
    let own = |text: &str| if named { text.replace(rest.as_str(), "") } else { text.to_owned() };
    let mut all: Vec<String> =
        verdicts.iter().flat_map(|one| [own(&one.mark), own(&one.words), own(&one.rest)]).collect();
    all.extend(verdicts.iter().filter_map(|one| one.change.clone()));
    all.extend(markers.iter().flat_map(|(letter, words)| [letter.clone(), words.clone()]));
    all.extend(moved.iter().map(|text| text.replace("less than 1 point", "")).chain([own(rest)]));
    if all.iter().any(|text| has_digits(text)) || verdicts.iter().any(|one| one.way.abs() > 1) {
        reading.hidden("a number among the explorer's words");
    }
}

/// How many letters say that more follow, and how many follow the last of them.
const AHEAD: u64 = 8;
const LONG: usize = 4;

/// What is left of a line.
struct Line<'a> {
    letters: &'a HashMap<char, u64>,
    left: std::str::Chars<'a>,
}

impl Line<'_> {
    fn letter(&mut self) -> Option<u64> {
        self.letters.get(&self.left.next()?).copied()
    }

    fn number(&mut self) -> Option<u64> {
        let base = self.letters.len() as u64;
        let direct = base.checked_sub(AHEAD)?;
        match self.letter()? {
            first if first < direct => Some(first),
            first if first < base - 1 => Some(direct + (first - direct) * base + self.letter()?),
            _ => (0..LONG).try_fold(0, |sum, _| Some(sum * base + self.letter()?)),
        }
    }

    fn signed(&mut self) -> Option<i64> {
        let packed = i64::try_from(self.number()?).ok()?;
        Some(if packed % 2 == 0 { packed / 2 } else { -(packed + 1) / 2 })
    }
}

impl Held {
    /// Every line; nothing where one cannot be read, or is too many or too few.
    fn every_line(&self, letters: &HashMap<char, u64>, file: &Arc<str>, reading: &mut Reading) -> Option<()> {
        same(self.cells.len(), self.waves.len())?;
        for ([wave, _], breakdowns) in self.waves.iter().zip(&self.cells) {
            same(breakdowns.len(), self.breakdowns.len())?;
            for (breakdown, lines) in self.breakdowns.iter().zip(breakdowns) {
                same(lines.len(), breakdown.groups.len())?;
                for ((group, _, _), line) in breakdown.groups.iter().zip(lines) {
                    let place = [wave, &breakdown.id, group];
                    self.line(&mut Line { letters, left: line.chars() }, place, file, reading)?;
                }
            }
        }
        Some(())
    }

    /// The rows of a group in a wave.
    fn line(
        &self,
        line: &mut Line,
        place: [&String; 3],
        file: &Arc<str>,
        reading: &mut Reading,
    ) -> Option<()> {
        let [wave, breakdown, group] = place.map(|id| reading.intern(id));
        let mut measures = self.measures.iter();
        let mut answers = 0;
        while !line.left.as_str().is_empty() {
            let shape = self.shapes.get(usize::try_from(line.number()?).ok()?)?;
            let rows = if let Shape::Without(_) = shape { line.number()? } else { 1 };
            for _ in 0..rows {
                let measure = measures.next()?;
                let cell = CellKey {
                    wave: Arc::clone(&wave),
                    kind: measure.kind,
                    measure: reading.intern(&measure.id),
                    breakdown: Arc::clone(&breakdown),
                    group: Arc::clone(&group),
                };
                match shape {
                    Shape::Without(marker) if marker == "c" => reading.says(file, &cell, Says::Withheld),
                    Shape::Without(_) => {}
                    Shape::With(has, rest, change, _, _) => {
                        answers += line.signed()?;
                        let told = Told::read(has, [rest, change], u64::try_from(answers).ok()?, line)?;
                        told.say(&cell, file, reading);
                    }
                }
            }
        }
        let none = measures.len() == self.measures.len();
        (none || measures.len() == 0).then_some(())
    }
}

fn same(one: usize, other: usize) -> Option<()> {
    (one == other).then_some(())
}

/// The numbers of a row.
struct Told {
    answers: u64,
    people: Option<u64>,
    value: f64,
    /// Neither, negative.
    others: Option<[f64; 2]>,
    change: Option<f64>,
}

impl Told {
    fn read(has: &str, [rest, change]: [&Side; 2], answers: u64, line: &mut Line) -> Option<Self> {
        if has.chars().any(|letter| !"trp".contains(letter)) {
            return None;
        }
        let value = line.number()? as f64;
        let others =
            if has.contains('t') { Some([line.number()? as f64, line.number()? as f64]) } else { None };
        if has.contains('r') {
            line.signed()?;
            line.signed()?;
        }
        let people = if has.contains('p') { Some(line.number()?) } else { None };
        let mut points = |side: &Side| match side {
            Side::Verdict(place) if *place < NOT_COMPARABLE => line.signed().map(Some),
            Side::Verdict(place) => (*place == NOT_COMPARABLE).then_some(None),
            Side::Marker(marker) => ["c", "z", "x"].contains(&marker.as_str()).then_some(None),
        };
        points(rest)?;
        let change = points(change)?.map(|points| points as f64);
        Some(Self { answers, people, value, others, change })
    }

    fn say(&self, cell: &CellKey, file: &Arc<str>, reading: &mut Reading) {
        let near = |value: f64| (value - HALF, value + HALF);
        let share = |tone, value| Says::Share { tone, low: near(value).0, high: near(value).1 };
        let (low, high) = near(self.value);
        let mut said = vec![match cell.kind {
            MeasureKind::Question | MeasureKind::Response => share(2, self.value),
            _ => Says::Score { low, high },
        }];
        if cell.kind == MeasureKind::Response {
            said.push(Says::Headcount(self.answers));
        } else {
            said.push(Says::Base(self.answers));
        }
        said.extend(
            self.people.into_iter().flat_map(|people| [Says::Base(people), Says::Respondents(people)]),
        );
        said.extend(
            self.others.into_iter().flat_map(|[neutral, negative]| [share(1, neutral), share(0, negative)]),
        );
        let earlier =
            self.change.and_then(|change| Some((self.value - change, reading.known.earlier(cell)?)));
        if let Some((then, (from, rebased))) = earlier {
            said.push(Says::Earlier { from, low: then - 2.0 * HALF, high: then + 2.0 * HALF, rebased });
        }
        for says in said {
            reading.says(file, cell, says);
        }
    }
}

/// The place of "not comparable" in the list of verdicts, after all that have points.
const NOT_COMPARABLE: usize = 6;
