//! What is counted, as SQL: views that every query looks through, and one query for each thing [`Asked`].
//!
//! No query needs more of an engine than sums of whole numbers by group, so that any engine gives the same.

use crate::confidential::store::group_column;
use crate::plan::Plan;

use super::dialect::Dialect;
use super::name;
use super::query::{Asked, By, composite_name, scored};
use super::scores;

/// The responses of a wave, as the store has them.
const RESPONSES: &str = "responses";
/// A row for each respondent and item.
const ANSWERS: &str = "answers";
/// The same once for each breakdown.
const ANSWERS_BY_BREAKDOWN: &str = "answers_by_breakdown";
/// What a score is made of.
const MARKS: &str = "marks";
/// A column for each composite.
const SCORED: &str = "scored";
/// A row for each respondent and composite.
const SCORES: &str = "scores";
/// The same once for each breakdown.
const SCORES_BY_BREAKDOWN: &str = "scores_by_breakdown";

/// The views, each after those that it looks through: name, and what makes it.
pub(super) fn views(plan: &Plan, wave: usize, source: &str, dialect: Dialect) -> Vec<(&'static str, String)> {
    let groups: Vec<String> = plan.breakdowns.iter().map(group_column).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let items: Vec<&str> = plan.items.iter().map(|item| item.id.as_str()).collect();
    let mut views = vec![(RESPONSES, responses(&groups, &items, source, dialect))];
    let by_breakdown = |from: &str, columns: [&str; 2]| {
        dialect.unpivot(from, &columns, &groups, [name::BREAKDOWN, name::GROUP])
    };
    if !items.is_empty() {
        let columns = [name::ITEM, name::ANSWER];
        views.push((ANSWERS, dialect.unpivot(RESPONSES, &groups, &items, columns)));
        views.push((ANSWERS_BY_BREAKDOWN, by_breakdown(ANSWERS, columns)));
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
        let columns = [name::COMPOSITE, name::SCORE];
        views.push((SCORES, dialect.unpivot(SCORED, &groups, &composites, columns)));
        views.push((SCORES_BY_BREAKDOWN, by_breakdown(SCORES, columns)));
    }
    if groups.is_empty() {
        views.retain(|(name, _)| ![ANSWERS_BY_BREAKDOWN, SCORES_BY_BREAKDOWN].contains(name));
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
        Asked::Answers(grouped) => {
            by.extend(grouped.named().iter().chain(&[name::ITEM, name::ANSWER]).map(|&name| name.to_owned()));
            let (view, nobody) = grouped.of(ANSWERS, ANSWERS_BY_BREAKDOWN);
            let condition =
                if nobody { format!("\nWHERE {} IS NOT NULL", name::GROUP) } else { String::new() };
            (by, vec![count], format!("{view}{condition}"))
        }
        Asked::Scores(grouped) => {
            by.extend(grouped.named().iter().chain(&[name::COMPOSITE]).map(|&name| name.to_owned()));
            let (view, nobody) = grouped.of(SCORES, SCORES_BY_BREAKDOWN);
            let condition = if nobody { format!(" AND {} IS NOT NULL", name::GROUP) } else { String::new() };
            let (score, sum, squares) = (name::SCORE, name::SUM, name::SQUARES);
            let sum = format!("SUM({score}) AS {sum}");
            // Squares of ten million scores are more than 64 bits hold.
            let squares = format!("SUM(CAST({score} * {score} AS DECIMAL(38, 0))) AS {squares}");
            (by, vec![count, sum, squares], format!("{view}\nWHERE {score} IS NOT NULL{condition}"))
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

impl By {
    /// The columns of a view by breakdown that say who is meant.
    fn named(self) -> &'static [&'static str] {
        match self {
            Self::Breakdowns => &[name::BREAKDOWN, name::GROUP],
            Self::Grouping(_) | Self::Cells => &[],
        }
    }

    /// The view that is looked through, and whether those in no group are in it and not wanted.
    fn of<'a>(self, people: &'a str, by_breakdown: &'a str) -> (&'a str, bool) {
        match self {
            Self::Breakdowns => (by_breakdown, true),
            Self::Grouping(_) | Self::Cells => (people, false),
        }
    }
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
