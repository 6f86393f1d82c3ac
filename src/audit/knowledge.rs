//! Knowledge: everything that the files say of each cell, put together.

use std::collections::HashMap;
use std::sync::Arc;

use super::finding::{Finding, Leak};
use super::range::Range;
use super::statement::{Says, Statement};
use super::structure::{EVERYONE, Spot, Structure};
use crate::release::MeasureKind;

/// What is known of one measure of one group in one wave.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// How many answered; for a response rate: took part.
    pub(super) base: Range,
    /// Of them negatively, neither way, positively.
    pub(super) tones: [Range; 3],
    /// Respondents of the group.
    pub(super) respondents: Option<u64>,
    /// People of the group.
    pub(super) headcount: Option<u64>,
    /// A score, or a response rate: between which values it is.
    pub(super) score: Option<(f64, f64)>,
    /// Whether any figure of the measure is said.
    pub(super) stated: bool,
    /// Whether it is said to be withheld.
    pub(super) withheld: bool,
    /// Whether it is said how many chose each category.
    pub(super) detailed: bool,
}

impl Cell {
    const UNKNOWN: Self = Self {
        base: Range::ANY,
        tones: [Range::ANY; 3],
        respondents: None,
        headcount: None,
        score: None,
        stated: false,
        withheld: false,
        detailed: false,
    };

    /// The base, where it is said.
    pub(super) fn known_base(&self) -> Option<u64> {
        self.base.exact().filter(|_| self.stated)
    }
}

/// A change that tells the figure of an earlier wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    /// The cell of the later wave.
    pub(super) spot: Spot,
    /// Number of the earlier wave.
    pub(super) from: usize,
    /// Whether on another footing than that wave's own row.
    pub(super) rebased: bool,
}

/// All of it.
#[derive(Clone)]
pub(super) struct Knowledge {
    /// By table and group.
    pub(super) tables: Vec<Vec<Cell>>,
    /// By wave and group: respondents, whichever measure says it.
    pub(super) people: Vec<Vec<Option<u64>>>,
    /// Changes, in order.
    pub(super) told: Vec<Told>,
    /// Names of the files.
    pub(super) files: Vec<Arc<str>>,
    /// Which file says something of which cell, in order.
    pub(super) sources: Vec<(Spot, u32)>,
}

impl Knowledge {
    /// Puts statements together; findings where they contradict each other.
    pub(super) fn read(structure: &Structure, statements: &[Statement]) -> (Self, Vec<Finding>) {
        let mut reader = Reader::new(structure);
        let placed: Vec<(Option<Spot>, u32)> =
            statements.iter().map(|statement| reader.place(statement)).collect();
        // A share says how many only where the base is known.
        for share in [false, true] {
            for (statement, (spot, file)) in statements.iter().zip(&placed) {
                if matches!(statement.says, Says::Share { .. }) == share {
                    reader.take(statement, *spot, *file);
                }
            }
        }
        reader.finish()
    }

    /// The files that say something of any of the cells, in order.
    pub(super) fn said_by(&self, spots: impl Iterator<Item = Spot>) -> Vec<String> {
        let mut files = Vec::new();
        for spot in spots {
            let from = self.sources.partition_point(|(own, _)| *own < spot);
            let own = self.sources[from..].iter().take_while(|(own, _)| *own == spot);
            files.extend(own.map(|(_, file)| *file));
        }
        files.sort_unstable();
        files.dedup();
        let mut names: Vec<String> =
            files.iter().map(|file| self.files[*file as usize].to_string()).collect();
        names.sort_unstable();
        names
    }
}

