//! Propagation against linear programmes, on trees and on cross tables.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Bounds, circles, programme, settle, solve};
use crate::audit::range::Range;
use crate::audit::structure::{Equation, Graph, Split};

fn graph(groups: usize, equations: Vec<(u32, Vec<u32>)>) -> Graph {
    let mut of = vec![Vec::new(); groups];
    let by: Arc<str> = Arc::from("test");
    let equation = |(whole, parts)| Equation { split: Split::Units, by: by.clone(), whole, parts };
    let equations: Vec<Equation> = equations.into_iter().map(equation).collect();
    for (number, equation) in (0..).zip(&equations) {
        for group in equation.parts.iter().chain([&equation.whole]) {
            of[*group as usize].push(number);
        }
    }
    Graph { equations, of, below: vec![None; groups], together: vec![None; groups] }
}

/// What is known at first: these groups, and that nobody is more than everyone.
fn known(values: &[u64], shown: &[bool]) -> Vec<Range> {
    let everyone = values.iter().copied().max().unwrap_or_default();
    let range = |(value, shown): (&u64, &bool)| {
        if *shown { Range::only(*value) } else { Range { low: 0, high: everyone } }
    };
    values.iter().zip(shown).map(range).collect()
}

fn bounds(base: Vec<Range>) -> Bounds {
    Bounds { by_programme: vec![false; base.len()], base, tones: Vec::new(), contradiction: None }
}

/// Two rows, two columns: cells 0 to 3, rows 4 and 5, columns 6 and 7.
fn two_by_two() -> Graph {
    graph(8, vec![(4, vec![0, 1]), (5, vec![2, 3]), (6, vec![0, 2]), (7, vec![1, 3])])
}

#[test]
fn the_bounds_of_frechet() {
    let values = [0, 0, 0, 0, 10, 6, 9, 7];
    let mut made = bounds(known(&values, &[false, false, false, false, true, true, true, true]));
    settle(&two_by_two(), &mut made).expect("consistent");
    solve(&two_by_two(), &mut made);
    let ranges: Vec<(u64, u64)> = made.base[..4].iter().map(|range| (range.low, range.high)).collect();
    assert_eq!(ranges, [(3, 9), (1, 7), (0, 6), (0, 6)]);
    assert!(made.by_programme[..4].iter().all(|asked| *asked));
}

#[test]
fn one_cell_that_is_told_tells_the_other_three() {
    let values = [4, 0, 0, 0, 10, 6, 9, 7];
    let mut made = bounds(known(&values, &[true, false, false, false, true, true, true, true]));
    settle(&two_by_two(), &mut made).expect("consistent");
    let exact: Vec<Option<u64>> = made.base[..4].iter().map(|range| range.exact()).collect();
    assert_eq!(exact, [Some(4), Some(6), Some(5), Some(1)]);
    assert!(circles::circles(&two_by_two(), &made.base).is_empty());
}

#[test]
fn programmes_know_more_than_bounds_where_equations_form_circles() {
    // x0 + x1 = x1 + x2 = x0 + x2 = 2: bounds say 0 to 2, the equations say 1.
    let circle = graph(6, vec![(3, vec![0, 1]), (4, vec![1, 2]), (5, vec![0, 2])]);
    let shown = [false, false, false, true, true, true];
    let mut made = bounds(known(&[0, 0, 0, 2, 2, 2], &shown));
    settle(&circle, &mut made).expect("consistent");
    assert_eq!(made.base[0], Range { low: 0, high: 2 });
    solve(&circle, &mut made);
    assert_eq!(made.base[0].exact(), Some(1));
}

#[test]
fn what_cannot_be_is_told() {
    let mut made =
        bounds(known(&[9, 9, 0, 0, 10, 9, 9, 9], &[true, true, false, false, true, true, true, true]));
    assert_eq!(settle(&two_by_two(), &mut made), Err(0));
}

