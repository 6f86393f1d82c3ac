//! Simulated people whose answers hang together: one attitude per person moves all their answers.
//!
//! A person is positive on a question where sqrt(r) · attitude + sqrt(1 - r) · chance, both standard
//! normal, is below the question's cut. So the answers of one person to two questions have the
//! correlation r underneath, and every question has exactly the wanted share.

use candour::methods::normal_quantile;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The questions of the simulated survey.
pub(super) const QUESTIONS: usize = 45;

/// Equally likely steps of the attitude, and the bits that choose one.
const STEPS: usize = 1 << STEP_BITS;
const STEP_BITS: u32 = 10;

/// The share of positive answers to each question: 40% to 95%.
pub(super) fn shares() -> [f64; QUESTIONS] {
    std::array::from_fn(|question| 0.4 + 0.55 * question as f64 / (QUESTIONS - 1) as f64)
}

/// P(Z < z) of a standard normal.
pub(super) fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// How a group answers: for each step of the attitude, the chance of a positive answer to each
/// question in 65,536ths.
pub(super) struct Leaning(Vec<[u16; QUESTIONS]>);

impl Leaning {
    /// Shares of positive answers, and the correlation `r`.
    pub(super) fn new(shares: &[f64; QUESTIONS], r: f64) -> Self {
        let cuts = shares.map(normal_quantile);
        // The middles of the steps vary a little less than a normal: stretched to a variance of 1.
        let middle = |step: usize| normal_quantile((step as f64 + 0.5) / STEPS as f64);
        let variance = (0..STEPS).map(|step| middle(step).powi(2)).sum::<f64>() / STEPS as f64;
        let chance = |step: usize, cut: f64| {
            let z = (cut - r.sqrt() * middle(step) / variance.sqrt()) / (1.0 - r).sqrt();
            (below(z) * 65_536.0).round().min(65_535.0) as u16
        };
        Self((0..STEPS).map(|step| cuts.map(|cut| chance(step, cut))).collect())
    }

    fn share(&self, question: usize) -> f64 {
        self.0.iter().map(|line| f64::from(line[question])).sum::<f64>() / (65_536.0 * STEPS as f64)
    }
}

/// What one group answered.
pub(super) struct Answers {
    pub(super) people: u64,
    /// Positive answers to each question.
    pub(super) positive: [u64; QUESTIONS],
    /// The sum of the people's own numbers of positive answers, and of their squares.
    pub(super) scores: (u64, u64),
}

/// Draws surveys, one after the other.
pub(super) struct Survey<'a> {
    generator: ChaCha8Rng,
    groups: Vec<(u64, &'a Leaning)>,
}

impl<'a> Survey<'a> {
    pub(super) fn new(seed: u64, groups: Vec<(u64, &'a Leaning)>) -> Self {
        Self { generator: ChaCha8Rng::seed_from_u64(seed), groups }
    }

    /// The next survey: what each group answered, everybody every question.
    pub(super) fn next(&mut self) -> Vec<Answers> {
        let generator = &mut self.generator;
        self.groups.iter().map(|&(people, leaning)| answers(generator, people, leaning)).collect()
    }
}

fn answers(generator: &mut ChaCha8Rng, people: u64, leaning: &Leaning) -> Answers {
    let mut positive = [0; QUESTIONS];
    let mut scores = (0, 0);
    for _ in 0..people {
        let step = (generator.next_u64() >> (u64::BITS - STEP_BITS)) as usize;
        let (mut bits, mut score) = (0_u64, 0);
        for (question, &chance) in leaning.0[step].iter().enumerate() {
            // Four answers to a draw: 16 bits each.
            bits = if question % 4 == 0 { generator.next_u64() } else { bits >> 16 };
            let yes = u64::from((bits as u16) < chance);
            positive[question] += yes;
            score += yes;
        }
        scores = (scores.0 + score, scores.1 + score * score);
    }
    Answers { people, positive, scores }
}

#[test]
fn every_question_has_its_share() {
    let shares = shares();
    for r in [0.1, 0.5] {
        let leaning = Leaning::new(&shares, r);
        for (question, share) in shares.iter().enumerate() {
            let drawn = leaning.share(question);
            assert!((drawn - share).abs() < 5e-4, "{question}: {drawn} for {share}");
        }
    }
}

#[test]
fn answers_of_one_person_hang_together() {
    let leanings = [0.0, 0.5].map(|r| Leaning::new(&shares(), r));
    let spread = leanings.map(|leaning| {
        let answers = Survey::new(7, vec![(2000, &leaning)]).next().remove(0);
        let people = answers.people as f64;
        answers.scores.1 as f64 / people - (answers.scores.0 as f64 / people).powi(2)
    });
    // Independent answers: the sum of p(1 - p) over the questions is 8.9; r = 0.5 makes it many times that.
    assert!((8.0..10.0).contains(&spread[0]) && spread[1] > 60.0, "{spread:?}");
}
