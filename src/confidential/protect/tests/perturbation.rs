//! Perturbation: what is hidden may change, and the release does not.
//!
//! Answers are exchanged between people so that every shown count stays what it was. Whatever of the release still changes
//! depends on something hidden. Which groups are shown may depend on it (that a group is alike is hidden by hiding more), so
//! exchanges after which other groups are shown are no test of what is printed; there are few.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::super::intruder::drawn;
use super::super::release::{MeasureKind, Release};
use super::{copied, inside, json, released};
use crate::confidential::wave::Wave;
use crate::plan::{Plan, Tone, Weighting};

/// A shown group: who is in it, and whether each category is shown.
type Group = (Vec<bool>, bool);

/// Exchanges answers in a survey of which this is the release, by a seed; and how many.
type Exchange = fn(&Plan, &[Wave], &Release, u64) -> (Vec<Wave>, usize);

/// How many exchanges are tried in a survey.
const TRIED: usize = 300;

/// The random survey with this number, weighted where there is a headcount.
fn survey(seed: u64) -> (Plan, Vec<Wave>) {
    let (mut plan, waves) = drawn(seed);
    let characteristic = plan.breakdowns.len() - 1;
    plan.weighting =
        Weighting { margins: vec![0, characteristic], largest: 5.0, like_for_like: vec![characteristic] };
    (plan, waves)
}

/// The groups of which a question is shown, by wave and item; under no item those of which anything is.
fn shown(plan: &Plan, waves: &[Wave], release: &Release) -> BTreeMap<(usize, Option<usize>), Vec<Group>> {
    let mut groups: BTreeMap<(usize, Option<usize>), Vec<Group>> = BTreeMap::new();
    for row in release.rows() {
        let Some(figures) = row.figures.shown() else { continue };
        let wave = plan.waves.iter().position(|wave| wave.id == row.wave).expect("a wave");
        let people = inside(plan, &waves[wave], &row.breakdown, &row.group);
        let detail = figures.categories.is_some();
        groups.entry((wave, None)).or_default().push((people.clone(), false));
        if row.kind == MeasureKind::Question {
            let item = plan.items.iter().position(|item| item.id == row.measure);
            groups.entry((wave, item)).or_default().push((people, detail));
        }
    }
    groups
}

fn below(draws: &mut ChaCha8Rng, limit: usize) -> usize {
    (draws.next_u64() % limit.max(1) as u64) as usize
}

/// Exchanges single answers so that all shown counts stay the same: between people of the same shown groups, and answers of
/// one tone where the groups in which they differ are shown without detail.
fn answers_exchanged(plan: &Plan, waves: &[Wave], release: &Release, seed: u64) -> (Vec<Wave>, usize) {
    let shown = shown(plan, waves, release);
    let (mut changed, mut exchanged) = (copied(waves), 0);
    let mut draws = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..TRIED {
        let (wave, item) = (below(&mut draws, waves.len()), below(&mut draws, plan.items.len()));
        let people = waves[wave].respondents;
        let (one, other) = (below(&mut draws, people), below(&mut draws, people));
        if people == 0 {
            continue;
        }
        let answers = &mut changed[wave].answers[item];
        let tone = |answer: u8| -> Option<Tone> {
            Some(plan.items[item].categories.get(usize::from(answer).checked_sub(1)?)?.tone)
        };
        let alike = tone(answers[one]).is_some() && tone(answers[one]) == tone(answers[other]);
        let keeps = |(own, detail): &Group| own[one] == own[other] || (alike && !detail);
        let groups = shown.get(&(wave, Some(item))).map_or(&[][..], Vec::as_slice);
        if answers[one] != answers[other] && groups.iter().all(keeps) {
            answers.swap(one, other);
            exchanged += 1;
        }
    }
    (changed, exchanged)
}

