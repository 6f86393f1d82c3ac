//! One header row of codes, of texts, of both.

use super::{column, names, options, recognised, refused};
use crate::confidential::export::column::Cells;
use crate::plan::Layout;

#[test]
fn codes_are_names_and_options_are_called_by_theirs() {
    let heading = recognised(&[
        "id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|Q1|Q2[SQ001]|Q2[SQ002]|Q2[other]|Q3[SQ001]|Q3[SQ001comment]|Q4[SQ001][1]|Q4[SQ001][2]|Q5[SQ001_SQ002]",
    ]);
    assert_eq!(
        heading.recognised,
        "recognised as LimeSurvey: one header row of codes, columns id, submitdate"
    );
    assert_eq!(names(&heading, 0), ["id", "Response ID"]);
    assert_eq!(names(&heading, 1), ["submitdate", "Completed", "Completion time"]);
    assert_eq!(names(&heading, 6), ["startdate", "Started", "Start time"]);
    assert_eq!(names(&heading, 8), ["IP address", "ipaddr"]);
    let which = column(&heading, "Q2");
    assert_eq!(options(which), [(10, "SQ001"), (11, "SQ002"), (12, "other")]);
    let Cells::Options { not_chosen, .. } = &which.cells else { panic!("options") };
    assert_eq!(*not_chosen, ["N", "No", "0", ""]);
    assert_eq!(names(&heading, 10), ["Q2[SQ001]"]);
    assert_eq!(options(column(&heading, "Q3")), [(13, "SQ001")], "a comment is no option");
    assert_eq!(names(&heading, 15), ["Q4[SQ001][1]"]);
    assert!(!heading.columns.iter().any(|column| column.names == ["Q4"]), "two scales are no options");
}

#[test]
fn texts_are_taken_apart_at_their_last_brackets() {
    let heading = recognised(&[
        "Response ID|Date submitted|Last page|Start language|I am proud [of my work] here|Which of these? [Training [paid]]|Which of these? [Other]|Notes [Training][Comment]",
    ]);
    assert_eq!(
        heading.recognised,
        "recognised as LimeSurvey: one header row of texts, columns Response ID, Date submitted"
    );
    assert_eq!(names(&heading, 0), ["Response ID", "ID"]);
    assert_eq!(names(&heading, 4), ["I am proud [of my work] here"]);
    let which = column(&heading, "Which of these?");
    assert_eq!(options(which), [(5, "Training [paid]"), (6, "Other")]);
    assert_eq!(
        names(&heading, 5),
        ["Which of these? [Training [paid]]", "Which of these? - Training [paid]", "Training [paid]"]
    );
    assert_eq!(names(&heading, 7)[1], "Notes - Training - Comment");
}

#[test]
fn codes_and_texts_are_both_names() {
    let heading = recognised(&[
        "id. Antwort-ID|submitdate. Datum|lastpage. Letzte Seite|Q1. I am proud. Really|Q2[SQ001]. Which of these? [Training]|Q2[SQ002]. Which of these? [Pay]",
    ]);
    assert!(heading.recognised.contains("of codes and texts"));
    assert_eq!(names(&heading, 0), ["Antwort-ID", "id", "id. Antwort-ID", "Response ID"]);
    assert_eq!(names(&heading, 3), ["I am proud. Really", "Q1", "Q1. I am proud. Really"]);
    let which = column(&heading, "Q2");
    assert_eq!(which.names, ["Which of these?", "Q2"]);
    assert_eq!(options(which), [(4, "Training"), (5, "Pay")]);
    assert_eq!(names(&heading, 4)[1..4], ["Which of these? - Training", "Training", "Q2[SQ001]"]);
}

#[test]
fn other_separators_and_underscores_for_spaces_are_known() {
    let heading = recognised(&["id: Response ID|submitdate: Date submitted|seed: Seed|Q1: Proud"]);
    assert_eq!(names(&heading, 3), ["Proud", "Q1", "Q1: Proud"]);
    let heading = recognised(&["Response_ID|Date_submitted|Last_page|Proud"]);
    assert!(heading.recognised.contains("of texts"));
    assert_eq!(names(&heading, 1)[0], "Date_submitted");
}

#[test]
fn pinned_without_its_columns_it_is_refused() {
    assert!(refused(Layout::LimeSurvey, &["id|Proud"]).ends_with(": submitdate is missing"));
    assert!(refused(Layout::LimeSurvey, &["Proud"]).ends_with(": id, submitdate are missing"));
    assert!(refused(Layout::LimeSurvey, &["id|submitdate|Proud"]).ends_with(": lastpage is missing"));
}
