//! The organisation's own headings in the place of ours, and in the links that lead to them.

use super::document::{Block, Document, Link};
use crate::plan::Theme;

/// Replaces the headings that the theme has words for.
pub(crate) fn replace(document: &mut Document, theme: &Theme) {
    if theme.words.is_empty() {
        return;
    }
    let ours = crate::plan::raw::RawWords::default();
    for section in &mut document.sections {
        if let Some(word) = theme.words.get(section.id) {
            section.title.clone_from(word);
        }
        for block in &mut section.blocks {
            let Block::Links(links) = block else { continue };
            for (id, our) in ours.all() {
                let Some(word) = theme.words.get(id) else { continue };
                links.iter_mut().filter(|link| leads(link, id)).for_each(|link| {
                    link.name = link.name.replacen(our, word, 1);
                });
            }
        }
    }
}

fn leads(link: &Link, section: &str) -> bool {
    link.to.split_once('#').is_some_and(|(_, id)| id == section)
}
