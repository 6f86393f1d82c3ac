//! Exact probabilities, independent of the program's own distributions: every study that can be
//! enumerated is enumerated, so that its table has no noise.

use candour::methods::Interval;

/// What is left out of a double sum on each side.
const PRUNED: f64 = 1e-13;

/// Logarithms of the factorials of 0 to `n`.
pub(super) struct Factorials(Vec<f64>);

impl Factorials {
    pub(super) fn up_to(n: u64) -> Self {
        let mut sum = 0.0;
        let rest = (1..=n).map(|k| {
            sum += (k as f64).ln();
            sum
        });
        Self(std::iter::once(0.0).chain(rest).collect())
    }

    /// The logarithm of "n choose k".
    fn choose(&self, n: u64, k: u64) -> f64 {
        self.0[n as usize] - self.0[k as usize] - self.0[(n - k) as usize]
    }

    /// P(X = x) for `n` independent answers, each positive with probability `p` strictly between 0 and 1.
    pub(super) fn binomial(&self, n: u64, p: f64, x: u64) -> f64 {
        (self.choose(n, x) + x as f64 * p.ln() + (n - x) as f64 * (-p).ln_1p()).exp()
    }

    /// P(X = x) when `n` of `people`, of whom `positive` are positive, answer.
    pub(super) fn hypergeometric(&self, people: u64, positive: u64, n: u64, x: u64) -> f64 {
        if x > positive || n - x > people - positive {
            return 0.0;
        }
        let ways = self.choose(positive, x) + self.choose(people - positive, n - x);
        (ways - self.choose(people, n)).exp()
    }

    /// The outcomes of `n` answers that matter, with their probabilities.
    pub(super) fn outcomes(&self, n: u64, p: f64) -> Vec<(u64, f64)> {
        let mut all: Vec<_> = (0..=n).map(|x| (x, self.binomial(n, p, x))).collect();
        for _ in 0..2 {
            let mut tail = 0.0;
            while all.last().is_some_and(|&(_, chance)| tail + chance < PRUNED) {
                tail += all.pop().map_or(0.0, |(_, chance)| chance);
            }
            all.reverse();
        }
        all
    }
}

/// The intervals of every possible count, whose limits rise with the count.
pub(super) struct Limits {
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

impl Limits {
    pub(super) fn of(n: u64, interval: impl Fn(u64) -> Option<Interval>) -> Self {
        let all: Vec<_> = (0..=n).map(|x| interval(x).expect("an interval")).collect();
        let limits =
            Self { low: all.iter().map(|i| i.low).collect(), high: all.iter().map(|i| i.high).collect() };
        assert!(limits.low.is_sorted() && limits.high.is_sorted(), "limits rise with the count");
        limits
    }

    /// The counts, from the first to before the second, whose interval holds `p`.
    pub(super) fn holding(&self, p: f64) -> std::ops::Range<u64> {
        self.first(|high| high < p)..self.after(|low| low <= p)
    }

    /// As `holding`, for a truth just below `p`.
    pub(super) fn just_below(&self, p: f64) -> std::ops::Range<u64> {
        self.first(|high| high < p)..self.after(|low| low < p)
    }

    /// As `holding`, for a truth just above `p`.
    pub(super) fn just_above(&self, p: f64) -> std::ops::Range<u64> {
        self.first(|high| high <= p)..self.after(|low| low <= p)
    }

    fn first(&self, below: impl Fn(f64) -> bool) -> u64 {
        self.high.partition_point(|&high| below(high)) as u64
    }

    fn after(&self, reached: impl Fn(f64) -> bool) -> u64 {
        self.low.partition_point(|&low| reached(low)) as u64
    }
}

/// The smallest of `values`, with its place.
pub(super) fn smallest<T: Copy>(values: &[(T, f64)]) -> (T, f64) {
    *values.iter().min_by(|a, b| a.1.total_cmp(&b.1)).expect("values")
}

/// The mean of the values.
pub(super) fn mean<T>(values: &[(T, f64)]) -> f64 {
    values.iter().map(|(_, value)| value).sum::<f64>() / values.len() as f64
}

#[test]
fn probabilities_add_up_to_one() {
    let factorials = Factorials::up_to(3000);
    for (n, p) in [(10, 0.02), (3000, 0.5), (3000, 0.98)] {
        let all: f64 = factorials.outcomes(n, p).iter().map(|(_, chance)| chance).sum();
        assert!((all - 1.0).abs() < 1e-10, "{n} {p}: {all}");
    }
    let all: f64 = (0..=60).map(|x| factorials.hypergeometric(200, 80, 60, x)).sum();
    assert!((all - 1.0).abs() < 1e-11);
    // C(4, 3) C(4, 1) / C(8, 4) = 16/70.
    assert!((factorials.hypergeometric(8, 4, 4, 3) - 16.0 / 70.0).abs() < 1e-14);
}