/// Exchanges all answers of people who are in the same shown groups.
fn people_exchanged(plan: &Plan, waves: &[Wave], release: &Release, seed: u64) -> (Vec<Wave>, usize) {
    let shown = shown(plan, waves, release);
    let (mut changed, mut exchanged) = (copied(waves), 0);
    let mut draws = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..TRIED {
        let wave = below(&mut draws, waves.len());
        let people = waves[wave].respondents;
        let (one, other) = (below(&mut draws, people), below(&mut draws, people));
        let groups = shown.get(&(wave, None)).map_or(&[][..], Vec::as_slice);
        let differ = people > 0 && waves[wave].groups.iter().any(|codes| codes[one] != codes[other]);
        if differ && groups.iter().all(|(own, _)| own[one] == own[other]) {
            changed[wave].answers.iter_mut().for_each(|answers| answers.swap(one, other));
            exchanged += 1;
        }
    }
    (changed, exchanged)
}

/// Which rows are shown, and which in detail.
fn pattern(release: &Release) -> Vec<Option<bool>> {
    release.rows().iter().map(|row| row.figures.shown().map(|own| own.categories.is_some())).collect()
}

/// What rests on finer cells than are shown, and says so.
fn without_models(release: &mut Value) {
    release.as_object_mut().expect("a release").remove("checksum");
    let findings = release["findings"].as_object_mut().expect("findings");
    for name in ["weighting", "weighted", "like_for_like", "drivers", "reliability"] {
        findings.remove(name);
    }
    for spread in findings["spreads"].as_array_mut().expect("spreads") {
        spread["weighted_p"] = Value::Null;
    }
}

/// And what rests on how the answers of one person go together: of scores how many have one, the interval and the tests; and
/// what these do to others that are judged with them.
fn without_joint_figures(release: &mut Value) {
    without_models(release);
    let remove = |value: Option<&mut Value>, names: &[&str]| {
        if let Some(figures) = value.and_then(Value::as_object_mut) {
            figures.retain(|name, _| !names.contains(&name.as_str()));
        }
    };
    let score = |value: &Value| value["kind"] != "question" && value["kind"] != "response";
    for row in release["rows"].as_array_mut().expect("rows") {
        let own = ["base", "low", "high", "detectable", "verdict"];
        let names = if score(row) { &own[..] } else { &own[4..] };
        for place in ["/against_rest/shown", "/change/shown/difference", "/figures/shown"] {
            remove(row.pointer_mut(place), names);
        }
    }
    for spread in release["findings"]["spreads"].as_array_mut().expect("spreads") {
        let own = ["p_adjusted", "differ", "p_value", "effect", "ordinal_p"];
        let names = if score(spread) { &own[..] } else { &own[..2] };
        remove(Some(spread), names);
    }
}

/// Where two releases differ, in words.
fn differences(one: &Value, other: &Value, place: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            for (key, value) in a {
                differences(value, &b[key], &format!("{place}.{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{place}[{at}]"), found);
            }
        }
        _ if one != other => found.push(format!("{place}: {one} is now {other}")),
        _ => {}
    }
}

/// Exchanges in many surveys, and says where the release changes.
fn nothing_changes(seeds: std::ops::Range<u64>, exchange: Exchange, leave_out: fn(&mut Value)) {
    let (mut tested, mut exchanges, surveys) = (0, 0, seeds.clone().count());
    for seed in seeds {
        let (plan, waves) = survey(seed);
        let before = released(&plan, &waves).0;
        let (changed, exchanged) = exchange(&plan, &waves, &before, seed);
        let after = released(&plan, &changed).0;
        if exchanged == 0 || pattern(&before) != pattern(&after) {
            continue;
        }
        (tested, exchanges) = (tested + 1, exchanges + exchanged);
        let [mut before, mut after] = [json(&before), json(&after)];
        leave_out(&mut before);
        leave_out(&mut after);
        let mut found = Vec::new();
        differences(&before, &after, "", &mut found);
        assert!(found.is_empty(), "survey {seed}, {exchanged} exchanges:\n{}", found.join("\n"));
    }
    assert!(tested * 3 > surveys && exchanges > 10 * tested, "{tested} of {surveys}, {exchanges} exchanges");
}

#[test]
fn people_of_the_same_shown_groups_may_exchange_all_their_answers() {
    nothing_changes(0..120, people_exchanged, without_models);
}

#[test]
fn no_figure_of_a_question_depends_on_what_is_hidden() {
    nothing_changes(120..240, answers_exchanged, without_joint_figures);
}
