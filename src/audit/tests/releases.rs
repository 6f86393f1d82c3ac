//! Each attack on a release that gives something away in that way alone.

use serde_json::json;

use super::survey::{Survey, pride, safe, structure};
use crate::audit::{Leak, audit};

fn place(what: &str) -> String {
    format!("2024 · question pride · {what}")
}

#[test]
fn a_safe_release_passes() {
    let done = safe().audit();
    assert_eq!(done.findings, []);
    let certificate = done.certificate;
    assert_eq!((certificate.shown, certificate.withheld, certificate.files), (8, 0, 1));
    assert_eq!(
        (certificate.smallest_group, certificate.smallest_sensitive, certificate.insiders),
        (10, 30, 1)
    );
    assert!(certificate.remainders >= 3 && certificate.equations == 3);
}

#[test]
fn an_audit_says_the_same_every_time() {
    let leaky = safe().tones(pride("gender", "men"), [0, 0, 9]).withheld(pride("gender", "women"));
    assert_eq!(leaky.audit(), leaky.audit());
    assert!(leaky.found().len() > 1);
}

#[test]
fn small_groups_are_found() {
    let small = safe().tones(pride("service", "children"), [2, 3, 4]).withheld(pride("service", "adults"));
    assert!(small.found().contains(&(Leak::SmallGroup, place("service children"))), "{:?}", small.found());
    let sensitive = structure().with("sensitive", json!(true)).tones(pride("all", "all"), [10, 9, 10]);
    assert_eq!(sensitive.found(), [(Leak::SmallGroup, place("all"))]);
}

#[test]
fn details_of_too_few_are_found_in_groups_and_in_what_is_left() {
    let direct =
        safe().tones(pride("service", "children"), [5, 5, 10]).last("categories", json!([2, 3, 5, 5, 5]));
    assert_eq!(direct.found(), [(Leak::TooDetailed, place("service children"))]);
    let left = safe()
        .tones(pride("all", "all"), [40, 40, 80])
        .last("categories", json!([10, 30, 40, 50, 30]))
        .tones(pride("gender", "women"), [22, 23, 45])
        .last("categories", json!([5, 17, 23, 25, 20]))
        .tones(pride("gender", "men"), [13, 12, 25])
        .last("categories", json!([3, 10, 12, 15, 10]));
    assert_eq!(left.found(), [(Leak::TooDetailed, place("what is left of all by gender"))]);
}

#[test]
fn what_subtraction_leaves_is_found_in_the_tree_and_by_respondents() {
    let leaky = safe().tones(pride("unit", "places"), [23, 23, 46]);
    let name = "what is left of all by unit";
    let respondents = (Leak::Subtraction, format!("2024 · respondents · {name}"));
    assert_eq!(leaky.found(), [(Leak::Subtraction, place(name)), respondents]);
    assert_eq!(leaky.audit().findings[0].files, ["release.json"]);
    // Lower units stand for a unit that is withheld.
    let below = leaky.withheld(pride("unit", "care"));
    assert!(below.found().contains(&(Leak::Subtraction, place(name))), "{:?}", below.found());
}

#[test]
fn groups_and_remainders_of_one_mind_are_found() {
    let group = safe()
        .tones(pride("service", "children"), [0, 1, 19])
        .tones(pride("service", "adults"), [15, 14, 11]);
    assert_eq!(group.found(), [(Leak::Unanimous, place("service children"))]);
    let left = safe().tones(pride("unit", "places"), [25, 24, 11]).tones(pride("unit", "care"), [15, 15, 49]);
    let left = left.withheld(pride("service", "adults")).withheld(pride("service", "children"));
    assert!(
        left.found().contains(&(Leak::Unanimous, place("what is left of all by unit"))),
        "{:?}",
        left.found()
    );
}

