//! Fairness: how groups with a protected characteristic compare with all other colleagues.

use super::spreads;
use super::tables::finished;
use crate::release::{Consistency, Measure, MeasureKind, ReleasedBreakdown, ReleasedGroup};
use crate::report::document::{Block, Link, Section, Table, TableRow, Text};
use crate::report::headline::headlines;
use crate::report::page::Page;
use crate::report::view::Place;
use crate::report::{joint, wording};

/// The section, where the release has a protected characteristic.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let protected: Vec<&ReleasedBreakdown> =
        page.view.release.breakdowns().iter().filter(|breakdown| breakdown.protected).collect();
    if protected.is_empty() {
        return None;
    }
    let blocks = if page.is_whole() { tables(page, &protected) } else { elsewhere(page) };
    Some(Section { id: "fairness", title: "Fairness".to_owned(), blocks })
}

/// For a unit the groups would be too small; the whole has them.
fn elsewhere(page: &Page) -> Vec<Block> {
    let short_name = &page.view.release.survey().short_name;
    let text = format!(
        "To protect confidentiality, figures for groups such as age, disability or ethnicity are published for {short_name} as a whole."
    );
    let link = Link {
        to: "../index.html#fairness".to_owned(),
        name: format!("Fairness across {short_name}"),
        here: false,
    };
    vec![Block::Paragraph(Text::plain(text)), Block::Links(vec![link])]
}

fn tables(page: &Page, protected: &[&ReleasedBreakdown]) -> Vec<Block> {
    let named = headlines(page).into_iter().map(|headline| (headline.name.to_owned(), headline.measure));
    let pillars = page.scores_of(MeasureKind::Pillar).map(|measure| (measure.text.clone(), measure));
    let columns: Vec<(String, &Measure)> = named.chain(pillars).collect();
    if columns.is_empty() {
        return vec![Block::Paragraph(Text::plain(
            "There is no headline question and no pillar to compare.",
        ))];
    }
    let mut blocks = vec![Block::Lead(lead(page, protected, &columns))];
    let joint = consistent(page);
    if !joint.is_empty() {
        blocks.extend(joint);
        blocks.push(Block::Heading("Group by group".to_owned()));
    }
    for breakdown in protected {
        blocks.extend(spreads::over_groups(page, breakdown, &columns));
        blocks.push(Block::Table(table(page, breakdown, &columns)));
    }
    blocks
}

/// Groups that are consistently lower or higher over all questions together: protected characteristics first, the lowest
/// first.
fn consistent(page: &Page) -> Vec<Block> {
    let mut found: Vec<(&ReleasedBreakdown, &Consistency)> = Vec::new();
    for joint in page.found().consistency.iter().filter(|joint| joint.wave == page.wave.id) {
        let breakdown = page.breakdown(&joint.breakdown);
        found.extend(breakdown.filter(|one| one.level.is_none()).map(|breakdown| (breakdown, joint)));
    }
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by(|a, b| b.0.protected.cmp(&a.0.protected).then(a.1.points.total_cmp(&b.1.points)));
    let sentence = |(breakdown, joint): &(&ReleasedBreakdown, &Consistency)| {
        let group = page.group(&breakdown.id, &joint.group)?;
        let who = format!("The group “{}” ({})", group.name, wording::lower(&breakdown.name));
        let said = joint::sentence(&who, "all other colleagues", joint)?;
        Some(Text::plain(said).then(format!(" {}", joint::certainty(joint))))
    };
    let sentences: Vec<Text> = found.iter().filter_map(sentence).collect();
    if sentences.is_empty() {
        let words = "Over all questions together, no group is consistently lower or higher than all other colleagues.";
        return vec![Block::Paragraph(Text::plain(words))];
    }
    vec![Block::Heading("Over all questions together".to_owned()), Block::List(sentences)]
}

fn table<'a>(page: &Page<'a>, breakdown: &'a ReleasedBreakdown, measures: &[(String, &'a Measure)]) -> Table {
    let row = |group: &'a ReleasedGroup| {
        let place = Place { breakdown: &breakdown.id, group: &group.id };
        let entries = measures.iter().map(|(_, measure)| page.read_at(measure, place).judged()).collect();
        TableRow { header: group.name.clone(), link: None, entries }
    };
    let names = measures.iter().map(|(name, _)| name.clone());
    finished(Table {
        caption: format!(
            "{}: percent positive, with the verdict against all other colleagues",
            breakdown.name
        ),
        columns: std::iter::once(breakdown.name.clone()).chain(names).collect(),
        rows: page.view.groups(breakdown, None).into_iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// How many gaps there are, and where the most.
fn lead<'a>(
    page: &Page<'a>,
    protected: &[&'a ReleasedBreakdown],
    measures: &[(String, &'a Measure)],
) -> Text {
    let mut compared = 0_u64;
    let mut lower: Vec<(String, usize)> = Vec::new();
    for breakdown in protected {
        for group in page.view.groups(breakdown, None) {
            let place = Place { breakdown: &breakdown.id, group: &group.id };
            let read = measures.iter().filter_map(|(_, measure)| page.read_at(measure, place).rest().ok());
            let ways: Vec<i8> = read.map(|difference| wording::direction(difference.verdict)).collect();
            compared += ways.len() as u64;
            let below = ways.iter().filter(|way| **way < 0).count();
            if below > 0 {
                lower.push((format!("{} ({})", group.name, wording::lower(&breakdown.name)), below));
            }
        }
    }
    if compared == 0 {
        return Text::plain("All comparisons are withheld to protect confidentiality, or cannot be made.");
    }
    lower.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let comparisons = wording::counted(compared, "comparison", "comparisons");
    let gaps: usize = lower.iter().map(|(_, number)| number).sum();
    if gaps == 0 {
        return Text::plain(format!(
            "None of {comparisons} shows a group clearly below all other colleagues."
        ));
    }
    let names: Vec<String> = lower.into_iter().map(|(name, _)| name).collect();
    Text::strong(format!("In {gaps} of {comparisons}, a group is below all other colleagues"))
        .then(format!(", most often {}.", wording::short_list(&names, 3)))
}
