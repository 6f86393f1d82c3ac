//! The cases as eights: eight bytes for a number or as much of a text, unpacked as they are needed.

use std::collections::VecDeque;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::dictionary::Eight;
use super::fault::Fault;
use super::header::{Header, Packing};
use super::input::Input;

/// The most bytes of a block of a .zsav file once unpacked; SPSS writes blocks of 4 MiB.
const MOST_BLOCK: usize = 16 * 1024 * 1024;
/// The most bytes of all blocks once unpacked.
const MOST_UNPACKED: u64 = 4 * 1024 * 1024 * 1024;
/// The bytes of the head and of an entry of the list of blocks.
const LIST_HEAD: usize = 24;

/// Codes: above them are those that stand for themselves.
const NOTHING: u8 = 0;
const END: u8 = 252;
const PLAIN: u8 = 253;
const SPACES: u8 = 254;
const NO_ANSWER: u8 = 255;

/// A block: where it is packed, and how many bytes it has unpacked.
type Block = (std::ops::Range<usize>, usize);

/// All cases of a file, as eights.
pub(super) struct Packed {
    bytes: Vec<u8>,
    header: Header,
    /// What is next in the bytes, or in the block that is unpacked.
    at: usize,
    /// Codes that are read and not used yet.
    codes: VecDeque<u8>,
    /// The block that is unpacked, and those that follow.
    block: Vec<u8>,
    blocks: VecDeque<Block>,
}

impl Packed {
    /// What begins here in the file.
    pub(super) fn new(bytes: Vec<u8>, at: usize, header: Header) -> Result<Self, Fault> {
        let zlib = header.packing == Packing::Zlib;
        let blocks = if zlib { blocks(&bytes, at, header)? } else { VecDeque::new() };
        let at = if zlib { 0 } else { at };
        Ok(Self { bytes, header, at, codes: VecDeque::new(), block: Vec::new(), blocks })
    }

    /// How they are packed.
    pub(super) fn packing(&self) -> Packing {
        self.header.packing
    }

    /// The most cases of so many eights that can be in there.
    pub(super) fn most_cases(&self, eights: usize) -> u64 {
        let bytes = match self.header.packing {
            Packing::None => self.bytes.len().saturating_sub(self.at),
            Packing::Codes => self.bytes.len().saturating_sub(self.at).saturating_mul(8),
            Packing::Zlib => {
                let unpacked = |total: usize, block: &Block| total.saturating_add(block.1);
                self.blocks.iter().fold(0, unpacked).saturating_mul(8)
            }
        };
        bytes.checked_div(eights.saturating_mul(8)).unwrap_or(0) as u64
    }

    /// The next eight bytes; none after the last.
    pub(super) fn next(&mut self) -> Result<Option<Eight>, Fault> {
        if self.header.packing == Packing::None {
            return self.plain();
        }
        loop {
            let Some(code) = self.codes.pop_front() else {
                match self.plain()? {
                    Some(codes) => self.codes.extend(codes),
                    None => return Ok(None),
                }
                continue;
            };
            return match code {
                NOTHING => continue,
                END => Ok(None),
                PLAIN => self.plain()?.ok_or(Fault::CutOff).map(Some),
                SPACES => Ok(Some([b' '; 8])),
                NO_ANSWER => Ok(Some(self.header.order.bytes(-f64::MAX))),
                number => Ok(Some(self.header.order.bytes(f64::from(number) - self.header.bias))),
            };
        }
    }

    /// The next eight bytes as they stand in the file or in a block.
    fn plain(&mut self) -> Result<Option<Eight>, Fault> {
        let mut eight = [0; 8];
        let mut filled = 0;
        while filled < eight.len() {
            let zlib = self.header.packing == Packing::Zlib;
            let bytes = if zlib { &self.block } else { &self.bytes };
            let rest = bytes.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                if zlib && self.unpack()? {
                    continue;
                }
                return if filled == 0 { Ok(None) } else { Err(Fault::CutOff) };
            }
            for (to, &from) in eight.iter_mut().skip(filled).zip(rest) {
                *to = from;
                filled += 1;
                self.at += 1;
            }
        }
        Ok(Some(eight))
    }

    /// Unpacks the next block, if there is one.
    fn unpack(&mut self) -> Result<bool, Fault> {
        let Some((packed, length)) = self.blocks.pop_front() else { return Ok(false) };
        let packed = self.bytes.get(packed).ok_or(Fault::CutOff)?;
        self.block.clear();
        self.at = 0;
        // One more than there may be, which shows that there is more.
        let mut decoder = ZlibDecoder::new(packed).take(length as u64 + 1);
        let unpacked = decoder.read_to_end(&mut self.block);
        match unpacked {
            Ok(unpacked) if unpacked == length => Ok(true),
            _ => Err(Fault::Damaged("a block of cases cannot be unpacked")),
        }
    }
}

/// The list of blocks, which stands behind them.
fn blocks(bytes: &[u8], at: usize, header: Header) -> Result<VecDeque<Block>, Fault> {
    let damaged = Fault::Damaged("the list of its blocks");
    let place = |number: i64| usize::try_from(number).map_err(|_| Fault::Damaged("the list of its blocks"));
    let mut head = Input::new(bytes.get(at..).unwrap_or_default(), header.order);
    let (first, list, length) = (place(head.long()?)?, place(head.long()?)?, place(head.long()?)?);
    let end = list.checked_add(length).ok_or(Fault::CutOff)?;
    let mut list_of = Input::new(bytes.get(list..end).ok_or(Fault::CutOff)?, header.order);
    if first != at || length < LIST_HEAD {
        return Err(damaged);
    }
    list_of.take(20)?;
    let count = list_of.count(LIST_HEAD)?;
    let mut blocks = VecDeque::with_capacity(count);
    let (mut last, mut total) = (at, 0_u64);
    for _ in 0..count {
        list_of.long()?;
        let start = place(list_of.long()?)?;
        let unpacked = place(list_of.whole()?.into())?;
        let end = start.checked_add(place(list_of.whole()?.into())?).ok_or(Fault::CutOff)?;
        total += unpacked as u64;
        // Blocks that overlap could be the same few bytes over and over.
        if unpacked > MOST_BLOCK || total > MOST_UNPACKED || start < last || end > list {
            return Err(damaged);
        }
        last = end;
        blocks.push_back((start..end, unpacked));
    }
    Ok(blocks)
}
