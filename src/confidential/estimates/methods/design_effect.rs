//! Kish's design effect of weights.
//!
//! # What it answers
//!
//! "300 people answered, with unequal weights: how many equally weighted answers are they worth?"
//!
//! # Formula
//!
//! ```text
//! deff = n Σw² / (Σw)²;   n_eff = n / deff = (Σw)² / Σw²
//! ```
//!
//! # Assumptions and limits
//!
//! It counts what unequal weights cost when they have nothing to do with the answers. What raking
//! gains where the margins explain the answers is not in it: see [`mod@super::linearised`], whose
//! fallback it is. It never falls below 1.
//!
//! # Source
//!
//! Kish, L. (1965), Survey Sampling, section 11.7.

/// What unequal weights cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignEffect {
    /// The factor by which the variance grows.
    pub deff: f64,
    /// The number of equally weighted respondents that are worth as much.
    pub effective: f64,
}

/// The design effect of weights, each with the number of respondents who have it.
///
/// ```
/// use candour::methods::design_effect;
///
/// let effect = design_effect(&[(1.0, 90), (5.0, 10)]).unwrap();
/// assert!((effect.deff - 1.73469387755102).abs() < 1e-14);
/// assert!((effect.effective - 57.6470588235294).abs() < 1e-12);
/// assert_eq!(design_effect(&[(1.0, 0)]), None);
/// ```
#[must_use]
pub fn design_effect(weights: &[(f64, u64)]) -> Option<DesignEffect> {
    // Only ratios matter: over the largest weight no square can overflow.
    let largest = weights.iter().filter(|&&(_, n)| n > 0).map(|&(w, _)| w).fold(0.0, f64::max);
    let sound = |&(w, _): &(f64, u64)| w.is_finite() && w >= 0.0;
    if largest <= 0.0 || !weights.iter().all(sound) {
        return None;
    }
    let (mut people, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for &(weight, respondents) in weights {
        let (w, n) = (weight / largest, respondents as f64);
        people += n;
        sum += n * w;
        squares += n * w * w;
    }
    let effective = sum * sum / squares;
    let deff = people / effective;
    (effective.is_finite() && deff.is_finite()).then_some(DesignEffect { deff, effective })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_between_one_and_the_number_of_people(
            weights in prop::collection::vec((0.0..1e3_f64, 0u64..50), 0..12),
        ) {
            let people: u64 = weights.iter().map(|&(_, n)| n).sum();
            match design_effect(&weights) {
                Some(effect) => {
                    prop_assert!(effect.deff >= 1.0 - 1e-12);
                    prop_assert!(effect.effective > 0.0 && effect.effective <= people as f64 * (1.0 + 1e-12));
                }
                None => prop_assert!(weights.iter().all(|&(w, n)| n == 0 || w == 0.0)),
            }
        }

        #[test]
        fn equal_weights_cost_nothing_and_scale_does_not_matter(n in 1u64..1000, w in 1e-6..1e6_f64) {
            let effect = design_effect(&[(w, n), (w, 2 * n)]);
            prop_assert!(effect.is_some_and(|e| (e.deff - 1.0).abs() < 1e-12));
        }
    }

    #[test]
    fn weights_that_are_none_are_refused() {
        for w in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            assert_eq!(design_effect(&[(w, 3)]), None);
        }
        assert_eq!(design_effect(&[(f64::NAN, 3), (1.0, 3)]), None);
        assert!(design_effect(&[(1e300, 3), (1e-300, 3)]).is_some_and(|e| (e.effective - 3.0).abs() < 1e-12));
    }
}
