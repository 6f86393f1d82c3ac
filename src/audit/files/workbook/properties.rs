//! Document properties: nobody's name, no folder. The organisation may sign, and this program.

use super::super::reading::{Reading, quoted};
use super::part::{Item, Part};

/// Properties that name somebody or something.
const SIGNED: [&str; 10] = [
    "creator",
    "lastModifiedBy",
    "initial-creator",
    "printed-by",
    "Company",
    "Manager",
    "HyperlinkBase",
    "Template",
    "generator",
    "Application",
];

/// The programs that may say that they wrote a workbook.
const PROGRAMS: [&str; 3] = ["Microsoft Excel", "LibreOffice", "candour"];

/// Every part with properties.
pub(in super::super) fn read(parts: &[Part], reading: &mut Reading) {
    for part in parts.iter().filter(|part| part.name.starts_with("docProps/") || part.name == "meta.xml") {
        let (mut within, mut said) = (String::new(), String::new());
        part.each(|item| match item {
            Item::Open(name, _) => {
                if matches!(name, "property" | "user-defined") {
                    reading.hidden("a property of its own");
                }
                value(&within, said.trim(), reading);
                (within, said) = (name.to_owned(), String::new());
            }
            Item::Close(_) => {
                value(&within, said.trim(), reading);
                (within, said) = (String::new(), String::new());
            }
            // A text comes in pieces: before, between and after what stands for a letter.
            Item::Text(text) => said += &text,
            Item::Comment => {}
        });
    }
}

fn value(name: &str, text: &str, reading: &mut Reading) {
    reading.words("its properties", text);
    let program =
        matches!(name, "generator" | "Application") && PROGRAMS.iter().any(|own| text.starts_with(own));
    let signed = SIGNED.contains(&name) && !text.is_empty() && !reading.known.publishes(text) && !program;
    if signed || leads_to_a_folder(text) {
        reading.hidden(&format!("its property {}", quoted(name)));
    }
}

/// A path of some computer.
pub(in super::super) fn leads_to_a_folder(text: &str) -> bool {
    let drive = text
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [letter, b':', b'\\' | b'/'] if letter.is_ascii_uppercase()));
    let lower = text.to_ascii_lowercase();
    drive
        || ["file:", "\\\\", "/users/", "/home/", "/mnt/", "/tmp/", "/root/"]
            .iter()
            .any(|way| lower.contains(way))
}