#[test]
fn small_groups_that_all_took_part_are_found() {
    let rate = |group: &'static str| ["2024", "response", "core", "unit", group];
    let all = ["2024", "response", "core", "all", "all"];
    let rates = structure().measure("response", "core").rate(all, 160, 250);
    let safe = rates.clone().rate(rate("care"), 60, 100).rate(rate("places"), 80, 100);
    assert_eq!(safe.found(), []);
    let full = rates.clone().rate(rate("care"), 39, 40).rate(rate("places"), 80, 100);
    assert_eq!(full.found(), [(Leak::Unanimous, "2024 · response core · unit care".into())]);
    let left = rates.rate(rate("care"), 60, 109).rate(rate("places"), 80, 120);
    assert_eq!(
        left.found(),
        [(Leak::Unanimous, "2024 · response core · what is left of all by unit".into())]
    );
}

#[test]
fn what_is_withheld_alone_is_determined() {
    let alone = safe().withheld(pride("gender", "men"));
    assert_eq!(alone.found(), [(Leak::Determined, place("gender men"))]);
    let two = alone.withheld(pride("gender", "women"));
    assert_eq!(two.found(), []);
    let narrowest = two.audit().certificate.narrowest.expect("something is withheld");
    assert!(narrowest > 25, "{narrowest}");
    // Nobody is there: a marker that hides nothing.
    let nobody = safe().tones(pride("gender", "men"), [18, 17, 35]).withheld(pride("gender", "not-stated"));
    assert_eq!(nobody.found(), []);
}

#[test]
fn a_base_that_is_told_elsewhere_is_not_what_was_withheld() {
    let pillar = |breakdown, group| ["2024", "pillar", "people", breakdown, group];
    let scores = safe().measure("pillar", "people").score(pillar("all", "all"), 50.0, 160);
    let scores = scores.score(pillar("gender", "women"), 50.0, 90);
    let both = scores.clone().withheld(pillar("gender", "men")).withheld(pillar("gender", "not-stated"));
    assert_eq!(both.found(), [], "all respondents have a score, and nobody knows which");
    let one = both.score(pillar("gender", "not-stated"), 40.0, 20);
    assert_eq!(one.found(), [(Leak::Determined, "2024 · pillar people · gender men".into())]);
    let rate = |breakdown, group| ["2024", "response", "core", breakdown, group];
    let rates = |survey: Survey| {
        let all = survey.measure("response", "core").rate(rate("all", "all"), 160, 250);
        let others = all.rate(rate("gender", "women"), 90, 150).rate(rate("gender", "not-stated"), 20, 30);
        others.withheld(rate("gender", "men")).found()
    };
    assert_eq!(rates(safe()), [], "the question tells how many men took part");
    assert_eq!(rates(structure()), [(Leak::Determined, "2024 · response core · gender men".into())]);
}

#[test]
fn what_one_remainder_implies_of_its_parts_is_no_finding_unless_they_are_of_one_mind() {
    let other = |group: &'static str| ["2024", "question", "values", "gender", group];
    let alike = safe()
        .tones(pride("gender", "women"), [38, 38, 14])
        .withheld(pride("gender", "men"))
        .withheld(pride("gender", "not-stated"));
    assert_eq!(alike.found(), [], "how many answered in each is not known");
    let told = alike
        .measure("question", "values")
        .tones(["2024", "question", "values", "all", "all"], [40, 40, 80])
        .tones(other("women"), [22, 23, 45])
        .tones(other("men"), [13, 12, 25])
        .tones(other("not-stated"), [5, 5, 10]);
    assert_eq!(told.found(), [], "70 people of several minds might have been shown");
    let of_one_mind = told.tones(pride("gender", "women"), [40, 39, 11]);
    let alike = (Leak::Unanimous, place("gender men"));
    assert!(of_one_mind.found().contains(&alike), "{:?}", of_one_mind.found());
}

