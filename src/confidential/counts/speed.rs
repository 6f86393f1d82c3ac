//! How fast counting is, beside what one writes first and beside the least that counting could cost.
//!
//! ```text
//! cargo test --release --lib counts::speed -- --ignored --nocapture
//! ```
//!
//! It measures the processors' time of one thread on a million invented people, 60 questions and 11 breakdowns, and asserts
//! that all three count the same. It stands here and not in `benches/`, because nothing outside this room can see a
//! respondent, and a benchmark is no reason for a door.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use crate::confidential::wave::{Wave, code};
use crate::plan::{BreakdownKind, Plan};

use super::associations::{RESAMPLING_GROUPS, resampling_group};
use super::block::{Blocks, ROWS};
use super::tally::Tallies;
use super::{Counts, Grouping, SLOTS, count_parts, pieces, sample, slot_of};

const RESPONDENTS: usize = 1_000_000;
const QUESTIONS: usize = 60;
const UNITS: [usize; 3] = [12, 60, 400];
const CHARACTERISTICS: [usize; 8] = [5, 5, 4, 6, 3, 5, 2, 4];
/// How often each is timed; the least counts, because neighbours only ever add.
const RUNS: usize = 3;

/// A survey of a large organisation: three levels, eight characteristics, 60 five-point questions.
fn plan() -> Plan {
    let mut plan = sample::plan();
    plan.crosses.clear();
    plan.drivers.clear();
    plan.weighting.margins.clear();
    plan.weighting.like_for_like.clear();
    plan.items = (0..QUESTIONS).map(|index| sample::item((index, 5))).collect();
    plan.questions = (0..QUESTIONS).map(sample::question).collect();
    plan.composites.truncate(1);
    plan.composites[0].items = vec![(0..QUESTIONS).collect(); 2];
    let levels = UNITS.iter().enumerate().map(|(level, &units)| (BreakdownKind::Level(level), units));
    let others = CHARACTERISTICS.map(|groups| (BreakdownKind::Characteristic { protected: true }, groups));
    plan.breakdowns = levels
        .chain(others)
        .map(|(kind, groups)| sample::breakdown("groups", kind, &vec!["group"; groups]))
        .collect();
    plan
}

/// Answers that lean to the favourable side, 4% of them missing; teams of about one size.
fn wave() -> Wave {
    let draw = |row: usize, column: usize, of: usize| drawn(row * 101 + column) % of;
    let team = |row: usize| draw(row, 0, UNITS[2]);
    let level = |units: usize| (0..RESPONDENTS).map(|row| (team(row) * units / UNITS[2]) as u16).collect();
    let characteristic = |(column, &groups): (usize, &usize)| {
        (0..RESPONDENTS).map(|row| draw(row, 1 + column, groups) as u16).collect()
    };
    let answer = |row: usize, item: usize| match draw(row, 20 + item, 100) {
        0..8 => 1,
        8..23 => 2,
        23..43 => 3,
        43..77 => 4,
        77..96 => 5,
        96..99 => code::NOT_ANSWERED,
        _ => code::NOT_APPLICABLE,
    };
    Wave {
        wave: 0,
        respondents: RESPONDENTS,
        groups: UNITS
            .into_iter()
            .map(level)
            .chain(CHARACTERISTICS.iter().enumerate().map(characteristic))
            .collect(),
        answers: (0..QUESTIONS).map(|item| (0..RESPONDENTS).map(|row| answer(row, item)).collect()).collect(),
    }
}

/// What one writes first: for each breakdown and each question, a pass over the two columns. `[table][group][item][slot]`.
fn naive(plan: &Plan, wave: &Wave) -> Vec<Vec<u64>> {
    let histogram = |(groups, breakdown): (&Vec<u16>, usize)| {
        let size = Grouping::One(breakdown).groups(plan);
        let mut table = vec![0; size * QUESTIONS * SLOTS];
        for (item, answers) in wave.answers.iter().enumerate() {
            let mut counts = vec![[0_u32; SLOTS]; size];
            for (&group, &answer) in groups.iter().zip(answers) {
                counts[usize::from(group)][usize::from(slot_of(answer)) % SLOTS] += 1;
            }
            for (group, counts) in counts.iter().enumerate() {
                let totals = &mut table[(group * QUESTIONS + item) * SLOTS..][..SLOTS];
                totals.iter_mut().zip(counts).for_each(|(total, &count)| *total = u64::from(count));
            }
        }
        table
    };
    wave.groups.iter().zip(0..).map(histogram).collect()
}