/// A tree: parents come before children; the values of leaves, and which groups are told.
fn trees() -> impl Strategy<Value = (Graph, Vec<u64>, Vec<bool>)> {
    prop::collection::vec((0usize..100, 0u64..12, prop::bool::ANY), 2..12).prop_map(|nodes| {
        let count = nodes.len();
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (node, (parent, _, _)) in nodes.iter().enumerate().skip(1) {
            children[parent % node].push(node as u32);
        }
        let mut values: Vec<u64> = nodes.iter().map(|(_, value, _)| *value).collect();
        for node in (0..count).rev().filter(|node| !children[*node].is_empty()) {
            values[node] = children[node].iter().map(|child| values[*child as usize]).sum();
        }
        let shown = nodes.iter().enumerate().map(|(node, (_, _, shown))| *shown || node == 0).collect();
        let equations = (0..).zip(children).filter(|(_, parts)| !parts.is_empty()).collect();
        (graph(count, equations), values, shown)
    })
}

/// A table of up to four by four with its margins and its total last; some of everything is told, the total always.
fn tables() -> impl Strategy<Value = (Graph, Vec<u64>, Vec<bool>)> {
    let sides = (2usize..5, 2usize..5);
    let filled = sides.prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(0u64..15, rows * columns);
        let groups = rows * columns + rows + columns;
        (Just(rows), Just(columns), cells, prop::collection::vec(prop::bool::weighted(0.6), groups))
    });
    filled.prop_map(|(rows, columns, mut values, mut shown)| {
        let cells = rows * columns;
        let row =
            |row: usize| (row * columns..(row + 1) * columns).map(|cell| cell as u32).collect::<Vec<_>>();
        let column = |column: usize| (0..rows).map(|row| (row * columns + column) as u32).collect::<Vec<_>>();
        let lines: Vec<Vec<u32>> = (0..rows).map(row).chain((0..columns).map(column)).collect();
        let total = (cells + rows + columns) as u32;
        let mut equations = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            values.push(line.iter().map(|cell| values[*cell as usize]).sum());
            equations.push(((cells + number) as u32, line));
        }
        values.push(values[..cells].iter().sum());
        shown.push(true);
        let margins = |from: usize, count: usize| (from..from + count).map(|group| group as u32).collect();
        equations.push((total, margins(cells, rows)));
        equations.push((total, margins(cells + rows, columns)));
        (graph(values.len(), equations), values, shown)
    })
}

proptest! {
    #[test]
    fn on_trees_bounds_are_all_that_can_be_known((graph, values, shown) in trees()) {
        let at_first = known(&values, &shown);
        let all: Vec<u32> = (0..graph.equations.len() as u32).collect();
        let by_programme = programme::narrow(&graph, &all, &at_first);
        let mut made = bounds(at_first);
        prop_assert!(settle(&graph, &mut made).is_ok());
        prop_assert!(circles::circles(&graph, &made.base).is_empty());
        for (group, range) in by_programme {
            prop_assert_eq!(made.base[group as usize], range);
        }
    }

    #[test]
    fn in_cross_tables_programmes_only_narrow_and_never_past_the_truth((graph, values, shown) in tables()) {
        let at_first = known(&values, &shown);
        let all: Vec<u32> = (0..graph.equations.len() as u32).collect();
        let whole = programme::narrow(&graph, &all, &at_first);
        let mut made = bounds(at_first);
        prop_assert!(settle(&graph, &mut made).is_ok());
        let carried = made.base.clone();
        solve(&graph, &mut made);
        for (group, value) in values.iter().enumerate() {
            prop_assert_eq!(made.base[group].meet(carried[group]), Some(made.base[group]));
            prop_assert!(made.base[group].meet(Range::only(*value)).is_some());
        }
        // Looking at circles alone loses nothing.
        for (group, range) in whole {
            prop_assert_eq!(made.base[group as usize], range);
        }
    }
}