#[test]
fn a_change_needs_the_earlier_figure() {
    let before = ["2022", "question", "pride", "unit", "care"];
    let change =
        json!({"shown": {"from": "2022", "difference": {"points": 5.0, "verdict": "no_clear_difference"}}});
    let changed =
        |survey: Survey| survey.tones(pride("unit", "care"), [15, 15, 30]).last("change", change.clone());
    let everyone = safe().tones(["2022", "question", "pride", "all", "all"], [40, 40, 80]);
    assert_eq!(changed(everyone.clone().tones(before, [10, 20, 20])).found(), []);
    assert_eq!(changed(everyone.withheld(before)).found(), [(Leak::Change, place("unit care"))]);
}

#[test]
fn a_change_of_several_groups_needs_each_of_them_and_enough_people() {
    let part = |group: &str, added: bool| json!({"breakdown": "service", "group": group, "added": added});
    let whole = json!({"breakdown": "unit", "group": "care", "added": true});
    let change = json!({"shown": {"from": "2022", "rebased": true, "parts": [whole, part("adults", false)],
        "difference": {"points": 5.0, "verdict": "no_clear_difference"}}});
    let changed = safe().tones(pride("service", "children"), [5, 5, 10]).last("change", change);
    let of = |breakdown: &'static str, group: &'static str| ["2022", "question", "pride", breakdown, group];
    let before = changed.tones(of("all", "all"), [40, 40, 80]).tones(of("unit", "care"), [15, 15, 30]);
    let found = |survey: Survey| survey.found().contains(&(Leak::Change, place("service children")));
    assert!(!found(before.clone().tones(of("service", "adults"), [10, 10, 20])));
    assert!(found(before.clone()), "a part is not told");
    assert!(found(before.tones(of("service", "adults"), [13, 13, 26])), "eight people are left");
}

#[test]
fn populations_differ_by_nobody_or_by_enough() {
    let of = |scope: &'static str| ["2024", "response", scope, "all", "all"];
    let scopes = |other: u64| {
        let measures = structure().measure("response", "core").measure("response", "everyone");
        measures.rate(of("core"), 160, 250).rate(of("everyone"), other, 300)
    };
    assert_eq!(scopes(160).found(), []);
    assert_eq!(scopes(170).found(), []);
    assert_eq!(scopes(164).found(), [(Leak::Scope, "2024 · response everyone · all".into())]);
}

#[test]
fn a_score_needs_all_of_its_questions() {
    let pillar = |breakdown, group| ["2024", "pillar", "people", breakdown, group];
    let survey = structure().with("pillar", json!("people")).measure("pillar", "people");
    let survey = survey.tones(pride("all", "all"), [40, 40, 80]).score(pillar("all", "all"), 50.0, 160);
    assert_eq!(survey.found(), []);
    let without = survey.score(pillar("unit", "care"), 55.0, 60).withheld(pride("unit", "care"));
    assert_eq!(without.found(), [(Leak::Finding, "2024 · pillar people · unit care".into())]);
    let end = structure().measure("pillar", "people").score(pillar("all", "all"), 100.0, 160);
    assert_eq!(end.found(), [(Leak::Unanimous, "2024 · pillar people · all".into())]);
}

#[test]
fn what_is_said_of_a_figure_needs_the_figure() {
    let ranked = |group: &str| {
        let groups = json!([{"group": group, "value": 50.0}]);
        let ranking = json!({"wave": "2024", "measure": "pride", "breakdown": "gender", "groups": groups, "differ": false});
        safe()
            .withheld(pride("gender", "men"))
            .withheld(pride("gender", "women"))
            .finding("rankings", ranking)
    };
    assert_eq!(ranked("not-stated").found(), []);
    let place = "2024 · ranking by pride · gender men".to_owned();
    assert_eq!(ranked("men").found(), [(Leak::Finding, place)]);
    let weighted = json!({"wave": "2022", "kind": "question", "measure": "pride", "breakdown": "all", "group": "all",
        "value": 50.0});
    assert_eq!(safe().finding("weighted", weighted).found().len(), 1);
}

