//! Earlier groups: what a group is compared with in an earlier wave, as sums of that wave's counts.
//!
//! Where units were merged, or lower units joined or left, the earlier counts are those of the parts added up and taken
//! away in whole numbers. Nothing is rounded up to zero: parts that do not fit into each other give no figure.

use super::figures::{categories, published, share};
use super::places::{Place, headcount};
use crate::confidential::counts::{Counts, Grouping, SLOTS, ScoreSums, Table, Tally};
use crate::plan::{Composite, Item, Part, Plan, Predecessor};

/// A group of the earlier wave, added or taken away.
struct Piece<'a> {
    table: &'a Table,
    group: usize,
    add: bool,
}

/// What a group is compared with in an earlier wave.
pub(super) struct Earlier<'a> {
    plan: &'a Plan,
    wave: usize,
    pieces: Vec<Piece<'a>>,
    /// The group's id, where it is one.
    pub(super) group: Option<String>,
    /// Where it is made of several: breakdown and group of each, and whether it is added.
    pub(super) parts: Vec<(String, String, bool)>,
    /// How it is made, for the reader.
    pub(super) note: Option<String>,
}

impl<'a> Earlier<'a> {
    /// The counterpart of a place in an earlier wave, or the reason why it has none. `predecessor` is the plan's word on it.
    pub(super) fn of(
        plan: &'a Plan,
        counts: &'a Counts,
        place: &Place<'_>,
        predecessor: impl FnOnce(usize, usize) -> Predecessor,
    ) -> Result<Self, String> {
        let table = |grouping| counts.table(grouping).ok_or("it was not asked before");
        let made =
            |pieces| Self { plan, wave: counts.wave, pieces, group: None, parts: Vec::new(), note: None };
        let grouping = place.table.grouping;
        let one = |group| Ok::<_, String>(vec![Piece { table: table(grouping)?, group, add: true }]);
        let Grouping::One(breakdown) = grouping else { return Ok(made(one(place.group)?)) };
        let asked = |breakdown: usize| plan.breakdowns[breakdown].headers[counts.wave].is_some();
        let id = |breakdown: usize, group: usize| plan.breakdowns[breakdown].groups[group].id.clone();
        if !asked(breakdown) {
            return Err("this breakdown was not asked before".to_owned());
        }
        match predecessor(breakdown, place.group) {
            Predecessor::NotComparable(reason) => Err(reason),
            Predecessor::Group(group) => Ok(Self { group: Some(id(breakdown, group)), ..made(one(group)?) }),
            Predecessor::Made { parts, .. } if !parts.iter().all(|part| asked(part.level)) => {
                Err("its parts were not asked before".to_owned())
            }
            Predecessor::Made { parts, note } => {
                let piece = |part: &Part| {
                    Ok(Piece { table: table(Grouping::One(part.level))?, group: part.group, add: part.add })
                };
                let name = |part: &Part| {
                    (plan.breakdowns[part.level].id.clone(), id(part.level, part.group), part.add)
                };
                let pieces = parts.iter().map(piece).collect::<Result<_, &str>>()?;
                Ok(Self { parts: parts.iter().map(name).collect(), note: Some(note), ..made(pieces) })
            }
        }
    }

    /// The sum over all pieces; nothing where more would be taken away than there is.
    fn sum<const N: usize>(&self, of: impl Fn(&Piece<'_>) -> Option<[u128; N]>) -> Option<[u128; N]> {
        let (mut added, mut taken) = ([0_u128; N], [0_u128; N]);
        for piece in &self.pieces {
            let side = if piece.add { &mut added } else { &mut taken };
            for (total, number) in side.iter_mut().zip(of(piece)?) {
                *total = total.checked_add(number)?;
            }
        }
        for (total, number) in added.iter_mut().zip(taken) {
            *total = total.checked_sub(number)?;
        }
        Some(added)
    }

    /// Respondents.
    pub(super) fn respondents(&self) -> Option<u64> {
        let [people] = self.sum(|piece| Some([piece.table.respondents(piece.group).into()]))?;
        people.try_into().ok()
    }

    /// People of a scope, where the headcount of then tells.
    pub(super) fn headcount(&self, scope: usize) -> Option<u64> {
        let scope = &self.plan.scopes[scope];
        let of =
            |piece: &Piece<'_>| headcount(self.plan, self.wave, piece.table.grouping, piece.group, scope);
        let [people] = self.sum(|piece| Some([of(piece)?.into()]))?;
        people.try_into().ok()
    }

    /// The answers to an item.
    fn tally(&self, item: usize) -> Option<Tally> {
        let items = self.plan.items.len();
        let of = |piece: &Piece<'_>| piece.table.tally(items, piece.group, item).map(u128::from);
        let sum = self.sum::<SLOTS>(|piece| Some(of(piece)))?;
        let mut tally = [0; SLOTS];
        for (slot, count) in tally.iter_mut().zip(sum) {
            *slot = count.try_into().ok()?;
        }
        Some(tally)
    }

    /// The counts of an item's categories, least favourable first.
    pub(super) fn categories(&self, item: usize) -> Option<Vec<u64>> {
        Some(categories(&self.plan.items[item], &self.tally(item)?))
    }

    /// A composite's published score and the respondents' own.
    pub(super) fn score(&self, composite: usize) -> Option<(f64, ScoreSums)> {
        let (items, composites): (&[Item], &[Composite]) = (&self.plan.items, &self.plan.composites);
        let of = |piece: &Piece<'_>| {
            let sums = piece.table.score(composites.len(), piece.group, composite);
            [sums.n.into(), sums.sum.into(), sums.squares]
        };
        let [n, sum, squares] = self.sum(|piece| Some(of(piece)))?;
        let sums = ScoreSums { n: n.try_into().ok()?, sum: sum.try_into().ok()?, squares };
        let of_item = |item: usize| share(&items[item], &self.tally(item)?);
        Some((published(&composites[composite], self.wave, &sums, of_item)?, sums))
    }
}
