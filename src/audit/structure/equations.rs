//! The equations: from levels with parents, characteristics and cross tables.

use std::collections::HashMap;
use std::sync::Arc;

use super::{EVERYONE, Equation, Graph, Group, Split, Structure, among};
use crate::release::{Release, ReleasedBreakdown, ReleasedColumn, ReleasedCross};

impl Structure {
    /// Numbers the groups and connects them.
    pub(super) fn connect(&mut self, release: &Release) {
        let always = vec![true; self.waves.len()];
        let all: Arc<str> = Arc::from("all");
        self.publish(&all, &all, always);
        for breakdown in release.breakdowns() {
            let id = Arc::from(breakdown.id.as_str());
            for group in &breakdown.groups {
                let waves = among(&self.waves, &group.waves);
                self.publish(&id, &Arc::from(group.id.as_str()), waves);
            }
        }
        let mut equations = self.of_levels(release.breakdowns());
        equations.extend(self.of_characteristics(release.breakdowns()));
        for cross in release.crosses() {
            equations.extend(self.of_cross(release.breakdowns(), cross));
        }
        self.graphs = (0..self.waves.len()).map(|wave| self.graph(&equations, wave)).collect();
    }

    /// A group that may have rows.
    fn publish(&mut self, breakdown: &Arc<str>, id: &Arc<str>, waves: Vec<bool>) -> u32 {
        let group = self.add(breakdown, id, waves, true);
        self.by_group.entry(breakdown.clone()).or_default().insert(id.clone(), group);
        group
    }

    fn add(&mut self, breakdown: &Arc<str>, id: &Arc<str>, waves: Vec<bool>, published: bool) -> u32 {
        let group = self.groups.len() as u32;
        self.groups.push(Group { breakdown: breakdown.clone(), id: id.clone(), waves, published });
        group
    }

    /// Those of a whole who are in none of its parts.
    fn nowhere(&mut self, by: &Arc<str>, whole: u32) -> u32 {
        let waves = self.groups[whole as usize].waves.clone();
        self.add(by, &Arc::from("nowhere"), waves, false)
    }

    fn of_levels(&mut self, breakdowns: &[ReleasedBreakdown]) -> Vec<Equation> {
        let mut levels: Vec<&ReleasedBreakdown> = breakdowns.iter().filter(|b| b.level.is_some()).collect();
        levels.sort_by_key(|breakdown| breakdown.level);
        let mut equations = Vec::new();
        for (at, level) in levels.iter().enumerate() {
            let by = Arc::from(level.id.as_str());
            let above = at.checked_sub(1).and_then(|above| levels.get(above));
            let mut parts: Vec<(u32, Vec<u32>)> = Vec::new();
            let mut places: HashMap<u32, usize> = HashMap::new();
            for unit in &level.groups {
                let parent = unit.parent.as_deref().zip(above);
                let whole = match parent {
                    Some((parent, above)) => self.group_of(&above.id, parent),
                    None => (at == 0).then_some(EVERYONE),
                };
                let (Some(whole), Some(part)) = (whole, self.group_of(&level.id, &unit.id)) else { continue };
                let place = *places.entry(whole).or_insert_with(|| {
                    parts.push((whole, Vec::new()));
                    parts.len() - 1
                });
                parts[place].1.push(part);
            }
            for (whole, mut parts) in parts {
                parts.push(self.nowhere(&by, whole));
                equations.push(Equation { split: Split::Units, by: by.clone(), whole, parts });
            }
        }
        equations
    }

    fn of_characteristics(&self, breakdowns: &[ReleasedBreakdown]) -> Vec<Equation> {
        let equation = |breakdown: &ReleasedBreakdown| Equation {
            split: Split::Groups,
            by: Arc::from(breakdown.id.as_str()),
            whole: EVERYONE,
            parts: self.groups_of(&breakdown.id, breakdown.groups.iter().map(|group| &group.id)),
        };
        breakdowns.iter().filter(|breakdown| breakdown.level.is_none()).map(equation).collect()
    }

