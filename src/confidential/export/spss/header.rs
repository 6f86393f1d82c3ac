//! The first 176 bytes: the order of bytes, how cases are packed, how many there are.

use super::fault::Fault;
use super::input::{Input, Order};

/// First bytes of a file whose cases are plain or packed code by code.
const PLAIN: &[u8] = b"$FL2";
/// First bytes of a .zsav file.
const ZLIB: &[u8] = b"$FL3";
/// What an encrypted file has after its first eight bytes.
const ENCRYPTED: &[u8] = b"ENCRYPTED";
/// What a portable file has after its header of 200 bytes of other character sets.
const PORTABLE: &[u8] = b"SPSSPORT";

/// How cases are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Eight bytes for every number.
    None,
    /// A code for every number, some followed by its eight bytes.
    Codes,
    /// The same, in blocks packed with zlib.
    Zlib,
}

/// What the file says before its variables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Header {
    /// The order of bytes in numbers.
    pub(super) order: Order,
    /// How cases are packed.
    pub(super) packing: Packing,
    /// How many cases there are, where the file says so.
    pub(super) cases: Option<u64>,
    /// What is taken from a code in order to get a number.
    pub(super) bias: f64,
}

/// Whether these bytes begin an SPSS file.
pub(super) fn read(bytes: &[u8]) -> Result<(Header, Input<'_>), Fault> {
    if !bytes.starts_with(PLAIN) && !bytes.starts_with(ZLIB) {
        return Err(foreign(bytes));
    }
    let mut input = Input::new(bytes, Order::Little);
    input.take(64)?;
    let layout: [u8; 4] = input.array()?;
    input.order = [Order::Little, Order::Big]
        .into_iter()
        .find(|order| matches!(order.whole(layout), 2 | 3))
        .ok_or(Fault::Damaged("its order of bytes cannot be told"))?;
    input.whole()?;
    let packing = match (input.whole()?, bytes.starts_with(ZLIB)) {
        (0, false) => Packing::None,
        (1, false) => Packing::Codes,
        (2, true) => Packing::Zlib,
        _ => return Err(Fault::Packing),
    };
    input.whole()?;
    let cases = u64::try_from(input.whole()?).ok();
    let bias = input.order.number(input.array()?);
    if !bias.is_finite() {
        return Err(Fault::Damaged("its numbers are shifted by none"));
    }
    input.take(9 + 8 + 64 + 3)?;
    Ok((Header { order: input.order, packing, cases, bias }, input))
}

fn foreign(bytes: &[u8]) -> Fault {
    let start = bytes.get(..512).unwrap_or(bytes);
    if start.get(8..).is_some_and(|rest| rest.starts_with(ENCRYPTED)) {
        Fault::Encrypted
    } else if start.windows(PORTABLE.len()).any(|window| window == PORTABLE) {
        Fault::Portable
    } else {
        Fault::Foreign
    }
}
