//! The estimates come back as they were written, whatever of them is there; and nothing else is believed.

use std::fs;

use crate::confidential::counts::{Grouping, count, sample};
use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::models::{
    Models, WaveWeighting, WeightedEstimate, WeightingResult, Which,
};
use crate::confidential::estimates::verdict::Verdict;
use crate::confidential::estimates::{Change, Comparison, Estimate, Estimates, InTrend, Kind, Read, Test};
use crate::exit::Exit;
use crate::plan::Plan;

use super::parquet_file::Opened;
use super::tabulate::tabulate;
use super::{MEMBERSHIPS, Store};

/// The columns that the interface promises, in its order.
const PROMISED: &str = "wave kind measure breakdown group parent headcount respondents base categories \
    positive neutral negative mean sd score ci_low ci_high ci_fpc_low ci_fpc_high \
    rest_base rest_positive difference difference_low difference_high \
    p_value p_method p_adjusted effect_h mw_p cliffs_delta detectable verdict \
    change_from change change_low change_high change_p change_p_adjusted change_detectable change_verdict comparability weighted_positive weighted_se deff
    standardised_positive";

/// A source of figures that are sometimes absent, the same each time.
struct Figures(u64);

impl Figures {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn number(&mut self) -> f64 {
        (self.next() as f64 - 1e9) / 7e8
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (!self.next().is_multiple_of(3)).then(|| make(self))
    }

    fn interval(&mut self) -> Interval {
        Interval { low: self.number(), high: self.number() }
    }

    fn test(&mut self) -> Test {
        let methods = ["chi-square, N-1", "Fisher mid-p", "Fisher exact", "Welch t", "none"];
        Test {
            difference: self.number(),
            interval: self.some(Self::interval),
            interval90: self.some(Self::interval),
            p_value: self.some(Self::number),
            method: methods[self.next() as usize % 5],
            p_adjusted: self.some(Self::number),
            detectable: self.some(Self::number),
            verdict: Verdict::ALL[self.next() as usize % 7],
        }
    }

    fn comparison(&mut self) -> Comparison {
        Comparison {
            rest_base: self.next(),
            rest_positive: self.some(Self::number),
            test: self.test(),
            effect_h: self.some(Self::number),
            effect_g: self.some(Self::number),
            mw_p: self.some(Self::number),
            cliffs_delta: self.some(Self::number),
        }
    }

    fn change(&mut self) -> Change {
        Change {
            from: 0,
            from_group: self.some(|_| "roads".to_owned()),
            from_parts: (0..self.next() % 3)
                .map(|part| ("service".to_owned(), format!("part “{part}”"), self.next().is_multiple_of(2)))
                .collect(),
            from_base: self.next(),
            note: self.some(|_| "Reworded: “my team” was “our team”".to_owned()),
            test: self.some(Self::test),
        }
    }

    fn estimate(
        &mut self,
        wave: usize,
        kind: Kind,
        measure: &str,
        [breakdown, group]: [&str; 2],
    ) -> Estimate {
        Estimate {
            wave,
            kind,
            measure: measure.to_owned(),
            breakdown: breakdown.to_owned(),
            group: group.to_owned(),
            parent: self.some(|_| "places".to_owned()),
            headcount: self.some(Self::next),
            respondents: self.next(),
            base: self.next(),
            asked: self.some(Self::next),
            unanswered: self.some(Self::next),
            categories: (0..self.next() % 6).map(|_| self.next()).collect(),
            tones: self.some(|figures| [figures.next(), figures.next(), figures.next()]),
            positive: self.some(Self::number),
            neutral: self.some(Self::number),
            negative: self.some(Self::number),
            mean: self.some(Self::number),
            sd: self.some(Self::number),
            score: self.some(Self::number),
            in_trend: self.some(|figures| InTrend {
                score: figures.number(),
                mean: figures.number(),
                sd: figures.number(),
                base: figures.next(),
            }),
            ci: self.some(Self::interval),
            ci_finite: self.some(Self::interval),
            against_rest: self.some(Self::comparison).map(Box::new),
            change: self.some(Self::change).map(Box::new),
        }
    }
}

/// Every measure in every group of both waves, in the plan's order.
fn estimates(plan: &Plan) -> Estimates {
    let mut figures = Figures(7);
    let questions = plan.items.iter().map(|item| (Kind::Question, item.id.as_str()));
    let others = [(Kind::Pillar, "people"), (Kind::Pillar, "later"), (Kind::Index, "engagement")];
    let measures: Vec<_> = [(Kind::Response, "core")].into_iter().chain(questions).chain(others).collect();
    let mut rows = Vec::new();
    for wave in 0..2 {
        for &(kind, measure) in &measures {
            for grouping in Grouping::every(plan) {
                for group in grouping.group_ids(plan) {
                    rows.push(figures.estimate(wave, kind, measure, [&grouping.id(plan), &group]));
                }
            }
        }
    }
    let memberships = [90, 120].map(|people| count(plan, &sample::large_wave(people), 1).memberships);
    let read = [(100, 93), (120, 120)].map(|(read, kept)| Read { read, kept });
    Estimates { rows, memberships: memberships.to_vec(), read: read.to_vec(), models: models(&mut figures) }
}

/// One of everything that is modelled.
fn models(figures: &mut Figures) -> Models {
    let which = Which {
        wave: 1,
        kind: Kind::Overall,
        measure: "overall".to_owned(),
        breakdown: "all".to_owned(),
        group: "all".to_owned(),
    };
    Models {
        weightings: vec![WaveWeighting {
            wave: 0,
            margins: vec![0, 2],
            result: WeightingResult::Empty { breakdown: 2, group: 1 },
        }],
        weighted: vec![WeightedEstimate {
            which,
            value: figures.number(),
            se: figures.number(),
            design_effect: None,
            interval: Some(figures.interval()),
        }],
        ..Models::default()
    }
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap().value;
    (folder, store)
}

