//! `[[target]]`, `benchmarks.csv`, `[verdicts]` and `protection.toml`.

use std::path::Path;

use crate::plan::measures::{Benchmark, Target, TargetOf, VerdictRules};
use crate::plan::protection::{CommentRules, Protection, floor};
use crate::plan::question::{Composite, Item};
use crate::plan::raw::{RawProtection, RawTarget, RawTargetOf, RawVerdicts};
use crate::plan::register::{Columns, Entry, Register, unknown_name};
use crate::problem::{Place, Problem, Problems};

/// The columns of `benchmarks.csv`.
pub(crate) const BENCHMARKS: Columns<'static> = Columns {
    required: &["question", "source", "statistic", "sector", "year", "value", "wording", "licence"],
    optional: &[],
};

/// People Plan targets.
pub(crate) fn targets(
    file: &Path,
    raw: &[RawTarget],
    items: &[Item],
    composites: &[Composite],
    problems: &mut Problems,
) -> Vec<Target> {
    let known = || {
        let scores = composites.iter().map(|composite| composite.id.as_str());
        items.iter().map(|item| item.id.as_str()).chain(scores).chain(["response"])
    };
    for raw in raw {
        let place = |key: &str| Place::file(file).column(format!("target.{key}"));
        if !known().any(|id| id == raw.measure) {
            problems.push(unknown_name(place("measure"), &raw.measure, "measure", known()));
        }
        if !(0.0..=100.0).contains(&raw.value) {
            problems.push(Problem::error(place("value"), "expected a value from 0 to 100"));
        }
    }
    let target = |raw: &RawTarget| Target {
        measure: raw.measure.clone(),
        name: if raw.name.is_empty() { raw.measure.clone() } else { raw.name.clone() },
        value: raw.value,
        by: raw.by,
        of: match raw.of {
            RawTargetOf::Positive => TargetOf::Positive,
            RawTargetOf::Negative => TargetOf::Negative,
        },
    };
    raw.iter().map(target).collect()
}

/// Figures from elsewhere.
pub(crate) fn benchmarks(register: &Register, items: &[Item], problems: &mut Problems) -> Vec<Benchmark> {
    let mut found: Vec<Benchmark> = Vec::new();
    for entry in register.entries() {
        let Some(benchmark) = benchmark(&entry, items, problems) else { continue };
        if found.iter().any(|other| same_figure(other, &benchmark)) {
            let message =
                "this figure stands in an earlier row already: the same question, source, statistic and year";
            problems.push(Problem::error(entry.place("year"), message));
        }
        found.push(benchmark);
    }
    found
}

fn same_figure(one: &Benchmark, other: &Benchmark) -> bool {
    let key = |benchmark: &Benchmark| {
        let Benchmark { question, source, statistic, sector, year, .. } = benchmark.clone();
        (question, source, statistic, sector, year)
    };
    key(one) == key(other)
}

fn benchmark(entry: &Entry<'_>, items: &[Item], problems: &mut Problems) -> Option<Benchmark> {
    let question = entry.one_of("question", "question", items.iter().map(|item| item.id.as_str()), problems);
    let year = entry.cell("year").parse::<i32>().ok().filter(|year| (1900..2200).contains(year));
    let value = entry.cell("value").parse::<f64>().ok().filter(|value| (0.0..=100.0).contains(value));
    if year.is_none() {
        problems.push(Problem::error(entry.place("year"), "expected a year as in 2024"));
    }
    if value.is_none() {
        problems.push(Problem::error(entry.place("value"), "expected a percentage from 0 to 100"));
    }
    for column in ["source", "statistic", "sector", "wording", "licence"] {
        if entry.filled(column).is_none() {
            let message = "a benchmark is shown only with its source, statistic, sector, wording and licence";
            problems.push(Problem::error(entry.place(column), message));
        }
    }
    question?;
    let text = |column: &str| entry.cell(column).to_owned();
    Some(Benchmark {
        question: text("question"),
        source: text("source"),
        statistic: text("statistic"),
        sector: text("sector"),
        year: year?,
        value: value?,
        wording: text("wording"),
        licence: text("licence"),
    })
}

/// What a comparison needs to be called a difference.
pub(crate) fn verdicts(file: &Path, raw: &RawVerdicts, problems: &mut Problems) -> VerdictRules {
    if !(0.0 < raw.meaningful_points && raw.meaningful_points <= 50.0) {
        problems.push(Problem::error(
            Place::file(file).column("verdicts.meaningful_points"),
            "expected points above 0, up to 50",
        ));
    }
    if !(0.0 < raw.level && raw.level <= 0.2) {
        problems.push(Problem::error(
            Place::file(file).column("verdicts.level"),
            "expected a level above 0, up to 0.2",
        ));
    }
    VerdictRules { meaningful_points: raw.meaningful_points, level: raw.level, interval: raw.interval }
}

/// The thresholds, none weaker than the floor.
pub(crate) fn protection(file: &Path, raw: &RawProtection, problems: &mut Problems) -> Protection {
    let comments = &raw.comments;
    let settings = [
        ("smallest_group", raw.smallest_group, floor::GROUP),
        ("smallest_sensitive", raw.smallest_sensitive, floor::SENSITIVE.max(raw.smallest_group)),
        ("smallest_detail", raw.smallest_detail, floor::DETAIL.max(raw.smallest_group)),
        ("smallest_change", raw.smallest_change, floor::CHANGE.max(raw.smallest_group)),
        ("insiders", raw.insiders, floor::INSIDERS),
        ("comments.smallest_unit", comments.smallest_unit, floor::COMMENT_UNIT),
        ("comments.smallest_commenters", comments.smallest_commenters, floor::COMMENTERS),
        ("comments.longest", comments.longest, 1),
    ];
    for (key, value, floor) in settings.into_iter().filter(|(_, value, floor)| value < floor) {
        let message = format!("{value} is too small to protect anybody; expected at least {floor}");
        problems.push(Problem::error(Place::file(file).column(key), message));
    }
    for (key, value) in [("owner", &raw.owner), ("decided", &raw.decided)] {
        if value.is_empty() {
            let message = "expected who decided on these thresholds, and when";
            problems.push(Problem::error(Place::file(file).column(key), message));
        }
    }
    Protection {
        smallest_group: raw.smallest_group,
        smallest_sensitive: raw.smallest_sensitive,
        insiders: raw.insiders,
        smallest_detail: raw.smallest_detail,
        smallest_change: raw.smallest_change,
        comments: comments.publish.then(|| CommentRules {
            smallest_unit: comments.smallest_unit,
            smallest_commenters: comments.smallest_commenters,
            longest: usize::try_from(comments.longest).unwrap_or(usize::MAX),
            names: (!comments.names.is_empty()).then(|| super::waves::beside(file, &comments.names)),
        }),
        owner: raw.owner.clone(),
        decided: raw.decided.clone(),
    }
}
