//! How probable it is that each of several groups has the lowest or the highest share.
//!
//! # What it answers
//!
//! "Is the team at the bottom of the table really the lowest, or just the smallest?"
//!
//! # Formula
//!
//! ```text
//! P(i lowest) = ∫ f_i Π_{j≠i} (1 - F_j),  P(i highest) = ∫ f_i Π_{j≠i} F_j
//! ```
//!
//! f and F are the density and the distribution of each group's share, a beta. The integral runs
//! over the logit of the share, where the density t^a (1 - t)^b is smooth everywhere. Panels are
//! halved until eight Gauss points give every group's mass to 1e-11; F within a panel is the
//! integral of the polynomial through the same points.
//!
//! # Assumptions and limits
//!
//! The groups' shares are independent given their distributions. No random numbers: the same
//! groups always get the same figure, right to about 1e-9 absolutely, and to 1e-7 where the
//! distributions are heaped at 0 and 1. The probabilities of all groups sum to 1: two alike have
//! one half each.
//!
//! # Source
//!
//! Laird, N. M. & Louis, T. A. (1989), J. Educ. Stat. 14:29 (ranks from posteriors); Abramowitz &
//! Stegun (1964), 25.4.29 (Gauss points).

/// The eight Gauss points on -1 to 1, and their weights.
const POINTS: [(f64, f64); 8] = [
    (-0.960289856497536, 0.101228536290376),
    (-0.796666477413627, 0.222381034453374),
    (-0.525532409916329, 0.313706645877887),
    (-0.183434642495650, 0.362683783378362),
    (0.183434642495650, 0.362683783378362),
    (0.525532409916329, 0.313706645877887),
    (0.796666477413627, 0.222381034453374),
    (0.960289856497536, 0.101228536290376),
];

/// How far apart the mass of a panel and that of its halves may be.
const TOLERANCE: f64 = 1e-11;

/// Halvings after which a panel is as narrow as numbers are apart.
const DEEPEST: u32 = 50;

/// The logarithm of the mass that is left out at either end.
const TAIL: f64 = -36.0;

/// The probabilities of being lowest and of being highest, for shares with beta distributions
/// given by their two parameters. Nothing for fewer than two, or for parameters not above zero.
///
/// ```
/// use candour::methods::extremes;
///
/// // P(X < Y) of a uniform and a beta(2, 1) share: the integral of 2y · y.
/// let found = extremes(&[(1.0, 1.0), (2.0, 1.0)]).unwrap();
/// assert!((found[0].0 - 2.0 / 3.0).abs() < 1e-10);
/// assert!((found[0].1 - 1.0 / 3.0).abs() < 1e-10);
/// assert_eq!(extremes(&[(1.0, 1.0)]), None);
/// ```
#[must_use]
pub fn extremes(shares: &[(f64, f64)]) -> Option<Vec<(f64, f64)>> {
    let sound = |&(a, b): &(f64, f64)| a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite();
    if shares.len() < 2 || !shares.iter().all(sound) {
        return None;
    }
    let laws: Vec<Law> = shares.iter().map(|&(a, b)| Law::of(a, b)).collect();
    let rule = Rule::new();
    let mut below = vec![0.0; laws.len()];
    let mut found = vec![(0.0, 0.0); laws.len()];
    for (low, high) in panels(&laws) {
        let densities: Vec<[f64; 8]> = laws.iter().map(|law| law.densities(low, high)).collect();
        let half = (high - low) / 2.0;
        for (point, &(_, weight)) in POINTS.iter().enumerate() {
            let shares: Vec<f64> =
                densities.iter().zip(&below).map(|(f, below)| below + half * rule.until(point, f)).collect();
            let shares: Vec<f64> = shares.iter().map(|share| share.clamp(0.0, 1.0)).collect();
            let above: Vec<f64> = shares.iter().map(|share| 1.0 - share).collect();
            let (lowest, highest) = (of_the_others(&above), of_the_others(&shares));
            for (at, found) in found.iter_mut().enumerate() {
                let mass = weight * half * densities[at][point];
                found.0 += mass * lowest[at];
                found.1 += mass * highest[at];
            }
        }
        for (below, densities) in below.iter_mut().zip(&densities) {
            *below += half * mass(densities);
        }
    }
    found.iter().all(|(lowest, highest)| lowest.is_finite() && highest.is_finite()).then_some(found)
}

