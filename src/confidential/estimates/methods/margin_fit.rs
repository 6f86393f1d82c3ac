//! Least squares on the margins' groups: what of an answer the margins explain.
//!
//! # What it answers
//!
//! "How much of a respondent's answer is known already from the groups that the weights were raked
//! to?" Only what is left over is uncertain after raking; see [`mod@super::linearised`].
//!
//! # Formula
//!
//! ```text
//! fitted = X (XᵀX)⁺ Xᵀ e     X one column of 0 and 1 per group of each margin, a row per respondent
//! ```
//!
//! In a cell all rows of X are alike, so the totals of e by cell are enough. Each column is scaled
//! to length 1 first; directions below 1e-10 of the largest are those in which the columns say the
//! same twice (every margin adds up to everybody) and are left out.
//!
//! # Assumptions and limits
//!
//! Not having stated a margin is a group of its own. Equal weights before raking, as in a census.
//!
//! # Source
//!
//! Deville, J.-C. & Särndal, C.-E. (1992), JASA 87:376, section 3; pseudo-inverse: Penrose, R.
//! (1955), Proc. Camb. Phil. Soc. 51:406.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::raking::RakingCell;

/// The share of the largest eigenvalue below which a direction is a repetition.
const REPEATED: f64 = 1e-10;

/// Steps of the eigenvalue iteration per column, far above the two or three that it takes.
const STEPS_PER_COLUMN: usize = 100;

/// A regression on the groups of all margins, ready for any number of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct MarginFit {
    /// For each cell its columns; none where nobody is in it.
    columns: Vec<Vec<usize>>,
    /// The inverse of the normal equations.
    inverse: DMatrix<f64>,
}

impl MarginFit {
    /// Prepares the regression; nothing if its eigenvalues cannot be found.
    ///
    /// ```
    /// use candour::methods::{MarginFit, RakingCell};
    ///
    /// let cell = |group, respondents| RakingCell { groups: vec![group], respondents };
    /// let fit = MarginFit::of(&[cell(Some(0), 4), cell(Some(0), 6), cell(None, 5)]).unwrap();
    /// // Totals of 2 and 8 over the 4 and 6 of a group, 1 over the 5 who did not state it.
    /// let fitted = fit.fitted(&[2.0, 8.0, 1.0]);
    /// for (fitted, expected) in fitted.iter().zip([1.0, 1.0, 0.2]) {
    ///     assert!((fitted - expected).abs() < 1e-14);
    /// }
    /// ```
    #[must_use]
    pub fn of(cells: &[RakingCell]) -> Option<Self> {
        let (columns, sizes) = columns(cells);
        let width = sizes.len();
        let mut normal = DMatrix::<f64>::zeros(width, width);
        for (cell, columns) in cells.iter().zip(&columns) {
            for &i in columns {
                for &j in columns {
                    normal[(i, j)] += cell.respondents as f64 / (sizes[i] * sizes[j]).sqrt();
                }
            }
        }
        if width == 0 {
            return Some(Self { columns, inverse: normal });
        }
        let eigen = SymmetricEigen::try_new(normal, f64::EPSILON, STEPS_PER_COLUMN * width)?;
        let cut = REPEATED * eigen.eigenvalues.max();
        let inverted = eigen.eigenvalues.map(|value| if value > cut { 1.0 / value } else { 0.0 });
        let vectors = &eigen.eigenvectors;
        let mut inverse = vectors * DMatrix::from_diagonal(&inverted) * vectors.transpose();
        for ((i, j), entry) in
            (0..width).flat_map(|j| (0..width).map(move |i| (i, j))).zip(inverse.iter_mut())
        {
            *entry /= (sizes[i] * sizes[j]).sqrt();
        }
        inverse.iter().all(|entry| entry.is_finite()).then_some(Self { columns, inverse })
    }

    /// The fitted value of each respondent of a cell, from the totals by cell of what is explained.
    ///
    /// ```
    /// use candour::methods::{MarginFit, RakingCell};
    ///
    /// let alone = RakingCell { groups: vec![Some(0), Some(0)], respondents: 2 };
    /// let fitted = MarginFit::of(&[alone]).unwrap().fitted(&[3.0]);
    /// assert!((fitted[0] - 1.5).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn fitted(&self, totals: &[f64]) -> Vec<f64> {
        let mut sums = DVector::<f64>::zeros(self.inverse.nrows());
        for (columns, &total) in self.columns.iter().zip(totals) {
            for &column in columns {
                sums[column] += total;
            }
        }
        let effects = &self.inverse * sums;
        self.columns.iter().map(|columns| columns.iter().map(|&column| effects[column]).sum()).collect()
    }
}

/// The columns of each cell, and the number of respondents in each column.
fn columns(cells: &[RakingCell]) -> (Vec<Vec<usize>>, Vec<f64>) {
    let mut sizes: BTreeMap<(usize, Option<usize>), f64> = BTreeMap::new();
    let taking_part = cells.iter().filter(|cell| cell.respondents > 0);
    for (margin, group, n) in taking_part
        .flat_map(|cell| cell.groups.iter().enumerate().map(|(at, &group)| (at, group, cell.respondents)))
    {
        *sizes.entry((margin, group)).or_default() += n as f64;
    }
    let places: BTreeMap<_, usize> = sizes.keys().enumerate().map(|(at, &key)| (key, at)).collect();
    let of = |cell: &RakingCell| {
        let groups = cell.groups.iter().enumerate().filter(|_| cell.respondents > 0);
        groups.filter_map(|(margin, &group)| places.get(&(margin, group)).copied()).collect()
    };
    (cells.iter().map(of).collect(), sizes.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells() -> impl Strategy<Value = Vec<(RakingCell, f64)>> {
        let group = |n| prop::option::of(0..n);
        let cell = (group(3usize), group(2usize), group(4usize), 0u64..9, -5.0..5.0_f64).prop_map(
            |(a, b, c, respondents, total)| (RakingCell { groups: vec![a, b, c], respondents }, total),
        );
        prop::collection::vec(cell, 0..14)
    }

    proptest! {
        #[test]
        fn what_is_left_is_unrelated_to_every_group(cells in cells()) {
            let (cells, totals): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
            let fitted = MarginFit::of(&cells).unwrap().fitted(&totals);
            for (margin, group) in (0..3).flat_map(|m| (0..5).map(move |g| (m, (g < 4).then_some(g)))) {
                let left = cells.iter().zip(&totals).zip(&fitted).filter(|((cell, _), _)| {
                    cell.respondents > 0 && cell.groups[margin] == group
                });
                let left: f64 = left.map(|((cell, total), fit)| total - cell.respondents as f64 * fit).sum();
                prop_assert!(left.abs() < 1e-10, "{margin} {group:?}: {left}");
            }
        }
    }

    #[test]
    fn without_margins_nothing_is_explained() {
        let cell = RakingCell { groups: Vec::new(), respondents: 4 };
        assert_eq!(MarginFit::of(&[cell]).map(|fit| fit.fitted(&[3.0])), Some(vec![0.0]));
        assert_eq!(MarginFit::of(&[]).map(|fit| fit.fitted(&[])), Some(Vec::new()));
    }
}