#[test]
fn figures_that_contradict_each_other_are_found() {
    let inside = safe().last("tones", json!([6, 5, 10]));
    assert_eq!(inside.found().first().map(|found| found.0), Some(Leak::Altered));
    let sum = safe().tones(pride("gender", "women"), [40, 23, 45]);
    assert_eq!(sum.found().last().map(|found| found.0), Some(Leak::Altered), "{:?}", sum.found());
}

#[test]
fn nothing_readable_is_no_safe_release() {
    assert_eq!(audit(&[], &[]).findings[0].leak, Leak::Unreadable);
    let earlier = audit(&safe().files(), &[Vec::new()]);
    assert_eq!(earlier.findings[0].leak, Leak::Unreadable);
    assert_eq!(earlier.certificate.earlier, 1);
}

#[test]
fn late_answers_are_found_beside_an_earlier_release() {
    let alone = |tones| structure().tones(pride("all", "all"), tones);
    let beside = |now: &Survey, before: &Survey| audit(&now.files(), &[before.files()]).findings;
    let now = alone([40, 40, 80]);
    assert_eq!(beside(&now, &now), []);
    assert_eq!(beside(&now, &alone([34, 34, 72])), [], "twenty more people, of several minds");
    for before in [[39, 39, 79], [39, 41, 80], [40, 40, 60]] {
        let found = beside(&now, &alone(before));
        assert_eq!(found.len(), 1, "{before:?}");
        assert_eq!((found[0].leak, found[0].place.as_str()), (Leak::Release, place("all").as_str()));
        assert_eq!(found[0].files, ["release.json", "earlier release 1: release.json"]);
    }
}

#[test]
fn what_one_release_withholds_another_may_show() {
    let all = |survey: Survey| survey.tones(pride("all", "all"), [40, 40, 80]);
    let now = all(structure()).tones(pride("gender", "women"), [22, 23, 45]);
    let before = all(structure()).tones(pride("gender", "men"), [17, 16, 33]);
    assert_eq!((now.found(), before.found()), (vec![], vec![]));
    let found = audit(&now.files(), &[before.files()]).findings;
    let places: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
    assert_eq!(
        places,
        [&*place("what is left of all by gender"), "2024 · respondents · what is left of all by gender"]
    );
    assert!(found.iter().all(|found| found.leak == Leak::Release && found.files.len() == 2));
    // What the earlier release gives away alone cannot be taken back.
    let leaky = before.tones(pride("gender", "women"), [20, 20, 46]);
    let again = audit(&leaky.files(), &[leaky.files()]).findings;
    assert!(again.iter().all(|found| found.leak != Leak::Release), "{again:?}");
}

fn crossed(shown: &[(&str, [u64; 3])]) -> Survey {
    let columns: [(&str, &[&str]); 2] = [("women", &["women"]), ("others", &["men", "not-stated"])];
    let survey = safe().cross("unit", "gender", &columns);
    shown.iter().fold(survey, |survey, (cell, tones)| survey.tones(pride("unit×gender", cell), *tones))
}

#[test]
fn rows_and_columns_of_cross_tables_are_subtracted() {
    assert_eq!(crossed(&[]).found(), []);
    let row = [("care×women", [8, 7, 15]), ("care×others", [7, 8, 15])];
    assert_eq!(crossed(&row).found(), []);
    // The row: five others. The column: nobody is told of 90 - 85.
    let one = crossed(&[("care×women", [14, 14, 27])]);
    assert!(one.found().contains(&(Leak::Subtraction, place("what is left of unit care by unit×gender"))));
    let column = crossed(&[("care×women", [8, 7, 15]), ("places×women", [13, 13, 26])]);
    assert!(column.found().contains(&(Leak::Subtraction, place("what is left of women by unit×gender"))));
    let others = crossed(&[("care×others", [9, 9, 18]), ("places×others", [8, 8, 14])]);
    assert!(others.found().contains(&(Leak::Subtraction, place("what is left of others by unit×gender"))));
}
