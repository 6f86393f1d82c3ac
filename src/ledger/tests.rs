//! A made-up survey of which every answer is known, so that what two releases of it give away can be counted.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Conflict, ConflictKind, Ledger, cell, entry};
use crate::exit::Exit;
use crate::publish::sha256;
use crate::release::{MeasureKind, Release};

/// A respondent: which of four services, woman or man, and the answer: 0 negative, 1 neutral, 2 positive.
type Person = (usize, usize, usize);

const SERVICES: [(&str, &str); 4] = [("s0", "d0"), ("s1", "d0"), ("s2", "d1"), ("s3", "d1")];
const GENDERS: [&str; 2] = ["women", "men"];

/// The groups that a person is in.
fn places(person: &Person) -> Vec<(&'static str, String)> {
    let (service, unit) = SERVICES[person.0];
    let gender = GENDERS[person.1];
    vec![
        ("all", "all".into()),
        ("unit", unit.into()),
        ("service", service.into()),
        ("gender", gender.into()),
        ("unit×gender", format!("{unit}×{gender}")),
    ]
}

/// How many of a group gave each answer.
fn tally(people: &[Person]) -> BTreeMap<(&'static str, String), [u64; 3]> {
    let mut tally: BTreeMap<_, [u64; 3]> = BTreeMap::new();
    for person in people {
        for place in places(person) {
            tally.entry(place).or_default()[person.2] += 1;
        }
    }
    tally
}

/// The release of these people, without the services that are to be hidden and whatever has fewer than ten people.
fn release(people: &[Person], hidden: &[&str]) -> Release {
    release_of(people, hidden, &["s0", "s1", "s2", "s3"])
}

fn release_of(people: &[Person], hidden: &[&str], services: &[&str]) -> Release {
    let group = |id: &str, parent: Value| json!({"id": id, "name": id, "parent": parent, "waves": ["2024"]});
    let service = |(id, unit): &(&str, &str)| services.contains(id).then(|| group(id, json!(unit)));
    let measure = |id: &str, sensitive: bool| {
        json!({"id": id, "kind": "question", "text": id, "description": "", "pillar": null, "role": null, "categories": [],
            "reverse": false, "option": false, "routed": false, "mean_points": false, "waves": ["2024"], "sensitive": sensitive})
    };
    let mut rows = Vec::new();
    for ((breakdown, group), tones) in tally(people) {
        let base: u64 = tones.iter().sum();
        let withheld = base < 10 || hidden.contains(&group.as_str());
        let figures = if withheld {
            json!({"withheld": "c"})
        } else {
            json!({"shown": {"value": 50.1, "base": base, "respondents": base, "tones": tones,
                "categories": (base >= 30).then_some(tones)}})
        };
        rows.push(
            json!({"wave": "2024", "kind": "question", "measure": "q", "breakdown": breakdown, "group": group,
            "figures": figures}),
        );
        if base >= 30 && !withheld {
            let score = json!({"shown": {"value": 100.0 / 3.0 + base as f64, "base": base, "respondents": base, "headcount": 99}});
            rows.push(json!({"wave": "2024", "kind": "index", "measure": "i", "breakdown": breakdown, "group": group,
                "figures": score}));
        }
    }
    let release = json!({
        "schema_version": crate::release::SCHEMA_VERSION, "tool_version": "0.1.0", "pipeline": "0123", "as_of": "2024-09-01",
        "survey": {"id": "small", "name": "Small", "organisation": "Small", "short_name": "small", "plan": "Plan"},
        "waves": [{"id": "2024", "label": "2024", "start": "2024-05-01", "end": "2024-05-31", "read": 1, "kept": 1}],
        "measures": [measure("q", false)], "targets": [], "benchmarks": [], "rows": rows,
        "breakdowns": [
            {"id": "unit", "name": "Unit", "level": 0, "protected": false, "groups": [group("d0", json!(null)), group("d1", json!(null))]},
            {"id": "service", "name": "Service", "level": 1, "protected": false, "groups": SERVICES.iter().filter_map(service).collect::<Vec<_>>()},
            {"id": "gender", "name": "Gender", "level": null, "protected": true, "groups": [group("women", json!(null)), group("men", json!(null))]}
        ],
        "crosses": [{"id": "unit×gender", "level": "unit", "characteristic": "gender", "columns": [
            {"id": "women", "name": "Women", "groups": ["women"]}, {"id": "men", "name": "Men", "groups": ["men"]}]}],
        "rules": {"smallest_group": 10, "smallest_detail": 30, "smallest_change": 20, "decided_by": "HR", "decided": "2024-04-02",
            "level": 0.05, "meaningful_points": 5.0}
    });
    serde_json::from_value(release).expect("a release")
}

