//! Comments: who is quoted, in which list, and their order.

use crate::confidential::wave::fixture::{COMMENT, Cells, ingested, plan, rules, warnings};
use crate::plan::{CommentRules, Consent, Plan};

/// A plan that publishes comments.
fn publishing() -> Plan {
    let mut plan = plan();
    let rules = CommentRules { smallest_unit: 20, smallest_commenters: 10, longest: 500, names: None };
    plan.protection.comments = Some(rules);
    plan
}

/// Rows of a directorate: some with a comment, some without.
fn rows<'a>(
    directorate: &[(&'a str, &'a str)],
    commenting: usize,
    silent: usize,
) -> Vec<Vec<(&'a str, &'a str)>> {
    let with = (0..commenting).map(|_| [directorate, &[(COMMENT, "a comment")]].concat());
    with.chain((0..silent).map(|_| directorate.to_vec())).collect()
}

const ADULTS: &[(&str, &str)] = &[];
const CHILDREN: &[(&str, &str)] = &[("Directorate", "Children's Services"), ("Service", "Fostering")];

fn units(plan: &Plan, rows: &[Vec<(&str, &str)>]) -> Vec<Option<usize>> {
    let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
    let mut units: Vec<_> = ingested(plan, &rows).value.comments.iter().map(|comment| comment.unit).collect();
    units.sort_unstable();
    units
}

#[test]
fn a_comment_is_in_the_list_of_its_unit_or_in_that_of_all_others() {
    let plan = publishing();
    let both = [rows(ADULTS, 10, 10), rows(CHILDREN, 12, 10)].concat();
    assert_eq!(units(&plan, &both), [[Some(0); 10].as_slice(), &[Some(1); 12]].concat());
    let small_rest = [rows(ADULTS, 10, 10), rows(CHILDREN, 12, 7)].concat();
    assert_eq!(units(&plan, &small_rest), [None; 22], "the nineteen would be alone");
    let silent_rest = [rows(ADULTS, 10, 10), rows(CHILDREN, 0, 7)].concat();
    assert_eq!(units(&plan, &silent_rest), [Some(0); 10]);
    assert_eq!(units(&plan, &rows(ADULTS, 9, 20)), [], "too few even together");
}

#[test]
fn where_nothing_is_published_comments_are_counted_and_not_kept() {
    let rows = rows(ADULTS, 30, 10);
    let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
    let counted = ingested(&plan(), &rows).value;
    assert_eq!((counted.comments.len(), counted.commented), (0, 30));
}

#[test]
fn who_may_not_be_quoted_is_left_out_before_anything_is_counted() {
    let mut plan = publishing();
    let consent = Consent { column: "Do you manage people?".into(), yes: vec!["yes".into()] };
    rules(&mut plan).quoting.consent = Some(consent);
    let saying = |answer| [("Do you manage people?", answer)];
    let (no, blank) = (saying("No"), saying(""));
    let all = [rows(ADULTS, 10, 0), rows(&no, 5, 9), rows(&blank, 1, 0)].concat();
    assert_eq!(units(&plan, &all), [Some(0); 10]);
    assert_eq!(units(&plan, &all[1..]), [], "only nine of them may be quoted");
}

#[test]
fn listed_ids_are_left_out_and_unknown_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("excluded.csv");
    std::fs::write(&file, "\u{feff}2\r\n\n \"3\",\n77\n").unwrap();
    let mut plan = publishing();
    rules(&mut plan).quoting.excluded = Some(file.clone());
    let all = rows(ADULTS, 12, 10);
    assert_eq!(units(&plan, &all), [Some(0); 10]);
    let cells: Vec<Cells<'_>> = all.iter().map(Vec::as_slice).collect();
    assert_eq!(warnings(&ingested(&plan, &cells)), ["1 of the response ids are in none of the exports"]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(crate::confidential::wave::fixture::refused(&plan, &cells).len(), 1);
}

#[test]
fn the_order_of_comments_does_not_follow_the_rows() {
    let texts: Vec<String> = (1..=20).map(|number| format!("comment {number}")).collect();
    let forward: Vec<_> = texts.iter().map(|text| vec![(COMMENT, text.as_str())]).collect();
    let backward: Vec<_> = forward.iter().rev().cloned().collect();
    let order = |rows: &[Vec<(&str, &str)>]| {
        let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
        let ingested = ingested(&publishing(), &rows);
        ingested.value.comments.into_iter().map(|comment| comment.text).collect::<Vec<_>>()
    };
    assert_eq!(order(&forward).len(), 20);
    assert_eq!(order(&forward), order(&backward));
    assert_ne!(order(&forward), texts);
}

#[test]
fn labels_for_no_answer_are_no_comments_and_line_ends_are_one_kind() {
    let said: Vec<Cells<'_>> = vec![&[(COMMENT, " two\r\nlines ")]; 20];
    let silent: [Cells<'_>; 2] = [&[(COMMENT, "-")], &[(COMMENT, "  ")]];
    let rows = [said.as_slice(), &silent].concat();
    let comments = ingested(&publishing(), &rows).value.comments;
    assert_eq!(comments.len(), 20);
    assert!(comments.iter().all(|comment| comment.text == "two\nlines"));
    assert_eq!(format!("{:?}", &comments[..1]), "[Comment]");
}
