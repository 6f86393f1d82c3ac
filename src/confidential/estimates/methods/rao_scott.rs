//! The Rao-Scott test of a weighted table, second-order correction.
//!
//! # What it answers
//!
//! "Do the groups differ at all on this item?", when the respondents are weighted: the chi-square of
//! weighted counts takes the weights for people and finds too much.
//!
//! # Formula
//!
//! ```text
//! p     weighted shares of the table's cells;  X² = n Σ (p_ij - p_i. p_.j)² / (p_i. p_.j)
//! V     covariance of p, linearised as in `linearised` (margins taken out, n/(n - 1))
//! C     the interaction's columns, less what main effects explain;  D = diag(p)
//! Δ     = (Cᵀ D⁻¹ C / n)⁻¹ (Cᵀ D⁻¹ V D⁻¹ C)
//! F     = X² / tr Δ   with  d = (tr Δ)² / tr Δ²  and  d(n - h)  degrees of freedom, h strata
//!                     (usually 1: see `stratified`)
//! ```
//!
//! # Assumptions and limits
//!
//! n in X² is the number who are in the table, n in V and in the degrees of freedom that of all who
//! were weighted. Empty rows and columns are left out first; with one group or one answer left there
//! is no test; nor where Δ or the variance of the interaction is nothing but rounding, because each
//! group has one answer only, the margins explain the table, or too many of its cells are empty. Cells of
//! the table without weight stay out of D⁻¹, as in R. Large samples: with a handful of answers in a row
//! the correction itself is uncertain.
//!
//! # Source
//!
//! Rao, J. N. K. & Scott, A. J. (1984), Ann. Stat. 12:46; Thomas, D. R. & Rao, J. N. K. (1987), JASA
//! 82:630 (the F form); R survey 4.1-1, `svychisq(statistic = "F")`.

use nalgebra::{DMatrix, DVector};

use super::beta::f_upper_tail;
use super::linearised::Weighted;
use super::raking::RakingCell;

/// The share of its usual size below which a variance, or the sum of design effects, is the rounding of zero.
const NOISE: f64 = 1e-10;

/// A test of a weighted table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaoScott {
    /// Pearson's statistic of the weighted shares times the number of people in the table.
    pub pearson: f64,
    /// The F statistic.
    pub f: f64,
    /// Its first degrees of freedom.
    pub df1: f64,
    /// Its second degrees of freedom.
    pub df2: f64,
    /// The p value.
    pub p_value: f64,
}

/// Tests the table of `tables[cell][answer][group]`: of each weighting cell, the respondents who
/// gave the answer and belong to the group. Respondents in no table cell count as unanswered.
///
/// ```
/// use candour::methods::{RakingCell, rao_scott};
///
/// // Equal weights and nothing raked: close to the plain chi-square of 8.
/// let cells = [RakingCell { groups: vec![], respondents: 200 }];
/// let test = rao_scott(&cells, &[1.0], &[vec![vec![60, 40], vec![40, 60]]]).unwrap();
/// assert!((test.pearson - 8.0).abs() < 1e-10);
/// assert!((test.df1 - 1.0).abs() < 1e-10);
/// assert!((test.df2 - 199.0).abs() < 1e-8);
/// ```
#[must_use]
pub fn rao_scott(cells: &[RakingCell], weights: &[f64], tables: &[Vec<Vec<u64>>]) -> Option<RaoScott> {
    Weighted::new(cells, weights)?.rao_scott(tables)
}

