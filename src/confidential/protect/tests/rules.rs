//! The rules one by one, on small surveys that are the same each time: what is shown, what is not, and why.

use super::super::reason::Reason;
use super::super::release::{MeasureKind, Release};
use super::super::withheld::Withheld;
use super::{estimated, protected};
use crate::confidential::counts::sample;
use crate::confidential::estimates::Kind;
use crate::confidential::wave::{NO_GROUP, Wave};
use crate::ledger::Ledger;
use crate::plan::{Headcount, HeadcountCell, Plan, Route};

/// People who are alike: how many, their directorate, service, gender and grade, and which answers of each tone they give
/// in turn: so many unfavourable, neither, favourable.
struct People {
    groups: [u16; 4],
    tones: [usize; 3],
}

/// So many people of a service of the sample, all women of grade 1-5, with these answers to every question.
fn team(service: u16, tones: [usize; 3]) -> People {
    let directorate = [0, 0, 1, 1, 1][usize::from(service)];
    People { groups: [directorate, service, 0, 0], tones }
}

/// People of a directorate without a service.
fn office(directorate: u16, tones: [usize; 3]) -> People {
    People { groups: [directorate, NO_GROUP, 0, 0], tones }
}

impl People {
    fn gender(self, gender: u16) -> Self {
        let [directorate, service, _, grade] = self.groups;
        Self { groups: [directorate, service, gender, grade], ..self }
    }

    fn grade(self, grade: u16) -> Self {
        let [directorate, service, gender, _] = self.groups;
        Self { groups: [directorate, service, gender, grade], ..self }
    }
}

/// A plan of one wave with one pillar of three questions; no weights and no models.
fn plan() -> Plan {
    let mut plan = sample::plan();
    plan.waves.truncate(1);
    (plan.weighting.margins, plan.weighting.like_for_like) = (vec![], vec![]);
    plan.drivers.clear();
    plan.crosses.clear();
    plan.protection.smallest_detail = 30;
    plan.protection.smallest_change = 20;
    plan
}

/// These people, who answer all five-point questions alike.
fn wave(people: &[People]) -> Wave {
    let mut rows = Vec::new();
    for own in people {
        for (tone, count) in own.tones.into_iter().enumerate() {
            let answers = [[1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 6, 1], [5, 5, 5, 5, 11, 2]][tone];
            rows.extend(std::iter::repeat_n((own.groups, answers), count));
        }
    }
    sample::wave(&rows)
}

/// A release with the reasons of what it withholds.
struct Outcome {
    release: Release,
    withheld: Withheld,
    keys: Vec<(Kind, String, String, String)>,
}

impl Outcome {
    fn new(plan: &Plan, wave: Wave, ledger: &Ledger) -> Self {
        let estimates = estimated(plan, &[wave]);
        let keys = estimates.rows.iter();
        let keys = keys
            .map(|row| (row.kind, row.measure.clone(), row.breakdown.clone(), row.group.clone()))
            .collect();
        let (release, withheld) = protected(plan, &estimates, ledger);
        Self { release, withheld, keys }
    }

    /// Why a measure of a group is withheld; `None` where it is shown.
    fn reason(&self, measure: &str, group: &str) -> Option<Reason> {
        let at = self.keys.iter().position(|key| key.1 == measure && key.3 == group);
        let at = at.unwrap_or_else(|| panic!("no row of {measure} in {group}"));
        assert_eq!(self.withheld.rows[at].is_none(), self.release.rows()[at].figures.shown().is_some());
        self.withheld.rows[at]
    }

    /// The groups of which a measure is shown, in the plan's order.
    fn shown(&self, measure: &str) -> Vec<&str> {
        let own = |key: &&(Kind, String, String, String)| key.1 == measure;
        let keys = self.keys.iter().filter(own).map(|key| key.3.as_str());
        keys.filter(|group| self.reason(measure, group).is_none()).collect()
    }

    /// The groups of which each category of a question is shown.
    fn detailed(&self, measure: &str) -> Vec<&str> {
        let rows = self.release.rows().iter().filter(|row| row.measure == measure);
        let detail = rows.filter(|row| row.figures.shown().is_some_and(|own| own.categories.is_some()));
        detail.map(|row| row.group.as_str()).collect()
    }
}

fn outcome(plan: &Plan, people: &[People]) -> Outcome {
    Outcome::new(plan, wave(people), &Ledger::empty())
}

