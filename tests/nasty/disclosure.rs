//! Small and unlike groups, judged by an attack: whoever knows who is where adds and subtracts what is published.

use serde_json::Value;

use crate::subtraction::assert_no_small_remainder;
use crate::workdir::Workdir;

/// The smallest group that may be shown.
const K: usize = 10;
const QUESTIONS: [&str; 2] = ["proud", "safe"];
/// By how many shown groups sums and differences are formed: three to the power of this many of them.
const MOST_GROUPS: usize = 11;

/// Somebody who answered: their groups by breakdown, and the two answers, 3 being no answer.
struct Person {
    directorate: &'static str,
    service: &'static str,
    grade: &'static str,
    answers: [usize; 2],
}

/// So many people of a team, who disagree, neither, agree in turn.
fn team(directorate: &'static str, service: &'static str, people: usize) -> Vec<Person> {
    let person = |at: usize| Person { directorate, service, grade: "", answers: [at % 3, (at / 2) % 3] };
    (0..people).map(person).collect()
}

/// The people with another grade or answer.
fn with(mut people: Vec<Person>, change: impl Fn(usize, &mut Person)) -> Vec<Person> {
    people.iter_mut().enumerate().for_each(|(at, person)| change(at, person));
    people
}

fn id(name: &str) -> String {
    name.to_lowercase()
}

/// The small organisation with these people, and its release.
fn released(people: &[Person]) -> (Workdir, Value) {
    let work = Workdir::small();
    let mut units = "id,name,level,parent\nplace,Place,directorate,\npeople,People,directorate,\n".to_owned();
    let mut headcount = "unit,headcount\n".to_owned();
    for team in people.chunk_by(|a, b| a.service == b.service) {
        let (unit, parent) = (team[0].service, id(team[0].directorate));
        units += &format!("{},{unit},service,{parent}\n", id(unit));
        headcount += &format!("{},{}\n", id(unit), 2 * team.len().max(K));
    }
    let mut text = "Id,Directorate,Service,Proud,Safe,Comment,Grade\n".to_owned();
    for (at, Person { directorate, service, grade, answers }) in people.iter().enumerate() {
        let [proud, safe] = answers.map(|answer| ["Disagree", "Neither", "Agree", ""][answer]);
        text += &format!("{at},{directorate},{service},{proud},{safe},,{grade}\n");
    }
    work.write("small/units.csv", &units);
    work.write("small/headcount/2024.csv", &headcount);
    work.write("small/export.csv", &text);
    if people.iter().any(|person| !person.grade.is_empty()) {
        let grades = ["chief", "clerk"].map(|id| format!("[[breakdown.group]]\nid = \"{id}\"\n")).concat();
        let survey = work.read("small/survey.toml");
        work.write("small/survey.toml", &format!("{survey}\n[[breakdown]]\nid = \"grade\"\n{grades}"));
        work.replace("small/waves/2024.toml", "\"Service\"", "\"Service\"\ngrade = \"Grade\"");
    }
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let release = serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    (work, release)
}

/// The groups of a measure that are shown: breakdown and group.
fn shown(release: &Value, measure: &str) -> Vec<(String, String)> {
    let rows = release["rows"].as_array().expect("rows").iter();
    let rows = rows.filter(|row| row["measure"] == measure && row["figures"]["shown"].is_object());
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    rows.map(|row| (text(&row["breakdown"]), text(&row["group"]))).collect()
}

fn is_in(person: &Person, (breakdown, group): &(String, String)) -> bool {
    let own = match breakdown.as_str() {
        "all" => return true,
        "directorate" => person.directorate,
        "service" => person.service,
        _ => person.grade,
    };
    id(own) == *group
}

/// Every sum and difference of shown groups that is a set of people: none is small, and in none are all or all but one
/// of one mind.
fn attack(people: &[Person], release: &Value) {
    for (at, question) in QUESTIONS.into_iter().enumerate() {
        let groups = shown(release, question);
        assert!(groups.len() <= MOST_GROUPS, "{} groups are too many to try", groups.len());
        let asked: Vec<&Person> = people.iter().filter(|person| person.answers[at] < 3).collect();
        for code in 1..3_usize.pow(groups.len() as u32) {
            let sign = |group: usize| [0, 1, -1][code / 3_usize.pow(group as u32) % 3];
            let times = |person: &&&Person| {
                let signs = groups.iter().enumerate().filter(|(_, group)| is_in(person, group));
                signs.map(|(group, _)| sign(group)).sum::<i32>()
            };
            if asked.iter().any(|person| !(0..=1).contains(&times(&person))) {
                continue;
            }
            let left: Vec<usize> =
                asked.iter().filter(|person| times(person) == 1).map(|person| person.answers[at]).collect();
            let alike = (0..3).map(|answer| left.iter().filter(|own| **own == answer).count()).max();
            let safe = left.is_empty() || (left.len() >= K && alike < Some(left.len() - 1));
            assert!(safe, "{question}: {} people, {alike:?} alike, by {code} of {groups:?}", left.len());
        }
    }
}