impl Weighted<'_> {
    /// The same for respondents whose design is known: see [`rao_scott`].
    ///
    /// ```
    /// use candour::methods::{RakingCell, Weighted};
    ///
    /// // Half of all people answered: half the variance, so twice the F.
    /// let cells = [RakingCell { groups: vec![], respondents: 200 }];
    /// let tables = [vec![vec![60, 40], vec![40, 60]]];
    /// let plain = Weighted::new(&cells, &[1.0]).unwrap();
    /// let half = plain.clone().stratified(&[0], &[0.5]).unwrap();
    /// let ratio = half.rao_scott(&tables).unwrap().f / plain.rao_scott(&tables).unwrap().f;
    /// assert!((ratio - 2.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn rao_scott(&self, tables: &[Vec<Vec<u64>>]) -> Option<RaoScott> {
        let table = Table::of(self, tables)?;
        let shares = table.shares(self);
        let covariance = table.covariance(self, &shares)?;
        let inverse = shares.map(|p| if p > 0.0 { 1.0 / p } else { 0.0 });
        let scaled = DMatrix::from_diagonal(&inverse) * table.interaction();
        let people = table.people();
        let expected = table.interaction().transpose() * &scaled / people;
        let observed = scaled.transpose() * covariance * &scaled;
        let expected = expected.cholesky()?;
        let pivots = expected.l_dirty().diagonal();
        (pivots.min() > NOISE.sqrt() * pivots.max()).then_some(())?;
        let effects = expected.solve(&observed);
        let (trace, square) = (effects.trace(), (&effects * &effects).trace());
        let (pearson, df1) = (people * table.distance(&shares), trace * trace / square);
        let (f, df2) = (pearson / trace, df1 * self.freedom());
        let sound = trace > NOISE && f.is_finite() && f >= 0.0 && df1.is_finite() && df1 > 0.0;
        let p_value = if sound { f_upper_tail(f, df1, df2)? } else { return None };
        Some(RaoScott { pearson, f, df1, df2, p_value })
    }
}

/// The table's rows and columns in use, and for each weighting cell its counts, row by row.
struct Table {
    rows: usize,
    columns: usize,
    counts: Vec<DVector<f64>>,
}

impl Table {
    fn of(weighted: &Weighted<'_>, tables: &[Vec<Vec<u64>>]) -> Option<Self> {
        let (rows, columns) = (tables.first()?.len(), tables.first()?.first()?.len());
        let shaped =
            |table: &Vec<Vec<u64>>| table.len() == rows && table.iter().all(|row| row.len() == columns);
        (tables.len() == weighted.cells.len() && tables.iter().all(shaped)).then_some(())?;
        let heard = || tables.iter().zip(weighted.weights).filter(|&(_, &w)| w > 0.0).map(|(table, _)| table);
        let used_rows: Vec<usize> =
            (0..rows).filter(|&i| heard().any(|table| table[i].iter().any(|&n| n > 0))).collect();
        let used_columns: Vec<usize> =
            (0..columns).filter(|&j| heard().any(|table| table.iter().any(|row| row[j] > 0))).collect();
        (used_rows.len() > 1 && used_columns.len() > 1).then_some(())?;
        let flat = |table: &Vec<Vec<u64>>| {
            let at = used_rows.iter().flat_map(|&i| used_columns.iter().map(move |&j| table[i][j] as f64));
            DVector::from_iterator(used_rows.len() * used_columns.len(), at)
        };
        let counts: Vec<DVector<f64>> = tables.iter().map(flat).collect();
        let fits = weighted.cells.iter().zip(&counts).all(|(cell, n)| n.sum() <= cell.respondents as f64);
        fits.then_some(Self { rows: used_rows.len(), columns: used_columns.len(), counts })
    }

    /// The number of respondents in the table.
    fn people(&self) -> f64 {
        self.counts.iter().map(DVector::sum).sum()
    }

    /// The weight of those in the table.
    fn weight(&self, weighted: &Weighted<'_>) -> f64 {
        self.counts.iter().zip(weighted.weights).map(|(counts, w)| w * counts.sum()).sum()
    }

    fn shares(&self, weighted: &Weighted<'_>) -> DVector<f64> {
        let mut shares = DVector::zeros(self.rows * self.columns);
        for (counts, &weight) in self.counts.iter().zip(weighted.weights) {
            shares += counts * weight;
        }
        shares / self.weight(weighted)
    }

