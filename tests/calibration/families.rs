//! Many comparisons at once: 45 correlated questions in eight directorates, simulated.

use candour::methods::{benjamini_hochberg, holm, two_by_two};

use super::people::{Answers, Leaning, QUESTIONS, Survey, shares};
use super::table::{Row, Table, cell};

const NAME: &str = "families";
const HEADER: [&str; 21] = [
    "scenario",
    "r",
    "replicates",
    "true_differences",
    "dragged_along",
    "no_difference",
    "raw_rate",
    "raw_any",
    "holm_mean",
    "holm_mean_se",
    "holm_worst_question",
    "holm_power",
    "bh_any",
    "bh_any_se",
    "bh_false_share",
    "bh_false_share_se",
    "bh_dragged_share",
    "bh_dragged_share_se",
    "bh_findings",
    "bh_power",
    "raw_in_first_25",
];

const LEVEL: f64 = 0.05;
const REPLICATES: usize = 4000;

/// Where nobody differs the error rate itself is the answer: known to 0.2 points.
const NULL_REPLICATES: usize = 20_000;

/// How many replicates the ordinary test works out again.
const CHECKED: usize = 25;

/// About the directorates of the sample organisation.
pub(super) const SIZES: [u64; 8] = [90, 140, 180, 230, 260, 300, 380, 455];

/// The directorate that is lower, and the one that is higher in return so that the whole stays.
const LOWER: usize = 4;
const HIGHER: usize = 5;

/// How many of the questions differ, from the first, and by how much.
const DIFFERING: usize = 40;
const DIFFERENCE: f64 = 0.1;

/// Who differs from whom.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scenario {
    /// Nobody.
    Null,
    /// Nobody, and no question is answered positively by more than 80%.
    NullMiddle,
    /// One directorate is lower. Everybody else is a little above *their* rest, which holds it.
    OneLower,
    /// One is lower and one higher by as many people: the other six do not differ from their rest.
    Balanced,
}

/// What is true of one comparison with the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Different,
    DraggedAlong,
    Same,
}

impl Scenario {
    fn name(self) -> &'static str {
        match self {
            Self::Null => "nobody differs",
            Self::NullMiddle => "nobody differs, shares up to 80%",
            Self::OneLower => "one lower",
            Self::Balanced => "one lower and one higher",
        }
    }

    fn truth(self, group: usize, question: usize) -> Truth {
        let designed = group == LOWER || (group == HIGHER && self == Self::Balanced);
        match self {
            Self::OneLower | Self::Balanced if question < DIFFERING && designed => Truth::Different,
            Self::OneLower if question < DIFFERING => Truth::DraggedAlong,
            _ => Truth::Same,
        }
    }

    /// How much the group is above the others on a question that differs.
    fn shift(self, group: usize) -> f64 {
        match (self, group) {
            (Self::OneLower | Self::Balanced, LOWER) => -DIFFERENCE,
            (Self::Balanced, HIGHER) => DIFFERENCE * SIZES[LOWER] as f64 / SIZES[HIGHER] as f64,
            _ => 0.0,
        }
    }

    fn leaning(self, group: usize, r: f64) -> Leaning {
        let mut shares = shares();
        if self == Self::NullMiddle {
            shares = shares.map(|share| 0.4 + (share - 0.4) * 0.4 / 0.55);
        }
        for share in &mut shares[..DIFFERING] {
            *share += self.shift(group);
        }
        Leaning::new(&shares, r)
    }
}

/// The p values of every group against the rest, question by question.
pub(super) fn p_values(groups: &[Answers]) -> Vec<Option<f64>> {
    let people: u64 = groups.iter().map(|group| group.people).sum();
    let mut all = Vec::with_capacity(QUESTIONS * groups.len());
    for question in 0..QUESTIONS {
        let positive: u64 = groups.iter().map(|group| group.positive[question]).sum();
        all.extend(groups.iter().map(|group| {
            let own = group.positive[question];
            let test = two_by_two::compare(own, group.people, positive - own, people - group.people);
            test.map(|test| test.p_value)
        }));
    }
    all
}

