//! Choice: which reports are asked for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::view::View;
use super::wording::lower;
use crate::exit::Exit;
use crate::plan::label::{nearest, normal_form};
use crate::problem::{Place, Problem, Problems, quoted};
use crate::release::Release;

/// So many units are listed where no name is near.
const LISTED: usize = 12;

/// A form in which reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Pages for a browser, with the explorer.
    Html,
    /// Tagged PDF of the council's and of every directorate's report.
    Pdf,
    /// The workbook of all tables.
    Workbook,
    /// The committee paper.
    Paper,
    /// Slides with charts that can be edited.
    Slides,
    /// Open data.
    Data,
}

impl Format {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] = [Self::Html, Self::Pdf, Self::Workbook, Self::Paper, Self::Slides, Self::Data];
}

/// Which reports are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// In which forms.
    pub formats: BTreeSet<Format>,
    /// Of which units of the highest level, by id; none names all of them, and the whole organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
}

impl Choice {
    /// Everything there is.
    #[must_use]
    pub fn everything() -> Self {
        Self { formats: Format::ALL.into_iter().collect(), units: Vec::new() }
    }

    /// Everything in these forms; no form names all of them.
    #[must_use]
    pub fn of(formats: impl IntoIterator<Item = Format>) -> Self {
        let formats: BTreeSet<Format> = formats.into_iter().collect();
        if formats.is_empty() { Self::everything() } else { Self { formats, units: Vec::new() } }
    }

    /// The same of these units alone, each by its id or as it is printed.
    ///
    /// # Errors
    /// Every name that is no unit of the highest level, or one of which nothing may be said.
    pub fn of_units(self, release: &Release, names: &[String]) -> Result<Self, Problems> {
        let view = View::new(release);
        let mut problems = Problems::new();
        let mut units = BTreeSet::new();
        for name in names {
            match unit(&view, name) {
                Ok(id) => drop(units.insert(id)),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.stop() { Err(problems) } else { Ok(Self { units: units.into_iter().collect(), ..self }) }
    }

    /// Whether a form is asked for.
    #[must_use]
    pub fn has(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }
}

/// The id of the unit with this id or name.
fn unit(view: &View<'_>, name: &str) -> Result<String, Problem> {
    let problem =
        |message: String| Problem::error(Place::default().column("--unit"), message).exiting(Exit::Usage);
    let groups = || view.level(0).into_iter().flat_map(|level| &level.groups);
    let same = |other: &str| normal_form(other) == normal_form(name);
    let by_id = groups().find(|group| group.id == name);
    let Some(group) = by_id.or_else(|| groups().find(|group| same(&group.id) || same(&group.name))) else {
        let kind = view.level(0).map_or("unit", |level| level.name.as_str());
        let message = format!("“{}” is no {} of this release", quoted(name), lower(&quoted(kind)));
        return Err(problem(message).maybe_hint(near(view, name)));
    };
    if view.units.iter().any(|(_, shown)| shown.id == group.id) {
        return Ok(group.id.clone());
    }
    let (unit, wave) = (quoted(&group.name), view.latest().map(|wave| &wave.id));
    Err(if group.waves.iter().any(|id| Some(id) == wave) {
        let message = format!("{unit} has no report of its own: too few people answered for one");
        problem(message).hint("its people are in the figures of the whole")
    } else {
        problem(format!("{unit} was not part of the latest survey, so there is no report of it"))
    })
}

/// What may have been meant.
fn near(view: &View<'_>, name: &str) -> Option<String> {
    let shown = &view.units;
    let names = || shown.iter().flat_map(|(_, unit)| [unit.id.as_str(), unit.name.as_str()]);
    // Whoever asks for “Place” may mean “Place Management”.
    let part = || names().find(|other| normal_form(other).contains(&normal_form(name)));
    if let Some(near) = nearest(name, names()).or_else(part).filter(|_| !name.trim().is_empty()) {
        return Some(format!("did you mean “{}”?", quoted(near)));
    }
    let mut ids: Vec<String> = shown.iter().map(|(_, unit)| quoted(&unit.id)).take(LISTED).collect();
    if shown.len() > LISTED {
        ids.push("…".to_owned());
    }
    (!ids.is_empty()).then(|| format!("there are {}", ids.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{Shape, release};

    fn chosen(shape: &Shape, names: &[&str]) -> Result<Vec<String>, Vec<(String, String)>> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let choice = Choice::everything().of_units(&release(shape), &names);
        let told = |problem: &Problem| (problem.message.clone(), problem.hint.clone().unwrap_or_default());
        choice.map(|choice| choice.units).map_err(|problems| problems.iter().map(told).collect())
    }

    #[test]
    fn a_unit_goes_by_its_id_or_its_name() {
        let shape = Shape::default();
        let names = ["unit-02", "adult social  care", "UNIT-02"];
        assert_eq!(chosen(&shape, &names).expect("units"), ["unit-00", "unit-02"]);
    }

    #[test]
    fn an_unknown_unit_is_told_with_the_nearest_known_ones() {
        let told = |name| chosen(&Shape::default(), &[name]).expect_err("unknown").remove(0);
        assert_eq!(
            told("Adult Social Car"),
            (
                "“Adult Social Car” is no directorate of this release".to_owned(),
                "did you mean “Adult Social Care”?".to_owned()
            )
        );
        assert!(told("Social").1.contains("Adult Social Care"));
        assert!(told("Zoo").1.starts_with("there are unit-00, unit-01"), "{:?}", told("Zoo"));
        assert!(told("").1.starts_with("there are "));
        assert_eq!(chosen(&Shape::default(), &["x", "y"]).expect_err("both").len(), 2);
        assert_eq!(chosen(&Shape { units: 0, ..Shape::default() }, &["x"]).expect_err("none")[0].1, "");
    }

    #[test]
    fn a_unit_of_which_nothing_may_be_said_is_told_so() {
        let told = chosen(&Shape { withheld: true, ..Shape::default() }, &["unit-00"]).expect_err("withheld");
        assert!(told[0].0.contains("too few people answered"), "{told:?}");
    }
}
