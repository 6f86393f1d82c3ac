//! What is counted, as SQL: views that every query looks through, and one query for each thing [`Asked`].
//!
//! No query needs more of an engine than sums of whole numbers by group, so that any engine gives the same.

use crate::confidential::store::group_column;
use crate::plan::Plan;

use super::dialect::Dialect;
use super::name;
use super::query::{Asked, composite_name, scored};
use super::scores;

/// The responses of a wave, as the store has them.
const RESPONSES: &str = "responses";
/// A row for each respondent and item.
const ANSWERS: &str = "answers";
/// What a score is made of.
const MARKS: &str = "marks";
/// A column for each composite.
const SCORED: &str = "scored";
/// A row for each respondent and composite.
const SCORES: &str = "scores";

/// The views, each after those that it looks through: name, and what makes it.
pub(super) fn views(plan: &Plan, wave: usize, source: &str, dialect: Dialect) -> Vec<(&'static str, String)> {
    let groups: Vec<String> = plan.breakdowns.iter().map(group_column).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let items: Vec<&str> = plan.items.iter().map(|item| item.id.as_str()).collect();
    let mut views = vec![(RESPONSES, responses(&groups, &items, source, dialect))];
    if !items.is_empty() {
        let answers = dialect.unpivot(RESPONSES, &groups, &items, [name::ITEM, name::ANSWER]);
        views.push((ANSWERS, answers));
    }
    let composites: Vec<String> =
        scored(plan, wave).into_iter().map(|composite| composite_name(plan, composite)).collect();
    if !composites.is_empty() {
        let composites: Vec<&str> = composites.iter().map(String::as_str).collect();
        let with = |columns: Vec<String>, from: &str| {
            let groups = groups.iter().map(|group| dialect.name(group));
            format!("SELECT {}\nFROM {from}", groups.chain(columns).collect::<Vec<_>>().join(",\n  "))
        };
        views.push((MARKS, with(scores::marks(plan, wave, dialect), RESPONSES)));
        views.push((SCORED, with(scores::scores(plan, wave, dialect), MARKS)));
        views.push((SCORES, dialect.unpivot(SCORED, &groups, &composites, [name::COMPOSITE, name::SCORE])));
    }
    views.into_iter().map(|(name, select)| (name, dialect.view(name, &select))).collect()
}

/// The columns of the file, codes as numbers that may be multiplied.
fn responses(groups: &[&str], items: &[&str], source: &str, dialect: Dialect) -> String {
    let group = |group: &&str| dialect.name(group);
    let number = |column: &&str| format!("CAST({0} AS BIGINT) AS {0}", dialect.name(column));
    let numbers = std::iter::once(&name::RESAMPLING).chain(items).map(number);
    let columns: Vec<String> = groups.iter().map(group).chain(numbers).collect();
    format!("SELECT {}\nFROM {source}", columns.join(", "))
}

/// The query for what is asked.
pub(super) fn query(plan: &Plan, wave: usize, asked: Asked, dialect: Dialect) -> String {
    let breakdowns = asked.breakdowns(plan);
    let groups = breakdowns.iter().filter_map(|&index| plan.breakdowns.get(index));
    let mut by: Vec<String> = groups.map(|group| dialect.name(&group_column(group))).collect();
    let count = format!("COUNT(*) AS {}", name::COUNT);
    let (by, sums, from) = match asked {
        Asked::Memberships => (by, vec![count], RESPONSES.to_owned()),
        Asked::Answers(_) => {
            by.extend([name::ITEM.to_owned(), name::ANSWER.to_owned()]);
            (by, vec![count], ANSWERS.to_owned())
        }
        Asked::Scores(_) => {
            by.push(name::COMPOSITE.to_owned());
            let (score, sum, squares) = (name::SCORE, name::SUM, name::SQUARES);
            let sum = format!("SUM({score}) AS {sum}");
            // Squares of ten million scores are more than 64 bits hold.
            let squares = format!("SUM(CAST({score} * {score} AS DECIMAL(38, 0))) AS {squares}");
            (by, vec![count, sum, squares], format!("{SCORES}\nWHERE {score} IS NOT NULL"))
        }
        Asked::Composite(_) => {
            (by, moments(plan, wave, asked, dialect), complete(plan, wave, asked, dialect))
        }
        Asked::Driver(_) => {
            by.push(name::RESAMPLING.to_owned());
            (by, moments(plan, wave, asked, dialect), complete(plan, wave, asked, dialect))
        }
    };
    let columns: Vec<&str> = by.iter().chain(&sums).map(String::as_str).collect();
    let mut query = format!("SELECT {}\nFROM {from}", columns.join(", "));
    if !by.is_empty() {
        query.push_str(&format!("\nGROUP BY {}", by.join(", ")));
    }
    query
}

/// Those who answered all of the variables.
fn complete(plan: &Plan, wave: usize, asked: Asked, dialect: Dialect) -> String {
    let variables = asked.variables(plan, wave);
    let items = variables.iter().filter_map(|&index| plan.items.get(index));
    let answered = items.map(|item| scores::on_the_scale(&dialect.name(&item.id), item));
    format!("{RESPONSES}\nWHERE {}", answered.collect::<Vec<_>>().join(" AND "))
}

/// How many, the sum of each variable, and the sum of the products of each two, each with itself too.
fn moments(plan: &Plan, wave: usize, asked: Asked, dialect: Dialect) -> Vec<String> {
    let variables = asked.variables(plan, wave);
    let ids: Vec<&str> =
        variables.iter().filter_map(|&index| Some(plan.items.get(index)?.id.as_str())).collect();
    let count = format!("COUNT(*) AS {}", name::COUNT);
    let sum = |id: &&str| format!("SUM({}) AS {}", dialect.name(id), dialect.name(&format!("_{id}")));
    let product = |(first, other): (&str, &str)| {
        let [one, two] = [first, other].map(|id| dialect.name(id));
        format!("SUM({one} * {two}) AS {}", dialect.name(&format!("_{first}*{other}")))
    };
    let pairs =
        ids.iter().enumerate().flat_map(|(at, &one)| ids[at..].iter().map(move |&other| (one, other)));
    std::iter::once(count).chain(ids.iter().map(sum)).chain(pairs.map(product)).collect()
}
