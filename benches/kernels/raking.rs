//! Raking of 100,000 respondents to three margins, and 60 weighted shares with linearised errors, from one code for each
//! answer: what R's `survey` does in `benches/peers/raking.R`, on the same made-up answers.

use std::hint::black_box;

use candour::methods::{CellSums, Margin, RakingCell, Weighted, WeightedMean, rake};
use criterion::Criterion;

const PEOPLE: usize = 100_000;
const QUESTIONS: usize = 60;
const GROUPS: [usize; 3] = [8, 3, 6];

/// The staff by margin and group; the shares are what counts.
const STAFF: [&[u64]; 3] = [
    &[31_000, 15_000, 22_000, 17_000, 19_000, 14_000, 25_000, 18_000],
    &[80_000, 60_000, 21_000],
    &[20_000, 31_000, 33_000, 30_000, 27_000, 20_000],
];

/// Codes of everybody, column by column.
struct People {
    groups: [Vec<u8>; 3],
    positive: Vec<Vec<u8>>,
}

impl People {
    /// The same as in `raking.R`: nothing is drawn.
    fn new() -> Self {
        let group = |margin: usize, at: usize| match margin {
            0 => (at * 7 + at / 5) % 11 % GROUPS[0],
            1 => (at * 5 + at / 7) % GROUPS[1],
            _ => at / 11 % GROUPS[2],
        };
        let positive = |question: usize, at: usize| (at * (question + 3) + at / 13) % 10 < 6;
        let column = |of: &dyn Fn(usize) -> u8| (0..PEOPLE).map(of).collect::<Vec<u8>>();
        Self {
            groups: [0, 1, 2].map(|margin| column(&|at| group(margin, at) as u8)),
            positive: (0..QUESTIONS).map(|question| column(&|at| u8::from(positive(question, at)))).collect(),
        }
    }

    /// Weights, and every question's weighted share with its error.
    fn weighted(&self) -> Option<Vec<WeightedMean>> {
        let all: usize = GROUPS.iter().product();
        let number = |at: usize| {
            let codes = self.groups.iter().map(|column| usize::from(column[at]));
            codes.zip(GROUPS).fold(0, |number, (code, size)| number * size + code)
        };
        let numbers: Vec<usize> = (0..PEOPLE).map(number).collect();
        let mut people = vec![0_u64; all];
        for cell in &numbers {
            people[*cell] += 1;
        }
        let seen: Vec<usize> = (0..all).filter(|cell| people[*cell] > 0).collect();
        let groups = |cell: usize| [cell / 18, cell / 6 % 3, cell % 6].map(Some).to_vec();
        let cells: Vec<RakingCell> = seen
            .iter()
            .map(|cell| RakingCell { groups: groups(*cell), respondents: people[*cell] })
            .collect();
        let raked = rake(&cells, &STAFF.map(|targets| Margin { targets }), f64::INFINITY).ok()?;
        let weighted = Weighted::new(&cells, &raked.weights)?;
        let share = |answers: &Vec<u8>| {
            let mut positive = vec![0_u64; all];
            for (cell, answer) in numbers.iter().zip(answers) {
                positive[*cell] += u64::from(*answer);
            }
            let sums = |cell: &usize| {
                let positive = positive[*cell] as f64;
                CellSums { answered: people[*cell], sum: positive, squares: positive }
            };
            weighted.share(&seen.iter().map(sums).collect::<Vec<_>>(), &vec![true; seen.len()])
        };
        self.positive.iter().map(share).collect()
    }
}

/// Prints the first figures too, so that they can be compared with the peer's.
pub(crate) fn raking(criterion: &mut Criterion) {
    let people = People::new();
    for (at, share) in people.weighted().unwrap_or_default().iter().take(3).enumerate() {
        println!("question {}: {:.10}, standard error {:.10}", at + 1, share.estimate, share.se);
    }
    criterion.bench_function("raking 100,000 respondents, 60 shares with errors", |bench| {
        bench.iter(|| black_box(&people).weighted());
    });
}
