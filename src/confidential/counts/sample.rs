//! A small plan for tests, and waves of it: two levels, two characteristics, two cross tables, six items, three composites.

use std::path::PathBuf;

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::confidential::wave::{NO_GROUP, Wave, code};
use crate::plan::{
    Breakdown, BreakdownKind, Category, Column, Composite, CompositeKind, Cross, DateOrder, DriverModel,
    Duplicates, Fieldwork, Group, IntervalMethod, Item, Lineage, LineageKind, Plan, Protection, Question,
    Scale, ScaleKind, Scope, Statistic, Survey, Tone, Unknown, VerdictRules, WavePlan, WaveRules, Weighting,
};

/// How many categories each item has.
const CATEGORIES: [usize; 6] = [5, 5, 5, 5, 11, 2];

/// The directorate of each service.
const PARENTS: [u16; 5] = [0, 0, 1, 1, 1];

/// The plan.
pub(in crate::confidential) fn plan() -> Plan {
    let text = |name: &str| name.to_owned();
    Plan {
        folder: PathBuf::from("pipelines/sample"),
        survey: Survey {
            id: text("sample"),
            name: text("Sample Survey"),
            organisation: text("Sample Council"),
            short_name: text("the council"),
            plan: text("Sample Plan"),
        },
        scales: CATEGORIES.into_iter().map(scale).collect(),
        composites: composites(),
        questions: (0..CATEGORIES.len()).map(question).collect(),
        items: CATEGORIES.into_iter().enumerate().map(item).collect(),
        breakdowns: breakdowns(),
        scopes: vec![Scope {
            id: text("core"),
            name: text("council employees"),
            staff_groups: vec![text("core")],
        }],
        waves: vec![wave_plan("2022"), wave_plan("2024")],
        comparability: Vec::new(),
        lineage: Vec::new(),
        targets: Vec::new(),
        benchmarks: Vec::new(),
        lga_engagement: Vec::new(),
        theme: crate::plan::Theme::plain(),
        verdicts: VerdictRules { meaningful_points: 5.0, level: 0.05, interval: IntervalMethod::Wilson },
        weighting: Weighting { margins: vec![0, 2], largest: 5.0, like_for_like: vec![2, 3] },
        drivers: vec![DriverModel { outcome: 0, questions: vec![1, 2, 3] }],
        protection: Protection {
            smallest_group: 10,
            smallest_sensitive: 30,
            insiders: 1,
            comments: None,
            smallest_detail: 50,
            smallest_change: 10,
            owner: text("Head of People"),
            decided: text("2024-01-01"),
        },
        store: PathBuf::from("store"),
        output: PathBuf::from("reports"),
        crosses: vec![
            cross("gender", 2, &[("women", &[0]), ("others", &[1, 2])]),
            cross("grade", 3, &[("1-5", &[0]), ("6+", &[1, 2]), ("not-stated", &[3])]),
        ],
        store_key: None,
        ledger: PathBuf::from("ledger"),
        digest: "0123456789abcdef".repeat(4),
    }
}

/// The plan, with the service `support` moved from one directorate to the next in the second wave, under an id of its own.
pub(in crate::confidential) fn restructured() -> Plan {
    let mut plan = plan();
    let mut moved = plan.breakdowns[1].groups[1].clone();
    plan.breakdowns[1].groups[1].waves = vec![true, false];
    (moved.id, moved.parent, moved.waves) = ("support-moved".to_owned(), Some(1), vec![false, true]);
    plan.breakdowns[1].groups.push(moved);
    plan.lineage =
        vec![Lineage { unit: (1, 1), successor: (1, 5), wave: 1, kind: LineageKind::Moved, share: None }];
    plan
}

/// The same people's second survey, after [`restructured`].
pub(in crate::confidential) fn after_the_move(before: Wave) -> Wave {
    let mut after = Wave { wave: 1, ..before };
    for row in 0..after.respondents {
        if after.groups[1][row] == 1 {
            (after.groups[0][row], after.groups[1][row]) = (1, 5);
        }
    }
    after
}