/// Of `shown`, those that are asked for, in the order in which they are.
fn among<'a>(shown: &[&'a str], asked: &[&str]) -> Vec<&'a str> {
    shown.iter().filter(|group| asked.contains(group)).copied().collect()
}

const DIRECTORATES: [&str; 3] = ["care", "places", "corporate"];
const SERVICES: [&str; 5] = ["homes", "support", "parks", "roads", "waste"];

#[test]
fn r1_a_group_of_nine_or_with_nine_colleagues_is_not_shown() {
    let people = |homes: usize| {
        [
            team(0, [2, 2, homes - 4]),
            team(1, [4, 4, 12]),
            team(2, [4, 4, 12]),
            team(3, [4, 4, 12]),
            office(0, [4, 4, 12]),
        ]
    };
    let found = outcome(&plan(), &people(9));
    assert_eq!(found.reason("q0", "homes"), Some(Reason::Size));
    assert_eq!(found.reason("people", "homes"), Some(Reason::Size));
    assert_eq!(outcome(&plan(), &people(10)).reason("q0", "homes"), None);
    // Ten of nine people: they describe themselves otherwise than the headcount does.
    let mut counted = plan();
    let cell = |service: usize, people| HeadcountCell {
        units: vec![Some(usize::from(service > 1)), Some(service)],
        staff_group: "core".to_owned(),
        characteristics: vec![],
        people,
    };
    let cells = [(0, 9), (1, 40), (2, 40), (3, 40)].map(|(service, people)| cell(service, people));
    counted.waves[0].headcount = Some(Headcount { cells: cells.to_vec(), characteristics: vec![] });
    assert_eq!(outcome(&counted, &people(10)).reason("q0", "homes"), Some(Reason::Size));
}

#[test]
fn r1_a_sensitive_question_needs_thirty_answers_and_so_does_what_is_left() {
    let mut plan = plan();
    plan.questions[1].sensitive = true;
    let found =
        outcome(&plan, &[team(0, [8, 8, 24]), team(1, [4, 4, 12]), team(2, [8, 8, 24]), team(3, [8, 8, 24])]);
    assert_eq!(among(&found.shown("q0"), &SERVICES), ["homes", "support", "parks", "roads"]);
    assert_eq!(found.reason("q1", "support"), Some(Reason::Sensitive));
    // Care less Homes would be the 20 of Support.
    assert_eq!(found.reason("q1", "homes"), Some(Reason::Residual));
    assert_eq!(among(&found.shown("q1"), &SERVICES), ["parks", "roads"]);
    assert_eq!(among(&found.shown("q1"), &DIRECTORATES), ["care", "places"]);
    // The pillar has the question in it.
    assert_eq!(found.reason("people", "support"), Some(Reason::Needed));
    assert_eq!(found.reason("people", "homes"), Some(Reason::Needed));
    assert_eq!(among(&found.shown("people"), &SERVICES), ["parks", "roads"]);
}

#[test]
fn r2_a_lone_withheld_group_is_never_left_alone() {
    let care =
        |own: [usize; 3]| [team(0, own), team(1, [4, 4, 12]), team(2, [4, 4, 12]), team(3, [4, 5, 12])];
    // Care less Support would be the eight of Homes.
    let found = outcome(&plan(), &care([2, 2, 4]));
    assert_eq!(found.reason("q0", "homes"), Some(Reason::Size));
    assert_eq!(found.reason("q0", "support"), Some(Reason::Residual));
    assert_eq!(among(&found.shown("q0"), &SERVICES), ["parks", "roads"]);
    // A third part that nobody names hides it as well as a second would.
    let people: Vec<People> = care([2, 2, 4]).into_iter().chain([office(0, [2, 2, 4])]).collect();
    assert_eq!(among(&outcome(&plan(), &people).shown("q0"), &SERVICES), ["support", "parks", "roads"]);
}

#[test]
fn r3_a_team_that_is_alike_goes_and_a_second_with_it() {
    let people = |homes| {
        [team(0, homes), team(1, [4, 4, 12]), team(2, [4, 4, 6]), team(3, [4, 4, 12]), team(4, [4, 4, 22])]
    };
    let shown = |homes| {
        let found = outcome(&plan(), &people(homes));
        (found.reason("q0", "homes"), found.reason("q0", "support"))
    };
    for alike in [[0, 0, 12], [12, 0, 0], [0, 12, 0], [0, 1, 11], [1, 11, 0]] {
        let (homes, support) = shown(alike);
        assert_eq!(homes, Some(Reason::Unanimous), "{alike:?}");
        assert!(support.is_some(), "Care less Support would be Homes: {alike:?}");
    }
    assert_eq!(shown([1, 1, 10]), (None, None));
    let mut careful = plan();
    careful.protection.insiders = 2;
    assert_eq!(outcome(&careful, &people([1, 1, 10])).reason("q0", "homes"), Some(Reason::Unanimous));
    assert_eq!(outcome(&careful, &people([1, 2, 9])).reason("q0", "homes"), None);
}

