//! Invented comments, with all that makes free text hard: commas, quotes, line breaks, emoji, and
//! invented personal data. The telephone numbers are those that Ofcom keeps for drama, the mail
//! addresses are of a domain that can have none, the names are made of parts.

use super::draws::Draws;

const SUBJECTS: [&str; 16] = [
    "More time with my manager",
    "Better communication, especially about changes",
    "Working laptops and systems that do not fall over",
    "Fewer meetings",
    "Parking, please",
    "A clear career path for people on lower grades",
    "Filling the vacancies in our team",
    "Less \u{201c}initiative of the month\u{201d}",
    "Listening to the people who do the job",
    "Pay that keeps up with the cost of living",
    "Somewhere quiet to work",
    "More training, and time to do it",
    "Flexible hours for front-line staff too, not only for office staff",
    "Seeing senior leaders out at our depot",
    "Being told when something I raised has been dealt with",
    "Hybrid working that suits the service",
];

const REASONS: [&str; 12] = [
    " \u{2013} we have asked for years.",
    ". It would make a real difference to residents.",
    ", because at the moment we hear it from the press first.",
    ". \"We are looking into it\" is not an answer!",
    ".\nAnd thank you for asking.",
    " 🙂",
    "; nothing else comes close.",
    ". My team is brilliant, the workload isn't.",
    ".\n\n- more people\n- clearer priorities\n- less duplication",
    " 👍🏽 (it worked well in the pilot).",
    ", and please act on the results this time.",
    ". Don't change what works: the team's support is great ❤️",
];

const SHORT: [&str; 10] = [
    "Nothing, I'm happy here",
    "n/a",
    "Pay",
    "Communication.",
    "- parking\n- lockers\n- a kettle",
    "=more staff+less paperwork",
    "Caf\u{e9} at the town hall; reopen it",
    "Trust us, \"empower\" us, then leave us to it",
    "see above",
    "???",
];

const FIRST: [&str; 8] = ["Alma", "Bryn", "Coral", "Dexter", "Esme", "Florin", "Greta", "Hollis"];
const LAST: [&str; 8] =
    ["Testwick", "Sampleford", "Mockridge", "Fabrick", "Dummer", "Inventon", "Notareal", "Exampleby"];

/// A comment without anything personal.
pub(super) fn plain(draws: &mut Draws) -> String {
    if draws.chance(0.2) {
        return draws.one_of(&SHORT).to_owned();
    }
    let subject = draws.one_of(&SUBJECTS);
    format!("{subject}{}", draws.one_of(&REASONS))
}

/// A comment that names somebody who does not exist, and how to reach them.
pub(super) fn with_personal_data(draws: &mut Draws) -> String {
    let (first, last) = (draws.one_of(&FIRST), draws.one_of(&LAST));
    let number = format!("01632 960{:03}", draws.below(1000));
    let mail = format!("{}.{}@example.org", first.to_lowercase(), last.to_lowercase());
    match draws.below(6) {
        0 => format!("My manager {first} {last} never has time, ring me on {number}."),
        1 => format!("Ask {first} {last} ({mail}), who has been off sick since March."),
        2 => format!("I am the only part-time {first} in the depot, so you know who this is. {number}"),
        3 => format!("{first} {last} said: \"put it in the survey\". So here it is,\n{mail}"),
        4 => format!("Please call me: {number} or {mail} 📞"),
        _ => format!(
            "Since {first} {last}'s diagnosis nobody has taken on the cases; NI number QQ 12 34 56 C."
        ),
    }
}
