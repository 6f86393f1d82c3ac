//! Differences: what is left of a published group without one or two others, and what two have beyond one.

use super::Sets;
use super::atoms::Atoms;

/// Adds the small differences: a group without one or two disjoint groups inside it, and two disjoint groups without one
/// that they cover.
pub(super) fn find(atoms: &Atoms, groups: usize, k: u64, sets: &mut Sets) {
    let by_group = atoms.by_group(groups);
    let sizes: Vec<u64> = by_group.iter().map(|own| atoms.people_of(own)).collect();
    let mut overlap = vec![0; groups];
    for whole in (0..groups).filter(|group| sizes[*group] > 0) {
        overlap.fill(0);
        for atom in &by_group[whole] {
            atoms.groups[*atom].iter().for_each(|group| overlap[*group as usize] += atoms.people[*atom]);
        }
        let mut others: Vec<usize> =
            (0..groups).filter(|other| *other != whole && overlap[*other] > 0).collect();
        // Those with most people in the group first, so that the search for a second part can end.
        others.sort_by_key(|other| std::cmp::Reverse(overlap[*other]));
        if sizes[whole] < k {
            sets.insert(by_group[whole].clone());
        }
        for (at, &one) in others.iter().enumerate() {
            let inside = overlap[one] == sizes[one];
            let left = sizes[whole] - overlap[one];
            if inside && (1..k).contains(&left) {
                sets.extend(combined(&[(&by_group[whole], 1), (&by_group[one], -1)]));
            }
            for &other in others[at + 1..].iter().take_while(|other| overlap[**other] + k > left) {
                let signed = |sign: i32| {
                    [(&by_group[whole], sign), (&by_group[one], -sign), (&by_group[other], -sign)]
                };
                let both_inside = inside && overlap[other] == sizes[other];
                let both = sizes[one] + sizes[other];
                if overlap[other] <= left && both_inside && (1..k).contains(&(left - overlap[other])) {
                    sets.extend(combined(&signed(1)));
                }
                if overlap[other] == left && (sizes[whole] + 1..sizes[whole] + k).contains(&both) {
                    sets.extend(combined(&signed(-1)));
                }
            }
        }
    }
}

/// The combination of groups' atoms, if it has each atom once or not at all.
fn combined(groups: &[(&Vec<usize>, i32)]) -> Option<Vec<usize>> {
    let mut times: Vec<(usize, i32)> =
        groups.iter().flat_map(|(atoms, sign)| atoms.iter().map(|atom| (*atom, *sign))).collect();
    times.sort_unstable();
    let mut set = Vec::new();
    for same in times.chunk_by(|one, other| one.0 == other.0) {
        match same.iter().map(|(_, sign)| sign).sum() {
            0 => {}
            1 => set.push(same[0].0),
            _ => return None,
        }
    }
    (!set.is_empty()).then_some(set)
}
