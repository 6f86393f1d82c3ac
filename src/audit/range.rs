//! Ranges of whole numbers: how many people there may be.

/// From and to, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// At least so many.
    pub(super) low: u64,
    /// At most so many.
    pub(super) high: u64,
}

impl Range {
    /// Nothing known. Far above any organisation, and sums of it are still numbers.
    pub(super) const ANY: Self = Self { low: 0, high: 1 << 40 };

    /// Exactly so many.
    pub(super) fn only(number: u64) -> Self {
        let number = number.min(Self::ANY.high);
        Self { low: number, high: number }
    }

    /// The number, where there is but one.
    pub(super) fn exact(self) -> Option<u64> {
        (self.low == self.high).then_some(self.low)
    }

    /// What both allow; nothing where they contradict each other.
    pub(super) fn meet(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    /// How far apart its ends are.
    pub(super) fn width(self) -> u64 {
        self.high - self.low
    }

    /// So many of `base` as a share between two percentages allows.
    pub(super) fn share(base: Self, low: f64, high: f64) -> Self {
        // A percentage that was computed from counts may be off by its last bit.
        let (low, high) = (low.clamp(0.0, 100.0), high.clamp(0.0, 100.0));
        let least = (base.low as f64 * low / 100.0 - 1e-6).ceil().max(0.0) as u64;
        let most = (base.high as f64 * high / 100.0 + 1e-6).floor().max(0.0) as u64;
        Self { low: least, high: most }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_percentage_of_a_small_group_is_the_count() {
        let of = |percent: f64| Range::share(Range::only(12), percent - 0.5, percent + 0.5);
        assert_eq!(of(58.0).exact(), Some(7));
        assert_eq!(of(100.0).exact(), Some(12));
        assert_eq!(of(0.0).exact(), Some(0));
        assert_eq!(Range::share(Range::only(300), 57.5, 58.5), Range { low: 173, high: 175 });
        let third = 100.0 / 3.0;
        assert_eq!(Range::share(Range::only(3), third, third).exact(), Some(1));
    }

    #[test]
    fn what_contradicts_has_nothing_in_common() {
        assert_eq!(
            Range { low: 2, high: 5 }.meet(Range { low: 4, high: 9 }),
            Some(Range { low: 4, high: 5 })
        );
        assert_eq!(Range::only(3).meet(Range::only(4)), None);
    }
}
