//! Bounds carried along equations to a fixed point.

use std::collections::VecDeque;

use crate::audit::range::Range;
use crate::audit::structure::Graph;

/// Carries on what changed, equation by equation.
pub(super) struct Propagation<'a> {
    graph: &'a Graph,
    waiting: VecDeque<u32>,
    is_waiting: Vec<bool>,
    /// Steps that are left. In circles, bounds may creep towards each other one by one; what is not reached is too
    /// wide, never wrong, and the programmes come after.
    left: usize,
}

impl<'a> Propagation<'a> {
    pub(super) fn new(graph: &'a Graph) -> Self {
        let equations = graph.equations.len();
        let left = 1000 + 200 * equations;
        Self { graph, waiting: VecDeque::new(), is_waiting: vec![false; equations], left }
    }

    /// Whether there are steps left.
    pub(super) fn may_go_on(&self) -> bool {
        self.left > 0
    }

    /// Carries on what changed in these groups; an error names the equation that cannot hold.
    pub(super) fn run(&mut self, ranges: &mut [Range], changed: &[u32]) -> Result<(), u32> {
        for group in changed {
            self.wait(*group);
        }
        let mut touched = Vec::new();
        while let Some(number) = self.waiting.pop_front() {
            self.is_waiting[number as usize] = false;
            if self.left == 0 {
                continue;
            }
            self.left -= 1;
            touched.clear();
            tighten(self.graph, number, ranges, &mut touched).ok_or(number)?;
            for group in &touched {
                self.wait(*group);
            }
        }
        Ok(())
    }

    fn wait(&mut self, group: u32) {
        for equation in &self.graph.of[group as usize] {
            if !std::mem::replace(&mut self.is_waiting[*equation as usize], true) {
                self.waiting.push_back(*equation);
            }
        }
    }
}

/// Tightens the members of one equation; nothing where it cannot hold.
fn tighten(graph: &Graph, number: u32, ranges: &mut [Range], touched: &mut Vec<u32>) -> Option<()> {
    let equation = &graph.equations[number as usize];
    let of = |ranges: &[Range], group: u32| ranges[group as usize];
    let low: u64 = equation.parts.iter().map(|part| of(ranges, *part).low).sum();
    let high: u64 = equation.parts.iter().map(|part| of(ranges, *part).high).sum();
    let mut set = |ranges: &mut [Range], group: u32, implied: Range| {
        let before = ranges[group as usize];
        let after = before.meet(implied)?;
        if after != before {
            ranges[group as usize] = after;
            touched.push(group);
        }
        Some(after)
    };
    let whole = set(ranges, equation.whole, Range { low, high })?;
    for part in &equation.parts {
        let own = of(ranges, *part);
        let others = Range { low: low - own.low, high: high - own.high };
        let most = whole.high.checked_sub(others.low)?;
        set(ranges, *part, Range { low: whole.low.saturating_sub(others.high), high: most })?;
    }
    Some(())
}

/// Tightens a whole and its parts, the whole first; nothing where it cannot be their sum.
pub(super) fn sum(ranges: &mut [Range; 4]) -> Option<()> {
    loop {
        let before = *ranges;
        let (whole, parts) = ranges.split_first_mut()?;
        let low: u64 = parts.iter().map(|part| part.low).sum();
        let high: u64 = parts.iter().map(|part| part.high).sum();
        *whole = whole.meet(Range { low, high })?;
        for part in parts {
            let others = Range { low: low - part.low, high: high - part.high };
            let most = whole.high.checked_sub(others.low)?;
            *part = part.meet(Range { low: whole.low.saturating_sub(others.high), high: most })?;
        }
        if before == *ranges {
            return Some(());
        }
    }
}
