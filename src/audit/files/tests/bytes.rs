//! Whatever the bytes are: no reader panics, and nothing unreadable is passed.

use proptest::prelude::*;

use super::*;

const KINDS: [&str; 9] = ["csv", "html", "svg", "json", "xlsx", "ods", "pdf", "png", "txt"];

/// A small good file of each kind that is more than text.
fn good(kind: &str) -> Vec<u8> {
    let table =
        "wave,kind,measure,breakdown,group,status,base\n2024,question,pride,directorate,roads,shown,12\n";
    match kind {
        "csv" => table.into(),
        "html" | "svg" => b"<!DOCTYPE html><style>@media x{.a{display:none}}</style><p class=a>7 <b>[c]</b><svg><desc>7</desc></svg>".into(),
        "json" => br#"[{"wave":"2024","kind":"question","measure":"p","breakdown":"all","group":"all","figures":{"withheld":"c"}}]"#.into(),
        "pdf" => {
            let text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj \
                3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj 4 0 obj<</Length 9>>stream\n(x) Tj ET\nendstream endobj\n\
                xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n227\n%%EOF";
            text.into()
        }
        "png" => b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\0\0\0\0".into(),
        _ => {
            let mut book = rust_xlsxwriter::Workbook::new();
            book.add_worksheet().write(0, 0, "wave").expect("written");
            book.save_to_buffer().expect("a workbook")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_are_looked_into_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0..KINDS.len()) {
        let kind = KINDS[kind];
        let opened = opened(&format!("file.{kind}"), &bytes);
        if matches!(kind, "xlsx" | "ods" | "pdf" | "png" | "txt") {
            prop_assert!(opened.findings.iter().any(|one| one.leak == Leak::Unreadable));
        }
    }

    #[test]
    fn good_files_cut_or_changed_are_looked_into_without_a_panic(
        kind in 0..KINDS.len(), end in 0.0..1.0_f64, at in 0.0..1.0_f64, byte in any::<u8>(),
    ) {
        let kind = KINDS[kind];
        let mut bytes = good(kind);
        let place = (bytes.len() as f64 * at) as usize;
        bytes[place] = byte;
        opened(&format!("file.{kind}"), &bytes);
        bytes.truncate((bytes.len() as f64 * end) as usize);
        opened(&format!("file.{kind}"), &bytes);
        opened("release.json", &bytes);
        opened(MANIFEST, &bytes);
    }
}
