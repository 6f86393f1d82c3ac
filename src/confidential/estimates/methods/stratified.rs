//! Strata: parts of an organisation that were asked each on its own, with the share of each that answered.
//!
//! # What it answers
//!
//! "Every directorate was a sample of its own, half of one and a tenth of another: how sure is a
//! figure of all?"
//!
//! # Formula
//!
//! ```text
//! V = Σ_h (1 - f_h) n_h/(n_h - 1) Σ(u - mean_h u)²    u as in `linearised`, n_h respondents,
//!                                                    f_h the share of the stratum's people
//! ```
//!
//! # Assumptions and limits
//!
//! In each stratum the respondents are a simple random sample of its people, with weight N_h/n_h.
//! One stratum with f = 0 is the design without strata; with f = n/N it adds the finite-population
//! correction. Strata and margins exclude each other: the fit on the margins takes equal weights
//! before raking, which strata need not have. A stratum with one respondent out of several people
//! has no spread, so there is no figure; one without respondents is not spoken for. A share's
//! effective size stays capped at the answers given, so its interval never gains all of f.
//!
//! # Source
//!
//! Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 5.6; R survey 4.1-1,
//! `svydesign(strata =, fpc =)`.

use super::linearised::Weighted;
use super::raking::RakingCell;

/// A stratum with respondents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stratum {
    /// Those of its cells that have respondents.
    pub(super) cells: Vec<usize>,
    /// Its respondents.
    pub(super) people: f64,
    /// What squares about the stratum's mean are multiplied by: (1 - f) n/(n - 1).
    pub(super) factor: f64,
}

impl Stratum {
    /// The stratum of the cells that `belongs` names; nothing without respondents or with a single
    /// one who does not stand for himself alone.
    pub(super) fn of(cells: &[RakingCell], fraction: f64, belongs: impl Fn(usize) -> bool) -> Option<Self> {
        let inside = |&c: &usize| cells[c].respondents > 0 && belongs(c);
        let inside: Vec<usize> = (0..cells.len()).filter(inside).collect();
        let people: f64 = inside.iter().map(|&c| cells[c].respondents as f64).sum();
        let complete = people >= 1.0 && fraction >= 1.0;
        let factor = if complete { 0.0 } else { (1.0 - fraction) * people / (people - 1.0) };
        (complete || people >= 2.0).then_some(Self { cells: inside, people, factor })
    }

    /// The stratum's part of V, from the people of a cell, their mean u and the spread of u in it.
    pub(super) fn variance(&self, cell: impl Fn(usize) -> (f64, f64, f64)) -> f64 {
        let cells: Vec<_> = self.cells.iter().map(|&c| cell(c)).collect();
        let centre = cells.iter().map(|(n, u, _)| n * u).sum::<f64>() / self.people;
        let between: f64 = cells.iter().map(|(n, u, _)| n * (u - centre) * (u - centre)).sum();
        self.factor * (cells.iter().map(|(.., within)| within).sum::<f64>() + between)
    }
}