    /// Σ (p - expected)² / expected.
    fn distance(&self, shares: &DVector<f64>) -> f64 {
        let at = |i: usize, j: usize| shares[i * self.columns + j];
        let rows: Vec<f64> = (0..self.rows).map(|i| (0..self.columns).map(|j| at(i, j)).sum()).collect();
        let columns: Vec<f64> = (0..self.columns).map(|j| (0..self.rows).map(|i| at(i, j)).sum()).collect();
        let cells = (0..self.rows).flat_map(|i| (0..self.columns).map(move |j| (i, j)));
        cells.map(|(i, j)| (rows[i] * columns[j], at(i, j))).map(|(e, p)| (p - e) * (p - e) / e).sum()
    }

    /// The covariance of the shares after raking, or in the strata.
    fn covariance(&self, weighted: &Weighted<'_>, shares: &DVector<f64>) -> Option<DMatrix<f64>> {
        let (size, all) = (shares.len(), self.weight(weighted));
        // e of a respondent in table cell t: (unit t - shares) / weight.
        let totals: Vec<DVector<f64>> =
            self.counts.iter().map(|counts| (counts - shares * counts.sum()) / all).collect();
        let fits: Vec<Vec<f64>> = (0..size)
            .map(|t| weighted.fit.fitted(&totals.iter().map(|total| total[t]).collect::<Vec<_>>()))
            .collect();
        let mut covariance = DMatrix::zeros(size, size);
        for stratum in &weighted.strata {
            let (mut products, mut sum) = (DMatrix::zeros(size, size), DVector::zeros(size));
            for &c in &stratum.cells {
                let (m, w) = (&self.counts[c], weighted.weights[c]);
                let inside = m.sum();
                let outside = weighted.cells[c].respondents as f64 - inside;
                // u / w is unit t / weight - g in table cell t, and -f outside the table, where e is 0.
                let f = DVector::from_iterator(size, fits.iter().map(|fit| fit[c]));
                let g = shares / all + &f;
                let share = m / all;
                products += DMatrix::from_diagonal(&(&share * (w * w / all)));
                products.ger(-w * w, &share, &g, 1.0);
                products.ger(-w * w, &g, &share, 1.0);
                products.ger(w * w * inside, &g, &g, 1.0);
                products.ger(w * w * outside, &f, &f, 1.0);
                sum += (share - g * inside - f * outside) * w;
            }
            products.ger(-1.0 / stratum.people, &sum, &sum, 1.0);
            covariance += products * stratum.factor;
        }
        covariance.iter().all(|entry| entry.is_finite()).then_some(covariance)
    }