/// Mean and squares of a figure over the replicates.
#[derive(Default)]
struct Average {
    sum: f64,
    squares: f64,
    replicates: usize,
}

impl Average {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.squares += value * value;
        self.replicates += 1;
    }

    fn mean(&self) -> f64 {
        self.sum / self.replicates as f64
    }

    /// The Monte-Carlo standard error of the mean.
    fn error(&self) -> f64 {
        let replicates = self.replicates as f64;
        ((self.squares / replicates - self.mean().powi(2)).max(0.0) / replicates).sqrt()
    }
}

/// What the replicates of one case came to.
struct Study {
    truths: Vec<Truth>,
    raw: Average,
    raw_any: Average,
    holm: Average,
    holm_by_question: [u32; QUESTIONS],
    holm_power: Average,
    bh_any: Average,
    bh_false: Average,
    bh_dragged: Average,
    bh_findings: Average,
    bh_power: Average,
}

impl Study {
    fn new(scenario: Scenario) -> Self {
        let place = |question| (0..SIZES.len()).map(move |group| scenario.truth(group, question));
        Self {
            truths: (0..QUESTIONS).flat_map(place).collect(),
            raw: Average::default(),
            raw_any: Average::default(),
            holm: Average::default(),
            holm_by_question: [0; QUESTIONS],
            holm_power: Average::default(),
            bh_any: Average::default(),
            bh_false: Average::default(),
            bh_dragged: Average::default(),
            bh_findings: Average::default(),
            bh_power: Average::default(),
        }
    }

    fn number(&self, truth: Truth) -> usize {
        self.truths.iter().filter(|&&other| other == truth).count()
    }

    /// How many of the comparisons of which this is true were found.
    fn found(&self, p: &[Option<f64>], truth: Truth) -> f64 {
        let found = |(p, other): (&Option<f64>, &Truth)| *other == truth && below(*p);
        p.iter().zip(&self.truths).filter(|&pair| found(pair)).count() as f64
    }

    fn add(&mut self, p: &[Option<f64>]) {
        let (same, different) = (self.number(Truth::Same), self.number(Truth::Different).max(1));
        let found = self.found(p, Truth::Same);
        self.raw.add(found / same as f64);
        self.raw_any.add(f64::from(found > 0.0));
        let adjusted: Vec<_> = p.chunks(SIZES.len()).flat_map(holm).collect();
        self.holm_power.add(self.found(&adjusted, Truth::Different) / different as f64);
        let truths = self.truths.chunks(SIZES.len());
        let mut wrong = 0;
        for (question, (p, truths)) in adjusted.chunks(SIZES.len()).zip(truths).enumerate() {
            let any = p.iter().zip(truths).any(|(p, &truth)| truth == Truth::Same && below(*p));
            wrong += u32::from(any);
            self.holm_by_question[question] += u32::from(any);
        }
        self.holm.add(f64::from(wrong) / QUESTIONS as f64);
        let adjusted = benjamini_hochberg(p);
        let [same, dragged, different_found] =
            [Truth::Same, Truth::DraggedAlong, Truth::Different].map(|truth| self.found(&adjusted, truth));
        let findings = same + dragged + different_found;
        self.bh_any.add(f64::from(findings > 0.0));
        self.bh_false.add(same / findings.max(1.0));
        self.bh_dragged.add(dragged / findings.max(1.0));
        self.bh_findings.add(findings);
        self.bh_power.add(different_found / different as f64);
    }

