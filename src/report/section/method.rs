//! How this was done: what a reader needs to trust the figures, in plain words.

use super::{modelled, priorities, spreads};
use crate::plan::IntervalMethod;
use crate::release::Verdict;
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::section::tables::finished;
use crate::report::{figure, findings, wording};

/// The heading over what is withheld, and why.
pub(crate) const CONFIDENTIALITY: &str = "Confidentiality";

/// The section.
pub(crate) fn section(page: &Page) -> Section {
    let mut blocks = vec![Block::Heading("The survey".to_owned()), Block::Table(waves(page))];
    blocks.push(Block::Heading("What the verdicts mean".to_owned()));
    blocks.push(Block::Terms(verdicts(page)));
    blocks.push(Block::Heading("How to read the figures".to_owned()));
    blocks.push(Block::List(reading(page)));
    blocks.push(Block::Heading("How the comparisons are made".to_owned()));
    blocks.push(Block::List(comparisons(page)));
    let modelled = modelled::items(page);
    if !modelled.is_empty() {
        blocks.push(Block::Heading("How the rest was worked out".to_owned()));
        blocks.push(Block::List(modelled));
        blocks.extend(spreads::table(page));
    }
    blocks.push(Block::Heading(CONFIDENTIALITY.to_owned()));
    blocks.push(Block::List(confidentiality(page)));
    blocks.push(Block::Heading("How the messages are chosen".to_owned()));
    let rule = if page.is_whole() { findings::RULE } else { priorities::RULE };
    blocks.push(Block::Paragraph(Text::plain(rule)));
    Section { id: "method", title: "How this was done".to_owned(), blocks }
}

fn waves(page: &Page) -> Table {
    let columns = ["Survey", "Fieldwork", "Responses read", "Kept", "Set aside"].map(str::to_owned).to_vec();
    let number = |number: u64| Entry::Number(figure::count(number));
    let row = |wave: &crate::release::ReleasedWave| {
        let dates = format!("{} to {}", wording::date(&wave.start), wording::date(&wave.end));
        let set_aside = wave.read.saturating_sub(wave.kept);
        let entries = vec![Entry::Words(dates), number(wave.read), number(wave.kept), number(set_aside)];
        TableRow { header: wave.label.clone(), link: None, entries }
    };
    let rows = page.view.release.waves().iter().map(row).collect();
    let mut notes = vec!["Set aside: tests, duplicates, answers outside the fieldwork and other rows that are not one colleague’s answers.".to_owned()];
    notes.extend(page.view.release.waves().iter().filter(|wave| !wave.linked).map(|wave| {
        let label = &wave.label;
        format!(
            "{label}: it is not known which answers are of one colleague. Each question is counted by group; the number of responses is \
             the least that it can be; scores of several questions, response rates and all that needs a colleague’s answers \
             together are not given."
        )
    }));
    finished(Table { caption: "Surveys and responses".to_owned(), columns, rows, notes })
}

/// Each verdict, and what withheld is, in words.
pub(crate) fn verdicts(page: &Page) -> Vec<(String, String)> {
    let rules = page.view.release.rules();
    let matters = wording::points(figure::whole(rules.meaningful_points).unsigned_abs());
    let says = |verdict| match verdict {
        Verdict::Higher => format!("the difference is larger than chance explains, and at least {matters}"),
        Verdict::Lower => format!("the same, the other way: at least {matters} below"),
        Verdict::SlightlyHigher => format!("larger than chance explains, but less than {matters}"),
        Verdict::SlightlyLower => format!("the same, the other way: less than {matters} below"),
        Verdict::NoClearDifference => {
            format!(
                "a difference of {matters} is ruled out: the figure’s 90% range lies within {matters} either way"
            )
        }
        Verdict::TooSmallToSay => {
            format!("not enough answers to be sure: a difference of {matters} may be there, or not")
        }
        Verdict::NotComparable => {
            "the question, the scale or the unit changed, or there is nothing to compare with".to_owned()
        }
    };
    let term = |verdict| (format!("{} {}", wording::mark(verdict), wording::verdict(verdict)), says(verdict));
    let withheld =
        ("[c] withheld".to_owned(), "the figure is not published, to protect confidentiality".to_owned());
    Verdict::ALL.into_iter().map(term).chain([withheld]).collect()
}