#[test]
fn r3_of_several_others_the_smallest_goes_with_a_team_that_is_alike() {
    let people = [
        team(0, [4, 4, 12]),
        team(1, [4, 4, 12]),
        team(2, [0, 0, 12]),
        team(3, [4, 4, 6]),
        team(4, [4, 4, 22]),
    ];
    let found = outcome(&plan(), &people);
    assert_eq!(found.reason("q0", "parks"), Some(Reason::Unanimous));
    assert_eq!(among(&found.shown("q0"), &SERVICES), ["homes", "support", "waste"]);
    assert!(matches!(found.reason("q0", "roads"), Some(Reason::Unanimous | Reason::Residual)));
}

#[test]
fn r3_what_is_left_may_not_be_alike_either() {
    // Parks and Roads are too small; together they are twelve who all agree.
    let people = [
        team(0, [4, 4, 12]),
        team(1, [4, 4, 12]),
        team(2, [0, 0, 6]),
        team(3, [0, 0, 6]),
        team(4, [4, 4, 22]),
    ];
    let found = outcome(&plan(), &people);
    assert_eq!(found.reason("q0", "waste"), Some(Reason::Unanimous));
    assert_eq!(among(&found.shown("q0"), &SERVICES), ["homes", "support"]);
    let mixed = [
        team(0, [4, 4, 12]),
        team(1, [4, 4, 12]),
        team(2, [2, 0, 4]),
        team(3, [0, 0, 6]),
        team(4, [4, 4, 22]),
    ];
    assert_eq!(among(&outcome(&plan(), &mixed).shown("q0"), &SERVICES), ["homes", "support", "waste"]);
}

/// The sample's cross table of directorates and gender: women; men and not stated together.
fn crossed() -> Plan {
    let mut plan = plan();
    plan.crosses = vec![sample::plan().crosses[0].clone()];
    plan
}

/// Directorates with so many women and men of each.
fn table(cells: [[[usize; 3]; 2]; 3]) -> Vec<People> {
    let rows = cells.into_iter().enumerate();
    rows.flat_map(|(directorate, [women, men])| {
        [office(directorate as u16, women), office(directorate as u16, men).gender(1)]
    })
    .collect()
}

#[test]
fn r4_a_small_cell_takes_its_row_and_the_smallest_other_and_no_more() {
    let mut plan = crossed();
    let mut schools = plan.breakdowns[0].groups[2].clone();
    schools.id = "schools".to_owned();
    plan.breakdowns[0].groups.push(schools);
    let mut people = table([[[6, 6, 18], [2, 1, 3]], [[8, 8, 20], [8, 8, 20]], [[6, 6, 14], [6, 6, 14]]]);
    people.extend([office(3, [9, 9, 22]), office(3, [9, 9, 22]).gender(1)]);
    let found = outcome(&plan, &people);
    assert_eq!(found.reason("q0", "care×others"), Some(Reason::Size));
    assert_eq!(found.reason("q0", "care×women"), Some(Reason::Cross));
    assert_eq!(found.reason("q0", "corporate×women"), Some(Reason::Cross));
    assert_eq!(found.reason("q0", "corporate×others"), Some(Reason::Cross));
    for cell in ["places×women", "places×others", "schools×women", "schools×others"] {
        assert_eq!(found.reason("q0", cell), None, "{cell}");
    }
}

