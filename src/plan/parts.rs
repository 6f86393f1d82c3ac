//! Parts of a plan: what each stage takes of it, as a digest. What only a later stage takes is in no earlier part, so that a
//! heading can be changed without reading an export again.
//!
//! A part is the whole plan without what its stage is known not to take: whatever is new in a plan is in every part until
//! somebody takes it out here. No part has a path in it, or it would depend on where the command was given.

use std::fmt::{self, Write as _};
use std::mem;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use super::{CommentRules, Plan, Protection, Survey, Theme, WavePlan};
use crate::hexadecimal::hexadecimal;

impl Plan {
    /// What reading a wave's exports takes: its columns, labels and rules, none of other waves.
    #[must_use]
    pub(crate) fn part_of_reading(&self, wave: usize) -> String {
        let mut part = self.without_words();
        part.waves = part.waves.into_iter().skip(wave).take(1).collect();
        for wave in &mut part.waves {
            wave.headcount = None;
        }
        for question in &mut part.questions {
            only(&mut question.headers, wave);
        }
        for breakdown in &mut part.breakdowns {
            only(&mut breakdown.headers, wave);
            for group in &mut breakdown.groups {
                only(&mut group.waves, wave);
            }
        }
        let comments = part.protection.comments.take();
        part.protection = Protection { smallest_group: 0, comments, ..counted(part.protection) };
        (part.composites, part.crosses, part.scopes) = (Vec::new(), Vec::new(), Vec::new());
        (part.comparability, part.lineage) = (Vec::new(), Vec::new());
        (part.targets, part.drivers) = (Vec::new(), Vec::new());
        (part.weighting.margins, part.weighting.like_for_like) = (Vec::new(), Vec::new());
        part.weighting.largest = 0.0;
        (part.verdicts.level, part.verdicts.meaningful_points) = (0.0, 0.0);
        part.verdicts.interval = super::IntervalMethod::Wilson;
        digest(&part)
    }

    /// What counting and estimating take: of the rules of protection only the smallest group.
    #[must_use]
    pub(crate) fn part_of_figures(&self) -> String {
        let mut part = self.without_words();
        part.protection = counted(part.protection);
        digest(&part)
    }

    /// What decides which figures may be shown.
    #[must_use]
    pub(crate) fn part_of_protection(&self) -> String {
        digest(&self.without_words())
    }

    /// The plan without the words that nothing but a release has, and without its places.
    fn without_words(&self) -> Plan {
        let mut part = self.clone();
        for place in [&mut part.folder, &mut part.store, &mut part.ledger, &mut part.output] {
            *place = PathBuf::new();
        }
        (part.store_key, part.digest) = (None, String::new());
        part.survey = unnamed(&part.survey);
        part.theme = Theme::plain();
        (part.benchmarks, part.lga_engagement) = (Vec::new(), Vec::new());
        for target in &mut part.targets {
            (target.name, target.value, target.by) = (String::new(), 0.0, 0);
        }
        for composite in &mut part.composites {
            (composite.name, composite.description) = (String::new(), String::new());
        }
        let questions = part.questions.iter_mut().map(|question| &mut question.text);
        let items = part.items.iter_mut().map(|item| &mut item.text);
        let scopes = part.scopes.iter_mut().map(|scope| &mut scope.name);
        let columns = part.crosses.iter_mut().flat_map(|cross| &mut cross.columns);
        let columns = columns.map(|column| &mut column.name);
        for words in questions.chain(items).chain(scopes).chain(columns) {
            words.clear();
        }
        part.protection = without_owner(&part.protection);
        part.waves.iter_mut().for_each(without_places);
        part
    }
}

fn unnamed(survey: &Survey) -> Survey {
    let mut unnamed = survey.clone();
    let Survey { id, name, organisation, short_name, plan } = &mut unnamed;
    for words in [id, name, organisation, short_name, plan] {
        words.clear();
    }
    unnamed
}

fn without_owner(protection: &Protection) -> Protection {
    let name_alone = |rules: &CommentRules| {
        let mut rules = rules.clone();
        rules.names = rules.names.map(name);
        rules
    };
    Protection {
        owner: String::new(),
        decided: String::new(),
        comments: protection.comments.as_ref().map(name_alone),
        ..protection.clone()
    }
}

