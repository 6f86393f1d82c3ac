//! What exports, files and comments carry into the formats that other programs open, and onto the terminal. What labels do
//! on pages and in tables is told in `tests/injection.rs`, whose pipeline this shares.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read as _;

use serde_json::Value;

use super::RUN;
use crate::injection::{
    Label, assert_inert, assert_plain_for_terminals, csv_text, kinds, plain, release, toml_text,
};
use crate::workdir::{Workdir, export, files};

/// Beginnings of cells that a spreadsheet takes for formulas, some behind what is not seen.
const FORMULAS: [&str; 10] = [
    "=1+1",
    "+1",
    "-1+1",
    "@x",
    "\t=1",
    "\r=1",
    "\u{a0}=1",
    "＝1",
    "x\n=1",
    "=HYPERLINK(\"http://x\",\"y\")",
];

/// Code of typesetters, which could read files.
fn typesetters(_: usize) -> String {
    "#read(\"/etc/passwd\") #include \"/etc/passwd\" @<ref> <label> $x$ *b* _i_ = H // */ \\write18{id} \
     \\input{/etc/passwd} \\immediate ^^41 ~ #{panic()} #eval(\"1\") ``` \\u{41}"
        .to_owned()
}

/// What a file is made of, apart from its text: elements and attributes of every part, where they lead, and how many
/// formulas and fields it has.
#[derive(Default, Debug, PartialEq, Eq)]
struct Made {
    parts: BTreeSet<String>,
    marks: BTreeSet<String>,
    leads: BTreeSet<String>,
    worked_out: usize,
}

impl Made {
    fn of_office(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut made = Self::default();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            if [".xml", ".rels"].iter().any(|end| name.ends_with(end)) {
                made.add(&bytes);
            } else {
                // A chart has its numbers in a workbook of its own.
                assert!(name.ends_with(".xlsx"), "{name}");
                let Self { marks, leads, worked_out, .. } = Self::of_office(&bytes);
                made.worked_out += worked_out;
                made.marks.extend(marks);
                made.leads.extend(leads);
            }
            made.parts.insert(name);
        }
        made
    }

    fn add(&mut self, xml: &[u8]) {
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_reader(xml);
        loop {
            match reader.read_event().expect("well formed") {
                Event::Eof => return,
                Event::Start(element) | Event::Empty(element) => {
                    let name = element.name().as_ref().to_owned();
                    for attribute in element.attributes() {
                        let attribute = attribute.expect("an attribute");
                        let key = attribute.key.as_ref().to_owned();
                        if name == "Relationship" && key == "Target" || key == "ref" && name == "hyperlink" {
                            self.leads.insert(attribute.value.clone().into_owned());
                        }
                        self.marks.insert(format!("{name} {key}"));
                    }
                    self.worked_out +=
                        usize::from(["f", "w:instrText", "w:fldSimple", "w:altChunk"].contains(&&*name));
                    self.marks.insert(name);
                }
                _ => {}
            }
        }
    }
}

/// Whatever in a PDF does something.
fn actions(bytes: &[u8]) -> BTreeSet<String> {
    const ACTIVE: [&str; 10] = [
        "JavaScript",
        "JS",
        "Launch",
        "EmbeddedFile",
        "SubmitForm",
        "GoToR",
        "ImportData",
        "AA",
        "RichMedia",
        "URI",
    ];
    fn walk(object: &lopdf::Object, found: &mut BTreeSet<String>) {
        let mut entries = |dictionary: &lopdf::Dictionary| {
            for (key, value) in dictionary {
                let key = String::from_utf8_lossy(key).into_owned();
                if ACTIVE.contains(&key.as_str()) {
                    let mut told = key;
                    let _ = write!(told, " {value:?}");
                    found.insert(told);
                }
                walk(value, found);
            }
        };
        match object {
            lopdf::Object::Dictionary(dictionary) => entries(dictionary),
            lopdf::Object::Stream(stream) => entries(&stream.dict),
            lopdf::Object::Array(objects) => objects.iter().for_each(|object| walk(object, found)),
            _ => {}
        }
    }
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let mut found = BTreeSet::new();
    document.objects.values().for_each(|object| walk(object, &mut found));
    found
}