#[test]
fn r4_what_is_hidden_of_a_column_must_be_enough() {
    // Two rows are hidden with four and three men: with a third, the men who are hidden are 7 + 20.
    let mut plan = crossed();
    for name in ["schools", "works"] {
        let mut group = plan.breakdowns[0].groups[2].clone();
        group.id = name.to_owned();
        plan.breakdowns[0].groups.push(group);
    }
    let mut people = table([[[6, 6, 18], [1, 1, 2]], [[6, 6, 18], [1, 1, 1]], [[4, 4, 12], [4, 4, 12]]]);
    people.extend([office(3, [9, 9, 22]), office(3, [9, 9, 22]).gender(1)]);
    people.extend([office(4, [9, 9, 22]), office(4, [9, 9, 22]).gender(1)]);
    let found = outcome(&plan, &people);
    let rows = |unit: &str| {
        let cells = [format!("{unit}×women"), format!("{unit}×others")];
        let shown = cells.each_ref().map(|cell| found.reason("q0", cell).is_none());
        assert_eq!(shown[0], shown[1], "a row is shown whole or not at all: {unit}");
        shown[0]
    };
    assert_eq!(
        ["care", "places", "corporate", "schools", "works"].map(rows),
        [false, false, false, true, true]
    );
}

#[test]
fn r4_no_hidden_cell_is_pinned_by_the_totals_of_its_row_and_column() {
    // Two women of Places are in favour. So of the twelve in Care who are, the women of Care and these two cannot have more than
    // the six hidden women: of the eight men of Care six at least are in favour, though neither their row nor their column
    // alone says anything of them.
    let mut plan = crossed();
    let mut group = plan.breakdowns[0].groups[2].clone();
    group.id = "schools".to_owned();
    plan.breakdowns[0].groups.push(group);
    let build = |care: [[usize; 3]; 2], places: [[usize; 3]; 2]| {
        let mut people = table([care, places, [[9, 9, 22], [9, 9, 22]]]);
        people.extend([office(3, [9, 9, 22]), office(3, [9, 9, 22]).gender(1)]);
        outcome(&plan, &people)
    };
    let pinned = build([[26, 0, 4], [0, 0, 8]], [[28, 0, 2], [17, 0, 13]]);
    let open = build([[10, 10, 10], [2, 3, 3]], [[10, 10, 10], [10, 10, 10]]);
    assert!(open.reason("q0", "corporate×women").is_none() && open.reason("q0", "schools×women").is_none());
    let hidden = |found: &Outcome| {
        let cells = found.keys.iter().filter(|key| key.1 == "q0" && key.2 == plan.crosses[0].id);
        cells.filter(|key| found.reason("q0", &key.3).is_some()).count()
    };
    assert_eq!(hidden(&open), 4);
    assert!(hidden(&pinned) > 4, "one row more is hidden");
}

#[test]
fn r5_two_groups_together_inside_a_unit_leave_too_few() {
    // Homes has 48 people: 15 of grade 6-10, 25 of 11+, and eight others; no other service has anybody of these grades.
    let people = |others: usize| {
        [
            team(0, [3, 3, 9]).grade(1),
            team(0, [5, 5, 15]).grade(2),
            team(0, [2, 2, others - 4]),
            team(1, [8, 8, 24]),
            team(2, [8, 8, 24]),
            team(3, [8, 8, 24]),
        ]
    };
    let together =
        |found: &Outcome| ["homes", "6-10", "11+"].iter().all(|group| found.reason("q0", group).is_none());
    let found = outcome(&plan(), &people(8));
    assert!(!together(&found));
    assert!(found.reason("q0", "homes").is_none(), "units stay before characteristics");
    assert!([found.reason("q0", "6-10"), found.reason("q0", "11+")].contains(&Some(Reason::Containment)));
    assert!(together(&outcome(&plan(), &people(10))));
}

#[test]
fn r5_a_group_that_holds_units_and_six_people_more() {
    // All 20 of Homes and all 20 of Support are women, and six women are elsewhere.
    let people = |elsewhere: usize| {
        [
            team(0, [4, 4, 12]),
            team(1, [4, 4, 12]),
            team(2, [2, 2, elsewhere - 4]),
            team(2, [8, 8, 24]).gender(1),
            team(3, [8, 8, 24]).gender(1),
        ]
    };
    let found = outcome(&plan(), &people(6));
    assert_eq!(found.reason("q0", "care"), None);
    assert!(found.reason("q0", "women").is_some() && found.reason("q0", "men").is_some());
    assert_eq!(outcome(&plan(), &people(12)).reason("q0", "women"), None);
}

