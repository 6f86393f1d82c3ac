//! Sheets of what stands beside the figures: targets, and figures from elsewhere.

use super::sheet::{Sheet, Value};
use super::subject::measure_name;
use crate::plan::{Benchmark, TargetOf};
use crate::release::{Difference, Marker, MeasureKind, ReleasedTarget};
use crate::report::document::Entry;
use crate::report::page::Page;
use crate::report::section::targets;
use crate::report::wording;

/// The sheets.
pub(super) fn sheets<'a>(page: &Page<'a>) -> Vec<Sheet<'a>> {
    vec![of_targets(page), of_benchmarks(page)]
}

fn of_targets<'a>(page: &Page<'a>) -> Sheet<'a> {
    let headings = [
        "Target",
        "Question or score",
        "Aim",
        "Target value",
        "By the end of",
        "Wave",
        "Latest figure",
        "Change in percent positive or score",
        "Verdict on the change",
        "How it stands",
        "Measure ID",
    ];
    Sheet {
        name: "Targets".to_owned(),
        title: "Targets and direction of travel".to_owned(),
        shows: format!(
            "Each measure that has a target, with its latest figure for {} and how it stands.",
            page.name
        ),
        headings: headings.map(str::to_owned).to_vec(),
        rows: page.view.release.targets().iter().map(|target| of_target(page, target)).collect(),
        still: 1,
    }
}

fn of_target<'a>(page: &Page<'a>, target: &'a ReleasedTarget) -> Vec<Value<'a>> {
    let measure = targets::measure(page, &target.measure);
    let (verdict, standing) = targets::judged(page, target);
    let aim = match target.of {
        TargetOf::Positive => "at least, percent positive or score",
        TargetOf::Negative => "at most, percent negative",
    };
    let latest = measure.map_or(Err(Marker::NotAvailable), |measure| page.read(measure).figures());
    let latest = latest.map(|figures| targets::exact(figures, target.of));
    let change: Option<&Difference> = measure.and_then(|measure| page.read(measure).compared());
    vec![
        Value::text(&*target.name),
        Value::text(measure_name(measure, &target.measure)),
        Value::text(aim),
        Value::tenth(target.value),
        Value::Given(f64::from(target.by)),
        Value::text(&*page.wave.id),
        latest.map_or_else(Value::Marker, |figure| Value::tenth_or(figure, Marker::NotApplicable)),
        Value::tenth_or(change.map(|change| change.points), Marker::NotApplicable),
        entry(verdict),
        standing.map_or_else(Value::Marker, Value::text),
        Value::text(&*target.measure),
    ]
}

/// What a table of the report says in words.
fn entry<'a>(entry: Entry) -> Value<'a> {
    match entry {
        Entry::Words(words) | Entry::Number(words) | Entry::Said(_, words) | Entry::Judged(words, _) => {
            Value::text(words)
        }
        Entry::Verdict(verdict) => Value::text(wording::verdict(verdict)),
        Entry::Withheld(marker) => Value::Marker(marker),
        Entry::Blank => Value::Marker(Marker::NotApplicable),
    }
}

fn of_benchmarks<'a>(page: &Page<'a>) -> Sheet<'a> {
    let headings = [
        "Question or score",
        "Percent positive elsewhere",
        "Statistic",
        "Sector",
        "Year",
        "Wording there",
        "Source",
        "Licence",
        "Measure ID",
    ];
    let row = |benchmark: &'a Benchmark| {
        let measure = page.view.measure(MeasureKind::Question, &benchmark.question);
        let words = [&benchmark.wording, &benchmark.source, &benchmark.licence, &benchmark.question];
        let mut row = vec![
            Value::text(measure_name(measure, &benchmark.question)),
            Value::tenth(benchmark.value),
            Value::text(&*benchmark.statistic),
            Value::text(&*benchmark.sector),
            Value::Given(f64::from(benchmark.year)),
        ];
        row.extend(words.map(|words| Value::text(&**words)));
        row
    };
    Sheet {
        name: "Benchmarks".to_owned(),
        title: "What others report".to_owned(),
        shows: "Other surveys put these questions in their own words, to other people, in other years. The figures are not tested against ours."
            .to_owned(),
        headings: headings.map(str::to_owned).to_vec(),
        rows: page.view.release.benchmarks().iter().map(row).collect(),
        still: 1,
    }
}
