//! The script: everything that is counted of some waves as SQL for a person to run, with what each query gives.

use crate::confidential::counts::Grouping;
use crate::confidential::store::responses_place;
use crate::plan::Plan;

use super::dialect::Dialect;
use super::query::{Asked, By, composite_name, every};
use super::sql;

/// The lines of the script; it is run in the folder of the store.
pub(in crate::confidential) fn script(plan: &Plan, waves: &[usize], dialect: Dialect) -> Vec<String> {
    let mut lines: Vec<String> = HEAD.lines().map(str::to_owned).collect();
    for &wave in waves {
        let id = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
        lines.extend([String::new(), format!("-- ======== {id} ========")]);
        let source = dialect.source(&responses_place(plan, wave));
        for (_, view) in sql::views(plan, wave, &source, dialect) {
            statement(&mut lines, None, &view);
        }
        for asked in every(plan, wave) {
            statement(&mut lines, Some(&gives(plan, asked)), &sql::query(plan, wave, asked, dialect));
        }
    }
    lines
}

const HEAD: &str = "\
-- Everything that candour counts of these surveys, for an engine that reads Parquet: whole numbers, which add up over
-- any parts of the respondents. Run it in the folder of the private store (its files must not be encrypted).
-- What it gives is as confidential as the answers: it must not leave the machines that may hold them.
-- Codes of answers: 0 not answered; from 1 on the categories, least favourable first; 250 not asked, 251 not
-- applicable, 252 prefer not to say, 253 invalid. Scores are in ten-thousandths of a point on 0 to 100.";

fn statement(lines: &mut Vec<String>, gives: Option<&str>, sql: &str) {
    lines.push(String::new());
    lines.extend(gives.map(|gives| format!("-- {gives}")));
    lines.extend(sql.lines().map(str::to_owned));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
}

/// What a query gives, in words.
fn gives(plan: &Plan, asked: Asked) -> String {
    match asked {
        Asked::Memberships => "How many respondents are in the same groups of all breakdowns.".to_owned(),
        Asked::Answers(by) => format!("How many of each answer, {}.", told(plan, by)),
        Asked::Scores(by) => {
            format!("How many have a score, its sum and the sum of its squares, {}.", told(plan, by))
        }
        Asked::Composite(index) => format!(
            "How the answers to the questions of “{}” go together: everyone who answered all of them.",
            composite_name(plan, index).trim_start_matches('_')
        ),
        Asked::Driver(index) => {
            let outcome = plan.drivers.get(index).and_then(|model| plan.items.get(model.outcome));
            format!(
                "What goes together with “{}”: those who answered all of these, by unit and resampling group.",
                outcome.map_or("", |item| item.id.as_str())
            )
        }
    }
}

fn told(plan: &Plan, by: By) -> String {
    match by {
        By::Grouping(Grouping::All) => "of everyone".to_owned(),
        By::Grouping(grouping) => format!("by {}", grouping.id(plan)),
        By::Breakdowns => "by every breakdown, one after the other".to_owned(),
        By::Cells => "by what weighting and like for like need together".to_owned(),
    }
}
