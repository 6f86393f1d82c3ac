//! Scores.
//!
//! # What it does
//! A score that is told of a group must not have a question that is withheld of the same group.
//!
//! # Why
//! A score is the mean of its questions. Six questions and their mean are seven figures for six unknowns: one that is
//! withheld follows from the others.
//!
//! # Example
//! A pillar of three questions stands at 60%, two of them at 70% and 65%: the third is 45%.
//!
//! # Source
//! Linear relations between published figures: Hundepool et al., Statistical Disclosure Control (2012), chapter 4.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::release::{Measure, MeasureKind, Release};

/// Scores with a question that is withheld.
pub(in crate::audit) fn composite(view: View<'_>, release: &Release) -> Vec<Finding> {
    let structure = view.structure;
    let mut findings = Vec::new();
    for score in release.measures().iter().filter(|measure| is_score(measure)) {
        let questions: Vec<usize> = release
            .measures()
            .iter()
            .filter(|question| belongs(question, score))
            .filter_map(|question| structure.measure_of(question.kind, &question.id))
            .collect();
        let Some(own) = structure.measure_of(score.kind, &score.id) else { continue };
        for wave in 0..structure.waves.len() {
            let asked: Vec<usize> = questions
                .iter()
                .filter(|question| structure.measures[**question].waves[wave])
                .map(|question| structure.table(wave, *question))
                .collect();
            let table = structure.table(wave, own);
            let told = (0..).zip(view.cells(table)).filter(|(_, cell)| cell.stated);
            for (group, _) in told {
                if asked.iter().any(|question| !view.cells(*question)[group as usize].stated) {
                    findings.push(view.on_cell(Leak::Finding, table, group));
                }
            }
        }
    }
    findings
}

fn is_score(measure: &Measure) -> bool {
    matches!(measure.kind, MeasureKind::Pillar | MeasureKind::Index)
}

/// Whether a question is part of a score: it is of the pillar, or the formula quotes it.
fn belongs(question: &Measure, score: &Measure) -> bool {
    let quoted = || score.formula.contains(&format!("“{}”", question.text));
    let of_pillar = score.kind == MeasureKind::Pillar && question.pillar.as_ref() == Some(&score.id);
    question.kind == MeasureKind::Question && !question.option && (of_pillar || quoted())
}