    /// A basis of the tables in which every row and every column adds up to nothing: C.
    fn interaction(&self) -> DMatrix<f64> {
        let centred =
            |at: usize, of: usize, size: usize| (if at == of { 1.0 } else { 0.0 }) - 1.0 / size as f64;
        DMatrix::from_fn(self.rows * self.columns, (self.rows - 1) * (self.columns - 1), |cell, column| {
            let (i, j) = (cell / self.columns, cell % self.columns);
            let (row, other) = (column / (self.columns - 1), column % (self.columns - 1));
            centred(i, row, self.rows) * centred(j, other, self.columns)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(group: Option<usize>, respondents: u64) -> RakingCell {
        RakingCell { groups: vec![group], respondents }
    }

    #[test]
    fn the_tail_is_that_of_f() {
        // R: pf(c(4.5, 2.1, 40), c(1, 2.5, 7), c(79, 300.5, 9000), lower.tail = FALSE) with df1 = 1:
        // the square of t, here P(|T| > 3) with 10 degrees of freedom.
        let both_sides = super::super::students_t::upper_tail(3.0, 10.0).map(|p| 2.0 * p);
        let f = f_upper_tail(9.0, 1.0, 10.0);
        assert!(f.zip(both_sides).is_some_and(|(f, t)| (f / t - 1.0).abs() < 1e-13));
        // With 2 and d degrees of freedom the tail is (1 + 2f/d)^(-d/2).
        let f = f_upper_tail(5.0, 2.0, 37.5);
        assert!(f.is_some_and(|p| (p / (1.0 + 10.0 / 37.5_f64).powf(-18.75) - 1.0).abs() < 1e-13));
        assert_eq!(f_upper_tail(0.0, 2.0, 30.0), Some(1.0));
    }

    #[test]
    fn with_equal_weights_and_nothing_raked_f_is_close_to_chi_square_over_df() {
        let table = vec![vec![300, 250, 210], vec![200, 250, 290]];
        let cells = [RakingCell { groups: vec![], respondents: 1500 }];
        let test = rao_scott(&cells, &[1.0], std::slice::from_ref(&table)).unwrap();
        let plain = super::super::chi_square::chi_square(&table).unwrap();
        assert!((test.pearson / plain.statistic - 1.0).abs() < 1e-12);
        assert!((test.f / (plain.statistic / 2.0) - 1.0).abs() < 0.03, "{test:?}");
        assert!((test.df1 - 2.0).abs() < 0.01);
    }

    #[test]
    fn tables_without_a_question_have_no_answer() {
        let cells = [cell(Some(0), 8), cell(None, 8)];
        let weights = [1.0, 1.0];
        let one_group = vec![vec![3, 0], vec![2, 0]];
        assert_eq!(rao_scott(&cells, &weights, &[one_group.clone(), one_group.clone()]), None);
        assert_eq!(rao_scott(&cells, &weights, &[one_group]), None);
        let too_many = vec![vec![3, 3], vec![2, 1]];
        assert_eq!(rao_scott(&cells, &weights, &[too_many.clone(), too_many]), None);
        let ragged = vec![vec![3], vec![2, 1]];
        assert_eq!(rao_scott(&cells, &weights, &[ragged.clone(), ragged]), None);
        assert_eq!(rao_scott(&[], &[], &[]), None);
    }

    #[test]
    fn groups_of_one_answer_each_leave_no_variance_to_test_with() {
        let cells = [cell(None, 10)];
        assert_eq!(rao_scott(&cells, &[2.4], &[vec![vec![5, 0], vec![0, 5]]]), None);
        assert!(rao_scott(&cells, &[2.4], &[vec![vec![5, 0], vec![1, 4]]]).is_some());
        let by_group = [cell(Some(0), 10), cell(Some(1), 10)];
        let partly = [vec![vec![10, 0], vec![0, 0]], vec![vec![0, 0], vec![4, 6]]];
        assert!(rao_scott(&by_group, &[1.0, 2.0], &partly).is_some());
        let explained = [vec![vec![10, 0], vec![0, 0]], vec![vec![0, 0], vec![0, 10]]];
        assert_eq!(rao_scott(&by_group, &[1.0, 2.0], &explained), None);
    }

    proptest! {
        #[test]
        fn it_is_finite_and_order_and_scale_of_weights_do_not_matter(
            drawn in prop::collection::vec(
                (prop::option::of(0..3usize), prop::collection::vec(0u64..6, 6), 0u64..4, 0.1..4.0_f64), 0..7,
            ),
        ) {
            let cells: Vec<RakingCell> =
                drawn.iter().map(|(group, m, silent, _)| cell(*group, m.iter().sum::<u64>() + silent)).collect();
            let weights: Vec<f64> = drawn.iter().map(|d| d.3).collect();
            let tables: Vec<Vec<Vec<u64>>> =
                drawn.iter().map(|d| d.1.chunks(3).map(<[u64]>::to_vec).collect()).collect();
            if let Some(test) = rao_scott(&cells, &weights, &tables) {
                prop_assert!((0.0..=1.0).contains(&test.p_value) && test.f >= 0.0 && test.df2 > 0.0);
                let turned = |rows: &Vec<Vec<u64>>| -> Vec<Vec<u64>> {
                    (0..3).map(|j| rows.iter().rev().map(|row| row[j]).collect()).collect()
                };
                let cells: Vec<RakingCell> = cells.into_iter().rev().collect();
                let weights: Vec<f64> = weights.iter().rev().map(|w| 3.0 * w).collect();
                let tables: Vec<Vec<Vec<u64>>> = tables.iter().rev().map(turned).collect();
                let again = rao_scott(&cells, &weights, &tables);
                prop_assert!(again.is_some_and(|again| {
                    (again.f - test.f).abs() <= 1e-6 * test.f.max(1e-6)
                        && (again.df1 / test.df1 - 1.0).abs() < 1e-6
                }), "{test:?} {again:?}");
            }
        }
    }
}
