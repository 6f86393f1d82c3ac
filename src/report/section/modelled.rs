//! How what is said beyond single figures was worked out: each method in a sentence or two, only where it was used.

use super::weighting::weighted_by;
use crate::release::{Weighted, WeightingOutcome};
use crate::report::document::Text;
use crate::report::page::Page;
use crate::report::{figure, wording};

/// The methods that this release used, in the order of the sections.
pub(crate) fn items(page: &Page) -> Vec<Text> {
    let found = page.found();
    let mut items: Vec<Text> = Vec::new();
    if !found.representation.is_empty() {
        items.push(Text::strong("The evenness of response ").then(
            "is the representativeness indicator (Schouten and others, 2009): 1 minus twice the standard deviation of \
             the groups’ response rates. Whether groups answered at the same rate is tested with chi-square.",
        ));
    }
    items.extend(page.weighting().map(weighting(page)));
    if !found.spreads.is_empty() {
        items.push(Text::strong("Whether groups differ at all ").then(
            "is one test over all groups of a breakdown: chi-square for shares, Welch’s test for scores, adjusted over \
             all measures of the breakdown (Benjamini and Hochberg). Size: Cramér’s V (small from 0.1, medium from 0.3, \
             large from 0.5) or omega squared (0.01, 0.06, 0.14).",
        ));
    }
    if !found.consistency.is_empty() {
        items.push(Text::strong("Consistently lower or higher: ").then(
            "each colleague has a share of positive answers over all questions. The mean of these shares is compared \
             between a group and all others (Welch’s test), adjusted over the groups of a breakdown (Holm). A group is \
             consistently lower where this is more than chance explains and at least three questions in four lie on the \
             same side.",
        ));
    }
    if !found.like_for_like.is_empty() {
        items.push(Text::strong("Like for like: ").then(
            "the respondents of a unit, and those of the rest, are each weighted to the whole organisation’s mix of staff \
             (direct standardisation, by raking), and then compared. Kinds of staff that a unit does not have are left out \
             on both sides; the table says how many colleagues have counterparts. Only what is named is made alike.",
        ));
    }
    if !found.rankings.is_empty() {
        items.push(Text::strong("The chance of being the lowest: ").then(
            "a group’s share is drawn towards the average by as much as groups of its size swing by luck (empirical \
             Bayes, beta-binomial). The chances are those of the shrunk shares. A chance is not a verdict.",
        ));
    }
    if !found.decompositions.is_empty() {
        items.push(Text::strong("Contributions to the change ").then(
            "split the change exactly into parts: that a unit’s colleagues answered differently, at its mean part of the \
             respondents, and that its part changed, at its mean distance from the whole.",
        ));
    }
    items.extend(models(page));
    items
}

fn models(page: &Page) -> Vec<Text> {
    let found = page.found();
    let mut items = Vec::new();
    if !found.drivers.is_empty() {
        items.push(Text::strong("What goes together: ").then(
            "the share of each question in what all of them account for, by relative weights (Johnson, 2000), with ranges \
             and places from 1,000 resamplings of the respondents. Beside it the exact average over all orders of entry \
             (LMG). Only colleagues who answered all of the questions count.",
        ));
    }
    if !found.reliability.is_empty() {
        items.push(Text::strong("How well a score’s questions hang together ").then(
            "is Cronbach’s alpha, with Feldt’s range, and McDonald’s omega of one factor; of two questions it is the \
             Spearman-Brown coefficient.",
        ));
    }
    if !found.trends.is_empty() {
        items.push(Text::strong("Over three surveys and more: ").then(
            "a straight line through the figures of all surveys: for shares with the test of Cochran and Armitage, for scores \
             with each figure weighted by how sure it is; adjusted over all measures of a breakdown (Benjamini and Hochberg). \
             A rise and a fall can cancel.",
        ));
    }
    items
}

/// How the weights came out.
fn weighting<'a>(page: &'a Page) -> impl Fn(&'a WeightingOutcome) -> Text {
    |weighting| {
        let by = weighted_by(page, weighting);
        let start = Text::strong("Weighting: ");
        match &weighting.outcome {
            Weighted::Refused(reason) => start.then(format!(
                "the respondents could not be weighted to the workforce by {by}: {}.",
                wording::lower(reason.trim().trim_end_matches('.'))
            )),
            Weighted::Met { design_effect, effective_base, largest, trimmed, rounds } => {
                let cut = match figure::whole(*trimmed) {
                    0 if *trimmed > 0.0 => {
                        "under 1% of respondents’ weights were cut at the largest allowed".to_owned()
                    }
                    0 => "no weight was cut".to_owned(),
                    percent => format!("{percent}% of respondents’ weights were cut at the largest allowed"),
                };
                start.then(format!(
                    "the respondents are raked to the workforce by {by}, in {}, with ranges by linearisation. The \
                     weighted figures are as sure as {} unweighted answers (design effect {}). The largest weight is {} \
                     times the mean; {cut}.",
                    wording::counted(u64::from(*rounds), "round", "rounds"),
                    figure::count(*effective_base),
                    figure::hundredths(*design_effect),
                    figure::decimal(*largest),
                ))
            }
        }
    }
}
