//! The bytes of a file one after the other, with numbers in the order of bytes that the file has.

use super::fault::Fault;

/// Which byte of a number comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The lowest, as on most machines.
    Little,
    /// The highest.
    Big,
}

impl Order {
    /// A whole number of four bytes.
    pub(super) fn whole(self, bytes: [u8; 4]) -> i32 {
        match self {
            Self::Little => i32::from_le_bytes(bytes),
            Self::Big => i32::from_be_bytes(bytes),
        }
    }

    /// A whole number of eight bytes.
    pub(super) fn long(self, bytes: [u8; 8]) -> i64 {
        match self {
            Self::Little => i64::from_le_bytes(bytes),
            Self::Big => i64::from_be_bytes(bytes),
        }
    }

    /// A number of eight bytes.
    pub(super) fn number(self, bytes: [u8; 8]) -> f64 {
        f64::from_bits(self.long(bytes).cast_unsigned())
    }

    /// The bytes of a number.
    pub(super) fn bytes(self, number: f64) -> [u8; 8] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

/// What is left of some bytes. Nothing is ever taken that is not there.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    bytes: &'a [u8],
    /// How many are taken.
    pub(super) at: usize,
    /// The order of bytes in numbers.
    pub(super) order: Order,
}

impl<'a> Input<'a> {
    /// All of these bytes.
    pub(super) fn new(bytes: &'a [u8], order: Order) -> Self {
        Self { bytes, at: 0, order }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(count).ok_or(Fault::CutOff)?;
        let taken = self.bytes.get(self.at..end).ok_or(Fault::CutOff)?;
        self.at = end;
        Ok(taken)
    }

    /// As many bytes as a signed number says.
    pub(super) fn take_signed(&mut self, count: i32) -> Result<&'a [u8], Fault> {
        self.take(usize::try_from(count).map_err(|_| Fault::Damaged("a negative length"))?)
    }

    /// The next bytes, as many as the array has.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| Fault::CutOff)
    }

    /// The next whole number of four bytes.
    pub(super) fn whole(&mut self) -> Result<i32, Fault> {
        Ok(self.order.whole(self.array()?))
    }

    /// The next whole number of eight bytes.
    pub(super) fn long(&mut self) -> Result<i64, Fault> {
        Ok(self.order.long(self.array()?))
    }

    /// How many things follow, if as many, of at least `size` bytes each, can be there.
    pub(super) fn count(&mut self, size: usize) -> Result<usize, Fault> {
        let count = usize::try_from(self.whole()?).map_err(|_| Fault::Damaged("a negative count"))?;
        let fits = count.checked_mul(size).is_some_and(|bytes| bytes <= self.left());
        if fits { Ok(count) } else { Err(Fault::CutOff) }
    }
}
