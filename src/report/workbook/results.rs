//! Sheets whose rows are rows of the release: response, headlines, questions, changes, gaps, and all of them.

use super::column::{Column, Told};
use super::sheet::Sheet;
use super::subject::Names;
use crate::release::{Cell, Marker, Measure, MeasureKind, Row};
use crate::report::headline::headlines;
use crate::report::page::Page;
use crate::report::wording;

/// The ids of a row, for programs.
const IDS: [Column; 4] = [Column::Kind, Column::Measure, Column::Breakdown, Column::Group];

/// A figure against the rest.
const REST: [Column; 4] =
    [Column::Difference, Column::DifferenceLow, Column::DifferenceHigh, Column::Verdict];

/// A figure against an earlier one.
const CHANGE: [Column; 5] =
    [Column::ChangeFrom, Column::Change, Column::ChangeLow, Column::ChangeHigh, Column::ChangeVerdict];

/// A figure with its range.
const FIGURE: [Column; 4] = [Column::Base, Column::Figure, Column::Low, Column::High];

/// The sheets for reading.
pub(super) fn sheets<'a>(page: &Page<'a>, names: &Names) -> Vec<Sheet<'a>> {
    let own = Own::of(page);
    let mut sheets = overview(page, names, &own);
    sheets.extend(comparisons(page, names, &own));
    sheets
}

/// Who answered, and what everyone and the highest level said.
fn overview<'a>(page: &Page<'a>, names: &Names, own: &Own) -> Vec<Sheet<'a>> {
    vec![
        sheet(
            page,
            names,
            (
                "Response",
                "Response rates",
                "How many of the people in each group answered, in every survey, and how that compares and changed.",
            ),
            &[
                &[Column::BreakdownName, Column::GroupName, Column::Wave, Column::Question][..],
                &[Column::Headcount, Column::Respondents, Column::Rate, Column::Difference, Column::Verdict],
                &[Column::ChangeFrom, Column::Change, Column::ChangeVerdict],
                &IDS,
            ]
            .concat(),
            &|row| row.kind == MeasureKind::Response,
        ),
        sheet(
            page,
            names,
            (
                "Headlines",
                "Headline questions and scores",
                "The headline questions, the pillars and the indices, for everyone and for each unit of the highest level, in every survey.",
            ),
            &[&[Column::Question, Column::GroupName, Column::Wave][..], &FIGURE, &REST, &CHANGE, &IDS]
                .concat(),
            &|row| own.high(row) && own.is_headline(row),
        ),
        sheet(
            page,
            names,
            (
                "Questions",
                "Every question, everyone",
                "Percent positive, neutral and negative for everyone together, in every survey, with the change. \
             Of a question with several answers, percent positive is the percent who chose the answer.",
            ),
            &[
                &[Column::Question, Column::Wave, Column::Base, Column::Positive, Column::Neutral][..],
                &[Column::Negative, Column::Low, Column::High, Column::Mean],
                &CHANGE,
                &[Column::ChangeNote],
                &IDS,
            ]
            .concat(),
            &|row| row.kind == MeasureKind::Question && row.breakdown == "all",
        ),
    ]
}

/// What changed, and how groups with a protected characteristic compare.
fn comparisons<'a>(page: &Page<'a>, names: &Names, own: &Own) -> Vec<Sheet<'a>> {
    vec![
        sheet(
            page,
            names,
            (
                "Change",
                "Change since the survey before",
                "What changed for everyone and for each unit of the highest level, in points; every question and score that was asked before.",
            ),
            &[
                &[Column::Question, Column::GroupName, Column::Wave, Column::Base, Column::Figure][..],
                &CHANGE,
                &[Column::ChangeNote],
                &IDS,
            ]
            .concat(),
            &|row| {
                let asked =
                    !matches!(row.change, Cell::Withheld(Marker::NotApplicable | Marker::NotAvailable));
                row.wave == page.wave.id && row.kind != MeasureKind::Response && own.high(row) && asked
            },
        ),
        sheet(
            page,
            names,
            (
                "Fairness gaps",
                "Gaps between groups with a protected characteristic",
                "The headline questions and the pillars for each group, against all other colleagues.",
            ),
            &[
                &[Column::BreakdownName, Column::GroupName, Column::Question, Column::Wave][..],
                &FIGURE,
                &REST,
                &[Column::Detectable],
                &IDS,
            ]
            .concat(),
            &|row| {
                let compared = own.is_headline(row) && row.kind != MeasureKind::Index;
                row.wave == page.wave.id && own.protected.contains(&row.breakdown.as_str()) && compared
            },
        ),
    ]
}

