//! Numbers modulo the prime 2⁶¹ − 1, and a generator of them with a fixed seed.

/// The prime.
pub(super) const PRIME: u64 = (1 << 61) - 1;

/// The sum of two reduced numbers.
pub(super) fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

/// The difference of two reduced numbers.
pub(super) fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

/// The product of two reduced numbers.
pub(super) fn mul(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let folded = (product & u128::from(PRIME)) + (product >> 61);
    add(folded as u64, 0)
}

/// The number by which a product is 1, by Fermat's theorem; 0 for 0.
pub(super) fn inverse(a: u64) -> u64 {
    let (mut power, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = mul(power, base);
        }
        base = mul(base, base);
        exponent >>= 1;
    }
    power
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(super) struct Generator(u64);

impl Generator {
    /// Always the same sequence.
    pub(super) fn new() -> Self {
        Self(0x005e_ed0f_5a5b_a715)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// The next reduced number.
    pub(super) fn number(&mut self) -> u64 {
        loop {
            let number = self.bits() >> 3;
            if number < PRIME {
                return number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_that_of_the_field() {
        assert_eq!(add(PRIME - 1, 1), 0);
        assert_eq!(sub(0, 1), PRIME - 1);
        assert_eq!(mul(PRIME - 1, PRIME - 1), 1);
        let mut generator = Generator::new();
        for _ in 0..100 {
            let number = generator.number();
            assert!(number < PRIME && (number == 0 || mul(number, inverse(number)) == 1));
        }
    }
}
