//! The span test: no few people whose answers follow from any combination of published groups.
//!
//! # What it does
//! Whoever knows who is in which group may add and subtract published groups at will. The answers of a set of people are
//! then known exactly when and only when its indicator (1 for its people, 0 for all others) is a combination of the
//! indicators of the published groups. The test looks for such sets of fewer than k people: every cell of one, two and
//! three groups (published or not), everything left of a published group without one or two others, what two groups have
//! beyond one that they cover, every one, two and three of the atoms (see below), and the rows of the reduced form of the
//! system. What is found is in the span; a set of four and more atoms that is none of these may be missed.
//!
//! # Why
//! The residual and the containment rule look at one or two tables at a time. Three tables together can give away what
//! no two of them do, and a threshold hides nothing of it.
//!
//! # Example
//! Published are everyone (40), the women of one service and of the other (12, 14), and the staff of grade A (11), who are
//! all of the men but three. 40 − 12 − 14 − 11 = 3 men are given away, by four groups.
//!
//! # Source
//! Gauss's elimination; the attacker's problem of cell suppression without bounds (Fischetti and Salazar 2001), as the
//! span criterion of GaussSuppression (Langsrud 2024). Sets are told apart by one random vector that is orthogonal to all
//! published groups (Freivalds 1977), modulo the prime 2⁶¹ − 1: a set is in the span if the vector sums to 0 over it, and
//! otherwise it does so with a chance of 2⁻⁶¹. The seed is fixed.
//!
//! # Which column has which weight
//! People who are in the same published groups have equal columns, so a combination of groups says the same of each of
//! them: a set in the span is a union of such *atoms*. An atom therefore needs one column of 0 and 1, whatever its size;
//! with its people as the weight, only the scale of the random vector would be another. The value of an atom is divided at
//! random among the signatures in it, so that a set that splits an atom never sums to 0.

mod atoms;
mod cells;
mod combination;
mod differences;
mod elimination;
mod field;
mod sums;

use std::collections::BTreeSet;

use atoms::Atoms;
use combination::Combinations;
use elimination::Elimination;
use field::Generator;

/// People who are in the same groups: so many respondents, and the numbers of the groups that they are in (sorted).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// Respondents.
    pub(super) people: u64,
    /// Their groups, published or not.
    pub(super) groups: Vec<u32>,
}

/// A set of fewer than k people that the known groups give away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GivenAway {
    /// How many they are.
    pub(super) people: u64,
    /// The known groups that the combination uses, in order.
    pub(super) by: Vec<u32>,
}

/// The sets of fewer than k people that known groups give away, by the numbers of their atoms.
type Sets = BTreeSet<Vec<usize>>;

/// All sets that are found to be given away; none where the publication is safe from this test. `known[g]`: whether the
/// figures of group g are published (everyone's is a group like any other). Groups beyond `known` are nobody's.
pub(super) fn given_away(signatures: &[Signature], known: &[bool], k: u64) -> Vec<GivenAway> {
    let atoms = Atoms::new(signatures, known);
    let system = Elimination::new(&atoms.groups, known.len());
    let mut generator = Generator::new();
    let values = system.orthogonal(&atoms.groups, &mut generator);
    let mut sets = Sets::new();
    cells::find(signatures, &atoms, &values, k, &mut generator, &mut sets);
    sums::find(&atoms, &values, k, &mut sets);
    differences::find(&atoms, known.len(), k, &mut sets);
    system.find(&atoms, k, &mut sets);
    let combinations = Combinations::new(&atoms, &system, known, &mut generator);
    let told = |set: &Vec<usize>| GivenAway { people: atoms.people_of(set), by: combinations.of(set) };
    let mut found: Vec<GivenAway> = sets.iter().map(told).collect();
    found.sort_by(|a, b| (a.people, &a.by).cmp(&(b.people, &b.by)));
    found
}

#[cfg(test)]
mod tests;
