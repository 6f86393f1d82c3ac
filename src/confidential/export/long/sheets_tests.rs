//! Answers without respondents: every count is that of the same answers with respondents, and nobody is made up.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::tests::{file, heading, opened};
use crate::confidential::export::column::Column;
use crate::confidential::export::source::Described;

const QUESTIONS: [&str; 4] = ["I am proud", "I am safe", "One", "Two"];
const TEAMS: [&str; 3] = ["HR", "Finance", "Roads"];
const ANSWERS: [&str; 3] = ["Yes", "Maybe", "No"];

/// How often each answer to each question of the plan was given in each team, and how many rows each team has.
type Counted = (BTreeMap<[String; 3], usize>, BTreeMap<String, usize>);

fn counted(described: Described) -> Counted {
    let place = |name: &str| {
        let column = described.columns.iter().find(|column| column.names[0] == name);
        column.and_then(Column::place)
    };
    let (team, questions) = (place("Team").unwrap(), QUESTIONS.map(|name| (name, place(name))));
    let (mut answers, mut rows) = (BTreeMap::new(), BTreeMap::new());
    for batch in described.rows.map(Result::unwrap) {
        for row in 0..batch.rows() {
            let team = batch.cell(row, team).to_owned();
            let given = questions.iter().filter_map(|(name, at)| Some((name, batch.cell(row, (*at)?))));
            let given: Vec<_> = given.filter(|(_, answer)| !answer.is_empty()).collect();
            for (name, answer) in &given {
                *answers.entry([team.clone(), (**name).to_owned(), (*answer).to_owned()]).or_default() += 1;
            }
            *rows.entry(team).or_default() += usize::from(!given.is_empty());
        }
    }
    (answers, rows)
}

#[test]
fn the_nth_answer_of_a_team_to_a_question_stands_on_its_nth_sheet() {
    let row = |team, question, answer| ["", team, question, answer, ""];
    let rows = [
        row("HR", "One", "Yes"),
        row("Roads", "Two", "No"),
        row("HR", "Two", "No"),
        row("hr\u{a0}", "One", "No"),
        ["", "", "", "", ""],
        row("HR", "One", ""),
        row("HR", "Two", "Maybe"),
        row("HR", "Not in the plan", "Yes"),
        row("HR", "One", "Maybe"),
    ];
    let described = opened(&file(None), heading(), &rows).unwrap();
    assert!(described.recognised.contains("nothing that says whose it is: 6 answers to 3 questions"));
    let names: Vec<&str> = described.columns.iter().map(|column| column.names[0].as_str()).collect();
    assert_eq!(names, ["One", "Two", "Not in the plan", "Team"], "no other column is anybody's");
    let batch = described.rows.map(Result::unwrap).next().unwrap();
    let cells = |row| [0, 1, 2, 3].map(|column| batch.cell(row, column));
    let sheets: Vec<_> = (0..batch.rows()).map(cells).collect();
    let expected = [
        ["Yes", "No", "", "HR"],
        ["", "No", "", "Roads"],
        ["No", "Maybe", "", "HR"],
        ["Maybe", "", "", "HR"],
    ];
    assert_eq!(sheets, expected);
}

#[test]
fn several_answers_of_one_person_make_no_people() {
    let news = ["E-mail", "Poster", "Manager"].map(|answer| ["", "HR", "Heard by", answer, ""]);
    let rows = [&news[..], &[["", "HR", "One", "Yes", ""]]].concat();
    let (_, sheets) = counted(opened(&file(None), heading(), &rows).unwrap());
    assert_eq!(sheets["HR"], 1, "a question that the plan does not read is not counted");
}

#[test]
fn groups_that_do_not_stand_in_every_row_are_refused() {
    let refused = |rows: &[[&str; 5]]| opened(&file(None), heading(), rows).err().unwrap();
    let problem = refused(&[["", "HR", "One", "Yes", ""], ["", "", "Two", "zqx", ""]]);
    assert_eq!(problem.place.column.as_deref(), Some("Team"));
    assert!(problem.message.contains("filled in beside some questions"), "{}", problem.message);
    assert!(!format!("{problem:?}").contains("zqx"));
    let mut without = heading();
    without.columns.remove(1);
    let rows = [["", "", "Team", "HR", ""], ["", "", "One", "Yes", ""]];
    let problem = opened(&file(None), without, &rows).err().unwrap();
    assert!(problem.message.contains("a row of its own"), "{}", problem.message);
    let none = refused(&[["", "HR", "Not in the plan", "Yes", ""]]);
    assert!(none.message.contains("no answer to a question of the plan"), "{}", none.message);
}

proptest! {
    #[test]
    fn without_respondents_every_count_is_the_same_and_nobody_is_made_up(
        (people, order) in prop::collection::vec((0..3_usize, prop::array::uniform4(prop::option::of(0..3_usize))), 1..40)
            .prop_flat_map(|people| {
                let order: Vec<usize> = (0..people.len() * QUESTIONS.len()).collect();
                (Just(people), Just(order).prop_shuffle())
            })
    ) {
        let numbers: Vec<String> = order.iter().map(usize::to_string).collect();
        let given = |at: &usize| {
            let (team, answers) = people[at / 4];
            Some([numbers[at / 4].as_str(), TEAMS[team], QUESTIONS[at % 4], ANSWERS[answers[at % 4]?], ""])
        };
        let keyed: Vec<[&str; 5]> = order.iter().filter_map(given).collect();
        prop_assume!(!keyed.is_empty());
        // The time of each answer is another one.
        let times = keyed.iter().zip(&numbers);
        let keyless: Vec<[&str; 5]> = times.map(|(row, time)| ["", row[1], row[2], row[3], time]).collect();
        let (answers, people) = counted(opened(&file(Some("Person")), heading(), &keyed).unwrap());
        let (same, sheets) = counted(opened(&file(None), heading(), &keyless).unwrap());
        prop_assert_eq!(answers, same);
        prop_assert!(sheets.iter().all(|(team, sheets)| sheets <= &people[team]));
    }
}
