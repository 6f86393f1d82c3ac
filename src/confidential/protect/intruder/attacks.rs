//! Attacks on what can be read off or subtracted: true figures, sizes, alike answers, categories, response rates.

use std::collections::BTreeSet;

use super::differences::{Known, of_trees, of_trees_and_across};
use super::knowledge::{DETAIL, INSIDERS, K, Knowledge, Measure};

/// Not an attack: every published figure is that of the people whom the intruder believes to be in the group.
pub(super) fn truth(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (group, shown) in shown(measure) {
        let (people, staff) = (knowledge.groups[group].people, knowledge.groups[group].staff);
        let base = match measure.name {
            "response" => staff.len(),
            _ => people.and(measure.answered).len(),
        };
        let score = measure.question.is_none() && measure.name != "response";
        if shown.respondents != people.len() || (shown.base != base && !score) {
            found.push(knowledge.tell(
                measure,
                &[group],
                &format!("{shown:?} is not {} of {base}", people.len()),
            ));
        }
    }
    found
}

fn shown<'a>(measure: &'a Measure<'_>) -> impl Iterator<Item = (usize, &'a super::published::Shown)> {
    measure.shown.iter().enumerate().filter_map(|(group, shown)| Some((group, (*shown)?)))
}

/// Nothing is shown of few: neither of a small group nor of few answers.
pub(super) fn size(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let least = knowledge.smallest(measure);
    let small = |(group, shown): &(usize, &super::published::Shown)| {
        let headcount = shown.headcount.is_some_and(|people| people < K)
            || (knowledge.survey.headcount && knowledge.groups[*group].staff.len() < K);
        let base = if measure.name == "response" { shown.respondents } else { shown.base };
        headcount || shown.respondents < least || base < least
    };
    let tell = |(group, shown)| knowledge.tell(measure, &[group], &format!("of few: {shown:?}"));
    self::shown(measure).filter(small).map(tell).collect()
}

/// No tone has all answers, or all but those of the insiders: in a shown group, and in what subtraction tells.
pub(super) fn unanimity(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let tones = |group: usize| measure.shown[group].and_then(|shown| shown.tones);
    let known = of_trees_and_across(knowledge, &|group| tones(group).is_some());
    let alike = |known: &Known| {
        let sums: [i64; 3] =
            std::array::from_fn(|tone| known.sum(|group| tones(group).map_or(0, |all| all[tone])));
        let base: i64 = sums.iter().sum();
        let most = sums.iter().max().copied().unwrap_or(0);
        (base > 0 && most + INSIDERS as i64 >= base).then_some(sums)
    };
    let tell = |known: &Known| {
        Some(knowledge.tell(measure, &known.groups(), &format!("alike: {:?}", alike(known)?)))
    };
    known.iter().filter_map(tell).collect()
}

/// Every category is shown only of so many answers, and so it is of what subtraction tells within a tree.
pub(super) fn detail(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let detailed = |group: usize| measure.shown[group].filter(|shown| shown.categories.is_some());
    let few = |known: &Known| {
        let base = known.sum(|group| detailed(group).map_or(0, |shown| shown.base));
        (1..DETAIL as i64).contains(&base).then_some(base)
    };
    let known = of_trees(knowledge, &|group| detailed(group).is_some());
    let tell = |known: &Known| {
        Some(knowledge.tell(measure, &known.groups(), &format!("every category of {} answers", few(known)?)))
    };
    known.iter().filter_map(tell).collect()
}

/// A change tells the earlier figure, so every group that it is made of must be shown in the earlier wave.
pub(super) fn changes(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let earlier = measure.earlier.iter().flat_map(|earlier| earlier.keys()).collect::<BTreeSet<_>>();
    let hidden = |(group, shown): (usize, &super::published::Shown)| {
        let parts = shown.change.as_ref()?;
        let parts = if parts.is_empty() { vec![knowledge.was(group)] } else { parts.clone() };
        let missing: Vec<_> = parts.iter().filter(|part| !earlier.contains(part)).collect();
        let what = format!("the change tells of {missing:?}, hidden in the earlier wave");
        (!missing.is_empty()).then(|| knowledge.tell(measure, &[group], &what))
    };
    shown(measure).filter_map(hidden).collect()
}

/// That (nearly) everybody of a small group took part is not shown, nor can it be told by subtraction; nor the rate of few.
pub(super) fn rates(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    if measure.name != "response" {
        return Vec::new();
    }
    let known = of_trees(knowledge, &|group| measure.shown[group].is_some());
    let telling = |known: &Known| {
        let figures =
            |of: fn(&super::published::Shown) -> u64| known.sum(|group| measure.shown[group].map_or(0, of));
        let (part, people) = (figures(|shown| shown.respondents), figures(|shown| shown.base));
        let few = (1..K as i64).contains(&people) || (1..K as i64).contains(&part);
        let nearly_all = (1..50).contains(&people) && part * 100 > people * 95;
        (few || nearly_all).then(|| format!("{part} of {people} took part"))
    };
    let tell = |known: &Known| Some(knowledge.tell(measure, &known.groups(), &telling(known)?));
    known.iter().filter_map(tell).collect()
}
