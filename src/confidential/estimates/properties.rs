//! Whatever people answer, every figure is a number or says that there is none.

use proptest::prelude::*;

use super::methods::{clopper_pearson, wilson};
use super::models::Models;
use super::{Estimates, Kind, Read, estimate};
use crate::confidential::counts::{count, sample};
use crate::confidential::wave::Wave;
use crate::plan::{Headcount, HeadcountCell, IntervalMethod, Plan};

/// The sample plan with a headcount of both waves by directorate, gender and grade.
fn plan(people: [u64; 9]) -> Plan {
    let mut plan = sample::plan();
    let cell = |(at, people): (usize, &u64)| HeadcountCell {
        units: vec![Some(at % 3), None],
        staff_group: "core".to_owned(),
        characteristics: vec![(2, at / 3 % 2), (3, at % 3)],
        people: *people,
    };
    let cells = people.iter().enumerate().map(cell).collect();
    plan.waves[0].headcount = Some(Headcount { cells, characteristics: vec![2, 3] });
    plan
}

fn estimates(plan: &Plan, wave: &Wave) -> Estimates {
    estimate(plan, &[count(plan, wave, 1)], vec![Read::default()], 1)
}

/// JSON has no word for what is not a number, so writing and reading everything back finds any.
fn finite(models: &Models) -> bool {
    let text = serde_json::to_string(models).unwrap();
    serde_json::from_str::<Models>(&text).is_ok_and(|read| read == *models)
}

fn figures_are_finite(estimates: &Estimates) -> bool {
    let fine = |value: Option<f64>| value.is_none_or(f64::is_finite);
    estimates.rows.iter().all(|row| {
        let tests = row.against_rest.iter().map(|rest| &rest.test);
        let tests = tests.chain(row.change.iter().filter_map(|change| change.test.as_ref()));
        [row.positive, row.neutral, row.negative, row.mean, row.sd, row.score].into_iter().all(fine)
            && [row.ci, row.ci_finite]
                .into_iter()
                .flatten()
                .all(|ci| ci.low.is_finite() && ci.high.is_finite())
            && tests.into_iter().all(|test| {
                test.difference.is_finite()
                    && [test.p_value, test.p_adjusted, test.detectable].into_iter().all(fine)
            })
    })
}

#[test]
fn the_interval_of_a_share_is_the_one_that_was_asked_for() {
    let mut plan = plan([5; 9]);
    let answers = |row: usize| if row < 8 { [5, 5, 5, 5, 11, 2] } else { [1; 6] };
    let rows: Vec<_> = (0..10).map(|row| ([0; 4], answers(row))).collect();
    let wave = sample::wave(&rows);
    for (method, expected) in
        [(IntervalMethod::Wilson, wilson(8, 10)), (IntervalMethod::ClopperPearson, clopper_pearson(8, 10))]
    {
        plan.verdicts.interval = method;
        let estimates = estimates(&plan, &wave);
        let row = estimates.rows.iter().find(|row| row.kind == Kind::Question && row.breakdown == "all");
        assert_eq!(row.and_then(|row| row.ci), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_a_number_or_none(wave in sample::waves(), people in any::<[u8; 9]>()) {
        let plan = plan(people.map(u64::from));
        let estimates = estimates(&plan, &wave);
        prop_assert!(figures_are_finite(&estimates));
        prop_assert!(finite(&estimates.models));
    }

    #[test]
    fn everyone_agreeing_is_no_reason_to_fail(n in 0_usize..60, code in 1_u8..=5, group in 0_u16..3) {
        let rows = vec![([group, group, group % 2, group], [code, code, code, code, code, 1 + code % 2]); n];
        let estimates = estimates(&plan([5; 9]), &sample::wave(&rows));
        prop_assert!(figures_are_finite(&estimates));
        prop_assert!(finite(&estimates.models));
    }
}
