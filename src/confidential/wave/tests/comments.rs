//! Comments: their units and their order.

use crate::confidential::wave::fixture::{COMMENT, Cells, ingested, plan};

/// Rows of Adult Care: some with a comment, some without.
fn rows(commenting: usize, silent: usize, texts: &[String]) -> Vec<Vec<(&str, &str)>> {
    let with = texts.iter().take(commenting).map(|text| vec![(COMMENT, text.as_str())]);
    with.chain((0..silent).map(|_| vec![])).collect()
}

fn units(commenting: usize, silent: usize) -> Vec<Option<usize>> {
    let texts: Vec<String> = (0..commenting).map(|at| format!("comment {at}")).collect();
    let rows = rows(commenting, silent, &texts);
    let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
    ingested(&plan(), &rows).value.comments.iter().map(|comment| comment.unit).collect()
}

#[test]
fn a_comment_has_its_unit_only_where_enough_answered_and_commented() {
    assert_eq!(units(10, 10), [Some(0); 10]);
    assert_eq!(units(9, 11), [None; 9]);
    assert_eq!(units(10, 9), [None; 10]);
}

#[test]
fn the_order_of_comments_does_not_follow_the_rows() {
    let texts: Vec<String> = ["one", "two", "three", "four", "five"].map(str::to_owned).to_vec();
    let forward = rows(5, 0, &texts);
    let backward: Vec<_> = forward.iter().rev().cloned().collect();
    let order = |rows: &[Vec<(&str, &str)>]| {
        let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
        let ingested = ingested(&plan(), &rows);
        ingested.value.comments.into_iter().map(|comment| comment.text).collect::<Vec<_>>()
    };
    assert_eq!(order(&forward), order(&backward));
    assert_ne!(order(&forward), texts);
}

#[test]
fn labels_for_no_answer_are_no_comments_and_line_ends_are_one_kind() {
    let rows: [Cells<'_>; 3] = [&[(COMMENT, "-")], &[(COMMENT, "  ")], &[(COMMENT, " two\r\nlines ")]];
    let ingested = ingested(&plan(), &rows);
    let texts: Vec<&str> = ingested.value.comments.iter().map(|comment| comment.text.as_str()).collect();
    assert_eq!(texts, ["two\nlines"]);
    assert_eq!(format!("{:?}", ingested.value.comments), "[Comment]");
}