#[test]
fn documents_are_made_of_the_same_things_whatever_the_labels() {
    let (_work, _, plain) = release(plain);
    let labels: [Label; 4] = [kinds()[0], typesetters, kinds()[2], kinds()[5]];
    for label in labels {
        let (_work, _, nasty) = release(label);
        for ((name, plain), (other, nasty)) in plain.iter().zip(&nasty) {
            assert_eq!(name, other);
            match name.rsplit('.').next() {
                Some("xlsx" | "docx" | "pptx") => {
                    let (plain, nasty) = (Made::of_office(plain), Made::of_office(nasty));
                    assert_eq!(nasty.parts, plain.parts, "{name}");
                    let new: Vec<_> = nasty.marks.difference(&plain.marks).collect();
                    // A text with white space at its ends says that it is to be kept.
                    assert!(new.iter().all(|mark| mark.ends_with("xml:space")), "{name}: {new:?}");
                    assert_eq!(nasty.leads, plain.leads, "{name}");
                    assert_eq!(nasty.worked_out, plain.worked_out, "{name}: formulas or fields");
                    assert!(!nasty.leads.iter().any(|lead| lead.contains(':') && !lead.starts_with("http")));
                }
                Some("pdf") => assert_eq!(actions(nasty), actions(plain), "{name}"),
                Some("html" | "csv" | "json") => {
                    let text = String::from_utf8_lossy(nasty);
                    assert!(!text.contains("root:x:0"), "{name} has what a label asked for");
                }
                _ => panic!("{name}: what is this?"),
            }
        }
    }
}

#[test]
fn data_in_a_page_can_not_end_its_own_element() {
    let label: Label =
        |_| "</script><script>alert(1)</script><!-- <script> ]]> \u{2028}\u{2029} &lt;".to_owned();
    let (_work, _, files) = release(label);
    let (_, page) = files.iter().find(|(name, _)| name.ends_with("explorer.html")).expect("a page");
    let page = String::from_utf8(page.clone()).expect("UTF-8");
    let start = "<script type=\"application/json\" id=\"release\">";
    let (_, data) = page.split_once(start).expect("data");
    let (data, _) = data.split_once("</script>").expect("an end");
    assert!(!data.contains(['<', '\u{2028}', '\u{2029}']), "`<` is written as an escape");
    let parsed: Value = serde_json::from_str(data).expect("all of it is there");
    assert!(parsed.to_string().contains("<script>alert(1)"), "as text");
    assert_eq!(page.matches("</script").count(), 2);
}

/// Cells and headers that the plan does not know, each of which a message may be about.
const CARRIED: [&str; 9] = [
    "\u{1b}]0;title\u{7}\u{1b}[2J",
    "\u{9b}31mred\u{9d}",
    "pay\u{202e}evil\u{2066}x\u{2069}",
    "tag\u{e0041}\u{e007f}s \u{feff}\u{200b}",
    "=cmd|' /C calc'!A0",
    "</script><script>alert(1)</script>",
    "\u{8}\u{8}\u{8}rubbed out\u{7f}",
    "first\r\nerror: second\u{2028}third\u{85}fourth",
    "javascript:alert(1)",
];

