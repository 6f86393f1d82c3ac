//! The files of the pipeline folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::organisation::{CHARACTERISTICS, GROUPS, lineage, units};
use crate::people::survey;

/// The pipeline's folder.
pub(crate) const PIPELINE: &str = "survey";
/// The surveys.
pub(crate) const WAVES: [&str; 2] = ["2022", "2024"];
/// Questions in each.
pub(crate) const QUESTIONS: usize = 60;
/// Their answers, least favourable first.
pub(crate) const ANSWERS: [&str; 5] =
    ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"];
/// Pillars, into which the questions are divided in turn.
const PILLARS: usize = 5;
/// The columns of the cross tables, as the first group of each.
const CROSSES: [&[usize]; 3] = [&[0, 1], &[0, 1, 3], &[0, 1, 2, 4]];

/// Writes a pipeline folder, with its exports, into a folder.
pub(crate) fn write(folder: &Path, respondents: usize) -> io::Result<()> {
    let pipeline = folder.join(PIPELINE);
    fs::create_dir_all(pipeline.join("waves"))?;
    let settings = [("survey.toml", settings()), ("questions.csv", questions()), ("units.csv", units())];
    for (name, text) in settings {
        fs::write(pipeline.join(name), text)?;
    }
    fs::write(pipeline.join("lineage.csv"), lineage())?;
    fs::write(pipeline.join("protection.toml"), "owner = \"HR\"\ndecided = \"2024-01-08\"\n")?;
    for (number, wave) in WAVES.iter().enumerate() {
        let survey = survey(number, respondents);
        fs::write(pipeline.join(format!("waves/{wave}.toml")), wave_settings(wave))?;
        fs::write(pipeline.join(format!("headcount-{wave}.csv")), survey.headcount)?;
        fs::write(pipeline.join(format!("export-{wave}.csv")), survey.export)?;
    }
    Ok(())
}

fn settings() -> String {
    let mut text = FIXED.to_owned();
    for pillar in 0..PILLARS {
        text += &format!("[[pillar]]\nid = \"pillar-{pillar}\"\nname = \"Pillar {pillar}\"\n");
    }
    for (id, name) in [("directorate", "Directorate"), ("service", "Service"), ("team", "Team")] {
        text += &format!("[[breakdown]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"level\"\n");
    }
    for number in 0..CHARACTERISTICS {
        text += &characteristic(number);
    }
    for (number, columns) in CROSSES.iter().enumerate() {
        text += &cross(number, columns);
    }
    text
}

fn characteristic(number: usize) -> String {
    let mut text = format!(
        "[[breakdown]]\nid = \"characteristic-{number}\"\nname = \"Characteristic {number}\"\nkind = \"characteristic\"\n"
    );
    for group in 0..GROUPS {
        text += &format!(
            "[[breakdown.group]]\nid = \"characteristic-{number}-{group}\"\nname = \"Group {number}.{group}\"\n"
        );
    }
    text
}

/// Columns of neighbouring groups; those who did not say are in the last.
fn cross(number: usize, columns: &[usize]) -> String {
    let mut text = format!("[[cross]]\nbreakdown = \"characteristic-{number}\"\n");
    for (column, from) in columns.iter().enumerate() {
        let to = columns.get(column + 1).copied();
        let mut groups: Vec<String> = (*from..to.unwrap_or(GROUPS))
            .map(|group| format!("\"characteristic-{number}-{group}\""))
            .collect();
        groups.extend(to.is_none().then(|| "\"not-stated\"".to_owned()));
        let groups = groups.join(", ");
        text += &format!(
            "[[cross.column]]\nid = \"column-{column}\"\nname = \"Column {column}\"\ngroups = [{groups}]\n"
        );
    }
    text
}

fn questions() -> String {
    let mut text = format!("id,text,pillar,role,scale,reverse,{},{}\n", WAVES[0], WAVES[1]);
    for number in 0..QUESTIONS {
        let role = match number {
            0 => "pride",
            1 => "challenge",
            _ => "engagement",
        };
        let (pillar, words) = (number % PILLARS, format!("Statement {number} of the survey"));
        text += &format!("q{number},{words},pillar-{pillar},{role},agreement,,{words},{words}\n");
    }
    text
}

fn wave_settings(wave: &str) -> String {
    let mut text = format!(
        "fieldwork = {{ start = \"{wave}-05-01\", end = \"{wave}-05-31\" }}\nheadcount = \"../headcount-{wave}.csv\"\n\
         [[export]]\nfile = \"../export-{wave}.csv\"\n[rows]\nresponse_id = \"Id\"\n[columns]\n"
    );
    text += "directorate = \"Directorate\"\nservice = \"Service\"\nteam = \"Team\"\n";
    for number in 0..CHARACTERISTICS {
        text += &format!("characteristic-{number} = \"Characteristic {number}\"\n");
    }
    text
}

const FIXED: &str = r#"
[survey]
name = "All Colleague Survey"
organisation = "Largeshire Council"
waves = ["2022", "2024"]

[store]
folder = "../store"

[output]
folder = "../reports"

[scales.agreement]
labels = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
positive = ["Agree", "Strongly agree"]
negative = ["Strongly disagree", "Disagree"]

[weighting]
by = ["directorate", "characteristic-0"]

[[drivers]]
outcome = "q0"
questions = ["q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"]

[[index]]
id = "index"
name = "An index"
statistic = "mean_points"
questions = ["q0", "q10", "q20", "q30", "q40"]
"#;
