//! Units and characteristics.

use crate::confidential::wave::NO_GROUP;
use crate::confidential::wave::fixture::{group, ingested, plan, refused, rules, set_aside, warnings};
use crate::plan::Unknown;

/// The groups of one respondent in one breakdown.
fn one(breakdown: usize, cells: &[(&str, &str)]) -> u16 {
    ingested(&plan(), &[cells]).value.wave.groups[breakdown][0]
}

#[test]
fn labels_are_compared_in_their_normal_form() {
    let plan = plan();
    let cells = [("Directorate", " children’s\u{a0}services"), ("Service", "FOSTERING")];
    assert_eq!(one(0, &cells), group(&plan, 0, "childrens"));
    assert_eq!(one(1, &cells), group(&plan, 1, "fostering"));
    assert_eq!(one(0, &[("Directorate", "Adults")]), group(&plan, 0, "adult-care"));
}

#[test]
fn a_name_that_two_units_have_is_read_under_its_parent() {
    let plan = plan();
    let cells = [("Directorate", "Children's Services"), ("Service", "Business Support")];
    assert_eq!(one(1, &cells), group(&plan, 1, "childrens-support"));
    let problems = refused(&plan, &[&[("Directorate", ""), ("Service", "Business Support")]]);
    assert_eq!(
        problems[0].message,
        "“Business Support” is the name of several units (1 row, this is the first)"
    );
}

#[test]
fn parents_follow_from_a_lower_unit() {
    let cells = [("Directorate", ""), ("Service", "Fostering")];
    assert_eq!(one(0, &cells), group(&plan(), 0, "childrens"));
}

#[test]
fn a_blank_unit_is_no_group_there_and_below() {
    let cells = [("Directorate", "Prefer not to say"), ("Service", "")];
    assert_eq!((one(0, &cells), one(1, &cells)), (NO_GROUP, NO_GROUP));
    assert_eq!(one(1, &[("Service", "")]), NO_GROUP);
}

#[test]
fn an_unknown_unit_is_one_problem_however_many_rows_have_it() {
    let rows: [&[(&str, &str)]; 3] = [&[("Directorate", "Adult Car")], &[], &[("Directorate", "adult  car")]];
    let problems = refused(&plan(), &rows);
    assert_eq!(problems.len(), 1);
    let expected = "“Adult Car” is not a unit of the register in this wave (2 rows, this is the first)";
    assert_eq!(problems[0].message, expected);
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean “Adult Care”?"));
    assert_eq!(problems[0].place.row, Some(2));
}

#[test]
fn a_unit_under_another_parent_is_a_problem_or_set_aside() {
    let mut plan = plan();
    let rows: [&[(&str, &str)]; 2] = [&[("Service", "Fostering")], &[]];
    let problems = refused(&plan, &rows);
    let expected = "“Fostering” under “Adult Care” does not belong there (1 row, this is the first)";
    assert_eq!(problems[0].message, expected);
    assert_eq!(problems[0].hint.as_deref(), Some("in the register it belongs to “Children's Services”"));
    rules(&mut plan).unknown_units = Unknown::SetAside;
    let ingested = ingested(&plan, &rows);
    assert_eq!(set_aside(&ingested), [(2, "unit does not belong to its parent")]);
    assert_eq!(warnings(&ingested).len(), 1);
}

#[test]
fn a_unit_of_another_wave_is_unknown_in_this_one() {
    let problems = refused(&plan(), &[&[("Directorate", "Children's Services"), ("Service", "Nurseries")]]);
    assert!(problems[0].hint.as_deref().unwrap().contains("other waves"));
}

#[test]
fn characteristics_left_open_are_not_stated() {
    let plan = plan();
    let stated = group(&plan, 2, "not-stated");
    for label in ["", " ", "prefer not to say", "-", "Not stated"] {
        assert_eq!(one(2, &[("Gender", label)]), stated, "{label}");
    }
    assert_eq!(one(2, &[("Gender", "man")]), group(&plan, 2, "man"));
}

#[test]
fn an_unknown_characteristic_is_a_problem_or_not_stated() {
    let mut plan = plan();
    let rows: [&[(&str, &str)]; 1] = [&[("Gender", "Womn")]];
    let problems = refused(&plan, &rows);
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean “Woman”?"));
    rules(&mut plan).unknown_labels = Unknown::SetAside;
    let ingested = ingested(&plan, &rows);
    assert_eq!(ingested.value.wave.groups[2], [group(&plan, 2, "not-stated")]);
    assert_eq!(warnings(&ingested).len(), 1);
}

#[test]
fn a_breakdown_that_was_not_asked_has_no_group_or_not_stated() {
    let mut plan = plan();
    for breakdown in &mut plan.breakdowns {
        breakdown.headers[1] = None;
    }
    let groups = ingested(&plan, &[&[]]).value.wave.groups;
    assert_eq!(groups, [vec![NO_GROUP], vec![NO_GROUP], vec![group(&plan, 2, "not-stated")]]);
}
