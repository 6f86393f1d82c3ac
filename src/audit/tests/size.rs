//! How long an audit of a large release takes, and that the committed sample can be read.

use super::survey::Survey;
use crate::audit::audit;
use crate::publish::{Published, RELEASE};

/// What the audit finds in the committed sample, by kind.
#[test]
#[ignore = "prints what is found in the committed sample"]
fn the_committed_sample() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/all-colleague/2024/release.json");
    let bytes = std::fs::read(file).expect("the sample");
    let before = std::time::Instant::now();
    let done = audit(&[Published { path: RELEASE.to_owned(), bytes }], &[]);
    println!("{:?}", before.elapsed());
    println!("{:#?}", done.certificate);
    let mut kinds = std::collections::BTreeMap::<_, Vec<&str>>::new();
    for finding in &done.findings {
        kinds.entry(finding.leak).or_default().push(&finding.place);
    }
    for (kind, places) in kinds {
        println!(
            "{kind:?}: {}; {:?}",
            places.len(),
            places.iter().step_by(1 + places.len() / 6).collect::<Vec<_>>()
        );
    }
}

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Eight units, forty below them, four hundred below those, fifty groups of ten characteristics, two cross tables of which
/// two rows are withheld: groups with the people that are in each, by the smallest cells.
fn large(questions: usize) -> Survey {
    let id = |kind: &str, number: usize| format!("{kind}{number}");
    let mut survey = Survey::new();
    for (level, count, above) in [("unit", 8, 0), ("service", 40, 8), ("team", 400, 40)] {
        let parents = ["", "unit", "service"];
        let at = ["unit", "service", "team"].iter().position(|own| *own == level).unwrap_or_default();
        let groups: Vec<(String, Option<String>)> = (0..count)
            .map(|number| (id(level, number), (above > 0).then(|| id(parents[at], number % above.max(1)))))
            .collect();
        let groups: Vec<(&str, Option<&str>)> =
            groups.iter().map(|(id, up)| (&**id, up.as_deref())).collect();
        survey = survey.breakdown(level, Some(at), &groups);
    }
    for characteristic in 0..10 {
        let name = id("characteristic", characteristic);
        survey =
            survey.breakdown(&name, None, &[("a", None), ("b", None), ("c", None), ("d", None), ("e", None)]);
        if characteristic < 2 {
            let columns: [(&str, &[&str]); 3] = [("a", &["a"]), ("b", &["b"]), ("rest", &["c", "d", "e"])];
            survey = survey.cross("unit", &name, &columns);
        }
    }
    for question in 0..questions {
        survey = survey.measure("question", &id("q", question));
    }
    let mut numbers = Numbers(7);
    let mut rows = Vec::new();
    for wave in ["2022", "2024"] {
        let people: Vec<[usize; 11]> = (0..4000)
            .map(|_| std::array::from_fn(|at| numbers.below(if at == 0 { 400 } else { 5 }) as usize))
            .collect();
        for question in 0..questions {
            let mut cells = std::collections::BTreeMap::<(String, String), [u64; 3]>::new();
            for person in &people {
                let tone = [0, 1, 1, 2, 2, 2][numbers.below(6) as usize];
                let team = person[0];
                let mut add = |breakdown: &str, group: String| {
                    cells.entry((breakdown.to_owned(), group)).or_default()[tone] += 1;
                };
                add("all", "all".to_owned());
                add("unit", id("unit", team % 40 % 8));
                add("service", id("service", team % 40));
                add("team", id("team", team));
                for (at, group) in person[1..].iter().enumerate() {
                    let name = id("characteristic", at);
                    if at < 2 {
                        let column = ["a", "b", "rest", "rest", "rest"][*group];
                        add(&format!("unit×{name}"), format!("unit{}×{column}", team % 40 % 8));
                    }
                    add(&name, ["a", "b", "c", "d", "e"][*group].to_owned());
                }
            }
            for ((breakdown, group), tones) in cells {
                let base: u64 = tones.iter().sum();
                let hidden_row =
                    breakdown.contains('×') && (group.starts_with("unit0") || group.starts_with("unit3"));
                let key = [wave, "question", &id("q", question), &breakdown, &group].map(str::to_owned);
                rows.push((key, (base >= 10 && !hidden_row).then_some(tones)));
            }
        }
    }
    survey.rows(rows)
}

/// Sixty questions, five hundred groups, two waves: how long the attacks take. Prints, and promises nothing.
#[test]
#[ignore = "prints how long a large release takes"]
fn sixty_questions_of_five_hundred_groups_in_two_waves() {
    let files = large(60).files();
    let start = std::time::Instant::now();
    let opened = crate::audit::files::open(&files);
    println!("opened {} statements: {:?}", opened.statements.len(), start.elapsed());
    let start = std::time::Instant::now();
    let done = audit(&files, &[]);
    println!("all of it: {:?}; {} findings; {:?}", start.elapsed(), done.findings.len(), done.certificate);
}

#[test]
fn cells_of_cross_tables_are_bounded_by_programmes_and_the_truth_is_within() {
    let done = large(1).audit();
    assert!(done.certificate.bounded_by_programmes >= 24, "{:?}", done.certificate);
    let altered = |found: &&crate::audit::Finding| found.leak == crate::audit::Leak::Altered;
    assert_eq!(done.findings.iter().find(altered), None, "people are counted consistently");
}