/// The plan with a third wave, all of them two years apart.
pub(in crate::confidential) fn three_waves() -> Plan {
    let mut plan = plan();
    plan.waves.insert(0, wave_plan("2020"));
    for (wave, year) in plan.waves.iter_mut().zip([2020, 2022, 2024]) {
        let day = NaiveDate::from_yo_opt(year, 100).unwrap_or_default();
        wave.fieldwork = Fieldwork { start: day, end: day };
    }
    for breakdown in &mut plan.breakdowns {
        breakdown.headers = vec![Some(breakdown.id.clone()); 3];
        for group in &mut breakdown.groups {
            group.waves = vec![true; 3];
        }
    }
    for question in &mut plan.questions {
        question.headers = vec![Some(question.id.clone()); 3];
    }
    for composite in &mut plan.composites {
        composite.items = vec![composite.items[0].clone(); 3];
    }
    plan
}

/// A wave of the first survey with these rows: the group codes, then the answers.
pub(in crate::confidential) fn wave(rows: &[([u16; 4], [u8; 6])]) -> Wave {
    Wave {
        wave: 0,
        respondents: rows.len(),
        groups: (0..4).map(|breakdown| rows.iter().map(|row| row.0[breakdown]).collect()).collect(),
        answers: (0..6).map(|item| rows.iter().map(|row| row.1[item]).collect()).collect(),
    }
}

/// Waves in which every kind of answer occurs, and people without a unit.
pub(in crate::confidential) fn waves() -> impl Strategy<Value = Wave> {
    proptest::collection::vec((groups(), answers()), 0..150).prop_map(|rows| wave(&rows))
}

/// A large wave, the same each time.
pub(in crate::confidential) fn large_wave(respondents: usize) -> Wave {
    let row = |index: usize| {
        let service = (index / 7 % 6) as u16;
        let unit = PARENTS.get(usize::from(service)).map_or([NO_GROUP; 2], |&parent| [parent, service]);
        let answer = |item: usize| codes(CATEGORIES[item])[(index / 3 + item) % (CATEGORIES[item] + 5)];
        ([unit[0], unit[1], (index % 3) as u16, (index / 5 % 4) as u16], std::array::from_fn(answer))
    };
    wave(&(0..respondents).map(row).collect::<Vec<_>>())
}

fn groups() -> impl Strategy<Value = [u16; 4]> {
    let unit = prop_oneof![
        1 => Just([NO_GROUP, NO_GROUP]),
        1 => (0..3_u16).prop_map(|directorate| [directorate, NO_GROUP]),
        4 => (0..5_u16).prop_map(|service| [PARENTS[usize::from(service)], service]),
    ];
    (unit, 0..3_u16, 0..4_u16)
        .prop_map(|([directorate, service], gender, grade)| [directorate, service, gender, grade])
}

fn answers() -> impl Strategy<Value = [u8; 6]> {
    CATEGORIES.map(|categories| proptest::sample::select(codes(categories)))
}

/// Every answer that an item of this many categories can have.
fn codes(categories: usize) -> Vec<u8> {
    let missing = [code::NOT_ASKED, code::NOT_APPLICABLE, code::PREFER_NOT_TO_SAY, code::INVALID];
    (0..=categories as u8).chain(missing).collect()
}

fn composites() -> Vec<Composite> {
    let composite = |kind, id: &str, statistic, items: &[usize]| Composite {
        kind,
        id: id.to_owned(),
        name: id.to_owned(),
        description: String::new(),
        statistic,
        items: vec![items.to_vec(), items.to_vec()],
        common: None,
    };
    vec![
        composite(CompositeKind::Pillar, "people", Statistic::PercentPositive, &[0, 1, 2]),
        composite(CompositeKind::Index, "engagement", Statistic::MeanPoints, &[3, 4, 5]),
        composite(CompositeKind::Pillar, "later", Statistic::PercentPositive, &[]),
    ]
}