/// For each place the product of all others.
fn of_the_others(factors: &[f64]) -> Vec<f64> {
    let mut products = vec![1.0; factors.len()];
    let (mut before, mut after) = (1.0, 1.0);
    for (product, factor) in products.iter_mut().zip(factors) {
        *product *= before;
        before *= factor;
    }
    for (product, factor) in products.iter_mut().zip(factors).rev() {
        *product *= after;
        after *= factor;
    }
    products
}

/// A beta distribution on the scale of the logit.
struct Law {
    a: f64,
    b: f64,
    scale: f64,
}

impl Law {
    fn of(a: f64, b: f64) -> Self {
        Self { a, b, scale: libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) }
    }

    /// The density at each Gauss point of a panel.
    fn densities(&self, low: f64, high: f64) -> [f64; 8] {
        let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
        POINTS.map(|(point, _)| {
            let logit = middle + half * point;
            // ln t = -ln(1 + exp(-logit)), from the side that does not overflow.
            let small = (-logit.abs()).exp().ln_1p();
            let (log, other) = (logit.min(0.0) - small, -logit.max(0.0) - small);
            (self.a * log + self.b * other + self.scale).exp()
        })
    }

    /// The most probable logit, and the width of the peak around it.
    fn peak(&self) -> (f64, f64) {
        ((self.a / self.b).ln(), (1.0 / self.a + 1.0 / self.b).sqrt())
    }

    /// Beyond these logits there is no mass to speak of: F(t) < 2 t^a / (a B(a, b)).
    fn ends(&self) -> (f64, f64) {
        let end = |own: f64| (TAIL + own.ln() - self.scale) / own;
        (end(self.a), -end(self.b))
    }
}

/// Panels from end to end, each fine enough for every law.
fn panels(laws: &[Law]) -> Vec<(f64, f64)> {
    let mut marks: Vec<f64> = Vec::new();
    for law in laws {
        let ((peak, width), (low, high)) = (law.peak(), law.ends());
        marks.extend([low, peak - 6.0 * width, peak, peak + 6.0 * width, high]);
    }
    marks.sort_by(f64::total_cmp);
    let narrowest = laws.iter().map(|law| law.peak().1).fold(f64::INFINITY, f64::min);
    // Marks nearer to each other than half a peak show nothing new; the last one must stay.
    let (first, last) = (marks.first().copied().unwrap_or(0.0), marks.last().copied().unwrap_or(0.0));
    marks.dedup_by(|next, kept| *next - *kept < narrowest / 2.0);
    marks.retain(|mark| *mark < last);
    let ends = marks.iter().skip(1).copied().chain([last]);
    let mut found = Vec::new();
    for (low, high) in marks.iter().copied().zip(ends).filter(|(low, _)| *low >= first) {
        halve(laws, (low, high), DEEPEST, &mut found);
    }
    found
}

/// Halves a panel until no law has more or less mass in the halves than in the whole.
fn halve(laws: &[Law], (low, high): (f64, f64), depth: u32, found: &mut Vec<(f64, f64)>) {
    let middle = low + (high - low) / 2.0;
    let rough = laws.iter().any(|law| {
        let part = |low, high| (high - low) / 2.0 * mass(&law.densities(low, high));
        (part(low, high) - part(low, middle) - part(middle, high)).abs() > TOLERANCE
    });
    if rough && depth > 0 {
        halve(laws, (low, middle), depth - 1, found);
        halve(laws, (middle, high), depth - 1, found);
    } else {
        found.extend([(low, middle), (middle, high)]);
    }
}

/// The weighted sum over the points.
fn mass(densities: &[f64; 8]) -> f64 {
    densities.iter().zip(&POINTS).map(|(density, (_, weight))| density * weight).sum()
}