#[test]
fn what_an_export_carries_does_nothing_on_the_terminal() {
    let long = "w".repeat(40_000);
    for carried in CARRIED.into_iter().chain([long.as_str()]) {
        let cell = csv_text(carried);
        let rows = export(60);
        // An answer, a directorate and a header that the plan does not know.
        let exports = [
            (rows.replacen(",Agree,", &format!(",{cell},"), 1), 3),
            (rows.replacen("\n1,Place,", &format!("\n1,{cell},"), 1), 3),
            (rows.replacen(",Proud,", &format!(",{cell},"), 1), 3),
            (rows.replacen(",Comment\n", &format!(",Comment,{cell}\n"), 1).replace(",\n", ",,\n"), 0),
        ];
        for (at, (rows, code)) in exports.into_iter().enumerate() {
            let work = Workdir::small();
            work.write("small/export.csv", &rows);
            for format in ["human", "json"] {
                let run = work.run(&["check", "small", "--verbose", "--message-format", format]);
                assert_eq!(run.code, code, "{at} {carried:?}: {}", run.err);
                assert_plain_for_terminals(&run);
                // What `check` gives to a program is one line, however much it says.
                let page = if format == "human" { run.out.as_str() } else { "" };
                let longest = run.err.lines().chain(page.lines()).map(str::len).max();
                assert!(longest < Some(4_000), "{at}: a message repeats what it found");
                assert!(!run.out.contains(&long[..200]), "{at}: the page repeats what it found");
                let lines = || run.err.lines().filter(|line| !line.is_empty());
                assert!(format == "human" || lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
                assert!(!run.err.lines().any(|line| line.starts_with("error: second")), "{}", run.err);
            }
            let run = work.run(&["inspect", "small/export.csv"]);
            assert_eq!(run.code, 0, "{at} {carried:?}: {}", run.err);
            assert_plain_for_terminals(&run);
        }
    }
}

/// What the analyst may open in a spreadsheet is as harmless as what everybody may.
#[test]
fn tables_of_the_store_hold_no_formula() {
    for (at, formula) in FORMULAS.into_iter().enumerate() {
        let work = Workdir::small();
        let comment = csv_text(formula);
        let rows: String = export(60)
            .lines()
            .enumerate()
            .map(|(row, line)| if row == 0 { format!("{line}\n") } else { format!("{line}{comment}\n") })
            .collect();
        work.write("small/=cmd.csv", &(rows + "61,Place,Roads,Agree,Agree,withdrawn\n"));
        work.replace("small/waves/2024.toml", "../export.csv", "../=cmd.csv");
        let settings = work.read("small/waves/2024.toml");
        let reason =
            format!("\n[[set_aside]]\nreason = {}\ncolumn = \"Id\"\nvalues = [\"61\"]\n", toml_text(formula));
        work.write("small/waves/2024.toml", &(settings + &reason));
        work.write(
            "small/protection.toml",
            "owner = \"HR\"\ndecided = \"2024-01-08\"\n[comments]\npublish = true\n",
        );
        for arguments in [&RUN[..], &["comments", "small"]] {
            let run = work.run(arguments);
            assert_eq!(run.code, 0, "{formula:?}: {}", run.err);
            assert_plain_for_terminals(&run);
        }
        let mut tables = 0;
        for (name, bytes) in files(&work.path("small/store")) {
            if name.ends_with(".csv") {
                tables += 1;
                assert_inert(&name, bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
            }
        }
        assert_eq!(tables, 3, "set aside, withheld, to be read; {at}");
        let ledger = work.read("small/store/wave=2024/set_aside.csv");
        assert!(ledger.contains("=cmd.csv") && ledger.lines().count() > 1, "{ledger}");
    }
}

#[test]
fn a_label_of_forty_thousand_characters_is_refused_by_its_place() {
    let long = "word ".repeat(8_000);
    let organisation = format!("organisation = \"{long}\"");
    let cases = [
        ("small/units.csv", ",Place,", format!(",{long},"), "units.csv, row 2, “name”"),
        ("small/questions.csv", "I am proud to work here", long.clone(), "questions.csv, row 2, “text”"),
        ("small/survey.toml", "organisation = \"Smallshire\"", organisation, "“survey.organisation”"),
    ];
    for (file, from, to, place) in cases {
        let work = Workdir::small();
        work.replace(file, from, &to);
        let run = work.run(&["run", "small"]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains(place), "{}", run.err);
        assert!(run.err.contains("characters; expected at most 5000"), "{}", run.err);
        assert!(run.err.lines().all(|line| line.len() < 1_000), "and is not repeated");
        assert!(!work.path("small/store").exists() && !work.path("small/reports").exists());
    }
}

#[test]
fn the_longest_labels_that_are_taken_fit_into_every_format() {
    let work = Workdir::small();
    let long = "word ".repeat(1_000).trim_end().to_owned();
    for file in ["small/units.csv", "small/export.csv"] {
        let text = work.read(file).replace(",Place,", &format!(",{long},"));
        work.write(file, &text);
    }
    work.replace("small/questions.csv", "I am proud to work here", &long);
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
}