#[test]
fn r5_three_tables_together_are_found_by_the_span() {
    // Women of Care and of Places are rows of the cross table; everybody of grade 6-10 is a man, and so are three more.
    let mut plan = crossed();
    plan.breakdowns[0].groups.truncate(2);
    plan.breakdowns[1].groups.truncate(4);
    let people = |others: usize| {
        vec![
            office(0, [4, 4, 12]),
            office(1, [4, 4, 12]),
            office(0, [4, 4, 12]).gender(1).grade(1),
            office(1, [4, 4, 12]).gender(1).grade(1),
            office(0, [1, 1, others - 2]).gender(1),
        ]
    };
    let leaks = |found: &Outcome| {
        ["care×women", "places×women", "6-10"].iter().all(|group| found.reason("q0", group).is_none())
            || ["women", "6-10"].iter().all(|group| found.reason("q0", group).is_none())
    };
    assert!(!leaks(&outcome(&plan, &people(3))));
    assert!(leaks(&outcome(&plan, &people(12))), "twelve men are enough");
}

#[test]
fn r6_a_question_is_not_shown_where_the_one_that_leads_to_it_is_not() {
    let mut plan = plan();
    plan.questions[3].route = Some(Route { item: 0, codes: vec![1, 3, 5] });
    let mut people = wave(&[
        team(0, [4, 4, 12]),
        team(1, [4, 4, 12]),
        team(2, [0, 0, 14]),
        team(3, [4, 4, 6]),
        team(4, [4, 4, 22]),
    ]);
    // Of the follow-up everybody has an opinion of their own.
    for (at, answer) in people.answers[3].iter_mut().enumerate() {
        *answer = [1, 3, 5][at % 3];
    }
    let found = Outcome::new(&plan, copied_one(&people), &Ledger::empty());
    assert_eq!(found.reason("q0", "parks"), Some(Reason::Unanimous));
    assert_eq!(found.reason("q3", "parks"), Some(Reason::Needed));
    assert_eq!(found.reason("q3", "roads"), Some(Reason::Needed), "it went with Parks");
    plan.questions[3].route = None;
    let found = Outcome::new(&plan, people, &Ledger::empty());
    assert_eq!(among(&found.shown("q3"), &SERVICES), SERVICES);
}

fn copied_one(wave: &Wave) -> Wave {
    super::copied(std::slice::from_ref(wave)).remove(0)
}

#[test]
fn r7_categories_only_of_thirty_and_of_what_is_left_as_well() {
    let people = |third: usize| {
        [
            team(2, [9, 9, 27]),
            team(3, [6, 6, 18]),
            team(4, [3, 3, third - 6]),
            team(0, [8, 8, 24]),
            team(1, [4, 4, 12]),
        ]
    };
    // Of the 90 in Places, 45 and 30 may tell all; then 15 would be left.
    let found = outcome(&plan(), &people(15));
    assert_eq!(found.detailed("q0"), ["all", "care", "places", "parks", "women", "1-5"]);
    assert_eq!(among(&found.shown("q0"), &SERVICES), SERVICES);
    let found = outcome(&plan(), &people(30));
    assert_eq!(among(&found.detailed("q0"), &SERVICES), ["parks", "roads", "waste"]);
    let shown = |kind: MeasureKind| found.release.rows().iter().filter(move |row| row.kind == kind);
    for row in shown(MeasureKind::Question) {
        let figures = row.figures.shown();
        let detail = figures.is_some_and(|own| own.categories.is_some());
        assert_eq!(
            detail,
            figures.is_some_and(|own| own.mean.is_some()),
            "the mean of codes is detail: {row:?}"
        );
    }
    let scores = shown(MeasureKind::Pillar).chain(shown(MeasureKind::Index));
    assert!(scores.filter_map(|row| row.figures.shown()).all(|own| own.categories.is_none()));
}

#[test]
fn r8_a_group_that_would_complete_what_was_published_before_is_held_back() {
    // Places has 40 people in three teams: Parks 20, Roads 12, Waste 8. Only one of the first two can be shown.
    let people = || {
        wave(&[
            team(2, [4, 4, 12]),
            team(3, [3, 3, 6]),
            team(4, [2, 2, 4]),
            team(0, [8, 8, 24]),
            team(1, [8, 8, 24]),
        ])
    };
    let plan = plan();
    let now = Outcome::new(&plan, people(), &Ledger::empty());
    assert_eq!(among(&now.shown("q0"), &SERVICES), ["homes", "support", "parks"]);
    // Then it was Roads, since only nine people were known to work in Parks.
    let mut then = plan.clone();
    let cell = |service: usize, people| HeadcountCell {
        units: vec![Some(usize::from(service > 1)), Some(service)],
        staff_group: "core".to_owned(),
        characteristics: vec![],
        people,
    };
    let cells = [(0, 90), (1, 90), (2, 9), (3, 90), (4, 90)].map(|(service, people)| cell(service, people));
    then.waves[0].headcount = Some(Headcount { cells: cells.to_vec(), characteristics: vec![] });
    let first = Outcome::new(&then, people(), &Ledger::empty());
    assert_eq!(among(&first.shown("q0"), &SERVICES), ["homes", "support", "roads"]);
    let folder = tempfile::tempdir().expect("a folder");
    Ledger::record(folder.path(), &first.release, &"0".repeat(64)).expect("recorded");
    let ledger = Ledger::read(folder.path()).expect("a ledger").value;
    let again = Outcome::new(&then, people(), &ledger);
    assert_eq!(again.shown("q0"), first.shown("q0"), "what was published does no harm to itself");
    let now = Outcome::new(&plan, people(), &ledger);
    assert_eq!(now.reason("q0", "parks"), Some(Reason::Published));
    assert_eq!(among(&now.shown("q0"), &SERVICES), ["homes", "support", "roads"]);
}

