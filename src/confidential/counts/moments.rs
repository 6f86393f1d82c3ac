//! Moments: sums and sums of products of answers, from which every correlation follows.

/// Number, sums and sums of products of several answers over complete cases: those who answered all of them. Whole
/// numbers, so they merge exactly.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Moments {
    /// Complete cases.
    pub(in crate::confidential) n: u64,
    /// The sum of each variable's codes.
    pub(in crate::confidential) sums: Vec<u64>,
    /// The sum of the products of each pair, the upper triangle with its diagonal, row by row.
    pub(in crate::confidential) products: Vec<u64>,
}