pub(super) fn question(index: usize) -> Question {
    Question {
        id: format!("q{index}"),
        text: format!("Question {index}"),
        pillar: None,
        role: None,
        scale: index,
        reverse: false,
        sensitive: false,
        headers: vec![Some(format!("Q{index}")); 2],
        route: None,
    }
}

pub(super) fn item((index, categories): (usize, usize)) -> Item {
    Item {
        id: format!("q{index}"),
        text: format!("Question {index}"),
        question: index,
        categories: scale(categories).categories,
        option: None,
    }
}

/// The two highest categories are positive, the lowest two negative; of two, one each.
fn scale(categories: usize) -> Scale {
    let extreme = (categories / 2).min(2);
    let category = |index: usize| Category {
        label: format!("Category {}", index + 1),
        tone: if index < extreme {
            Tone::Negative
        } else if index + extreme >= categories {
            Tone::Positive
        } else {
            Tone::Neutral
        },
    };
    Scale {
        id: format!("scale-{categories}"),
        kind: ScaleKind::Choice,
        categories: (0..categories).map(category).collect(),
        spellings: Vec::new(),
        separator: ';',
    }
}

fn breakdowns() -> Vec<Breakdown> {
    let characteristic = BreakdownKind::Characteristic { protected: true };
    let mut services =
        breakdown("service", BreakdownKind::Level(1), &["homes", "support", "parks", "roads", "waste"]);
    for (service, parent) in services.groups.iter_mut().zip(PARENTS) {
        service.parent = Some(usize::from(parent));
    }
    vec![
        breakdown("directorate", BreakdownKind::Level(0), &["care", "places", "corporate"]),
        services,
        breakdown("gender", characteristic, &["women", "men", "not-stated"]),
        breakdown("grade", characteristic, &["1-5", "6-10", "11+", "not-stated"]),
    ]
}

pub(super) fn breakdown(id: &str, kind: BreakdownKind, groups: &[&str]) -> Breakdown {
    let group = |id: &&str| Group {
        id: (*id).to_owned(),
        name: (*id).to_owned(),
        labels: vec![(*id).to_owned()],
        parent: None,
        waves: vec![true, true],
    };
    Breakdown {
        id: id.to_owned(),
        name: id.to_owned(),
        kind,
        groups: groups.iter().map(group).collect(),
        headers: vec![Some(id.to_owned()); 2],
    }
}

fn cross(id: &str, characteristic: usize, columns: &[(&str, &[usize])]) -> Cross {
    let column = |(id, groups): &(&str, &[usize])| Column {
        id: (*id).to_owned(),
        name: (*id).to_owned(),
        groups: groups.to_vec(),
    };
    Cross { id: format!("directorate×{id}"), characteristic, columns: columns.iter().map(column).collect() }
}

fn wave_plan(id: &str) -> WavePlan {
    WavePlan {
        id: id.to_owned(),
        label: id.to_owned(),
        fieldwork: Fieldwork { start: NaiveDate::default(), end: NaiveDate::default() },
        exports: Vec::new(),
        headcount: None,
        rules: WaveRules {
            response_id: None,
            completed: None,
            date_order: DateOrder::YearMonthDay,
            fingerprint: false,
            least_answered: 1,
            duplicates: Duplicates::Refuse,
            unknown_units: Unknown::Refuse,
            unknown_labels: Unknown::Refuse,
            not_applicable: Vec::new(),
            prefer_not_to_say: Vec::new(),
            not_answered: Vec::new(),
            not_asked: Vec::new(),
            set_aside: Vec::new(),
            quoting: crate::plan::Quoting::default(),
        },
        file: PathBuf::from(format!("waves/{id}.toml")),
    }
}