struct Reader<'a> {
    structure: &'a Structure,
    knowledge: Knowledge,
    files: HashMap<Arc<str>, u32>,
    last: Option<(super::statement::CellKey, Option<Spot>)>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(structure: &'a Structure) -> Self {
        let groups = structure.groups.len();
        let knowledge = Knowledge {
            tables: vec![vec![Cell::UNKNOWN; groups]; structure.tables()],
            people: vec![vec![None; groups]; structure.waves.len()],
            told: Vec::new(),
            files: Vec::new(),
            sources: Vec::new(),
        };
        Self { structure, knowledge, files: HashMap::new(), last: None, findings: Vec::new() }
    }

    /// Where a statement belongs, and the number of its file.
    fn place(&mut self, statement: &Statement) -> (Option<Spot>, u32) {
        let file = match self.files.get(&statement.file) {
            Some(file) => *file,
            None => {
                let file = self.knowledge.files.len() as u32;
                self.knowledge.files.push(statement.file.clone());
                self.files.insert(statement.file.clone(), file);
                file
            }
        };
        // Statements of one cell mostly stand together.
        let spot = match &self.last {
            Some((cell, spot)) if *cell == statement.cell => *spot,
            _ => {
                let spot = self.structure.spot(&statement.cell);
                self.last = Some((statement.cell.clone(), spot));
                spot
            }
        };
        (spot, file)
    }

    fn take(&mut self, statement: &Statement, spot: Option<Spot>, file: u32) {
        let Some(spot) = spot else {
            // The release knows no such cell: whatever is said of it was not protected.
            if statement.says != Says::Withheld {
                let cell = &statement.cell;
                let place = format!("{} · {} · {} {}", cell.wave, cell.measure, cell.breakdown, cell.group);
                self.altered(place, statement);
            }
            return;
        };
        self.knowledge.sources.push((spot, file));
        if self.learn(spot, &statement.says).is_none() {
            let table = self.structure.table_name(spot.table as usize);
            let place = format!("{table} · {}", self.structure.group_name(spot.group));
            self.altered(place, statement);
        }
    }

    fn altered(&mut self, place: String, statement: &Statement) {
        let files = vec![statement.file.to_string()];
        self.findings.push(Finding { leak: Leak::Altered, place, files });
    }

    /// Adds what is said; nothing where it contradicts what was said before.
    fn learn(&mut self, spot: Spot, says: &Says) -> Option<()> {
        let measure = self.structure.measure(spot.table as usize);
        let (kind, wave) = (measure.kind, self.structure.wave(spot.table as usize));
        let cell = &mut self.knowledge.tables[spot.table as usize][spot.group as usize];
        match says {
            Says::Base(base) => cell.base = cell.base.meet(Range::only(*base))?,
            Says::Respondents(people) if kind == MeasureKind::Response => {
                cell.base = cell.base.meet(Range::only(*people))?;
            }
            Says::Respondents(people) => {
                let known = &mut self.knowledge.people[wave][spot.group as usize];
                agree(known, *people)?;
                agree(&mut cell.respondents, *people)?;
            }
            Says::Headcount(people) => agree(&mut cell.headcount, *people)?,
            Says::Tones(tones) => learn_tones(cell, *tones)?,
            Says::Categories(counts) => {
                cell.detailed = true;
                if counts.len() == measure.tones.len() {
                    let mut tones = [0; 3];
                    for (tone, count) in measure.tones.iter().zip(counts) {
                        tones[*tone] += count;
                    }
                    learn_tones(cell, tones)?;
                }
            }
            Says::Share { low, high, .. } if kind == MeasureKind::Response => learn_score(cell, *low, *high)?,
            Says::Share { tone, low, high } => {
                let known = cell.tones.get_mut(*tone)?;
                *known = known.meet(Range::share(cell.base, *low, *high))?;
            }
            Says::Score { low, high } => {
                if !measure.toned() {
                    learn_score(cell, *low, *high)?;
                }
            }
            Says::Earlier { from, rebased, .. } => {
                let from = self.structure.wave_of(from)?;
                self.knowledge.told.push(Told { spot, from, rebased: *rebased });
                return Some(());
            }
            Says::Withheld => {
                cell.withheld = true;
                return Some(());
            }
        }
        cell.stated = true;
        Some(())
    }

    fn finish(mut self) -> (Knowledge, Vec<Finding>) {
        self.knowledge.sources.sort_unstable();
        self.knowledge.sources.dedup();
        self.knowledge.told.sort_unstable();
        self.knowledge.told.dedup();
        self.share_people();
        self.contradicted_markers();
        self.findings.sort_unstable();
        self.findings.dedup();
        (self.knowledge, self.findings)
    }

    /// What a response rate says of the same people as the questions is known of them too.
    fn share_people(&mut self) {
        for table in 0..self.structure.tables() {
            if self.structure.measure(table).kind != MeasureKind::Response {
                continue;
            }
            let people = &mut self.knowledge.people[self.structure.wave(table)];
            let cells = &self.knowledge.tables[table];
            let everyone = cells.get(EVERYONE as usize).and_then(Cell::known_base);
            if everyone.is_some() && people.first().copied().flatten() == everyone {
                for (known, cell) in people.iter_mut().zip(cells) {
                    *known = known.or(cell.known_base());
                }
            }
        }
    }

    /// A cell that one file withholds and another one tells.
    fn contradicted_markers(&mut self) {
        for table in 0..self.structure.tables() {
            for group in 0..self.structure.groups.len() {
                let cell = &self.knowledge.tables[table][group];
                if cell.stated && cell.withheld {
                    let (table, group) = (table as u32, group as u32);
                    let files = self.knowledge.said_by([Spot { table, group }].into_iter());
                    let table = self.structure.table_name(table as usize);
                    let place = format!("{table} · {}", self.structure.group_name(group));
                    self.findings.push(Finding { leak: Leak::Altered, place, files });
                }
            }
        }
    }
}

fn agree(known: &mut Option<u64>, said: u64) -> Option<()> {
    let same = known.is_none_or(|known| known == said);
    *known = known.or(Some(said));
    same.then_some(())
}

fn learn_tones(cell: &mut Cell, tones: [u64; 3]) -> Option<()> {
    cell.base = cell.base.meet(Range::only(tones.iter().sum()))?;
    for (known, tone) in cell.tones.iter_mut().zip(tones) {
        *known = known.meet(Range::only(tone))?;
    }
    Some(())
}

fn learn_score(cell: &mut Cell, low: f64, high: f64) -> Option<()> {
    let (known_low, known_high) = cell.score.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let (low, high) = (known_low.max(low), known_high.min(high));
    // Two printings of one score may differ in the last bits.
    if low > high + 1e-6 {
        return None;
    }
    cell.score = Some((low, high.max(low)));
    Some(())
}