/// The smallest group alone.
fn counted(protection: Protection) -> Protection {
    Protection {
        smallest_sensitive: 0,
        insiders: 0,
        smallest_detail: 0,
        smallest_change: 0,
        comments: None,
        ..protection
    }
}

fn without_places(wave: &mut WavePlan) {
    wave.label.clear();
    wave.file = PathBuf::new();
    for export in &mut wave.exports {
        export.path = name(mem::take(&mut export.path));
        export.codebook = export.codebook.take().map(name);
        export.definition = export.definition.take().map(name);
    }
    wave.rules.quoting.excluded = wave.rules.quoting.excluded.take().map(name);
}

/// The name of a file, wherever it is.
fn name(file: PathBuf) -> PathBuf {
    file.file_name().map(PathBuf::from).unwrap_or(file)
}

/// Of what there is for each wave, that of one.
fn only<T>(of_waves: &mut Vec<T>, wave: usize) {
    *of_waves = mem::take(of_waves).into_iter().skip(wave).take(1).collect();
}

/// SHA-256 of all that a plan has: what a developer would see printed names every field.
fn digest(part: &Plan) -> String {
    let mut printed = Printed(Sha256::new());
    // Neither of the two can fail.
    let _ = write!(printed, "{part:?}");
    hexadecimal(&printed.0.finalize())
}

/// What is printed, digested as it comes.
struct Printed(Sha256);

impl fmt::Write for Printed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::folder;

    /// Which parts a change changes: reading of the first wave, of the second, figures, protection.
    fn changed(change: impl FnOnce(&mut Plan)) -> [bool; 4] {
        let folder = folder();
        let before = Plan::load(folder.path()).expect("a plan").value;
        let mut after = before.clone();
        change(&mut after);
        let parts = |plan: &Plan| {
            let reading = [plan.part_of_reading(0), plan.part_of_reading(1)];
            [&reading[..], &[plan.part_of_figures(), plan.part_of_protection()]].concat()
        };
        let (before, after) = (parts(&before), parts(&after));
        std::array::from_fn(|part| before[part] != after[part])
    }

    #[test]
    fn words_of_the_release_are_in_no_part() {
        let none = changed(|plan| {
            plan.survey.name = "Another".into();
            plan.theme.brand = "#000000".into();
            plan.theme.words.insert("summary".into(), "At a glance".into());
            plan.composites[0].name = "Belonging".into();
            plan.questions[0].text = "Are you proud?".into();
            plan.items[0].text = "Are you proud?".into();
            plan.waves[0].label = "Spring".into();
            plan.protection.owner = "The board".into();
            plan.digest = "another".into();
        });
        assert_eq!(none, [false; 4]);
    }

    #[test]
    fn a_wave_is_read_anew_for_its_own_columns_and_rules_alone() {
        assert_eq!(changed(|plan| plan.waves[0].rules.least_answered += 1), [true, false, true, true]);
        let header = changed(|plan| plan.questions[0].headers[1] = Some("Proud at all?".into()));
        assert_eq!(header, [false, true, true, true]);
        assert_eq!(changed(|plan| plan.breakdowns[0].groups[0].labels.push("1".into())), [true; 4]);
        assert_eq!(changed(|plan| plan.waves[1].exports[0].path = "y.csv".into()), [false, true, true, true]);
    }

    #[test]
    fn nothing_is_read_anew_for_what_is_counted_or_protected_otherwise() {
        let headcount = changed(|plan| plan.waves[0].headcount = Some(crate::plan::Headcount::default()));
        assert_eq!(headcount, [false, false, true, true]);
        assert_eq!(changed(|plan| plan.lineage.clear()), [false, false, true, true]);
        assert_eq!(changed(|plan| plan.protection.smallest_group += 1), [false, false, true, true]);
        assert_eq!(changed(|plan| plan.protection.smallest_detail += 1), [false, false, false, true]);
    }

    #[test]
    fn where_the_files_are_is_in_no_part() {
        let none = changed(|plan| {
            plan.folder = "elsewhere".into();
            plan.store = "elsewhere/store".into();
            plan.waves[0].file = "elsewhere/waves/a.toml".into();
            plan.waves[0].exports[0].path = "elsewhere/x.csv".into();
        });
        assert_eq!(none, [false; 4]);
    }
}
