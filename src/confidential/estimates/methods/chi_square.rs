//! The chi-square test of a whole table, with Cramér's V.
//!
//! # What it answers
//!
//! "Do the groups differ at all on this item, and how strongly?" Ask this before looking at any
//! one group.
//!
//! # Formula
//!
//! ```text
//! expected = row total · column total / n;   X² = Σ (count - expected)² / expected
//! df = (r - 1)(c - 1);   V = sqrt(X² / (n · min(r - 1, c - 1)))
//! corrected V: φ² = max(0, X²/n - df/(n - 1)),  r~ = r - (r - 1)²/(n - 1), c~ likewise,
//!              sqrt(φ² / min(r~ - 1, c~ - 1))
//! ```
//!
//! # Assumptions and limits
//!
//! Each person is in one cell. Empty rows and columns are left out first; with one group or one
//! answer left there is no test. The p value is not reliable when an expected count is below 1
//! or more than a fifth of them are below 5: see [`ChiSquare::is_reliable`]. V is biased upward
//! in small tables; the corrected V is not.
//!
//! # Source
//!
//! Pearson, K. (1900), Phil. Mag. 50:157; Cramér, H. (1946), Mathematical Methods of Statistics,
//! chapter 21; Bergsma, W. (2013), J. Korean Stat. Soc. 42:323; Cochran, W. G. (1954),
//! Biometrics 10:417 (expected counts).

use statrs::function::gamma::checked_gamma_ur;

/// A test of all groups at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// Pearson's statistic, without continuity correction.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: u64,
    /// The p value.
    pub p_value: f64,
    /// Strength of association, 0 to 1.
    pub cramers_v: f64,
    /// Strength of association without its upward bias; nothing in the very smallest tables.
    pub cramers_v_corrected: Option<f64>,
    /// The smallest expected count.
    pub smallest_expected: f64,
    /// The share of cells with an expected count below 5.
    pub share_below_five: f64,
}

impl ChiSquare {
    /// Whether the expected counts are large enough for the p value to be trusted.
    ///
    /// ```
    /// use candour::methods::chi_square;
    ///
    /// assert!(chi_square(&[[30, 20], [45, 15], [10, 40]]).unwrap().is_reliable());
    /// assert!(!chi_square(&[[3, 1], [1, 3]]).unwrap().is_reliable());
    /// ```
    #[must_use]
    pub fn is_reliable(&self) -> bool {
        self.smallest_expected >= 1.0 && self.share_below_five <= 0.2
    }
}

/// Tests a table of counts: one row per group, one column per answer.
///
/// ```
/// use candour::methods::chi_square;
///
/// let test = chi_square(&[[30, 20], [45, 15], [10, 40]]).unwrap();
/// assert!((test.statistic - 34.5098).abs() < 1e-4);
/// assert_eq!(test.df, 2);
/// assert!((test.p_value - 3.20842e-8).abs() < 1e-13);
/// assert!((test.cramers_v - 0.46442).abs() < 1e-5);
/// assert!((test.cramers_v_corrected.unwrap() - 0.452099).abs() < 1e-6);
/// assert_eq!(chi_square(&[[30, 0], [45, 0], [10, 0]]), None);
/// ```
#[must_use]
pub fn chi_square<Row: AsRef<[u64]>>(table: &[Row]) -> Option<ChiSquare> {
    let totals = Totals::of(table)?;
    let (statistic, expected) = totals.against(table);
    let (r, c, n) = (totals.rows.len() as f64, totals.columns.len() as f64, totals.all);
    let df = (r - 1.0) * (c - 1.0);
    let below_five = expected.iter().filter(|&&e| e < 5.0).count() as f64;
    Some(ChiSquare {
        statistic,
        df: (totals.rows.len() as u64 - 1) * (totals.columns.len() as u64 - 1),
        p_value: upper_tail(statistic, df)?,
        cramers_v: (statistic / (n * (r - 1.0).min(c - 1.0))).sqrt().min(1.0),
        cramers_v_corrected: corrected_v(statistic / n, r, c, n),
        smallest_expected: expected.iter().copied().fold(f64::INFINITY, f64::min),
        share_below_five: below_five / expected.len() as f64,
    })
}

/// The totals of the rows and columns that anybody is in, with their places.
struct Totals {
    rows: Vec<(usize, f64)>,
    columns: Vec<(usize, f64)>,
    all: f64,
}

impl Totals {
    /// Nothing when rows differ in length or fewer than two rows or columns are in use.
    fn of<Row: AsRef<[u64]>>(table: &[Row]) -> Option<Self> {
        let width = table.first()?.as_ref().len();
        if table.iter().any(|row| row.as_ref().len() != width) {
            return None;
        }
        let row = |row: &Row| row.as_ref().iter().map(|&count| count as f64).sum();
        let column = |at: usize| table.iter().map(|row| row.as_ref()[at] as f64).sum();
        let used = |totals: Vec<f64>| -> Vec<(usize, f64)> {
            totals.into_iter().enumerate().filter(|&(_, total)| total > 0.0).collect()
        };
        let rows = used(table.iter().map(row).collect());
        let columns = used((0..width).map(column).collect());
        let all = rows.iter().map(|&(_, total)| total).sum();
        (rows.len() > 1 && columns.len() > 1).then_some(Self { rows, columns, all })
    }

    /// The statistic and the expected counts.
    fn against<Row: AsRef<[u64]>>(&self, table: &[Row]) -> (f64, Vec<f64>) {
        let mut expected = Vec::with_capacity(self.rows.len() * self.columns.len());
        let mut statistic = 0.0;
        for &(i, row) in &self.rows {
            for &(j, column) in &self.columns {
                let count = row * column / self.all;
                let off = table[i].as_ref()[j] as f64 - count;
                statistic += off * off / count;
                expected.push(count);
            }
        }
        (statistic, expected)
    }
}

/// P(chi-square with `df` degrees of freedom > x), never as 1 - cdf.
pub(super) fn upper_tail(x: f64, df: f64) -> Option<f64> {
    if x <= 0.0 {
        return Some(1.0);
    }
    checked_gamma_ur(df / 2.0, x / 2.0).ok().filter(|p| p.is_finite())
}

fn corrected_v(phi2: f64, r: f64, c: f64, n: f64) -> Option<f64> {
    let phi2 = (phi2 - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
    let shrunk = |k: f64| k - (k - 1.0) * (k - 1.0) / (n - 1.0);
    let v = (phi2 / (shrunk(r) - 1.0).min(shrunk(c) - 1.0)).sqrt();
    v.is_finite().then(|| v.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_and_columns_do_not_matter() {
        let full = chi_square(&[[30, 20], [45, 15]]);
        assert!(full.is_some());
        assert_eq!(full, chi_square(&[[30, 0, 20], [0, 0, 0], [45, 0, 15]]));
    }

    #[test]
    fn tables_without_a_question_have_no_answer() {
        assert_eq!(chi_square::<[u64; 2]>(&[]), None);
        assert_eq!(chi_square(&[vec![1, 2], vec![3]]), None);
        assert_eq!(chi_square(&[[1, 0], [0, 1]]).and_then(|test| test.cramers_v_corrected), None);
    }
}
