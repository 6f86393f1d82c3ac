//! Releases and labels that nobody wishes for: every format takes them for what they are.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use super::render;
use crate::report::testing::{Shape, release};
use crate::report::{Choice, Format, Rendered};

/// What labels begin and end with.
const SPICES: [(&str, &str); 10] = [
    (
        "<b>",
        "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'</style></title></svg>--> ]]> &lt;i&gt; &#0;",
    ),
    ("=HYPERLINK(\"http://x\",\"y\")", " =1+1"),
    ("@SUM(1)", "\t=cmd|' /C calc'!A0"),
    ("{{ 7*7 }}", "{% raw %} ${7*7} {0} %s %n {# note #}"),
    (
        "#read(\"/etc/passwd\")",
        " $x^2$ *b* _i_ `raw` ``` \\ @ref <label> ~ // /* [ ] { } = - + https://x #let",
    ),
    ("Gŵyl â ŷ ", " Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
    ("ملاحظة عامة ", " עם עברית (2024) ملاحظة"),
    ("👩🏽‍💻 ", " 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ✓ 𝔘 e\u{301}"),
    ("\u{1}", "\u{0}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{2028}\u{202e}\u{2066}\u{feff}\u{fffe}\r\n\tend"),
    (
        "",
        " and so on, at length, because a question that was put together by a committee has to mention everything that any \
         of its members could think of, and unbreakableunbreakableunbreakableunbreakableunbreakableunbreakable",
    ),
];

fn spiced(spice: (&'static str, &'static str)) -> Shape {
    Shape { lead: spice.0, spice: spice.1, units: 2, services: 2, ..Shape::default() }
}

fn sparse() -> [Shape; 7] {
    let plain = Shape::default;
    [
        Shape { withheld: true, ..plain() },
        Shape { units: 1, ..plain() },
        Shape { units: 1, services: 0, withheld: true, waves: 1, ..plain() },
        Shape { units: 0, services: 0, ..plain() },
        Shape { waves: 1, ..plain() },
        Shape { roles: false, pillars: false, headcount: false, waves: 1, ..plain() },
        Shape { units: 60, services: 2, ..plain() },
    ]
}

#[test]
fn every_format_takes_every_shape() {
    for shape in sparse() {
        whole(&render(&release(&shape)), &format!("{shape:?}"));
    }
}

#[test]
fn every_format_takes_every_label_for_text() {
    for spice in SPICES {
        let files = render(&release(&spiced(spice)));
        whole(&files, spice.1);
        // JSON and CSV are data to whoever opens them.
        for file in files.iter().filter(|file| !file.path.ends_with(".json") && !file.path.ends_with(".csv"))
        {
            for part in parts(file) {
                let text = String::from_utf8_lossy(&part);
                assert!(!text.contains("<script>alert"), "{}", file.path);
                assert!(!text.contains("<img src=x"), "{}", file.path);
                assert!(!text.contains("root:x:0:0"), "{}", file.path);
            }
        }
    }
}

#[test]
fn a_choice_of_units_leads_nowhere_else() {
    let release = release(&Shape::default());
    let choice = Choice { units: vec!["unit-01".to_owned()], ..Choice::of([Format::Html]) };
    let files = super::super::render(&release, &choice).expect("rendered");
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["directorates/unit-01.html"]);
    let page = String::from_utf8_lossy(&files[0].bytes);
    let links: BTreeSet<&str> =
        page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link).collect();
    assert!(links.len() > 3 && links.iter().all(|link| link.starts_with('#')), "{links:?}");
}

/// What must be so of any files that a release gives.
fn whole(files: &[Rendered], what: &str) {
    let mut names = BTreeSet::new();
    for file in files {
        assert!(safe(&file.path), "{} of {what}", file.path);
        assert!(names.insert(file.path.to_ascii_lowercase()), "{} twice of {what}", file.path);
        assert!(!file.bytes.is_empty(), "{} of {what}", file.path);
        let kind = file.path.rsplit('.').next().unwrap_or_default();
        match kind {
            "html" => drop(scraper::Html::parse_document(utf8(file))),
            "json" => drop(serde_json::from_slice::<serde_json::Value>(&file.bytes).expect("JSON")),
            "csv" => table(file),
            "pdf" => drop(lopdf::Document::load_mem(&file.bytes).expect("a PDF")),
            _ => assert!(!parts(file).is_empty(), "{} of {what}", file.path),
        }
        for part in parts(file) {
            if part.starts_with(b"<?xml") {
                xml(&file.path, &part);
            }
        }
    }
    for main in ["index.html", "data/results.csv"] {
        assert!(names.contains(main), "{main} of {what}");
    }
}

/// Whether a path is one on every file system: short names of plain letters, digits, hyphens and full stops.
fn safe(path: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    path.len() < 120
        && path.split('/').all(|name| {
            name.chars().all(fine)
                && name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && !name.ends_with('.')
        })
}

fn utf8(file: &Rendered) -> &str {
    std::str::from_utf8(&file.bytes).expect("pages and tables are UTF-8")
}

/// As many cells in every row, and none that a spreadsheet takes for a formula.
fn table(file: &Rendered) {
    let mut reader = csv::Reader::from_reader(utf8(file).trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        for cell in &record.expect("as many cells as columns") {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{cell:?} in {}", file.path);
        }
    }
}

/// The parts of a package, or the file itself.
fn parts(file: &Rendered) -> Vec<Vec<u8>> {
    if !file.bytes.starts_with(b"PK") {
        return vec![file.bytes.clone()];
    }
    let mut package = zip::ZipArchive::new(Cursor::new(&file.bytes)).expect("a package");
    let part = |at| {
        let mut bytes = Vec::new();
        package.by_index(at).expect("a part").read_to_end(&mut bytes).expect("read");
        bytes
    };
    (0..zip::ZipArchive::new(Cursor::new(&file.bytes)).expect("a package").len()).map(part).collect()
}

/// Well formed, and of characters that XML may have.
fn xml(path: &str, part: &[u8]) {
    let text = std::str::from_utf8(part).expect("XML is UTF-8");
    let legal =
        |c: char| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    assert!(text.chars().all(legal), "a character in {path} that no XML may have");
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{path}: {error}"),
        }
    }
}