/// Attacks the release of these people in three ways, and says whether groups of a question are shown.
fn judged(people: Vec<Person>) -> impl Fn(&str, &str) -> bool {
    let (work, release) = released(&people);
    attack(&people, &release);
    let audit = work.run(&["audit", "small/reports/2024"]);
    assert_eq!(audit.code, 0, "{}{}", audit.out, audit.err);
    if !shown(&release, "everyone").is_empty() {
        assert_no_small_remainder(&release);
    }
    move |question, group| shown(&release, question).iter().any(|(_, own)| own == group)
}

#[test]
fn a_team_of_4_beside_one_of_30() {
    let people = [team("Place", "Roads", 30), team("Place", "Bins", 4), team("People", "Schools", 30)];
    let shown = judged(people.into_iter().flatten().collect());
    assert!(!shown("proud", "bins"));
    assert!(!shown("proud", "roads") || !shown("proud", "place"), "one of them: the difference is 4");
    assert!(shown("proud", "all") || shown("proud", "schools"), "not everything is withheld");
}

#[test]
fn a_team_that_is_unanimous() {
    let alike = |people| with(people, |_, person| person.answers[0] = 2);
    let all_but_one = |people| with(people, |at, person| person.answers[0] = if at == 0 { 1 } else { 2 });
    let people = [
        team("Place", "Roads", 30),
        team("Place", "Parks", 26),
        alike(team("Place", "Bins", 12)),
        team("People", "Schools", 30),
        team("People", "Libraries", 26),
        all_but_one(team("People", "Museums", 14)),
    ];
    let shown = judged(people.into_iter().flatten().collect());
    assert!(!shown("proud", "bins") && !shown("proud", "museums"));
    assert!(shown("safe", "bins") && shown("safe", "museums"), "on the other question they are not alike");
}

#[test]
fn a_grade_that_is_in_one_directorate_alone() {
    let people = [
        with(team("Place", "Roads", 30), |_, person| person.grade = "Clerk"),
        with(team("Place", "Parks", 20), |_, person| person.grade = "Clerk"),
        with(team("People", "Schools", 30), |at, person| {
            person.grade = if at < 5 { "Clerk" } else { "Chief" }
        }),
    ];
    let shown = judged(people.into_iter().flatten().collect());
    let both = shown("proud", "people") && shown("proud", "chief");
    assert!(!both, "the difference is the 5 clerks of the directorate");
    assert!(shown("proud", "all"));
}

#[test]
fn a_question_that_most_of_a_team_or_three_of_it_left_out() {
    let silent = |people, from: usize, to: usize| {
        with(people, move |at, person| {
            if (from..to).contains(&at) {
                person.answers[1] = 3;
            }
        })
    };
    let people = [
        silent(team("Place", "Roads", 30), 4, 30),
        team("Place", "Parks", 26),
        silent(team("People", "Schools", 30), 0, 3),
        silent(team("People", "Libraries", 30), 0, 21),
    ];
    let shown = judged(people.into_iter().flatten().collect());
    assert!(!shown("safe", "roads") && !shown("safe", "libraries"), "4 and 9 answers");
    assert!(shown("proud", "roads") && shown("proud", "libraries"), "30 answers");
}

#[test]
fn teams_of_exactly_9_10_and_11() {
    let people = [
        team("Place", "Nine", 9),
        team("Place", "Ten", 10),
        team("Place", "Eleven", 11),
        team("People", "Schools", 30),
        team("People", "Nine-b", 9),
        team("People", "Nine-c", 9),
    ];
    let shown = judged(people.into_iter().flatten().collect());
    for nine in ["nine", "nine-b", "nine-c"] {
        assert!(!shown("proud", nine) && !shown("everyone", nine), "{nine}");
    }
    assert!(shown("proud", "schools") && shown("proud", "people"), "the rest of it is 18");
    assert_eq!(
        ["place", "ten", "eleven"].map(|group| shown("proud", group)).iter().filter(|shown| **shown).count(),
        2,
        "without one of them the 9 are hidden in 19 or 20"
    );
}

#[test]
fn a_council_of_6() {
    let shown =
        judged([team("Place", "Roads", 3), team("People", "Schools", 3)].into_iter().flatten().collect());
    for measure in ["everyone", "proud", "safe", "belong", "overall"] {
        for group in ["all", "place", "people", "roads", "schools"] {
            assert!(!shown(measure, group), "{measure}, {group}");
        }
    }
}
