//! R5, the containment rule: a group inside another of a different breakdown leaves no small remainder.
//!
//! # What it does
//! Where all of one shown group's respondents are in another shown group, the others there must be nobody or at least
//! k. Otherwise the lighter of the two groups is withheld.
//!
//! # Why
//! When everyone on a casual contract works in one service, the service without its casual staff is published too, by
//! subtraction, although no table shows it.
//!
//! # Example
//! A service of 31 holds all 25 casual staff. 31 − 25 = 6 < 10: one of the two is withheld.
//!
//! # Source
//! Differencing attacks of the statistical disclosure control handbooks, applied to every pair of groups.

/// The first pair that leaves a small remainder: the index of the pair in `pairs`.
pub(super) fn first_breach(
    pairs: &[(usize, usize)],
    shown: &[bool],
    people: impl Fn(usize) -> u64,
    k: u64,
) -> Option<usize> {
    pairs.iter().position(|&(inner, outer)| {
        let left = people(outer).abs_diff(people(inner));
        shown[inner] && shown[outer] && left > 0 && left < k
    })
}
