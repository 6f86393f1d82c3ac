//! How hard sentences are to read: the Flesch–Kincaid grade, 0.39 × words per sentence + 11.8 × syllables per word − 15.59
//! (Kincaid and others 1975), and the longest sentence.

use crate::release::Release;
use crate::report::document::{Block, Document, Text};
use crate::report::view::View;
use crate::report::{Choice, reports};

/// Sentences may not be harder than this, on average of a page.
const GRADE: f64 = 9.0;

/// Nor longer than this, any of them.
const LONGEST: usize = 45;

/// The sentences of a text: words up to a stop, an exclamation or a question mark, or a colon or semicolon before a list.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let stop = |token: &str| token.trim_end_matches(['”', ')', '"']).ends_with(['.', '!', '?']);
    let mut all = vec![Vec::new()];
    for token in text.split_whitespace() {
        let word: String =
            token.chars().filter(|letter| letter.is_alphanumeric() || *letter == '\'').collect();
        if let Some(last) = all.last_mut().filter(|_| !word.is_empty()) {
            last.push(word);
        }
        if stop(token) {
            all.push(Vec::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Groups of vowels, without a silent e; a number counts as one.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let starts = (0..letters.len()).filter(|&at| vowel(letters[at]) && (at == 0 || !vowel(letters[at - 1])));
    let silent = word.ends_with('e') && !word.ends_with("le") && word.len() > 2
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    starts.count().saturating_sub(usize::from(silent)).max(1)
}

/// The grade of sentences together.
fn grade(sentences: &[Vec<String>]) -> f64 {
    let words = sentences.iter().map(Vec::len).sum::<usize>() as f64;
    let parts = sentences.iter().flatten().map(|word| syllables(word)).sum::<usize>() as f64;
    0.39 * words / sentences.len().max(1) as f64 + 11.8 * parts / words.max(1.0) - 15.59
}

#[test]
fn syllables_and_sentences() {
    let counted: Vec<usize> =
        ["people", "made", "asked", "wanted", "council", "directorate", "16"].map(syllables).to_vec();
    assert_eq!(counted, [2, 1, 1, 2, 2, 4, 1]);
    let found = sentences("One is here. “Is it?” Two are: a, b.");
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2, 4]);
}

/// All running text of a report: everything but what stands in tables and headings.
fn texts(document: &Document) -> Vec<String> {
    let all = |texts: &[Text]| texts.iter().map(Text::words).collect();
    let block = |block: &Block| -> Vec<String> {
        match block {
            Block::Lead(text) | Block::Paragraph(text) | Block::Note(text) => vec![text.words()],
            Block::Messages(texts) | Block::List(texts) => all(texts),
            Block::Terms(terms) => {
                terms.iter().map(|(term, meaning)| format!("{term}: {meaning}.")).collect()
            }
            Block::Table(table) | Block::Folded(_, table) => table.notes.clone(),
            Block::Chart(chart) => {
                let own = [format!("{}.", chart.title), chart.description.clone()];
                own.into_iter().chain(chart.table.notes.clone()).collect()
            }
            Block::KeyFigures(_) | Block::Heading(_) | Block::Links(_) => Vec::new(),
        }
    };
    document.sections.iter().flat_map(|section| &section.blocks).flat_map(block).collect()
}

#[test]
fn the_reports_of_the_sample_are_read_at_twelve() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/all-colleague/2024/release.json");
    let release =
        Release::from_json(&std::fs::read(file).expect("the committed release")).expect("a release");
    let view = View::new(&release);
    let reports = reports(&view, &Choice::everything());
    let all = reports.council.iter().chain(&reports.units).chain(&reports.year_on_year);
    for report in all {
        // What the plan itself says of its scores is not ours to word.
        let given = |text: &str| {
            let mut measures = release.measures().iter();
            measures.any(|one| !one.description.is_empty() && text.contains(&one.description))
        };
        let own = texts(&report.document).into_iter().filter(|text| !given(text));
        let found: Vec<Vec<String>> = own.flat_map(|text| sentences(&text)).collect();
        let grade = grade(&found);
        println!("{}: {} sentences, grade {grade:.1}", report.name, found.len());
        let longest = found.iter().max_by_key(|sentence| sentence.len()).map(|sentence| sentence.join(" "));
        let most = found.iter().map(Vec::len).max().unwrap_or(0);
        assert!(most <= LONGEST, "{}: {most} words: {longest:?}", report.name);
        assert!(grade <= GRADE, "{}: grade {grade:.1}", report.name);
    }
}