    fn groups_of<'a>(&self, breakdown: &str, ids: impl Iterator<Item = &'a String>) -> Vec<u32> {
        ids.filter_map(|id| self.group_of(breakdown, id)).collect()
    }

    fn of_cross(&mut self, breakdowns: &[ReleasedBreakdown], cross: &ReleasedCross) -> Vec<Equation> {
        let by: Arc<str> = Arc::from(cross.id.as_str());
        let Some(level) = breakdowns.iter().find(|breakdown| breakdown.id == cross.level) else {
            return Vec::new();
        };
        let mut equations = Vec::new();
        let mut columns: Vec<Vec<u32>> = vec![Vec::new(); cross.columns.len()];
        let groups: Vec<Vec<u32>> = cross
            .columns
            .iter()
            .map(|column| self.groups_of(&cross.characteristic, column.groups.iter()))
            .collect();
        for unit in &level.groups {
            let Some(whole) = self.group_of(&level.id, &unit.id) else { continue };
            let mut parts = Vec::new();
            for (at, column) in cross.columns.iter().enumerate() {
                let waves = self.both(whole, &groups[at]);
                let id = Arc::from(format!("{}×{}", unit.id, column.id).as_str());
                let cell = self.publish(&by, &id, waves);
                parts.push(cell);
                columns[at].push(cell);
            }
            equations.push(Equation { split: Split::Row, by: by.clone(), whole, parts });
        }
        for ((column, parts), groups) in cross.columns.iter().zip(columns).zip(groups) {
            equations.extend(self.of_column(&by, column, parts, groups));
        }
        equations
    }

    /// The waves in which a unit exists and so does one of the groups.
    fn both(&self, unit: u32, groups: &[u32]) -> Vec<bool> {
        let any = |wave: usize| groups.iter().any(|group| self.groups[*group as usize].waves[wave]);
        self.groups[unit as usize].waves.iter().enumerate().map(|(wave, own)| *own && any(wave)).collect()
    }

    fn of_column(
        &mut self,
        by: &Arc<str>,
        column: &ReleasedColumn,
        mut parts: Vec<u32>,
        groups: Vec<u32>,
    ) -> Vec<Equation> {
        let equation = |split, whole, parts| Equation { split, by: by.clone(), whole, parts };
        let mut equations = Vec::new();
        let whole = match groups.as_slice() {
            [] => return equations,
            [one] => *one,
            _ => {
                let any = |wave: usize| groups.iter().any(|group| self.groups[*group as usize].waves[wave]);
                let waves = (0..self.waves.len()).map(any).collect();
                let whole = self.add(by, &Arc::from(column.id.as_str()), waves, false);
                equations.push(equation(Split::Together, whole, groups));
                whole
            }
        };
        parts.push(self.nowhere(by, whole));
        equations.push(equation(Split::Column, whole, parts));
        equations
    }

    /// The equations as they are in one wave: of the groups that existed then.
    fn graph(&self, equations: &[Equation], wave: usize) -> Graph {
        let exists = |group: u32| self.groups[group as usize].waves[wave];
        let mut graph = Graph {
            equations: Vec::new(),
            of: vec![Vec::new(); self.groups.len()],
            below: vec![None; self.groups.len()],
            together: vec![None; self.groups.len()],
        };
        for equation in equations.iter().filter(|equation| exists(equation.whole)) {
            let parts: Vec<u32> = equation.parts.iter().copied().filter(|part| exists(*part)).collect();
            if !parts.iter().any(|part| self.groups[*part as usize].published) {
                continue;
            }
            let number = graph.equations.len() as u32;
            for group in parts.iter().chain([&equation.whole]) {
                graph.of[*group as usize].push(number);
            }
            match equation.split {
                Split::Units => graph.below[equation.whole as usize] = Some(number),
                Split::Together => graph.together[equation.whole as usize] = Some(number),
                Split::Groups | Split::Row | Split::Column => {}
            }
            graph.equations.push(Equation { parts, ..equation.clone() });
        }
        graph
    }
}
