//! Seeded draws: the same numbers on every machine, one stream for each purpose.
//!
//! A stream of its own for every purpose keeps the draws of one purpose as they are when another one
//! draws more or less. Only the generator's raw numbers are used, with arithmetic that gives the
//! same result everywhere: no logarithm, no cosine.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of random numbers.
pub(super) struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of this seed for a purpose, such as `["workforce", "2024"]`.
    pub(super) fn new(seed: u64, purpose: &[&str]) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream(purpose));
        Self(generator)
    }

    /// From 0 to just below 1, in steps of 2⁻⁵³.
    pub(super) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// A whole number from 0 to just below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * end as u128;
        (wide >> 64) as usize
    }

    /// Whether something of this probability happens.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// One of these; the default value where there is none.
    pub(super) fn one_of<T: Copy + Default>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len());
        all.get(at).copied().unwrap_or_default()
    }

    /// Mean 0, standard deviation 1, very nearly normal: twelve shares less six.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// An index, each with a probability in proportion to its weight; `None` where all are 0.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        let mut left = self.share() * total;
        let mut chosen = None;
        for (index, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            chosen = Some(index);
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        chosen
    }

    /// `count` different numbers below `end`, in order; all of them where there are not so many.
    pub(super) fn sample(&mut self, end: usize, count: usize) -> Vec<usize> {
        let mut keys: Vec<(f64, usize)> = (0..end).map(|index| (self.share(), index)).collect();
        keys.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut chosen: Vec<usize> = keys.into_iter().take(count).map(|(_, index)| index).collect();
        chosen.sort_unstable();
        chosen
    }
}

/// FNV-1a over the words of the purpose: a number for each stream that stays the same for ever.
fn stream(purpose: &[&str]) -> u64 {
    let bytes = purpose.iter().flat_map(|word| word.bytes().chain([0]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_has_its_own_numbers_and_keeps_them() {
        let first = |purpose: &[&str]| Draws::new(7, purpose).share();
        assert_eq!(first(&["answers"]), first(&["answers"]));
        assert_ne!(first(&["answers"]), first(&["people"]));
        assert_ne!(first(&["ab", "c"]), first(&["a", "bc"]));
    }

    #[test]
    fn a_sample_has_no_number_twice() {
        assert_eq!(Draws::new(7, &["sample"]).sample(5, 9), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_weight_of_nothing_is_never_drawn() {
        let mut draws = Draws::new(7, &["weights"]);
        assert!((0..200).all(|_| draws.weighted(&[0.0, 2.0, 0.0, 1.0]).is_some_and(|at| at % 2 == 1)));
        assert_eq!(draws.weighted(&[0.0]), None);
    }

    #[test]
    fn normal_draws_have_mean_nought_and_deviation_one() {
        let mut draws = Draws::new(7, &["normal"]);
        let drawn: Vec<f64> = (0..4_000).map(|_| draws.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 4_000.0;
        let variance = drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 4_000.0;
        assert!(mean.abs() < 0.06 && (variance - 1.0).abs() < 0.08);
    }
}
