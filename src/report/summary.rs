//! The end of a run in a few lines: what was found, in the words of the page.

use super::document::Text;
use super::findings;
use super::headline::headlines;
use super::page::Page;
use super::section::brief;
use super::view::View;
use crate::release::Release;

/// How many messages are told.
const MESSAGES: usize = 2;

/// Who answered, the headline figures, and the messages that matter most: at most four lines.
#[must_use]
pub(super) fn in_brief(release: &Release) -> Vec<String> {
    let view = View::new(release);
    let Some(page) = Page::whole(&view) else { return Vec::new() };
    let mut lines = vec![brief::response(&page).words()];
    lines.extend(headline(&page));
    lines.extend(findings::most_important(&page, MESSAGES).iter().map(Text::words));
    lines
}

/// "Pride: 66% are proud …. Challenge: 20% did not …."
fn headline(page: &Page) -> Option<String> {
    let organisation = &page.view.release.survey().short_name;
    let sentences: Vec<String> = headlines(page)
        .iter()
        .filter_map(|headline| {
            let reading = page.read(headline.measure);
            let change =
                reading.change_words().map(|change| format!(" ({})", change.words)).unwrap_or_default();
            let (value, words) = headline.stressed(&reading, organisation);
            let percent = value.ok()?;
            Some(format!(
                "{}: {percent}% {words}{}.",
                headline.name,
                if headline.stress_negative { "" } else { &change }
            ))
        })
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