#[test]
fn r8_of_forgotten_answers_only_what_was_published_is_shown() {
    let plan = plan();
    let people = || {
        wave(&[
            team(2, [4, 4, 12]),
            team(3, [4, 4, 12]),
            team(4, [4, 4, 4]),
            team(0, [8, 8, 24]),
            office(1, [1, 1, 2]),
        ])
    };
    let first = Outcome::new(&plan, people(), &Ledger::empty());
    let folder = tempfile::tempdir().expect("a folder");
    let mut partly = super::json(&first.release);
    for row in partly["rows"].as_array_mut().expect("rows") {
        if row["group"] == "roads" {
            row["figures"] = serde_json::json!({ "withheld": "c" });
        }
    }
    let partly: Release = serde_json::from_value(partly).expect("a release");
    Ledger::record(folder.path(), &partly, &"0".repeat(64)).expect("recorded");
    let ledger = Ledger::read(folder.path()).expect("a ledger").value;
    let mut estimates = estimated(&plan, &[people()]);
    estimates.memberships.clear();
    let (release, withheld) = protected(&plan, &estimates, &ledger);
    let shown = |release: &Release| -> Vec<bool> {
        release.rows().iter().map(|row| row.figures.shown().is_some()).collect()
    };
    assert_eq!(shown(&release), shown(&partly), "what the ledger has, and nothing else");
    assert!(withheld.rows.contains(&Some(Reason::Published)));
    let nothing = protected(&plan, &estimates, &Ledger::empty()).0;
    assert!(!shown(&nothing).contains(&true));
}

#[test]
fn digits_of_joint_figures_are_few_and_shares_follow_from_what_is_shown() {
    let plan = plan();
    let large = sample::large_wave(731);
    let found = Outcome::new(&plan, large, &Ledger::empty());
    let rows = || found.release.rows().iter();
    let tenth = |value: f64| ((10.0 * value).round() / 10.0 - value).abs() < 1e-9;
    let (mut scores, mut shares) = (0, 0);
    let everyone = |measure: &str| {
        let all = rows().find(|row| row.measure == measure && row.group == "all");
        all.and_then(|row| row.figures.shown()).and_then(|own| own.tones)
    };
    for row in rows() {
        let Some(figures) = row.figures.shown() else { continue };
        let rest = row.against_rest.shown();
        match row.kind {
            MeasureKind::Question => {
                let tones = figures.tones.expect("tones");
                let share = |positive: u64, base: u64| 100.0 * positive as f64 / base as f64;
                assert_eq!(figures.base, tones.iter().sum::<u64>());
                assert!((figures.value - share(tones[2], figures.base)).abs() < 1e-9, "{row:?}");
                let all = everyone(&row.measure).expect("everyone");
                if let Some(rest) = rest {
                    let others = share(all[2] - tones[2], all.iter().sum::<u64>() - figures.base);
                    assert!((rest.points - (figures.value - others)).abs() < 1e-9, "{row:?}");
                    shares += 1;
                }
            }
            MeasureKind::Response => {}
            _ => {
                let limits = [figures.low, figures.high].into_iter().flatten();
                let of_rest = rest.into_iter().flat_map(|own| [own.low, own.high, own.detectable]).flatten();
                assert!(limits.chain(of_rest).all(tenth), "{row:?}");
                let points = row.kind == MeasureKind::Index;
                assert!(!points || tenth(figures.value), "{row:?}");
                scores += 1;
            }
        }
    }
    assert!(scores > 10 && shares > 20, "{scores} scores, {shares} shares");
}
