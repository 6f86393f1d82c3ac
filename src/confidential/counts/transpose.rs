//! Transposition: from one item's answers side by side to one respondent's, eight by eight in general registers.

/// How many items a strip holds: whole vector registers on any processor.
pub(super) const LANES: usize = 32;

/// The slots of one respondent for consecutive items.
pub(super) type Strip = [u8; LANES];

/// Strips that so many items need.
pub(super) fn strips(items: usize) -> usize {
    items.div_ceil(LANES)
}

/// For each of `length` respondents the strips of all items, given the slots item by item. What an item does not fill is 0.
pub(super) fn transpose(slots: &[u8], length: usize, rows: &mut Vec<Strip>) {
    let items = slots.len() / length.max(1);
    let width = strips(items) * LANES;
    rows.clear();
    rows.resize(strips(items) * length, [0; LANES]);
    let columns: Vec<&[u8]> = slots.chunks_exact(length.max(1)).collect();
    for (first_item, eight) in (0..).step_by(8).zip(columns.chunks(8)) {
        let octets = rows.as_flattened_mut().chunks_mut(8 * width);
        for (first, rows) in (0..).step_by(8).zip(octets) {
            let square =
                turned(std::array::from_fn(|item| eight.get(item).map_or(0, |column| octet(column, first))));
            for (row, octet) in rows.chunks_exact_mut(width).zip(square) {
                row[first_item..][..8].copy_from_slice(&octet.to_le_bytes());
            }
        }
    }
}

/// Eight slots of a column from here on; 0 beyond its end.
fn octet(column: &[u8], first: usize) -> u64 {
    let rest = &column[first..];
    rest.first_chunk().map_or_else(
        || rest.iter().rev().fold(0, |octet, &slot| octet << 8 | u64::from(slot)),
        |octet| u64::from_le_bytes(*octet),
    )
}

/// Rows for columns in a square of bytes: halves, quarters, then eighths change places (Warren, Hacker's Delight, 7-3).
fn turned(mut square: [u64; 8]) -> [u64; 8] {
    const STEPS: [(usize, u64); 3] = [(4, 0xFFFF_FFFF), (2, 0xFFFF_0000_FFFF), (1, 0x00FF_00FF_00FF_00FF)];
    for (step, low) in STEPS {
        for row in (0..8).filter(|row| row & step == 0) {
            let swapped = ((square[row] >> (8 * step)) ^ square[row + step]) & low;
            square[row + step] ^= swapped;
            square[row] ^= swapped << (8 * step);
        }
    }
    square
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_finds_its_respondent_whatever_the_shape() {
        let mut rows = vec![[9; LANES]; 3];
        for (items, length) in [(1, 1), (6, 8), (8, 13), (33, 21), (64, 7)] {
            let slots: Vec<u8> = (0..items * length).map(|at| (at * 7 % 16) as u8).collect();
            transpose(&slots, length, &mut rows);
            assert_eq!(rows.len(), strips(items) * length);
            for (respondent, row) in rows.chunks_exact(strips(items)).enumerate() {
                let expected = slots.iter().skip(respondent).step_by(length);
                let row = row.as_flattened();
                assert!(row[..items].iter().eq(expected), "{items} items, {length} respondents");
                assert!(row[items..].iter().all(|&slot| slot == 0));
            }
        }
    }

    #[test]
    fn nothing_is_nothing() {
        let mut rows = vec![[9; LANES]];
        transpose(&[], 5, &mut rows);
        assert!(rows.is_empty());
        transpose(&[], 0, &mut rows);
        assert!(rows.is_empty());
    }
}
