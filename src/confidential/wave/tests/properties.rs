//! What holds for any rows at all.

use proptest::prelude::*;

use crate::confidential::wave::fixture::{Cells, export, export_named, plan, rules};
use crate::confidential::wave::ingest;
use crate::plan::{Duplicates, Unknown};

/// A cell of a column: usual, blank, or something odd.
fn cell(
    column: &'static str,
    values: &'static [&'static str],
) -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(values).prop_map(move |value| (column, value))
}

fn row() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    (
        cell("ID", &["1", "2", "3", "4", "", " "]),
        cell("Completion time", &["2024-05-01", "2024-06-01T00:00:00", ""]),
        cell("Consent", &["Yes", "No", ""]),
        cell("Directorate", &["Adult Care", "Children's Services", "Parks", ""]),
        cell("Service", &["Reablement", "Business Support", "Nurseries", ""]),
        cell("Gender", &["Woman", "man", "?", ""]),
        cell("I am proud to work here", &["Agree", "7", "", "-"]),
        cell("How do you hear news?", &["Email;", "Pigeon", "", "Email; or letter;Team meeting"]),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn read_is_kept_and_set_aside(
        first in prop::collection::vec(row(), 1..12),
        second in prop::collection::vec(row(), 0..6),
        last in any::<bool>(),
    ) {
        let mut plan = plan();
        let rules = rules(&mut plan);
        rules.unknown_units = Unknown::SetAside;
        rules.unknown_labels = Unknown::SetAside;
        rules.duplicates = if last { Duplicates::Last } else { Duplicates::First };
        let first: Vec<Cells<'_>> = first.iter().map(Vec::as_slice).collect();
        let second: Vec<Cells<'_>> = second.iter().map(Vec::as_slice).collect();
        let exports = vec![export(&first), export_named("second.csv", &second)];
        let Ok(ingested) = ingest(&plan, 1, exports, 2, None) else { return Ok(()) };
        let ingested = ingested.value;
        let respondents = ingested.wave.respondents;
        prop_assert_eq!(ingested.read, (first.len() + second.len()) as u64);
        prop_assert_eq!(ingested.read, (respondents + ingested.set_aside.len()) as u64);
        prop_assert!(ingested.wave.groups.iter().all(|column| column.len() == respondents));
        prop_assert!(ingested.wave.answers.iter().all(|column| column.len() == respondents));
    }
}