/// Processor milliseconds of this thread, the least of some runs; on other systems than Linux, milliseconds of the clock.
fn timed<T>(work: impl Fn() -> T) -> (f64, T) {
    let busy = || {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    let run = || {
        let (clock, before) = (Instant::now(), busy());
        let result = black_box(work());
        let elapsed = clock.elapsed().as_secs_f64() * 1e3;
        (before.zip(busy()).map_or(elapsed, |(before, after)| (after - before) / 1e6), result)
    };
    (1..RUNS).map(|_| run()).fold(run(), |least, next| if next.0 < least.0 { next } else { least })
}

/// The blocks and joint tables alone.
fn tables(plan: &Plan, wave: &Wave) -> Counts {
    let mut counts = Counts::new(plan, wave.wave);
    let mut tallies = Tallies::new(plan, wave, 0..wave.respondents, &counts);
    let mut blocks = Blocks::new(plan, wave, 0);
    for rows in pieces(0..wave.respondents, ROWS) {
        tallies.add(&blocks.read(rows));
    }
    tallies.pour(plan, &mut counts);
    counts
}

/// What nothing is known to beat: rows of 64 answers that are there already, cells of three joint tables that are known
/// already, counters of a shape that the compiler knows. `[joint][cell][slot][item]`
fn limit(rows: &[[u8; 64]], joints: &[Vec<u16>; 3]) -> Vec<Vec<[[u32; 64]; 6]>> {
    let count = |cells: &Vec<u16>| {
        let size = cells.iter().max().map_or(0, |most| usize::from(*most) + 1);
        let (mut narrow, mut wide) = (vec![[[0_u8; 64]; 6]; size], vec![[[0; 64]; 6]; size]);
        let mut added = vec![0_u8; size];
        let widen = |narrow: &mut [[u8; 64]; 6], wide: &mut [[u32; 64]; 6]| {
            let pairs = wide.as_flattened_mut().iter_mut().zip(narrow.as_flattened_mut());
            pairs.for_each(|(total, count)| *total += u32::from(std::mem::take(count)));
        };
        for (row, &cell) in rows.iter().zip(cells) {
            let cell = usize::from(cell);
            let counters = &mut narrow[cell];
            for (counters, slot) in counters.iter_mut().zip([1, 2, 3, 4, 5, 13]) {
                for (counter, &answer) in counters.iter_mut().zip(row) {
                    *counter = counter.wrapping_add(u8::from(answer == slot));
                }
            }
            added[cell] += 1;
            if added[cell] == u8::MAX {
                widen(counters, &mut wide[cell]);
                added[cell] = 0;
            }
        }
        narrow.iter_mut().zip(&mut wide).for_each(|(narrow, wide)| widen(narrow, wide));
        wide
    };
    joints.iter().map(count).collect()
}

/// The rows and the cells of the limit: the teams; the first five characteristics; the last three.
fn prepared(wave: &Wave) -> (Vec<[u8; 64]>, [Vec<u16>; 3]) {
    let slot = |row: usize, item: usize| wave.answers.get(item).map_or(0, |answers| slot_of(answers[row]));
    let rows = (0..RESPONDENTS).map(|row| std::array::from_fn(|item| slot(row, item))).collect();
    let joint = |from: usize, to: usize| {
        let cell = |row: usize| {
            (from..to).fold(0, |cell, breakdown| {
                cell * CHARACTERISTICS[breakdown - 3] as u16 + wave.groups[breakdown][row]
            })
        };
        (0..RESPONDENTS).map(cell).collect()
    };
    (rows, [wave.groups[2].clone(), joint(3, 7), joint(7, 11)])
}

#[test]
#[ignore = "measures for some seconds"]
fn a_million_people_sixty_questions_eleven_breakdowns() {
    let (plan, wave) = (plan(), wave());
    let mut answers_alone = plan.clone();
    answers_alone.composites.clear();
    let (first, expected) = timed(|| naive(&plan, &wave));
    let (tables, tabled) = timed(|| tables(&answers_alone, &wave));
    let (all, counts) = timed(|| count_parts(&plan, &wave, 0, 1));
    let (rows, joints) = prepared(&wave);
    let (least, limited) = timed(|| limit(&rows, &joints));
    for (breakdown, expected) in expected.iter().enumerate() {
        assert_eq!(&counts.table(Grouping::One(breakdown)).unwrap().answers, expected);
        assert_eq!(&tabled.table(Grouping::One(breakdown)).unwrap().answers, expected);
    }
    let favourable = limited[0].iter().map(|cell| u64::from(cell[4][7])).collect::<Vec<u64>>();
    assert!(favourable.iter().eq(expected[2].iter().skip(7 * SLOTS + 5).step_by(QUESTIONS * SLOTS)));
    let tallies = (RESPONDENTS * QUESTIONS * plan.breakdowns.len()) as f64;
    for (name, cost) in [
        ("one histogram per breakdown and question", first),
        ("our tables of answers", tables),
        ("their limit", least),
        ("all of the counts", all),
    ] {
        println!(
            "{name:<42} {cost:>6.0} ms {:>7.3} ns a tally {:>6.2} of the first",
            cost * 1e6 / tallies,
            cost / first
        );
    }
}

/// A number below 40,000 that looks drawn.
fn drawn(from: usize) -> usize {
    resampling_group(from) * RESAMPLING_GROUPS + resampling_group(!from)
}
