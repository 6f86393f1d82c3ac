//! The invented people of a survey: the export of those who took part, and the headcount of all.

use std::collections::BTreeMap;

use crate::draws::Draws;
use crate::organisation::{CHARACTERISTICS, SHARES, TEAMS, directorate, service, team_id, team_name, weight};
use crate::settings::{ANSWERS, QUESTIONS};

/// Of five people three take part.
const TAKING_PART: (u64, usize) = (3, 5);

/// What a survey leaves behind: the export and the headcount, as CSV.
pub(crate) struct Survey {
    /// One row for each respondent.
    pub(crate) export: String,
    /// People by team and the first characteristic.
    pub(crate) headcount: String,
}

/// A survey in which about so many took part.
pub(crate) fn survey(wave: usize, respondents: usize) -> Survey {
    let mut draws = Draws::new(wave as u64);
    let teams: Vec<u64> = (0..TEAMS).map(weight).collect();
    let mut export = header();
    let mut people: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for number in 0..respondents * TAKING_PART.1 / TAKING_PART.0 as usize {
        let team = draws.among(&teams);
        let groups: Vec<usize> = (0..CHARACTERISTICS).map(|_| group(&mut draws, team)).collect();
        *people.entry((team, groups[0])).or_default() += 1;
        if draws.below(TAKING_PART.1 as u64) < TAKING_PART.0 {
            export += &row(&mut draws, wave, number, team, &groups);
        }
    }
    let mut headcount = String::from("unit,characteristic-0,headcount\n");
    for ((team, group), count) in people {
        headcount += &format!("{},characteristic-0-{group},{count}\n", team_id(team, wave));
    }
    Survey { export, headcount }
}

fn header() -> String {
    let mut text = String::from("Id,Directorate,Service,Team");
    (0..CHARACTERISTICS).for_each(|number| text += &format!(",Characteristic {number}"));
    (0..QUESTIONS).for_each(|number| text += &format!(",Statement {number} of the survey"));
    text + "\n"
}

/// A group of a characteristic; some are rarely found outside one directorate, as in life.
fn group(draws: &mut Draws, team: usize) -> usize {
    let drawn = draws.among(&SHARES);
    let home = drawn == directorate(service(team, 0));
    if drawn >= 6 && !home && draws.below(10) > 0 { 0 } else { drawn }
}

fn row(draws: &mut Draws, wave: usize, number: usize, team: usize, groups: &[usize]) -> String {
    let service = service(team, wave);
    let directorate = directorate(service);
    let mut text = format!("{number},Directorate {directorate},Service {service},{}", team_name(team, wave));
    for (characteristic, group) in groups.iter().enumerate() {
        // Some do not say.
        let said = draws.below(30) > 0;
        text += &if said { format!(",Group {characteristic}.{group}") } else { ",".to_owned() };
    }
    // Answers of one person, and of one directorate, are alike.
    let mood = draws.below(3) + (directorate as u64 % 2);
    for question in 0..QUESTIONS as u64 {
        let answer = (mood + draws.below(3) + question % 2).saturating_sub(1).min(4);
        text += &if draws.below(40) > 0 { format!(",{}", ANSWERS[answer as usize]) } else { ",".to_owned() };
    }
    text + "\n"
}