fn reading(page: &Page) -> Vec<Text> {
    let (method, times) = match page.view.release.rules().interval {
        IntervalMethod::Wilson => ("Wilson’s", "95 in 100"),
        IntervalMethod::ClopperPearson => ("Clopper and Pearson’s", "at least 95 in 100"),
    };
    let mut items = vec![
        Text::strong("Positive ").then("is the share of those who answered a question who gave a favourable answer. Blank answers and “does not apply” are left out."),
        Text::strong("A pillar’s score ").then(score_words(page)),
        Text::strong("The 95% range ").then(format!(
            "({method} method) shows how sure a figure is. If the survey were repeated many times, {times} such ranges would hold the true figure. \
             Two ranges may overlap and the difference still be clear: read the verdict."
        )),
        Text::strong("Where most people answered, ").then(
            "the printed ranges are wider than they need be for the people who work here now: they take those who answered \
             for a sample of very many. Where 70 in 100 answered, the range for today’s staff is about half as wide.",
        ),
        Text::strong("Rounding: ").then(
            "every figure is rounded once, for print. A change is rounded from the unrounded change, so it can differ by 1 from the printed figures.",
        ),
        Text::strong("Charts: ").then(
            "orange is unfavourable or lower, blue is favourable or higher, and a mark or a word always says the same. A table with the figures is below each chart.",
        ),
    ];
    if page.view.of_kind(crate::release::MeasureKind::Question).any(|measure| measure.reverse) {
        items.push(
            Text::strong("Questions worded the other way round ")
                .then("are turned, so that positive is always the good answer."),
        );
    }
    items
}

fn score_words(page: &Page) -> &'static str {
    if page.scores().iter().any(|measure| measure.mean_points) {
        "is the average of its questions’ positive shares, or, for those given in points, of each colleague’s points from 0 to 100."
    } else {
        "is the average of its questions’ positive shares."
    }
}

fn comparisons(page: &Page) -> Vec<Text> {
    let rules = page.view.release.rules();
    let matters = wording::points(figure::whole(rules.meaningful_points).unsigned_abs());
    let level = figure::decimal(rules.level * 100.0);
    let level = level.strip_suffix(".0").unwrap_or(&level);
    let mut items = vec![
        Text::strong("Against the rest: ").then(format!(
            "a group is compared with all other colleagues who answered, never with a total that contains it. On every page that is {}.",
            page.rest()
        )),
        Text::strong("Chance: ").then(format!(
            "with many comparisons, some would look clear by luck. The method of Benjamini and Hochberg, over all published comparisons \
             of a breakdown (all units of a level, say, or all age groups), and over all its changes, keeps the share of false ones below {level} in 100."
        )),
        Text::strong("No clear difference: ").then(format!(
            "said where the 90% range of a difference lies within {matters} on either side of nothing. Everything else that \
             is not clear is too small to say.",
        )),
        Text::strong("No causes: ").then("a difference says that groups answered differently, not why."),
    ];
    items.extend(over_time(page));
    items
}

/// How changes are judged.
pub(crate) fn over_time(page: &Page) -> Vec<Text> {
    let mut items = Vec::new();
    if let Some(earlier) = page.earlier_label() {
        items.push(Text::strong("Over time: ").then(format!(
            "the surveys are confidential, so we cannot tell who answered both times, and the change is tested as one between \
             different people. Many of the same people answered in {earlier} and in {}: the true uncertainty of a change is \
             smaller, by up to about a third. The verdicts are on the careful side: what is called clear would be all the clearer, and some of \
             what is called too small to say may be real.",
            page.wave.label
        )));
        items.push(Text::strong("Comparable: ").then(
            "a question is compared only where its wording and scale are the same or judged to mean the same, and with the latest survey that asked it so. Where units were merged, or others joined or left a unit, its earlier figure is that of the same parts together. Notes say where this is so, and where there is nothing to compare with.",
        ));
    }
    items
}

/// What is withheld and why, in general.
pub(crate) fn confidentiality(page: &Page) -> Vec<Text> {
    let rules = page.view.release.rules();
    let mut items = vec![
        Text::plain(format!(
            "Nothing is published about fewer than {} people. A figure is also withheld where subtracting published ones would give a smaller group away.",
            figure::count(rules.smallest_group)
        )),
        Text::plain(
            "A figure is withheld where everybody in a group, or everybody but one, gave the same kind of answer, and where subtracting published figures would tell that of others.",
        ),
        Text::plain(format!(
            "Every single answer category is shown from {} answers; a change only where both surveys have at least {}.",
            figure::count(rules.smallest_detail),
            figure::count(rules.smallest_change)
        )),
        Text::plain(
            "Before it was published, this release was attacked. A program took the finished files alone and worked out the smallest and the largest value that every withheld figure can have. It looked for groups that are too small, for answers that all gave, and for personal details. It found nothing; otherwise there would be no release. How much it looked at is in the file manifest.json.",
        ),
        Text::plain(
            "[c] stands where a figure is withheld. It does not mean that the group is small: figures of larger groups are withheld too, where they would give away a smaller one.",
        ),
    ];
    if !rules.decided_by.is_empty() {
        items.push(Text::plain(format!(
            "Decided by {}, {}.",
            rules.decided_by,
            wording::date(&rules.decided)
        )));
    }
    items
}
