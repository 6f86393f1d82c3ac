//! A survey of two waves in which every figure can be counted by hand: who everybody is and what they answered.

use crate::workdir::Workdir;

/// The folder of its safe release.
pub(super) const RELEASE: &str = "survey/reports/2024";

/// One respondent.
#[derive(Clone, Copy)]
pub(super) struct Person {
    pub(super) directorate: &'static str,
    pub(super) service: &'static str,
    /// 0 part-time, 1 full-time.
    pub(super) contract: usize,
    /// 0 disagree, 1 neither, 2 agree: to both questions.
    pub(super) answers: [usize; 2],
}

/// Services, their directorates, and their respondents in 2022 and 2024. Lights are eight, so that they and Bins are not
/// shown; so are Museums and Archives in 2022. What is left over is 30 people or more, so that categories hold for it.
pub(super) const SERVICES: [(&str, &str, [usize; 2]); 8] = [
    ("Roads", "Place", [40, 42]),
    ("Parks", "Place", [40, 44]),
    ("Bins", "Place", [24, 24]),
    ("Lights", "Place", [8, 8]),
    ("Libraries", "People", [40, 46]),
    ("Schools", "People", [40, 40]),
    ("Museums", "People", [8, 15]),
    ("Archives", "People", [24, 18]),
];

const QUESTIONS: [&str; 2] = ["Proud", "Safe"];
const LABELS: [&str; 3] = ["Disagree", "Neither", "Agree"];
const CONTRACTS: [&str; 2] = ["part-time", "full-time"];

/// Everybody who answered in a wave.
pub(super) fn all(wave: &str) -> Vec<Person> {
    let mut people = Vec::new();
    for (service, directorate, counts) in SERVICES {
        for number in 0..counts[usize::from(wave == "2024")] {
            let answers = [[0, 1, 2, 2, 1, 2, 0][number % 7], [2, 0, 1, 2, 2][number % 5]];
            people.push(Person { directorate, service, contract: number % 3 % 2, answers });
        }
    }
    people
}

/// How many of some people answered a question negatively, neither way, positively.
pub(super) fn tones(question: usize, whose: impl Fn(&Person) -> bool) -> [u64; 3] {
    let mut tones = [0; 3];
    for person in all("2024").iter().filter(|person| whose(person)) {
        tones[person.answers[question]] += 1;
    }
    tones
}

/// Writes the answers of some people as a wave's export.
pub(super) fn write_export(work: &Workdir, wave: &str, people: &[Person]) {
    let mut text = format!("Id,Directorate,Service,Contract,{}\n", QUESTIONS.join(","));
    for (number, person) in (1..).zip(people) {
        let [proud, safe] = person.answers.map(|answer| LABELS[answer]);
        let Person { directorate, service, contract, .. } = person;
        text += &format!("{number},{directorate},{service},{},{proud},{safe}\n", CONTRACTS[*contract]);
    }
    work.write(&format!("survey/{wave}.csv"), &text);
}

/// The survey, run: its release is safe.
pub(super) fn released() -> Workdir {
    let work = Workdir::empty();
    work.write("survey/survey.toml", SURVEY);
    work.write(
        "survey/questions.csv",
        "id,text,pillar,role,scale,2022,2024\n\
        proud,I am proud to work here,belong,pride,agreement,Proud,Proud\n\
        safe,It is safe to speak up,belong,challenge,agreement,Safe,Safe\n",
    );
    let id = |name: &str| name.to_lowercase();
    let units =
        SERVICES.map(|(name, directorate, _)| format!("{},{name},service,{}\n", id(name), id(directorate)));
    let units = units.concat();
    work.write(
        "survey/units.csv",
        &format!("id,name,level,parent\nplace,Place,directorate,\npeople,People,directorate,\n{units}"),
    );
    work.write("survey/protection.toml", "owner = \"HR\"\ndecided = \"2024-01-08\"\n");
    for (at, wave) in ["2022", "2024"].into_iter().enumerate() {
        work.write(&format!("survey/waves/{wave}.toml"), &WAVE.replace("YEAR", wave));
        let headcount = SERVICES.map(|(name, _, counts)| format!("{},{}\n", id(name), counts[at] * 2));
        work.write(
            &format!("survey/headcount/{wave}.csv"),
            &format!("unit,headcount\n{}", headcount.concat()),
        );
        write_export(&work, wave, &all(wave));
    }
    let run = work.run(&["run", "survey"]);
    assert_eq!(run.code, 0, "{}", run.err);
    work
}

const SURVEY: &str = r#"
[survey]
name = "Staff Survey"
organisation = "Smallshire"
waves = ["2022", "2024"]

[scales.agreement]
labels = ["Disagree", "Neither", "Agree"]
positive = ["Agree"]
negative = ["Disagree"]

[[pillar]]
id = "belong"
name = "Belong"

[[breakdown]]
id = "directorate"
name = "Directorate"
kind = "level"

[[breakdown]]
id = "service"
name = "Service"
kind = "level"

[[breakdown]]
id = "contract"
[[breakdown.group]]
id = "part-time"
[[breakdown.group]]
id = "full-time"
"#;

const WAVE: &str = r#"
fieldwork = { start = "YEAR-05-01", end = "YEAR-05-31" }
headcount = "../headcount/YEAR.csv"

[[export]]
file = "../YEAR.csv"

[columns]
directorate = "Directorate"
service = "Service"
contract = "Contract"

[rows]
response_id = "Id"
"#;
