//! How those who answered differ from the workforce, by what the headcount knows of people.

use super::tables::{self, finished};
use crate::plan::NOT_STATED;
use crate::release::{Marker, Measure, ReleasedBreakdown, Representation, RepresentedGroup};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::view::Place;
use crate::report::{figure, wording};

/// The heading, the sentences and a table for each breakdown; nothing where no headcount says.
pub(crate) fn blocks<'a>(page: &Page<'a>, scope: &'a Measure) -> Vec<Block> {
    let known: Vec<(&ReleasedBreakdown, &Representation)> = page.representation().collect();
    if known.is_empty() || !page.is_whole() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Heading("How those who answered differ from the workforce".to_owned()),
        Block::Paragraph(lead(page, &known)),
    ];
    blocks.extend(evenness(&known).map(|words| Block::Paragraph(Text::plain(words))));
    for (breakdown, found) in known {
        let summary = format!("Workforce and respondents by {}", wording::lower(&breakdown.name));
        blocks.push(Block::Folded(summary, table(page, scope, breakdown, found)));
    }
    blocks
}

/// A group with its breakdown and its share among respondents minus that in the workforce.
struct Gap<'a> {
    name: String,
    group: &'a RepresentedGroup,
    points: f64,
}

/// The groups that stand for more and for fewer than they are.
fn lead(page: &Page, known: &[(&ReleasedBreakdown, &Representation)]) -> Text {
    let level = page.view.release.rules().level;
    let uneven = known.iter().filter(|(_, found)| found.p_value.is_none_or(|p| p < level));
    let mut gaps: Vec<Gap> = uneven.flat_map(|(breakdown, found)| gaps(page, breakdown, found)).collect();
    gaps.sort_by(|a, b| a.points.total_cmp(&b.points));
    let said = |gap: &Gap| {
        format!(
            "{}: {}% of those who answered, {}% of the workforce. ",
            gap.name,
            figure::whole(gap.group.respondents),
            figure::whole(gap.group.workforce)
        )
    };
    let under = gaps.first().filter(|gap| figure::whole(gap.points) < 0);
    let over = gaps.last().filter(|gap| figure::whole(gap.points) > 0);
    let mut text = Text::default();
    if let Some(gap) = under {
        text = text.then_strong("Most under-represented is ").then_strong(said(gap));
    }
    if let Some(gap) = over {
        text = text.then_strong("Most over-represented is ").then_strong(said(gap));
    }
    if text.0.is_empty() {
        return Text::plain(
            "Those who answered are like the workforce: no group is over- or under-represented by 1 point or more \
             beyond what chance explains.",
        );
    }
    text.then("The two shares would be the same if every group had answered equally often.")
}

fn gaps<'a>(page: &Page, breakdown: &ReleasedBreakdown, found: &'a Representation) -> Vec<Gap<'a>> {
    let gap = |group: &'a RepresentedGroup| {
        let id = group.group.as_deref().filter(|id| *id != NOT_STATED)?;
        let name = format!("{} ({})", page.group(&breakdown.id, id)?.name, wording::lower(&breakdown.name));
        Some(Gap { name, group, points: group.respondents - group.workforce })
    };
    found.groups.iter().filter_map(gap).collect()
}

/// The representativeness indicator of each breakdown, in one sentence.
fn evenness(known: &[(&ReleasedBreakdown, &Representation)]) -> Option<String> {
    let one = |(breakdown, found): &(&ReleasedBreakdown, &Representation)| {
        Some(format!("{} by {}", figure::hundredths(found.r_indicator?), wording::lower(&breakdown.name)))
    };
    let all: Vec<String> = known.iter().filter_map(one).collect();
    (!all.is_empty()).then(|| {
        format!(
            "The evenness of response is {}, on a scale where 1 means that every group answered equally often.",
            wording::list(&all)
        )
    })
}

fn table<'a>(
    page: &Page<'a>,
    scope: &'a Measure,
    breakdown: &'a ReleasedBreakdown,
    found: &Representation,
) -> Table {
    let mut columns = vec![breakdown.name.clone()];
    columns.extend(
        ["Share of the workforce", "Share of those who answered", "Difference, in points", "Response"]
            .map(str::to_owned),
    );
    let before: Vec<Option<Result<i64, Marker>>> =
        found.groups.iter().map(|group| then(page, scope, breakdown, group)).collect();
    let earlier = page.earlier_label().filter(|_| before.iter().any(Option::is_some));
    columns.extend(earlier.map(|earlier| format!("Response in {earlier}")));
    let row = |(group, then): (&RepresentedGroup, &Option<Result<i64, Marker>>)| {
        let name = group.group.as_deref().and_then(|id| page.group(&breakdown.id, id));
        let header = name.map_or("All that are not shown, together", |group| group.name.as_str());
        let percent = |value: f64| Entry::Number(format!("{}%", figure::whole(value)));
        let points = figure::signed(figure::whole(group.respondents - group.workforce));
        let mut entries = vec![percent(group.workforce), percent(group.respondents)];
        entries.extend([Entry::Number(points), percent(group.rate)]);
        if earlier.is_some() {
            entries.push(match then {
                Some(Ok(rate)) => Entry::Number(format!("{rate}%")),
                Some(Err(marker)) => Entry::Withheld(*marker),
                None => Entry::Withheld(Marker::NotAvailable),
            });
        }
        TableRow { header: header.to_owned(), link: None, entries }
    };
    let rows = found.groups.iter().zip(&before).map(row).collect();
    let caption =
        format!("Workforce and respondents by {}, {}", wording::lower(&breakdown.name), page.wave.label);
    let notes = apart(found).then(|| tables::ROUNDED_DIFFERENCE.to_owned()).into_iter().collect();
    finished(Table { caption, columns, rows, notes })
}

/// The response in the wave before, where the release has a row for it.
fn then<'a>(
    page: &Page<'a>,
    scope: &'a Measure,
    breakdown: &'a ReleasedBreakdown,
    group: &RepresentedGroup,
) -> Option<Result<i64, Marker>> {
    let group = page.group(&breakdown.id, group.group.as_deref()?)?;
    let reading = page.read_at(scope, Place { breakdown: &breakdown.id, group: &group.id });
    reading.then.map(|_| reading.printed_then())
}

/// Whether a printed difference is not that of the printed shares.
fn apart(found: &Representation) -> bool {
    let whole = figure::whole;
    found.groups.iter().any(|group| {
        whole(group.respondents - group.workforce) != whole(group.respondents) - whole(group.workforce)
    })
}
