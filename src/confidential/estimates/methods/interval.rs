//! An interval of uncertainty, and the normal quantiles that set its confidence.
//!
//! # What it answers
//!
//! "Between which two values does the true figure plausibly lie?" A 95% interval is made by a
//! procedure that covers the true value in 95 of 100 surveys.
//!
//! # Formula
//!
//! ```text
//! z = quantile of the standard normal at 1 - (1 - confidence) / 2
//! ```
//!
//! # Assumptions and limits
//!
//! Two 95% intervals that overlap do **not** show that there is no difference; compare with
//! [`mod@super::newcombe`] instead.
//!
//! # Source
//!
//! Neyman, J. (1937), Outline of a theory of statistical estimation, Phil. Trans. A 236:333.
//! Quantiles: R 4.2.2, `qnorm(.975)`, `qnorm(.95)`, `qnorm(.8)`.

/// The normal quantile of a two-sided 95% interval.
pub const Z95: f64 = 1.959963984540054;

/// The normal quantile of a two-sided 90% interval, the one that equivalence at 5% uses.
pub const Z90: f64 = 1.6448536269514722;

/// The normal quantile of 80% power.
pub const Z80: f64 = 0.8416212335729143;

/// The two limits of an interval, both included.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    /// Whether `value` lies in the interval.
    ///
    /// ```
    /// use candour::methods::Interval;
    ///
    /// let interval = Interval { low: -0.0729, high: 0.19 };
    /// assert!(interval.contains(0.0));
    /// assert!(!interval.contains(0.2));
    /// ```
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The distance from the lower to the upper limit.
    ///
    /// ```
    /// use candour::methods::Interval;
    ///
    /// assert_eq!(Interval { low: 0.25, high: 0.75 }.width(), 0.5);
    /// ```
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The interval, unless a limit is not a finite number.
    ///
    /// ```
    /// use candour::methods::Interval;
    ///
    /// assert!(Interval::finite(0.0, 1.0).is_some());
    /// assert!(Interval::finite(0.0, f64::INFINITY).is_none());
    /// ```
    #[must_use]
    pub fn finite(low: f64, high: f64) -> Option<Self> {
        (low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }
}
