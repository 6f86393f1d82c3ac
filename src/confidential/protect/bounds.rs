//! R4, bounds: rows and columns together may not narrow a hidden cell of few people down.
//!
//! # What it does
//! How many of a hidden cell can have answered is known from other questions. So the total of its row, and what is hidden of
//! its column, bound each kind of answer in it from above and below. Where fewer than k may have answered, and for every kind the
//! bounds lie within a quarter of the most who can have (of k − 1, should it be more), closer together than the row or the column
//! alone brings them, the cell counts as given away.
//!
//! # Why
//! A marker in a table protects nobody when the totals leave one person's room.
//!
//! # Example
//! Two rows are hidden. In the first all but two answered, of the column's hidden answers 38 of 40 are in the first row: the
//! second row's cell follows to one or two of each kind of answer.
//!
//! # Source
//! Protection intervals of cell suppression (Fischetti and Salazar 2001); bounds by margins (Fréchet 1940), tightened equation by
//! equation until nothing changes. That a reader may know what one large group alone implies of a part of it is a limit of all
//! publishing: 97% of a directorate says something of its women. The quarter is ours.

use super::cross::Demand;

/// The fewest and the most that a count can be.
pub(super) type Range = (i64, i64);

/// What a reader can say of a withheld figure: of how many answered, and of each kind of answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Who answered.
    pub(super) base: Range,
    /// Unfavourable, neither, favourable.
    pub(super) tones: [Range; 3],
    /// How far apart the widest of these bounds are if one row or one column is looked at alone.
    pub(super) alone: i64,
}

impl Known {
    /// Whether that is too much.
    pub(super) fn too_much(&self, demand: Demand) -> bool {
        let (fewest, most) = self.base;
        let widest = widest(&self.tones);
        // A group of k people and more might have been shown: what counts is what is known if it is smaller.
        let few = most.min(demand.k as i64 - 1);
        most > 0 && fewest < demand.k as i64 && 4 * widest <= few && widest < self.alone
    }
}

/// How far apart the bounds of the most uncertain kind of answer are.
pub(super) fn widest(tones: &[Range; 3]) -> i64 {
    tones.iter().map(|(low, high)| high - low).max().unwrap_or(0)
}

/// What a sum says of one of its parts, when there is room for so many in it and in the others.
pub(super) fn of_part(sum: i64, room: i64, others: i64) -> Range {
    ((sum - others).max(0), sum.min(room))
}

/// Tightens the ranges of counts by equations: the counts numbered in each add up to its sum.
pub(super) fn tighten(counts: &mut [Range], equations: &[(Vec<usize>, i64)]) {
    loop {
        let before = counts.to_vec();
        for (parts, sum) in equations {
            narrow(counts, parts.iter().copied(), *sum);
        }
        // Ranges only shrink, and to contradictions only where the sums are no sums.
        if counts == before || counts.iter().any(|(low, high)| low > high) {
            return;
        }
    }
}

/// Tightens the ranges of counts by one equation: those of these parts add up to a sum.
pub(super) fn narrow(counts: &mut [Range], parts: impl Iterator<Item = usize> + Clone, sum: i64) {
    let (low, high) =
        parts.clone().fold((0, 0), |(low, high), part| (low + counts[part].0, high + counts[part].1));
    for part in parts {
        let own = counts[part];
        counts[part] = (own.0.max(sum - (high - own.1)), own.1.min(sum - (low - own.0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_total_implies_is_not_counted_against_a_cell() {
        let demand = Demand { k: 10, insiders: Some(1) };
        let cell = |alone| Known { base: (8, 9), tones: [(1, 2), (2, 2), (5, 6)], alone };
        assert!(cell(4).too_much(demand));
        assert!(!cell(1).too_much(demand));
        assert!(!Known { base: (10, 11), ..cell(4) }.too_much(demand));
        assert_eq!(of_part(38, 20, 22), (16, 20));
    }

    #[test]
    fn equations_bound_what_they_hold() {
        let mut counts = [(0, 8), (0, 20), (0, 20)];
        tighten(&mut counts, &[(vec![0, 1], 25), (vec![1, 2], 20)]);
        assert_eq!(counts, [(5, 8), (17, 20), (0, 3)]);
    }
}