#[test]
fn estimates_come_back_as_they_were_and_give_the_same_bytes() {
    let plan = sample::plan();
    let estimates = estimates(&plan);
    let (_folder, store) = store();
    store.write_estimates(&plan, &estimates).unwrap();
    let back = store.read_estimates(&plan).unwrap().value;
    for (back, row) in back.rows.iter().zip(&estimates.rows) {
        assert!(back == row, "another {} of {} in {}", row.measure, row.group, row.wave);
    }
    assert!(back == estimates);
    let bytes = fs::read(store.estimates_file()).unwrap();
    store.write_estimates(&plan, &back).unwrap();
    assert!(fs::read(store.estimates_file()).unwrap() == bytes, "not the same bytes");
}

#[test]
fn estimates_are_not_read_without_every_waves_memberships() {
    let plan = sample::plan();
    let (_folder, store) = store();
    store.write_estimates(&plan, &estimates(&plan)).unwrap();
    let path = store.wave_file(&plan, 1, MEMBERSHIPS);
    fs::remove_file(&path).unwrap();
    let refused = store.read_estimates(&plan).unwrap_err();
    assert_eq!(refused.iter().next().unwrap().hint.as_deref(), Some("run `candour analyse` first"));
    fs::copy(store.wave_file(&plan, 0, MEMBERSHIPS), &path).unwrap();
    assert!(store.read_estimates(&plan).is_err());
}

#[test]
fn no_estimates_are_estimates_too() {
    let plan = sample::plan();
    let nothing =
        Estimates { rows: Vec::new(), memberships: Vec::new(), read: Vec::new(), models: Models::default() };
    let (_folder, store) = store();
    store.write_estimates(&plan, &nothing).unwrap();
    assert!(store.read_estimates(&plan).unwrap().value == nothing);
}

#[test]
fn rows_are_brought_into_the_plans_order_and_what_it_does_not_know_comes_last() {
    let plan = sample::plan();
    let ordered = estimates(&plan);
    let mut unknown = ordered.rows[0].clone();
    unknown.wave = 1;
    unknown.kind = Kind::Index;
    unknown.measure = "elsewhere".to_owned();
    let mut reversed = ordered.clone();
    reversed.rows.reverse();
    reversed.rows.insert(0, unknown.clone());
    let (_folder, store) = store();
    store.write_estimates(&plan, &reversed).unwrap();
    let mut back = store.read_estimates(&plan).unwrap().value;
    assert!(back.rows.pop() == Some(unknown));
    assert!(back == ordered);
}

#[test]
fn the_promised_columns_come_first_and_in_their_order() {
    let plan = sample::plan();
    let table = tabulate(&estimates(&plan), &plan).unwrap();
    let names: Vec<&str> = table.columns().iter().map(|column| column.name().as_str()).collect();
    let promised: Vec<&str> = PROMISED.split_whitespace().collect();
    assert_eq!(names[..promised.len()], promised);
}

#[test]
fn another_pipeline_is_refused_with_what_to_do() {
    let plan = sample::plan();
    let (_folder, store) = store();
    store.write_estimates(&plan, &estimates(&plan)).unwrap();
    let mut changed = plan;
    changed.waves[0].rules.least_answered += 1;
    let problems = store.read_estimates(&changed).unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.hint.as_deref(), Some("run `candour analyse` again"));
}

#[test]
fn a_file_cut_short_or_altered_is_a_problem_and_never_a_panic() {
    let plan = sample::plan();
    let mut few = estimates(&plan);
    few.rows.truncate(40);
    let (_folder, store) = store();
    store.write_estimates(&plan, &few).unwrap();
    let whole = fs::read(store.estimates_file()).unwrap();
    for length in (0..whole.len()).step_by(31) {
        fs::write(store.estimates_file(), &whole[..length]).unwrap();
        assert_eq!(store.read_estimates(&plan).unwrap_err().exit(), Exit::Files);
    }
    for place in (0..whole.len()).step_by(31) {
        let mut altered = whole.clone();
        altered[place] ^= 1 << (place % 8);
        fs::write(store.estimates_file(), &altered).unwrap();
        assert_eq!(store.read_estimates(&plan).unwrap_err().exit(), Exit::Files);
    }
}

#[test]
fn a_description_has_shapes_and_nothing_else() {
    let plan = sample::plan();
    let (_folder, store) = store();
    let wave = sample::large_wave(30);
    store.write_set_aside(&plan, 0, &[]).unwrap();
    store.write_responses(&plan, &wave, 30).unwrap();
    store.write_estimates(&plan, &estimates(&plan)).unwrap();
    fs::write(store.folder.join("wave=2022/counts.parquet"), "not a table").unwrap();
    let from = |part: String| format!("(pipeline {}, candour {})", &part[..12], env!("CARGO_PKG_VERSION"));
    let (read, made) = (from(plan.part_of_reading(0)), from(plan.part_of_figures()));
    let columns = Opened::open(store.estimates_file(), "").unwrap().columns().len();
    let expected = [
        "Store of 2 waves".to_owned(),
        "Wave 2022".to_owned(),
        format!("  responses: 30 respondents, 12 columns {read}"),
        "  set aside: 0 rows".to_owned(),
        "  counts: cannot be read".to_owned(),
        format!("  memberships: 5 columns {made}"),
        "Wave 2024".to_owned(),
        format!("  memberships: 5 columns {made}"),
        format!("  estimates: {} rows, {columns} columns {made}", estimates(&plan).rows.len()),
    ];
    assert_eq!(store.describe(), expected);
}