    fn row(&self, scenario: Scenario, r: f64, first: usize) -> Vec<String> {
        let mut row = vec![scenario.name().to_owned(), r.to_string(), self.raw.replicates.to_string()];
        let numbers = [Truth::Different, Truth::DraggedAlong, Truth::Same];
        row.extend(numbers.map(|truth| self.number(truth).to_string()));
        let worst = self.holm_by_question.iter().max().copied().unwrap_or_default();
        let figures = [
            self.raw.mean(),
            self.raw_any.mean(),
            self.holm.mean(),
            self.holm.error(),
            f64::from(worst) / self.raw.replicates as f64,
            self.holm_power.mean(),
            self.bh_any.mean(),
            self.bh_any.error(),
            self.bh_false.mean(),
            self.bh_false.error(),
            self.bh_dragged.mean(),
            self.bh_dragged.error(),
            self.bh_findings.mean(),
            self.bh_power.mean(),
        ];
        row.extend(figures.map(cell));
        row.push(first.to_string());
        row
    }
}

pub(super) fn below(p: Option<f64>) -> bool {
    p.is_some_and(|p| p < LEVEL)
}

const CASES: [(Scenario, f64, u64); 8] = [
    (Scenario::Null, 0.3, 501),
    (Scenario::Null, 0.5, 502),
    (Scenario::NullMiddle, 0.3, 507),
    (Scenario::NullMiddle, 0.5, 508),
    (Scenario::OneLower, 0.3, 503),
    (Scenario::OneLower, 0.5, 504),
    (Scenario::Balanced, 0.3, 505),
    (Scenario::Balanced, 0.5, 506),
];

/// Runs some replicates of a case; gives the raw findings of the first few.
fn run((scenario, r, seed): (Scenario, f64, u64), replicates: usize, study: &mut Study) -> usize {
    let [others, lower, higher] = [0, LOWER, HIGHER].map(|group| scenario.leaning(group, r));
    let leaning = |group| match group {
        LOWER => &lower,
        HIGHER => &higher,
        _ => &others,
    };
    let groups = SIZES.into_iter().enumerate().map(|(group, size)| (size, leaning(group)));
    let mut survey = Survey::new(seed, groups.collect());
    let mut first = 0;
    for replicate in 0..replicates {
        let p = p_values(&survey.next());
        first += if replicate < CHECKED { p.iter().filter(|p| below(**p)).count() } else { 0 };
        study.add(&p);
    }
    first
}

#[test]
#[ignore = "a study: rewrites families.csv"]
fn study() {
    let rows = CASES.map(|case| {
        let mut study = Study::new(case.0);
        let null = matches!(case.0, Scenario::Null | Scenario::NullMiddle);
        let first = run(case, if null { NULL_REPLICATES } else { REPLICATES }, &mut study);
        study.row(case.0, case.1, first)
    });
    Table::write(NAME, &HEADER, rows);
}

#[test]
fn the_first_replicates_are_what_the_tests_give() {
    let table = Table::committed(NAME);
    for (case, row) in CASES.into_iter().zip(table.rows()).step_by(3) {
        assert_eq!((row.text("scenario"), row.number("r")), (case.0.name(), case.1));
        let first = run(case, CHECKED, &mut Study::new(case.0));
        assert_eq!(row.text("raw_in_first_25"), first.to_string(), "{NAME} is stale: run its study");
    }
}

/// The figure is at most the level, but for two Monte-Carlo standard errors.
fn holds(row: Row<'_>, figure: &str) {
    let (rate, error) = (row.number(figure), row.number(&format!("{figure}_se")));
    assert!(rate <= LEVEL + 2.0 * error, "{} r = {}: {figure} {rate}", row.text("scenario"), row.text("r"));
}

#[test]
fn false_findings_are_as_rare_as_promised() {
    let table = Table::committed(NAME);
    assert_eq!(table.rows().count(), CASES.len());
    for row in table.rows() {
        holds(row, "holm_mean");
        holds(row, "bh_false_share");
    }
}

#[test]
fn without_adjustment_there_is_nearly_always_a_false_finding() {
    for row in Table::committed(NAME).rows().take(2) {
        assert_eq!(row.text("scenario"), Scenario::Null.name());
        assert!(row.number("raw_any") > 0.9);
    }
}
