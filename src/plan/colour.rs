//! Colours, and how well one can be told from another: relative luminance and contrast as WCAG 2.2 defines them.

use std::fmt;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour([u8; 3]);

impl Colour {
    /// The paper of every report.
    pub(crate) const WHITE: Self = Self([255; 3]);
    /// The darkest ink.
    pub(crate) const BLACK: Self = Self([0; 3]);

    /// `#rrggbb` or `#rgb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
        let part = |place: usize| match digits.len() {
            6 => u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).ok(),
            3 => u8::from_str_radix(&digits[place..=place], 16).ok().map(|digit| 17 * digit),
            _ => None,
        };
        Some(Self([part(0)?, part(1)?, part(2)?]))
    }

    /// How light it is, from 0 (black) to 1 (white).
    fn luminance(self) -> f64 {
        let linear = |part: u8| match f64::from(part) / 255.0 {
            dark if dark <= 0.040_45 => dark / 12.92,
            light => ((light + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, from 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// The colour of the same hue nearest to this one that passes, darker or lighter.
    pub(crate) fn nearest(self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        let steps =
            (0..=u8::MAX).flat_map(|step| [Self::BLACK, Self::WHITE].map(|end| self.towards(end, step)));
        steps.into_iter().find(|colour| passes(*colour))
    }

    /// So many of 255 steps on the way to another colour.
    fn towards(self, end: Self, step: u8) -> Self {
        let mut mixed = self;
        for (part, end) in mixed.0.iter_mut().zip(end.0) {
            let sum = u32::from(*part) * u32::from(u8::MAX - step) + u32::from(end) * u32::from(step);
            *part = (sum / u32::from(u8::MAX)) as u8;
        }
        mixed
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#12436D").to_string(), "#12436d");
        assert_eq!(colour("#0aF").to_string(), "#00aaff");
        for wrong in ["", "#", "12436d", "#12436", "#1243677", "#12g", "red", "#é12", "#+12345", "rgb(1,2,3)"]
        {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        let cases = [
            ("#000", "#fff", 21.0),
            ("#767676", "#fff", 4.54),
            ("#777", "#fff", 4.48),
            ("#12436d", "#fff", 10.25),
        ];
        for (one, other, expected) in cases {
            let contrast = colour(one).contrast(colour(other));
            assert!((contrast - expected).abs() < 0.01, "{one} on {other}: {contrast}");
            assert!((colour(other).contrast(colour(one)) - contrast).abs() < 1e-12);
        }
    }

    #[test]
    fn the_nearest_that_passes_keeps_its_hue() {
        let passes = |other: Colour| other.contrast(Colour::WHITE) >= 4.5;
        assert_eq!(colour("#777").nearest(passes), Some(colour("#767676")));
        assert_eq!(colour("#12436d").nearest(passes), Some(colour("#12436d")));
        let gold = colour("#ffd700").nearest(passes).expect("a dark gold");
        assert!(passes(gold) && gold.to_string().ends_with("00"), "{gold}");
        assert_eq!(colour("#777").nearest(|_| false), None);
    }
}
