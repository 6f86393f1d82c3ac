//! What was found in the rows of all files, told together: one problem per kind of thing, not per row.

use super::Whole;
use super::comments::Excluded;
use super::part::Told;
use super::routing::Routes;
use super::units::Tree;
use super::unknown::{Known, Wording, place_of, rows_of};
use crate::plan::{Plan, ScaleKind};
use crate::problem::{Problem, Problems};

impl Whole<'_> {
    /// Tells it; afterwards there is nothing left to tell.
    pub(super) fn tell(
        &mut self,
        tree: &Tree<'_>,
        excluded: &Excluded,
        routes: &Routes<'_>,
        problems: &mut Problems,
    ) {
        let (plan, wave) = (self.plan, self.wave);
        let rules = &plan.waves[wave].rules;
        let told = std::mem::replace(&mut self.told, Told::new(0, 0, 0));
        let known = Known { files: &self.files, gone: &self.copies };
        tell_dates(plan, wave, &told, &known, problems);
        if let (Some(first), Some(header)) = (told.no_id.first, &rules.response_id) {
            let rows = rows_of(told.no_id.rows);
            let message =
                format!("{rows} without a response id, kept; whether they are copies cannot be told");
            problems.push(Problem::warning(place_of(first, known.files).column(header), message));
        }
        self.tell_duplicates(problems);
        told.units.tell(tree, rules.unknown_units, &known, problems);
        told.spellings.tell(plan, wave, tree, problems);
        for (breakdown, labels) in plan.breakdowns.iter().zip(told.groups) {
            let header = breakdown.headers.get(wave).and_then(Option::as_deref).unwrap_or(&breakdown.name);
            let wording = Wording {
                header,
                is_not: "is not a group of this breakdown",
                treated: "counted as not stated",
            };
            labels.tell(rules.unknown_labels, &wording, &known, problems);
        }
        for (question, labels) in plan.questions.iter().zip(told.answers) {
            let header = question.headers.get(wave).and_then(Option::as_deref).unwrap_or_default();
            let wording = match plan.scales[question.scale].kind {
                ScaleKind::Multiple => Wording {
                    header,
                    is_not: "is none of the options",
                    treated: "the whole answer counted as invalid",
                },
                _ => Wording { header, is_not: "is not on the scale", treated: "counted as invalid" },
            };
            labels.tell(rules.unknown_labels, &wording, &known, problems);
        }
        excluded.tell(rules, &self.excluded, problems);
        routes.tell(plan, wave, &told.astray, problems);
    }
}

fn tell_dates(plan: &Plan, wave: usize, told: &Told, known: &Known<'_>, problems: &mut Problems) {
    let Some(header) = &plan.waves[wave].rules.completed else { return };
    if let Some(first) = told.unread_date.first {
        let rows = rows_of(told.unread_date.rows);
        let message = format!("{rows} with a date that cannot be read, this is the first");
        let hint = "the wave's date_order says how dates are written: 2024-05-31, 31/05/2024 or 5/31/2024";
        let place = place_of(first, known.files).column(header);
        problems.push(Problem::error(place, message).hint(hint));
    }
    if let Some(first) = told.no_date.first {
        let rows = rows_of(told.no_date.rows);
        let message = format!("{rows} without a date of completion, kept; this is the first");
        problems.push(Problem::warning(place_of(first, known.files).column(header), message));
    }
}