fn hash(release: &Release) -> String {
    sha256(&release.to_json().expect("JSON"))
}

/// A ledger with these releases, in a folder of its own.
fn published(releases: &[&Release]) -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().expect("a folder");
    for release in releases {
        Ledger::record(folder.path(), release, &hash(release)).expect("recorded");
    }
    let ledger = Ledger::read(folder.path()).expect("whole").value;
    (folder, ledger)
}

/// So many people in each service, half women, answers in a rhythm.
fn people(services: [usize; 4]) -> Vec<Person> {
    let of = |(service, count): (usize, usize)| (0..count).map(move |n| (service, n % 2, (n / 2) % 3));
    services.into_iter().enumerate().flat_map(of).collect()
}

/// The same with more people.
fn with(people: &[Person], more: &[Person]) -> Vec<Person> {
    people.iter().chain(more).copied().collect()
}

/// The groups of which anything conflicts.
fn groups(conflicts: &[Conflict]) -> Vec<&str> {
    let mut groups: Vec<&str> = conflicts.iter().map(|conflict| conflict.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

#[test]
fn nothing_was_published_yet() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = Ledger::read(&folder.path().join("none")).expect("empty").value;
    assert!(ledger.is_empty() && ledger.releases() == 0 && ledger.of_wave("2024").next().is_none());
    assert!(ledger.conflicts(&release(&people([20; 4]), &[])).is_empty());
    assert_eq!(Ledger::empty().releases(), 0);
}

#[test]
fn what_is_recorded_is_what_the_release_shows() {
    let release = release(&people([20, 21, 40, 5]), &[]);
    let (folder, ledger) = published(&[&release]);
    let shown = release.rows().iter().filter(|row| row.figures.shown().is_some()).count();
    assert_eq!((ledger.of_wave("2024").count(), ledger.of_wave("2022").count()), (shown, 0));
    assert!(ledger.of_wave("2024").all(|cell| cell.group != "s3"), "withheld");
    let whole = |kind| ledger.of_wave("2024").find(move |cell| cell.group == "all" && cell.kind == kind);
    let question = whole(MeasureKind::Question).expect("a cell");
    assert_eq!((question.base, question.tones.map(|tones| tones.iter().sum())), (86, Some(86)));
    assert_eq!((question.categories.as_ref().map(Vec::len), question.score), (Some(3), None));
    let index = whole(MeasureKind::Index).expect("a cell");
    assert_eq!((index.score, index.headcount, index.tones), (Some(100.0 / 3.0 + 86.0), Some(99), None));
    let name = format!("2024-{}", &hash(&release)[..12]);
    let table = fs::read_to_string(folder.path().join(&name).join("cells.csv")).expect("a table");
    let header = "wave,kind,measure,breakdown,group,respondents,base,negative,neutral,positive,categories,score,headcount";
    assert_eq!(table.lines().next(), Some(header));
    let publication = ledger.publication(&hash(&release)).expect("published");
    assert_eq!(publication.as_of.as_deref(), Some("2024-09-01"));
    assert_eq!(publication.cells, sha256(table.as_bytes()), "anyone can check it");
    assert!(ledger.publication(&sha256(b"another")).is_none());
}

#[test]
fn one_person_more_or_less_is_refused_in_every_group_of_theirs() {
    let before = people([20; 4]);
    let (_folder, ledger) = published(&[&release(&before, &[])]);
    for after in [before[1..].to_vec(), with(&before, &[(0, 0, 2)])] {
        let conflicts = ledger.conflicts(&release(&after, &[]));
        assert_eq!(groups(&conflicts), ["all", "d0", "d0×women", "s0", "women"]);
        assert!(conflicts.iter().all(|conflict| conflict.measure.is_none()), "said once for each group");
    }
    let mut changed = before.clone();
    changed[0].2 = 2;
    let conflicts = ledger.conflicts(&release(&changed, &[]));
    assert_eq!(groups(&conflicts), ["all", "d0", "d0×women", "s0", "women"]);
    let question = Some((MeasureKind::Question, "q".to_owned()));
    assert!(conflicts.iter().all(|conflict| conflict.measure == question));
}

#[test]
fn many_who_come_late_are_welcome_unless_they_all_say_the_same() {
    let before = people([20; 4]);
    let (_folder, ledger) = published(&[&release(&before, &[])]);
    let late = |answer: fn(usize) -> usize| (0..24).map(|n| (3, n % 2, answer(n))).collect::<Vec<_>>();
    assert_eq!(ledger.conflicts(&release(&with(&before, &late(|n| n / 2 % 3)), &[])), []);
    let same = ledger.conflicts(&release(&with(&before, &late(|_| 2)), &[]));
    assert_eq!(groups(&same), ["all", "d1", "d1×men", "d1×women", "men", "s3", "women"]);
}

#[test]
fn answers_to_a_sensitive_question_come_late_only_in_larger_numbers() {
    let before = people([40; 4]);
    let late: Vec<Person> = (0..24).map(|n| (3, n % 2, n / 2 % 3)).collect();
    let releases = [before.clone(), with(&before, &late)].map(|people| {
        let mut json = serde_json::to_value(release(&people, &[])).expect("JSON");
        json["measures"][0]["sensitive"] = json!(true);
        json["rules"]["smallest_sensitive"] = json!(30);
        serde_json::from_value::<Release>(json).expect("a release")
    });
    let (_folder, ledger) = published(&[&releases[0]]);
    let conflicts = ledger.conflicts(&releases[1]);
    assert_eq!(groups(&conflicts), ["all", "d1", "d1×men", "d1×women", "men", "s3", "women"]);
    let question = Some((MeasureKind::Question, "q".to_owned()));
    assert!(conflicts.iter().all(|conflict| conflict.measure == question), "not the index");
}

#[test]
fn what_is_left_of_a_late_batch_counts_too() {
    let before = people([20; 4]);
    let (_folder, ledger) = published(&[&release(&before, &["s1"])]);
    // Twenty come to the one service; two to the other, which is hidden: the unit's difference less the service's.
    let late: Vec<Person> = (0..22).map(|n| (usize::from(n >= 20), n % 2, n / 2 % 3)).collect();
    assert_eq!(groups(&ledger.conflicts(&release(&with(&before, &late), &["s1"]))), ["d0"]);
    // Two women come to a unit whose row of the cross table is hidden.
    let rows = ["d1×women", "d1×men"];
    let (_folder, ledger) = published(&[&release(&before, &rows)]);
    let late: Vec<Person> = (0..42)
        .map(|n| (if n < 30 { 0 } else { 2 }, usize::from(n >= 12 && n != 40 && n != 41), n / 3 % 3))
        .collect();
    assert_eq!(groups(&ledger.conflicts(&release(&with(&before, &late), &rows))), ["women"]);
}

#[test]
fn a_group_that_is_gone_was_cut_in_another_way() {
    let people = people([20; 4]);
    let (_folder, ledger) = published(&[&release(&people, &[])]);
    let conflicts = ledger.conflicts(&release_of(&people, &["s3"], &["s0", "s1", "s2"]));
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!((conflicts[0].kind, conflicts[0].group.as_str()), (ConflictKind::Recut, "s3"));
    // A group that is only hidden now is no conflict: protection knows that it was shown.
    assert_eq!(ledger.conflicts(&release(&people, &["s3"])), []);
}

#[test]
fn refusals_name_places_and_sum_up_without_a_figure() {
    let before = people([37; 4]);
    let (_folder, ledger) = published(&[&release(&before, &[])]);
    let refusals = ledger.refusals(&release(&before[1..], &[]));
    assert_eq!((refusals.exit(), refusals.iter().count()), (Exit::Disclosure, 1));
    let problem = refusals.iter().next().expect("one");
    for word in ["2024", "everyone", "gender women", "and 1 more group of 2024"] {
        assert!(problem.message.contains(word), "{}", problem.message);
    }
    for figure in ["37", "36", "147", "148", "73", "74"] {
        assert!(!problem.message.contains(figure), "{}", problem.message);
    }
}

#[test]
fn line_ends_of_another_system_are_no_alteration() {
    let (folder, ledger) = published(&[&release(&people([20; 4]), &[])]);
    for file in super::names(folder.path())
        .expect("names")
        .iter()
        .flat_map(|name| [entry::CELLS, entry::PUBLICATION].map(|file| folder.path().join(name).join(file)))
    {
        let text = fs::read_to_string(&file).expect("text").replace('\n', "\r\n");
        fs::write(&file, text).expect("written");
    }
    assert_eq!(Ledger::read(folder.path()).expect("whole").value, ledger);
}

#[test]
fn a_record_that_is_not_whole_is_told_by_name() {
    let release = release(&people([20; 4]), &[]);
    let (folder, _) = published(&[&release]);
    let name = super::names(folder.path()).expect("names").remove(0);
    fs::create_dir(folder.path().join("2024-0000.staging")).expect("a record that was never finished");
    assert_eq!(Ledger::read(folder.path()).expect("whole").value.releases(), 1);
    let renamed = folder.path().join("2024-000000000000");
    fs::rename(folder.path().join(&name), &renamed).expect("renamed");
    let problems = Ledger::read(folder.path()).expect_err("not its name");
    assert!(problems.iter().any(|problem| problem.place.to_string().contains("2024-000000000000")));
    fs::rename(&renamed, folder.path().join(&name)).expect("renamed back");
    fs::remove_file(folder.path().join(&name).join(entry::CELLS)).expect("removed");
    let problems = Ledger::read(folder.path()).expect_err("not whole");
    assert!(problems.iter().any(|problem| problem.place.to_string().contains("cells.csv")));
    assert!(Ledger::record(folder.path(), &release, &hash(&release)).is_err(), "not recorded over it");
}

/// People of a made-up survey.
fn anybody(most: usize) -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec((0..4_usize, 0..2_usize, 0..3_usize), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_release_never_conflicts_with_itself(people in anybody(150)) {
        let release = release(&people, &[]);
        let (folder, ledger) = published(&[&release]);
        prop_assert_eq!(ledger.conflicts(&release), vec![]);
        let again = Ledger::record(folder.path(), &release, &hash(&release)).expect("recorded");
        prop_assert!(again.before);
        prop_assert_eq!(Ledger::read(folder.path()).expect("whole").value, ledger);
    }

    #[test]
    fn cells_survive_their_table(people in anybody(150), score in any::<f64>()) {
        let mut cells = cell::of_release(&release(&people, &[]));
        for cell in cells.iter_mut().filter(|_| score.is_finite()) {
            cell.score = cell.score.map(|_| score);
        }
        prop_assert_eq!(cell::from_csv(&cell::to_csv(&cells)), Ok(cells));
    }

    #[test]
    fn the_order_of_releases_does_not_matter(one in anybody(120), other in anybody(120), third in anybody(120)) {
        let releases = [one, other, third].map(|people| release(&people, &[]));
        let (_folder, ledger) = published(&[&releases[0], &releases[1]]);
        let turned = Ledger::of(ledger.folder.clone(), ledger.entries.iter().rev().cloned().collect());
        prop_assert_eq!(turned.conflicts(&releases[2]), ledger.conflicts(&releases[2]));
        prop_assert_eq!(turned, ledger);
    }

    #[test]
    fn a_batch_is_let_through_just_when_it_is_large_enough_everywhere(
        large in prop::collection::vec(prop_oneof![Just(0_usize), 12..20_usize], 8),
        few in (0..8_usize, prop_oneof![1 => Just(None), 3 => (1..8_usize).prop_map(Some)]),
        some in prop::bool::weighted(0.8),
    ) {
        let hidden: &[&str] = if some { &["s0", "s2", "d1×women", "d1×men"] } else { &[] };
        let mut counts = large;
        counts[few.0] = few.1.unwrap_or(counts[few.0]);
        let before = people([40; 4]);
        let of = |(place, count): (usize, &usize)| (0..*count).map(move |n| (place / 2, place % 2, n % 3));
        let batch: Vec<Person> = counts.iter().enumerate().flat_map(of).collect();
        let (then, now) = (release(&before, hidden), release(&with(&before, &batch), hidden));
        let (_folder, ledger) = published(&[&then]);
        let late = tally(&batch);
        let many = |group: &str| {
            let known = late.iter().filter(|((_, of), _)| of == group);
            known.map(|(_, tones)| tones.iter().sum::<u64>()).sum::<u64>()
        };
        let every: Vec<&str> = vec!["all", "d0", "d1", "s1", "s3", "women", "men", "d0×women", "d0×men"];
        let mut told: Vec<u64> = every.iter().map(|group| many(group)).collect();
        told.extend(["s0", "s2"].map(many));
        told.extend(["d1×women", "d1×men"].map(many));
        let large = told.iter().all(|people| *people == 0 || *people >= 10);
        prop_assert_eq!(ledger.conflicts(&now).is_empty(), large, "{:?}", counts);
    }

    #[test]
    fn any_bytes_are_told_and_never_a_panic(table in prop::collection::vec(any::<u8>(), 0..400), text in "(2024|question|[0-9]|,|;|\"|\n|NaN|-){0,200}") {
        let _ = cell::from_csv(&table);
        let header = "wave,kind,measure,breakdown,group,respondents,base,negative,neutral,positive,categories,score,headcount\n";
        let _ = cell::from_csv(format!("{header}{text}").as_bytes());
        prop_assert_eq!(entry::publication(&table), None);
        let (folder, _) = published(&[&release(&people([20; 4]), &[])]);
        let name = super::names(folder.path()).expect("names").remove(0);
        for file in [entry::CELLS, entry::PUBLICATION] {
            fs::write(folder.path().join(&name).join(file), &table).expect("written");
            prop_assert!(Ledger::read(folder.path()).is_err());
        }
    }

    #[test]
    fn one_altered_byte_is_told(publication in any::<bool>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let (folder, _) = published(&[&release(&people([20; 4]), &[])]);
        let name = super::names(folder.path()).expect("names").remove(0);
        let file = if publication { entry::PUBLICATION } else { entry::CELLS };
        let path = folder.path().join(name).join(file);
        let mut bytes = fs::read(&path).expect("bytes");
        let at = at.index(bytes.len());
        let altered = bytes[at] != byte;
        bytes[at] = byte;
        fs::write(&path, bytes).expect("written");
        match Ledger::read(folder.path()) {
            Ok(_) => prop_assert!(!altered),
            Err(problems) => prop_assert!(altered && problems.iter().any(|p| p.place.to_string().contains(file) || p.place.to_string().contains("2024-"))),
        }
    }
}