impl Weighted<'_> {
    /// The same respondents as a stratified sample: the stratum of each cell, and of each stratum the
    /// share of its people who responded. Nothing where the design has no standard error.
    ///
    /// ```
    /// use candour::methods::{CellSums, RakingCell, Weighted};
    ///
    /// // 10 of 20 people and 10 of 200 people.
    /// let cells = [10, 10].map(|respondents| RakingCell { groups: vec![], respondents });
    /// let count = |x| CellSums { answered: 10, sum: x, squares: x };
    /// let weighted = Weighted::new(&cells, &[2.0, 20.0]).unwrap();
    /// let share = |w: &Weighted| w.share(&[count(5.0), count(2.0)], &[true, true]).unwrap();
    /// let stratified = weighted.clone().stratified(&[0, 1], &[0.5, 0.05]).unwrap();
    /// assert_eq!(share(&stratified).estimate, share(&weighted).estimate);
    /// // (1 - f) p(1 - p)/(n - 1) in each stratum, weighted by the square of its part of the people.
    /// let variance = (0.5 * 0.25 * 20_f64.powi(2) + 0.95 * 0.16 * 200_f64.powi(2)) / 9.0 / 220_f64.powi(2);
    /// assert!((share(&stratified).se - variance.sqrt()).abs() < 1e-15);
    /// assert_eq!(weighted.stratified(&[0, 1], &[0.5]), None);
    /// ```
    #[must_use]
    pub fn stratified(self, of_cell: &[usize], fractions: &[f64]) -> Option<Self> {
        let known = of_cell.iter().all(|&stratum| stratum < fractions.len());
        let shares = fractions.iter().all(|f| (0.0..=1.0).contains(f));
        let margins = self.cells.iter().any(|cell| !cell.groups.is_empty());
        let fits = of_cell.len() == self.cells.len() && known && shares;
        (fits && !(margins && fractions.len() > 1)).then_some(())?;
        let heard = |&stratum: &usize| {
            self.cells.iter().zip(of_cell).any(|(cell, &of)| of == stratum && cell.respondents > 0)
        };
        let strata = (0..fractions.len()).filter(heard);
        let strata = strata.map(|h| Stratum::of(self.cells, fractions[h], |c| of_cell[c] == h));
        Some(Self { strata: strata.collect::<Option<Vec<_>>>()?, ..self })
    }

    /// The degrees of freedom of V: respondents less strata.
    pub(super) fn freedom(&self) -> f64 {
        self.strata.iter().map(|stratum| stratum.people - 1.0).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::estimates::methods::{CellSums, Sample, WeightedMean, rao_scott};
    use proptest::prelude::*;

    fn cells(sizes: &[u64]) -> Vec<RakingCell> {
        sizes.iter().map(|&respondents| RakingCell { groups: vec![], respondents }).collect()
    }

    fn sums(answers: &[u64]) -> CellSums {
        let sum = |power| answers.iter().map(|&y| (y as f64).powi(power)).sum();
        CellSums { answered: answers.len() as u64, sum: sum(1), squares: sum(2) }
    }

    proptest! {
        /// Cochran's formula, from each stratum's own sample.
        #[test]
        fn it_is_the_textbook_formula(
            drawn in prop::collection::vec((prop::collection::vec(0u64..5, 2..20), 0u64..50), 1..6),
        ) {
            let cells = cells(&drawn.iter().map(|d| d.0.len() as u64).collect::<Vec<_>>());
            let people: Vec<f64> = drawn.iter().map(|d| (d.0.len() as u64 + d.1) as f64).collect();
            let size = |h: usize| drawn[h].0.len() as f64;
            let fractions: Vec<f64> = (0..drawn.len()).map(|h| size(h) / people[h]).collect();
            let weights: Vec<f64> = fractions.iter().map(|f| 1.0 / f).collect();
            let strata: Vec<usize> = (0..drawn.len()).collect();
            let design = Weighted::new(&cells, &weights).unwrap().stratified(&strata, &fractions).unwrap();
            let sums: Vec<CellSums> = drawn.iter().map(|d| sums(&d.0)).collect();
            let ours = design.mean(&sums, &vec![true; cells.len()]).unwrap();
            let all: f64 = people.iter().sum();
            let (mut mean, mut variance) = (0.0, 0.0);
            for (h, s) in sums.iter().enumerate() {
                let (part, m) = (people[h] / all, s.sum / size(h));
                let spread: f64 = drawn[h].0.iter().map(|&y| (y as f64 - m).powi(2)).sum();
                let sample = Sample { mean: m, sd: (spread / (size(h) - 1.0)).sqrt(), n: s.answered };
                mean += part * m;
                variance += part * part * (1.0 - fractions[h]) * sample.squared_error().unwrap();
            }
            prop_assert!((ours.estimate - mean).abs() < 1e-12);
            prop_assert!((ours.se - variance.sqrt()).abs() < 1e-9, "{} {}", ours.se, variance.sqrt());
        }

        #[test]
        fn one_stratum_is_no_stratum_and_its_fraction_a_factor(
            drawn in prop::collection::vec((0..3usize, 0.1..4.0_f64, prop::collection::vec(0u64..6, 4)), 1..6),
            fraction in 0.0..0.99_f64,
        ) {
            let size = |m: &[u64]| m.iter().sum::<u64>();
            let cells: Vec<RakingCell> = drawn.iter()
                .map(|(group, _, m)| RakingCell { groups: vec![Some(*group)], respondents: size(m) }).collect();
            let weights: Vec<f64> = drawn.iter().map(|d| d.1).collect();
            let Some(plain) = Weighted::new(&cells, &weights) else { return Ok(()) };
            let one = vec![0; cells.len()];
            prop_assert_eq!(plain.clone().stratified(&one, &[0.0]), Some(plain.clone()));
            let smaller = plain.clone().stratified(&one, &[fraction]).unwrap();
            let tables: Vec<_> = drawn.iter().map(|d| vec![d.2[..2].to_vec(), d.2[2..].to_vec()]).collect();
            let (before, after) = (plain.rao_scott(&tables), smaller.rao_scott(&tables));
            prop_assert_eq!(before, rao_scott(&cells, &weights, &tables));
            if let (Some(before), Some(after)) = (before, after) {
                prop_assert!((after.f * (1.0 - fraction) - before.f).abs() <= 1e-6 * before.f);
                prop_assert_eq!(after.df2, before.df2);
            }
            let count = |m: &Vec<u64>| {
                let x = (m[0] + m[1]) as f64;
                CellSums { answered: size(m), sum: x, squares: x }
            };
            let sums: Vec<CellSums> = drawn.iter().map(|d| count(&d.2)).collect();
            let share = |w: &Weighted<'_>| w.share(&sums, &vec![true; cells.len()]).unwrap();
            let (before, after): (WeightedMean, WeightedMean) = (share(&plain), share(&smaller));
            prop_assert_eq!(before.estimate, after.estimate);
            prop_assert!((after.se - before.se * (1.0 - fraction).sqrt()).abs() < 1e-12);
            prop_assert!(after.effective <= after.respondents as f64);
        }
    }

    #[test]
    fn designs_without_a_standard_error_are_refused() {
        let cells = cells(&[5, 1, 0]);
        let design = |strata: &[usize], fractions: &[f64]| {
            Weighted::new(&cells, &[1.0, 1.0, 1.0]).unwrap().stratified(strata, fractions)
        };
        assert!(design(&[0, 0, 1], &[0.5, 0.5]).is_some(), "nobody is in the second stratum");
        assert_eq!(design(&[0, 1, 1], &[0.5, 0.5]), None, "one of two people has no spread");
        assert!(design(&[0, 1, 1], &[0.5, 1.0]).is_some(), "but is certain if there is nobody else");
        assert_eq!(design(&[0, 2, 1], &[0.5, 1.0]), None);
        assert_eq!(design(&[0, 1], &[0.5, 1.0]), None);
        for fraction in [f64::NAN, -0.1, 1.1] {
            assert_eq!(design(&[0, 0, 0], &[fraction]), None);
        }
        let raked = [0, 1].map(|group| RakingCell { groups: vec![Some(group)], respondents: 9 });
        let raked = Weighted::new(&raked, &[1.0, 2.0]).unwrap();
        assert_eq!(raked.clone().stratified(&[0, 1], &[0.5, 0.5]), None, "strata and margins");
        assert!(raked.stratified(&[0, 0], &[0.5]).is_some());
    }

    #[test]
    fn everybody_asked_leaves_nothing_to_chance() {
        let cells = cells(&[8, 8]);
        let design = Weighted::new(&cells, &[1.0, 1.0]).unwrap().stratified(&[0, 1], &[1.0, 1.0]).unwrap();
        let share = design.share(&[sums(&[0, 1, 1, 0, 1, 0, 0, 0]), sums(&[1; 8])], &[true, true]).unwrap();
        assert_eq!((share.se, share.effective), (0.0, 16.0));
        let table = vec![vec![4, 0], vec![1, 3]];
        assert_eq!(design.rao_scott(&[table.clone(), table]), None);
        assert_eq!(design.freedom(), 14.0);
    }
}
