//! CSV and JSON.

use super::*;

const HEADER: &str = "wave,kind,measure,breakdown,group,status,base,positive,neutral,negative\n";

fn says(opened: &Opened) -> Vec<Says> {
    let own = opened.statements.iter().filter(|one| one.cell == cell("pride", "roads"));
    own.map(|one| one.says.clone()).collect()
}

#[test]
fn a_table_of_results_is_known_by_its_columns_whatever_it_is_called() {
    let opened = opened(
        "extra/table-7.csv",
        format!("{HEADER}2024,question,pride,directorate,roads,shown,12,58,25,17\n"),
    );
    assert_eq!(opened.findings, vec![]);
    let share = |tone, percent: f64| Says::Share { tone, low: percent - 0.5, high: percent + 0.5 };
    assert_eq!(says(&opened), [Says::Base(12), share(0, 17.0), share(1, 25.0), share(2, 58.0)]);
    assert_eq!(&*opened.statements[0].file, "extra/table-7.csv");
}

#[test]
fn a_withheld_row_with_a_figure_says_both() {
    let opened = opened("a.csv", format!("{HEADER}2024,question,pride,directorate,roads,c,12,,,\n"));
    assert_eq!(says(&opened), [Says::Withheld, Says::Base(12)]);
}

#[test]
fn a_change_beside_nothing_tells_the_earlier_figure() {
    let header = "wave,kind,measure,breakdown,group,status,positive,change,mean\n";
    let found = leaks("a.csv", format!("{header}2024,question,pride,directorate,roads,c,,4,\n"));
    assert_found(&found, Leak::Change, "2024 · question pride · directorate roads");
}

#[test]
fn how_many_answered_is_told_only_beside_a_base() {
    let header = "wave,kind,measure,breakdown,group,rows_read,base,percent_of_respondents_who_answered\n";
    let found = |base: &str| {
        leaks("a.csv", format!("{header}2024,question,pride,directorate,roads,90,{base},43.2\n"))
    };
    assert_eq!(found("12"), []);
    for base in ["", "[c]"] {
        assert_found(&found(base), Leak::Finding, "2024 · question pride · directorate roads");
    }
}

#[test]
fn words_in_the_place_of_numbers_are_told() {
    let found = leaks("a.csv", format!("{HEADER}2024,question,pride,directorate,roads,c,fewer than 10,,,\n"));
    assert_found(&found, Leak::Unreadable, "row 2: base is no number");
}

#[test]
fn formulas_long_rows_and_personal_data() {
    let rows = "2024,question,pride,directorate,=cmd|x,shown,12,,,\n2024,question,pride,directorate,jane@example.org,shown,12,,,,7\n";
    let found = leaks("a.csv", format!("{HEADER}{rows}"));
    assert_found(&found, Leak::Hidden, "row 2: a formula");
    assert_found(&found, Leak::Hidden, "row 3 is longer");
    assert_found(&found, Leak::PersonalData, "row 3: e-mail address");
    assert!(!found.iter().any(|(_, place)| place.contains("jane")), "what was found is not repeated");
}

#[test]
fn a_table_that_is_not_known_is_searched_for_groups() {
    let release = of_sample("release.json");
    let found = |text: &str| {
        let opened = open(&[release.clone(), file("data/other.csv", text)]);
        opened.findings.into_iter().map(|one| (one.leak, one.place)).collect::<Vec<_>>()
    };
    assert_found(&found("unit,n\nAdult Social Care,7\n"), Leak::Hidden, "numbers of groups");
    assert_found(&found("unit;n\nadult-social-care;7\n"), Leak::Hidden, "numbers of groups");
    assert_found(&found("a,b\nc,d\n"), Leak::Unreadable, "not known");
    assert_found(&found("a,b\n\u{1},\n"), Leak::Unreadable, "not known");
}

#[test]
fn rows_in_json_are_statements_and_other_json_is_not_known() {
    let rows = r#"[{"wave":"2024","kind":"question","measure":"pride","breakdown":"directorate","group":"roads",
        "figures":{"shown":{"value":50.0,"base":8,"respondents":8,"tones":[4,0,4]}},"note":1}]"#;
    let opened = opened("rows.json", rows);
    assert!(says(&opened).contains(&Says::Tones([4, 0, 4])));
    assert_eq!(opened.findings.len(), 1, "{:?}", opened.findings);
    assert_found(&leaks("rows.json", rows), Leak::Hidden, "note");
    assert_found(&leaks("other.json", "{\"x\": \"jane@example.org\"}"), Leak::Unreadable, "not known");
    assert_found(&leaks("other.json", "{\"x\": \"jane@example.org\"}"), Leak::PersonalData, "e-mail");
}

#[test]
fn other_kinds_cannot_be_looked_into() {
    for path in ["notes.txt", "figures.parquet", "x", "book.xls"] {
        assert_found(&leaks(path, "x"), Leak::Unreadable, "a kind that is not known");
    }
}
