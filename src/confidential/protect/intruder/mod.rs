//! The intruder: an attack on releases of random surveys by someone who knows who is in which group.
//!
//! Random surveys are made in memory and go through counting, estimating and protecting. The intruder is a colleague with
//! the staff list: knows everybody's units and characteristics and who took part, but nobody's answers, nor who left which
//! question out. All arithmetic here is the intruder's own; nothing of the protection is used, so that a mistake there is
//! not repeated here. Each attack gives its findings in words.
//!
//! When one succeeds, the test says which survey it was and prints the smallest one in which it still does.

mod attacks;
mod bounds;
mod differences;
mod draw;
mod knowledge;
mod naive;
mod published;
mod reduce;
mod run;
mod span;
mod survey;

use std::collections::BTreeMap;

use attacks::{changes, detail, rates, size, truth, unanimity};
use bounds::bounds;
use knowledge::{Knowledge, Measure};
use published::Published;
use span::span;
use survey::Survey;

use crate::confidential::wave::Wave;
use crate::plan::Plan;

/// The plan and the waves of the survey with this number, for tests that look at releases in other ways.
pub(super) fn drawn(seed: u64) -> (Plan, Vec<Wave>) {
    let survey = draw::survey(seed);
    let waves = (0..survey.waves.len()).map(|wave| run::typed(&survey, wave)).collect();
    (run::plan(&survey), waves)
}

/// Findings about one measure of one wave.
type Attack = fn(&Knowledge<'_>, &Measure<'_>) -> Vec<String>;

/// What all of these attacks find in a publication.
fn findings(survey: &Survey, published: &Published, attacks: &[Attack]) -> Vec<String> {
    let mut found = Vec::new();
    for wave in 0..survey.waves.len() {
        let knowledge = Knowledge::new(survey, wave);
        for measure in knowledge.read(published) {
            found.extend(attacks.iter().flat_map(|attack| attack(&knowledge, &measure)));
        }
    }
    found
}

/// What the release of a survey shows, in lines.
fn told(survey: &Survey) -> String {
    let published = run::published(survey);
    let mut lines = String::new();
    for wave in 0..survey.waves.len() {
        let knowledge = Knowledge::new(survey, wave);
        for measure in knowledge.read(&published) {
            for (group, shown) in measure.shown.iter().enumerate() {
                if let Some(shown) = shown {
                    lines += &knowledge.tell(
                        &measure,
                        &[group],
                        &format!("{:?} of {}\n", shown.tones, shown.base),
                    );
                }
            }
        }
    }
    lines
}

/// Attacks the releases of these surveys; stops at the first finding, with the smallest survey that has one.
fn withstand(seeds: std::ops::Range<u64>, attacks: &[Attack]) {
    for seed in seeds {
        let survey = draw::survey(seed);
        let published = run::published(&survey);
        for attack in attacks {
            let found = findings(&survey, &published, &[*attack]);
            if !found.is_empty() {
                let against = |survey: &Survey| findings(survey, &run::published(survey), &[*attack]);
                let smallest = reduce::reduced(&survey, |survey| !against(survey).is_empty());
                let left = against(&smallest).join("\n");
                let told = told(&smallest);
                panic!(
                    "survey {seed}:\n{}\n\nthe smallest like it:\n{smallest}{told}{left}",
                    found.join("\n")
                );
            }
        }
    }
}

#[test]
fn the_intruder_reads_the_release_as_it_is_meant() {
    withstand(0..150, &[truth, changes]);
}

#[test]
fn enough_is_shown_to_be_attacked() {
    let figures = |published: Published| published.measures.values().map(BTreeMap::len).sum::<usize>();
    let surveys: Vec<Survey> = (0..60).map(draw::survey).collect();
    let shown: usize = surveys.iter().map(|survey| figures(run::published(survey))).sum();
    let large: usize = surveys.iter().map(|survey| figures(naive::published(survey))).sum();
    assert!(shown * 10 > large * 3, "{shown} figures of {large}");
}

#[test]
fn nothing_small_is_shown_or_follows_by_algebra() {
    withstand(0..600, &[size, span]);
}

#[test]
fn nothing_alike_and_no_detail_of_few_is_shown_or_left_over() {
    withstand(600..1_200, &[unanimity, detail]);
}

#[test]
fn no_rate_is_telling() {
    withstand(1_200..1_800, &[rates]);
}

/// Not even to who solves for all tables at once.
#[test]
fn linear_programmes_over_all_tables_bound_no_hidden_group() {
    withstand(1_200..1_800, &[bounds]);
}

/// What the audit refuses is not published; protection leaves nothing to it.
#[test]
fn the_audit_of_its_file_passes_every_release() {
    assert_eq!(refused(500..1_500), [0; 0]);
}

#[test]
fn the_audit_of_its_file_passes_every_other_release() {
    assert_eq!(refused(1_500..2_500), [0; 0]);
}

/// The surveys whose release the audit refuses.
fn refused(seeds: std::ops::Range<u64>) -> Vec<u64> {
    let refuses = |seed: &u64| {
        let bytes = run::release(&draw::survey(*seed)).1.to_json().unwrap();
        let file = crate::publish::Published { path: crate::publish::RELEASE.to_owned(), bytes };
        !crate::audit::audit(&[file], &[]).findings.is_empty()
    };
    seeds.filter(refuses).collect()
}

#[test]
#[ignore = "takes long"]
fn twenty_thousand_surveys_withstand_all_attacks() {
    withstand(2_000..22_000, &[truth, size, span, changes, unanimity, detail, rates]);
}

#[test]
fn every_attack_succeeds_on_a_threshold_alone() {
    let attacks: [(&str, Attack); 6] = [
        ("size", size),
        ("span", span),
        ("unanimity", unanimity),
        ("detail", detail),
        ("bounds", bounds),
        ("rates", rates),
    ];
    for (name, attack) in attacks {
        let succeeds = |seed: &u64| {
            let survey = draw::survey(*seed);
            !findings(&survey, &naive::published(&survey), &[attack]).is_empty()
        };
        let succeeded = (0..16).filter(succeeds).count();
        assert!(succeeded >= 4, "{name} succeeds on {succeeded} of 16");
    }
}