/// How much of what was asked was answered, and how many rows that rests on.
pub(super) fn quality<'a>(page: &Page<'a>, names: &Names) -> Sheet<'a> {
    sheet(
        page,
        names,
        (
            "Data quality",
            "Data quality: rows, responses and answers",
            "For every survey how many rows its files had and how many of them were kept as responses (respondents), and for every \
             question how many answered it. A question that was put only to some was answered by fewer for that reason; “left empty” \
             is of those who were asked, in whole percent.",
        ),
        &[
            &[Column::Question, Column::Wave, Column::RowsRead, Column::Respondents, Column::Base][..],
            &[Column::Answered, Column::LeftEmpty],
            &IDS,
        ]
        .concat(),
        &|row| row.kind == MeasureKind::Question && row.breakdown == "all",
    )
}

/// Every figure of the latest survey, for filters and pivot tables.
pub(super) fn all<'a>(page: &Page<'a>, names: &Names) -> Sheet<'a> {
    let columns = [
        &[Column::Wave, Column::Kind, Column::Measure, Column::Breakdown, Column::Group, Column::Status][..],
        &[Column::Base, Column::Positive, Column::Neutral, Column::Negative, Column::Mean, Column::Score],
        &[Column::Low, Column::High, Column::Difference, Column::Verdict, Column::Change],
        &[Column::ChangeVerdict, Column::Headcount, Column::Respondents],
    ]
    .concat();
    let shows = "Every figure, one row for each question or score and each group, by their ids.";
    sheet(page, names, ("All results", "All results", shows), &columns, &|row| row.wave == page.wave.id)
}

fn sheet<'a>(
    page: &Page<'a>,
    names: &Names,
    (name, title, shows): (&str, &str, &str),
    columns: &[Column],
    wanted: &dyn Fn(&Row) -> bool,
) -> Sheet<'a> {
    let rows = page.view.release.rows().iter().filter(|row| wanted(row));
    let told = |row: &'a Row| {
        let told = Told::new(page.view, names, row);
        columns.iter().map(|column| told.value(*column)).collect()
    };
    Sheet {
        name: name.to_owned(),
        title: title.to_owned(),
        shows: shows.to_owned(),
        headings: columns.iter().map(|column| column.heading().to_owned()).collect(),
        rows: rows.map(told).collect(),
        still: 1,
    }
}

/// What a row is looked up in.
struct Own<'a> {
    headlines: Vec<&'a Measure>,
    highest: Option<&'a str>,
    protected: Vec<&'a str>,
}

impl<'a> Own<'a> {
    fn of(page: &Page<'a>) -> Self {
        let breakdowns = page.view.release.breakdowns().iter();
        Self {
            headlines: headlines(page).into_iter().map(|headline| headline.measure).collect(),
            highest: page.view.level(0).map(|level| level.id.as_str()),
            protected: breakdowns.filter(|one| one.protected).map(|one| one.id.as_str()).collect(),
        }
    }

    /// Of everyone or of a unit of the highest level.
    fn high(&self, row: &Row) -> bool {
        row.breakdown == "all" || self.highest == Some(row.breakdown.as_str())
    }

    /// Of a headline question, a pillar or an index.
    fn is_headline(&self, row: &Row) -> bool {
        let score = matches!(row.kind, MeasureKind::Pillar | MeasureKind::Index);
        score || self.headlines.iter().any(|measure| measure.kind == row.kind && measure.id == row.measure)
    }
}

/// "Percent positive and scores by directorate".
pub(super) fn by(name: &str) -> String {
    format!("Percent positive and scores by {}", wording::lower(name))
}
