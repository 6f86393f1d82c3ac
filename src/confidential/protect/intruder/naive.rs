//! The naive publication: every group of at least ten, every question that at least ten answered, nothing else thought of.
//! The attacks must succeed on it.

use super::knowledge::{DETAIL, K, Knowledge};
use super::published::{Published, Shown};
use super::survey::Survey;

/// What a threshold alone would publish.
pub(super) fn published(survey: &Survey) -> Published {
    let mut published = Published::default();
    for wave in 0..survey.waves.len() {
        let knowledge = Knowledge::new(survey, wave);
        for group in knowledge.groups.iter().filter(|group| group.people.len() >= K) {
            let name = (group.breakdown.clone(), group.name.clone());
            let mut show = |measure: String, shown| {
                published.measures.entry((wave, measure)).or_default().insert(name.clone(), shown)
            };
            let (respondents, staff) = (group.people.len(), group.staff.len());
            if survey.headcount {
                let rate = Shown {
                    base: staff,
                    respondents,
                    tones: None,
                    categories: None,
                    headcount: Some(staff),
                    change: None,
                };
                show("response".to_owned(), rate);
            }
            for (at, question) in survey.questions.iter().enumerate() {
                let mut categories = vec![0; usize::from(question.categories)];
                let people = survey.waves[wave].iter().enumerate();
                let answers = people
                    .filter(|(person, _)| group.people.has(*person))
                    .filter_map(|(_, own)| own.answer(at));
                answers.for_each(|answer| categories[usize::from(answer) - 1] += 1);
                let mut tones = [0; 3];
                categories.iter().zip(1..).for_each(|(count, answer)| tones[question.tone(answer)] += count);
                let base = categories.iter().sum();
                if base >= K {
                    let categories = (base >= DETAIL).then_some(categories);
                    show(
                        format!("q{at}"),
                        Shown {
                            base,
                            respondents,
                            tones: Some(tones),
                            categories,
                            headcount: None,
                            change: None,
                        },
                    );
                }
            }
        }
    }
    published
}