/// What integrates, from -1 to each point, the polynomial through the values at all points.
struct Rule {
    until: [[f64; 8]; 8],
}

impl Rule {
    fn new() -> Self {
        let mut until = [[0.0; 8]; 8];
        for (row, (end, _)) in until.iter_mut().zip(&POINTS) {
            // The integral of the n-th Legendre polynomial is (P(n+1) - P(n-1)) / (2n + 1).
            let at_end = legendre(*end);
            for (entry, (point, weight)) in row.iter_mut().zip(&POINTS) {
                let at_point = legendre(*point);
                let higher = |n: usize| at_point[n] * (at_end[n + 1] - at_end[n - 1]);
                *entry = weight / 2.0 * (end + 1.0 + (1..8).map(higher).sum::<f64>());
            }
        }
        Self { until }
    }

    fn until(&self, point: usize, densities: &[f64; 8]) -> f64 {
        self.until[point].iter().zip(densities).map(|(weight, density)| weight * density).sum()
    }
}

/// The Legendre polynomials 0 to 8.
fn legendre(x: f64) -> [f64; 9] {
    let mut values = [1.0; 9];
    values[1] = x;
    for n in 1..8 {
        let order = n as f64;
        values[n + 1] = ((2.0 * order + 1.0) * x * values[n] - order * values[n - 1]) / (order + 1.0);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(found: &[(f64, f64)]) -> (f64, f64) {
        found.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn somebody_is_the_lowest(shares in prop::collection::vec((-4.0..8.0f64, -4.0..8.0f64), 2..8)) {
            let shares: Vec<_> = shares.iter().map(|&(a, b)| (a.exp(), b.exp())).collect();
            let found = extremes(&shares).expect("probabilities");
            let (lowest, highest) = sums(&found);
            prop_assert!((lowest - 1.0).abs() < 1e-8 && (highest - 1.0).abs() < 1e-8, "{} {}", lowest, highest);
            prop_assert!(found.iter().all(|one| one.0 > -1e-15 && one.1 > -1e-15));
            // Of the opposite answers, the lowest is the highest.
            let opposite: Vec<_> = shares.iter().map(|&(a, b)| (b, a)).collect();
            for (one, other) in found.iter().zip(extremes(&opposite).expect("probabilities")) {
                prop_assert!((one.0 - other.1).abs() < 1e-8 && (one.1 - other.0).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn they_are_those_of_an_adaptive_integral() {
        // SciPy: quad over the quantiles of each group, to 1e-9.
        let skewed = [(0.01, 50.0), (0.3, 0.2), (4000.0, 6000.0), (2.0, 3.0)];
        let found = extremes(&skewed).expect("probabilities");
        let lowest = [0.99610139663522, 0.00387905157939835, 1.36636862843679e-15, 1.95510077338361e-5];
        let highest = [0.0, 0.610422336966031, 0.187710973155528, 0.201866689955917];
        for (one, expected) in found.iter().zip(lowest.iter().zip(highest)) {
            assert!((one.0 - expected.0).abs() < 1e-8 && (one.1 - expected.1).abs() < 1e-8, "{found:?}");
        }
        let forty: Vec<_> =
            (0..40).map(|i| (20.0 + f64::from(7 * i % 11), 30.0 + f64::from(5 * i % 13))).collect();
        let found = extremes(&forty).expect("probabilities");
        for (at, expected) in [(0, 0.0273748279736519), (8, 0.0222318543816739), (17, 0.00272288532162804)] {
            assert!((found[at].0 - expected).abs() < 1e-9, "{at}: {}", found[at].0);
        }
    }

    #[test]
    fn alike_groups_share_the_place() {
        for n in [2, 5, 60] {
            let found = extremes(&vec![(300.5, 120.25); n]).expect("probabilities");
            let even = 1.0 / n as f64;
            assert!(found.iter().all(|one| (one.0 - even).abs() < 1e-9 && (one.1 - even).abs() < 1e-9));
        }
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(extremes(&[(1.0, 1.0), (1.0, wrong)]), None);
        }
    }
}
