//! Linear programmes: the least and the most that all equations allow together.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

use crate::audit::range::Range;
use crate::audit::structure::Graph;

/// How far a solver's number may be from a whole one.
const NEARLY: f64 = 1e-5;

/// Ranges of the open groups in these equations, as the equations allow them together.
pub(super) fn narrow(graph: &Graph, equations: &[u32], ranges: &[Range]) -> Vec<(u32, Range)> {
    let model = Model::new(graph, equations, ranges);
    let mut found = model.open.iter().map(|group| Found::new(*group, ranges)).collect::<Vec<_>>();
    for at in 0..found.len() {
        for most in [false, true] {
            let reached = if most { found[at].reaches_high } else { found[at].reaches_low };
            if !reached && let Some(solution) = model.solve(at, most) {
                found[at].tell(solution.objective(), most);
                // Every solution shows what the others can be, and saves the programmes that would find no more.
                for (at, found) in found.iter_mut().enumerate() {
                    found.see(solution.var_value(model.variable(at)));
                }
            }
        }
    }
    found.into_iter().map(|found| (found.group, found.range)).collect()
}

struct Found {
    group: u32,
    range: Range,
    reaches_low: bool,
    reaches_high: bool,
}

impl Found {
    fn new(group: u32, ranges: &[Range]) -> Self {
        Self { group, range: ranges[group as usize], reaches_low: false, reaches_high: false }
    }

    /// Takes the optimum, rounded inwards to whole people.
    fn tell(&mut self, optimum: f64, most: bool) {
        if most {
            self.range.high = self.range.high.min((optimum + NEARLY).floor().max(0.0) as u64);
        } else {
            self.range.low = self.range.low.max((optimum - NEARLY).ceil().max(0.0) as u64);
        }
    }

    fn see(&mut self, value: f64) {
        self.reaches_low |= value <= self.range.low as f64 + NEARLY;
        self.reaches_high |= value >= self.range.high as f64 - NEARLY;
    }
}

struct Model {
    open: Vec<u32>,
    limits: Vec<(f64, f64)>,
    /// By equation: the number and sign of each open group, and what the others add up to.
    rows: Vec<(Vec<(usize, f64)>, f64)>,
    variables: Vec<Variable>,
}

impl Model {
    fn new(graph: &Graph, equations: &[u32], ranges: &[Range]) -> Self {
        let mut open = Vec::new();
        let mut place = vec![usize::MAX; ranges.len()];
        let mut rows = Vec::new();
        for equation in equations.iter().map(|number| &graph.equations[*number as usize]) {
            let parts = equation.parts.iter().map(|part| (*part, 1.0));
            let mut terms = Vec::new();
            let mut rest = 0.0;
            for (group, sign) in parts.chain([(equation.whole, -1.0)]) {
                let range = ranges[group as usize];
                if let Some(number) = range.exact() {
                    rest -= sign * number as f64;
                    continue;
                }
                if place[group as usize] == usize::MAX {
                    place[group as usize] = open.len();
                    open.push(group);
                }
                terms.push((place[group as usize], sign));
            }
            rows.push((terms, rest));
        }
        let limit = |group: &u32| (ranges[*group as usize].low as f64, ranges[*group as usize].high as f64);
        let limits: Vec<(f64, f64)> = open.iter().map(limit).collect();
        let variables = Self::problem(&limits, &rows, None).1;
        Self { open, limits, rows, variables }
    }

    fn problem(
        limits: &[(f64, f64)],
        rows: &[(Vec<(usize, f64)>, f64)],
        aim: Option<(usize, bool)>,
    ) -> (Problem, Vec<Variable>) {
        let most = aim.is_some_and(|(_, most)| most);
        let direction = if most { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
        let mut problem = Problem::new(direction);
        let wanted = |at: usize| if aim.is_some_and(|(aim, _)| aim == at) { 1.0 } else { 0.0 };
        let variables: Vec<Variable> =
            limits.iter().enumerate().map(|(at, limit)| problem.add_var(wanted(at), *limit)).collect();
        for (terms, rest) in rows {
            let terms: Vec<(Variable, f64)> =
                terms.iter().map(|(at, sign)| (variables[*at], *sign)).collect();
            problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, *rest);
        }
        (problem, variables)
    }

    fn variable(&self, at: usize) -> Variable {
        self.variables[at]
    }

    /// A solution with the least or the most of one group; none where the solver fails, which leaves the bounds as they are.
    fn solve(&self, at: usize, most: bool) -> Option<Solution> {
        let (problem, _) = Self::problem(&self.limits, &self.rows, Some((at, most)));
        problem.solve().ok()?.into_solution().ok()
    }
}
