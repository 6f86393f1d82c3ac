//! Injection: every label that an analyst or an HR system may write holds code, formulas, markup and marks that cannot be
//! seen; every file of the release and every line on the terminal must take it for text.

use std::collections::BTreeSet;

use scraper::{Html, Node};
use serde_json::Value;

use crate::workdir::{Run, Workdir, files};

/// Markup and scripts, for several contexts.
const MARKUP: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'</style></title><svg onload=x>--> ]]> \
                      javascript:alert(1) &lt;i&gt; %3Cb%3E";
/// Templates and macros.
const TEMPLATES: &str = "{{ 7*7 }}{% raw %}{# note #}${7*7} #read(\"/etc/passwd\") \\input{x} $x$ `ls` %s %n";
/// Beginnings that a spreadsheet takes for formulas, some behind what is not seen.
const FORMULAS: [&str; 10] = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1",
    "-1",
    "@x",
    "\t=1+1",
    "\r=1+1",
    "\u{a0}=1+1",
    "＝1+1",
    "x\n=1+1",
    "=cmd|' /C calc'!A0",
];
/// Names that some file system takes for something else.
const PATHS: [&str; 6] = ["../../x", "CON", "C:\\x", "nul.txt", "-rf", "%2e%2e/"];
/// Marks that cannot be seen, each of which would change what is read.
const HIDDEN: &str =
    "pay\u{202e}evil\u{202c}\u{200b}\u{2066}x\u{2069}\u{feff}tag\u{e0041}\u{e007f}end\u{fff9}";

/// A kind of label.
pub(crate) type Label = fn(usize) -> String;

/// The labels of a pipeline: each kind of label in its place, with a word that tells it from the others.
#[derive(Clone, Copy)]
struct Labels(Label);

impl Labels {
    fn slot(self, number: usize, name: &str) -> String {
        format!("{} {name}", self.0(number))
    }

    fn toml(self, number: usize, name: &str) -> String {
        toml_text(&self.slot(number, name))
    }

    fn csv(self, number: usize, name: &str) -> String {
        csv_text(&self.slot(number, name))
    }

    fn scale(self, at: usize) -> String {
        self.slot(20 + at, ["never", "neither", "always"][at])
    }

    fn unit(self, at: usize) -> String {
        self.slot(26 + at, UNITS[at].0)
    }
}

/// Units: id, level and parent.
const UNITS: [(&str, &str, &str); 6] = [
    ("place", "directorate", ""),
    ("people", "directorate", ""),
    ("roads", "service", "place"),
    ("parks", "service", "place"),
    ("care", "service", "people"),
    ("old-care", "service", "people"),
];

/// The pipeline with a label of this kind wherever there is one, and answers that fit.
fn pipeline(label: Label) -> Workdir {
    let (work, labels) = (Workdir::empty(), Labels(label));
    work.write("nasty/survey.toml", &(survey(labels) + &groups(labels)));
    registers(&work, labels);
    for (at, year) in ["2022", "2024"].into_iter().enumerate() {
        wave(&work, labels, at, year);
        answers(&work, labels, at, year);
    }
    work
}

/// Names, scales and scores.
fn survey(labels: Labels) -> String {
    let scale: Vec<String> = (0..3).map(|at| toml_text(&labels.scale(at))).collect();
    let mut survey = format!(
        "[survey]\nname = {}\norganisation = {}\nshort_name = {}\nplan = {}\nwaves = [\"2022\", \"2024\"]\n",
        labels.toml(0, "Survey"),
        labels.toml(1, "Council"),
        labels.toml(2, "the council"),
        labels.toml(3, "People Plan")
    );
    survey += &format!(
        "[scales.agree]\nlabels = [{}]\npositive = [{}]\nnegative = [{}]\n",
        scale.join(", "),
        scale[2],
        scale[0]
    );
    survey += &format!(
        "[[scope]]\nid = \"core\"\nname = {}\nstaff_groups = [\"core\"]\n",
        labels.toml(4, "employees")
    );
    for (at, id) in ["belong", "grow"].into_iter().enumerate() {
        let (name, description) = (labels.toml(5 + at, id), labels.toml(7 + at, "described"));
        survey += &format!("[[pillar]]\nid = \"{id}\"\nname = {name}\ndescription = {description}\n");
    }
    survey += &format!(
        "[[index]]\nid = \"engage\"\nname = {}\ndescription = {}\nstatistic = \"mean_points\"\nquestions = [\"proud\", \"stay\"]\n",
        labels.toml(9, "Index"),
        labels.toml(10, "formula")
    );
    survey
}

/// Breakdowns, cross tables, targets and models.
fn groups(labels: Labels) -> String {
    let mut survey = String::new();
    for (number, id, kind) in
        [(11, "directorate", "level"), (12, "service", "level"), (13, "grade", "characteristic")]
    {
        survey +=
            &format!("[[breakdown]]\nid = \"{id}\"\nname = {}\nkind = \"{kind}\"\n", labels.toml(number, id));
    }
    for (at, id) in ["low", "high"].into_iter().enumerate() {
        let name = labels.toml(14 + at, id);
        survey += &format!("[[breakdown.group]]\nid = \"{id}\"\nname = {name}\nlabels = [\"{id}\"]\n");
    }
    survey += "[[cross]]\nbreakdown = \"grade\"\n";
    for (at, (id, groups)) in
        [("low", "\"low\", \"not-stated\""), ("high", "\"high\"")].into_iter().enumerate()
    {
        let name = labels.toml(16 + at, "column");
        survey += &format!("[[cross.column]]\nid = \"{id}\"\nname = {name}\ngroups = [{groups}]\n");
    }
    for (number, measure) in [(18, "proud"), (19, "belong"), (46, "response")] {
        let name = labels.toml(number, "target");
        survey += &format!(
            "[[target]]\nmeasure = \"{measure}\"\nname = {name}\nvalue = 70\nby = 2026\nof = \"positive\"\n"
        );
    }
    survey += "[[drivers]]\noutcome = \"proud\"\nquestions = [\"safe\", \"stay\"]\n";
    survey
}

/// The registers and the rules of protection.
fn registers(work: &Workdir, labels: Labels) {
    let mut questions = "id,text,pillar,role,scale,2022,2024\n".to_owned();
    for (at, (id, pillar, role)) in
        [("proud", "belong", "pride"), ("safe", "belong", "challenge"), ("stay", "grow", "")]
            .into_iter()
            .enumerate()
    {
        let (text, header) = (labels.csv(23 + at, id), id.to_uppercase());
        questions += &format!("{id},{text},{pillar},{role},agree,{header},{header}\n");
    }
    work.write("nasty/questions.csv", &questions);
    let mut register = "id,name,level,parent,from_wave,to_wave\n".to_owned();
    for (at, (id, level, parent)) in UNITS.into_iter().enumerate() {
        let waves = [",", "2024,", ",2022"][usize::from(id == "care") + 2 * usize::from(id == "old-care")];
        register += &format!("{id},{},{level},{parent},{waves}\n", csv_text(&labels.unit(at)));
    }
    work.write("nasty/units.csv", &register);
    work.write("nasty/lineage.csv", "unit,successor,wave,kind\nold-care,care,2024,renamed\n");
    let comparability = format!(
        "question,from_wave,to_wave,verdict,note\nproud,2022,2024,reworded,{}\n",
        labels.csv(32, "note")
    );
    work.write("nasty/comparability.csv", &comparability);
    let texts: Vec<String> = (33..38).map(|number| labels.csv(number, "benchmark")).collect();
    let benchmarks = format!(
        "question,source,statistic,sector,year,value,wording,licence\nproud,{},{},{},2024,60.5,{},{}\n",
        texts[0], texts[1], texts[2], texts[3], texts[4]
    );
    work.write("nasty/benchmarks.csv", &benchmarks);
    work.write(
        "nasty/protection.toml",
        &format!("owner = {}\ndecided = \"2024-01-08\"\n", labels.toml(38, "owner")),
    );
}

/// A wave's settings and headcount.
fn wave(work: &Workdir, labels: Labels, at: usize, year: &str) {
    let care = if at == 0 { "old-care" } else { "care" };
    let wave = format!(
        "label = {}\nfieldwork = {{ start = \"{year}-05-01\", end = \"{year}-05-31\" }}\nheadcount = \"../headcount/{year}.csv\"\n\
         [[export]]\nfile = \"../{year}.csv\"\n[columns]\ndirectorate = \"D\"\nservice = \"S\"\ngrade = \"G\"\n\
         [[set_aside]]\nreason = {}\ncolumn = \"G\"\nvalues = [\"test\"]\n",
        labels.toml(39 + at, year),
        labels.toml(41 + at, "reason")
    );
    work.write(&format!("nasty/waves/{year}.toml"), &wave);
    let headcount: String = ["roads", "parks", care]
        .iter()
        .flat_map(|unit| ["low", "high"].map(|grade| format!("{unit},core,{grade},40\n")))
        .collect();
    work.write(
        &format!("nasty/headcount/{year}.csv"),
        &format!("unit,staff_group,grade,headcount\n{headcount}"),
    );
}

/// A wave's export.
fn answers(work: &Workdir, labels: Labels, at: usize, year: &str) {
    let services = [(0, 2), (0, 3), (1, if at == 0 { 5 } else { 4 })];
    let mut export = "D,S,G,PROUD,SAFE,STAY\n".to_owned();
    for row in 0..150_usize {
        let (directorate, service) = services[row % 3];
        let grade = ["low", "high"][row / 3 % 2];
        let mut cells =
            vec![csv_text(&labels.unit(directorate)), csv_text(&labels.unit(service)), grade.to_owned()];
        for question in 0..3 {
            let answer = (row * (5 + question) + row / 7 + at) % 4;
            cells.push(csv_text(&labels.scale(answer.min(2))));
        }
        export += &(cells.join(",") + "\n");
    }
    export += ",,test,,,\n";
    work.write(&format!("nasty/{year}.csv"), &export);
}

pub(crate) fn toml_text(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

pub(crate) fn csv_text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A full run that must go well, and what it said and wrote.
pub(crate) fn release(label: Label) -> (Workdir, Run, Vec<(String, Vec<u8>)>) {
    let work = pipeline(label);
    let run = work.run(&["run", "nasty", "--verbose"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_plain_for_terminals(&run);
    let files = files(&work.path("nasty/reports"));
    assert!(files.len() > 8, "pages and tables");
    (work, run, files)
}

pub(crate) fn plain(_: usize) -> String {
    "Plain".to_owned()
}

/// Labels of every kind, and the words that a reader must see of each.
pub(crate) fn kinds() -> Vec<Label> {
    vec![
        |_| MARKUP.to_owned(),
        |_| TEMPLATES.to_owned(),
        |slot| FORMULAS[slot % FORMULAS.len()].to_owned(),
        |slot| FORMULAS[(slot + 3) % FORMULAS.len()].to_owned(),
        |slot| PATHS[slot % PATHS.len()].to_owned(),
        |_| HIDDEN.to_owned(),
        |slot| format!("{}{slot}", "w".repeat(400)),
        |slot| format!("{}{slot}", "long words ".repeat(40)),
    ]
}

/// Text without what a page may do to white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What must be seen of a label.
fn seen(text: &str) -> String {
    let hidden = |c: char| !HIDDEN.contains(c) || c.is_ascii();
    squeezed(&text.chars().filter(|c| hidden(*c)).collect::<String>())
}

/// Every element and attribute of a page, by name; whatever is in an attribute must be harmless there.
fn marks(name: &str, page: &str) -> BTreeSet<String> {
    let parsed = Html::parse_document(page);
    let mut marks = BTreeSet::new();
    for node in parsed.tree.values() {
        match node {
            Node::Element(element) => {
                marks.insert(element.name().to_owned());
                for (attribute, value) in element.attrs() {
                    marks.insert(format!("{} {attribute}", element.name()));
                    assert_harmless(name, attribute, value);
                }
            }
            Node::Comment(comment) => panic!("{name} has a comment: {}", &**comment),
            _ => {}
        }
    }
    marks
}

fn assert_harmless(name: &str, attribute: &str, value: &str) {
    let from_ids = |c: char| c.is_ascii_alphanumeric() || " -_./#".contains(c);
    assert!(!attribute.starts_with("on"), "{name}: {attribute}");
    if ["href", "src", "id", "class", "for", "aria-labelledby", "aria-describedby"].contains(&attribute) {
        assert!(value.chars().all(from_ids), "{name}: {attribute}={value:?}");
    }
}

/// All text of a page.
fn text(page: &str) -> String {
    let parsed = Html::parse_document(page);
    squeezed(&parsed.root_element().text().collect::<Vec<_>>().join(" "))
}

#[test]
fn pages_show_labels_as_text_and_have_no_element_of_theirs() {
    let (_work, _, files) = release(plain);
    let pages = |files: &[(String, Vec<u8>)]| {
        let html = files.iter().filter(|(name, _)| name.ends_with(".html"));
        html.map(|(name, bytes)| (name.clone(), String::from_utf8(bytes.clone()).expect("UTF-8")))
            .collect::<Vec<_>>()
    };
    // The explorer is the only page with scripts: its data and its own.
    let scripted = |name: &str| name.ends_with("explorer.html");
    let known = |explorer: bool| -> BTreeSet<String> {
        let pages = pages(&files).into_iter().filter(|(name, _)| scripted(name) == explorer);
        pages.flat_map(|(name, page)| marks(&name, &page)).collect()
    };
    let (plain, explorer) = (known(false), known(true));
    assert!(plain.contains("svg") && plain.contains("table") && !plain.contains("script"));
    for label in kinds() {
        let (_work, _, files) = release(label);
        let pages = pages(&files);
        for (name, page) in &pages {
            let known = if scripted(name) { &explorer } else { &plain };
            let new: Vec<_> = marks(name, page).difference(known).cloned().collect();
            assert!(new.is_empty(), "{name}: {new:?}");
            assert_eq!(page.matches("<script").count(), if scripted(name) { 2 } else { 0 }, "{name}");
            let hidden = |c: char| c.is_control() && c != '\n' || HIDDEN.contains(c) && !c.is_ascii();
            assert!(!page.contains(hidden), "{name}");
        }
        let (_, index) = pages.iter().find(|(name, _)| name.ends_with("index.html")).expect("a page");
        let text = text(index);
        for (slot, name) in
            [(0, "Survey"), (1, "Council"), (5, "belong"), (9, "Index"), (23, "proud"), (26, "place")]
        {
            let label = seen(&format!("{} {name}", label(slot)));
            assert!(text.contains(&label), "{label} is not shown");
        }
    }
}

#[test]
fn tables_hold_no_formula_json_is_valid_and_names_of_files_are_not_labels() {
    let (_work, _, plain) = release(plain);
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    for label in kinds() {
        let (_work, _, files) = release(label);
        assert_eq!(names(&files), names(&plain), "a label made a name");
        let mut folded = BTreeSet::new();
        for (name, bytes) in &files {
            assert_safe_name(name);
            assert!(folded.insert(name.to_lowercase()), "{name} is there twice");
            if name.ends_with(".csv") {
                assert_inert(name, bytes);
            }
            if name.ends_with(".json") {
                let json: Value = serde_json::from_slice(bytes).expect("JSON");
                assert!(json.is_object(), "{name}");
            }
        }
        let (_, release) = files.iter().find(|(name, _)| name.ends_with("release.json")).expect("a release");
        let release: Value = serde_json::from_slice(release).expect("JSON");
        let told = release["survey"]["organisation"].as_str().expect("a text");
        assert_eq!(squeezed(told), seen(&format!("{} Council", label(1))));
    }
}

fn assert_safe_name(path: &str) {
    for part in path.split('/') {
        let (stem, _) = part.split_once('.').unwrap_or((part, ""));
        assert!(!stem.is_empty() && stem.len() <= 60, "{path}");
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        assert!(part.chars().all(safe), "{path}");
    }
}

/// No cell begins with what a spreadsheet takes for a formula, unless it is a number.
pub(crate) fn assert_inert(name: &str, bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    for record in reader.records() {
        for cell in &record.expect("a row") {
            let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
            let formula = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!formula || cell.parse::<f64>().is_ok(), "{name}: {cell:?}");
            assert!(!cell.starts_with(['\t', '\r', '\n']), "{name}: {cell:?}");
        }
    }
}

pub(crate) fn assert_plain_for_terminals(run: &Run) {
    for text in [&run.out, &run.err] {
        let odd = |c: char| c != '\n' && (c.is_control() || HIDDEN.contains(c) && !c.is_ascii());
        assert!(!text.contains(odd), "{text:?}");
    }
}

#[test]
fn every_command_says_labels_as_text() {
    for label in [kinds()[2], kinds()[5]] {
        let (work, run, _) = release(label);
        let warned = run.err.contains("marks that cannot be seen were left out");
        assert_eq!(warned, label(0) == HIDDEN, "{}", run.err);
        for arguments in [
            &["check", "nasty", "--verbose"][..],
            &["check", "nasty", "--message-format", "json"],
            &["inspect", "nasty/reports/2024"],
            &["inspect", "nasty/store"],
            &["plan-power", "nasty"],
            &["plan-power", "nasty", "--format", "csv"],
        ] {
            let run = work.run(arguments);
            assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
            assert_plain_for_terminals(&run);
            if arguments.contains(&"csv") {
                assert_inert("plan-power", run.out.as_bytes());
            }
        }
    }
}

#[test]
fn control_characters_in_a_label_are_refused_by_place_and_not_repeated() {
    let labels: [Label; 4] = [
        |_| "nul\0".to_owned(),
        |_| "\u{1b}[31mred\u{1b}[0m".to_owned(),
        |_| "c1\u{9b}31m".to_owned(),
        |_| "bell\u{7}\u{7f}".to_owned(),
    ];
    for label in labels {
        let work = pipeline(label);
        for format in ["human", "json"] {
            let run = work.run(&["run", "nasty", "--message-format", format]);
            assert_eq!(run.code, 3, "{}", run.err);
            assert_plain_for_terminals(&run);
            for place in ["survey.organisation", "questions.csv", "units.csv", "benchmarks.csv", "2024.toml"]
            {
                assert!(run.err.contains(place), "{place}: {}", run.err);
            }
            assert!(run.err.contains("there is a control character in this text"), "{}", run.err);
        }
        assert!(!work.path("nasty/store").exists() && !work.path("nasty/reports").exists());
    }
}

#[test]
fn ids_that_are_paths_devices_or_formulas_are_refused() {
    for id in [
        "..",
        ".",
        "../../x",
        "a/b",
        "CON",
        "nul.txt",
        "-1",
        "=1",
        "+1",
        "@x",
        "end.",
        "x\u{202e}y z",
        "ünit",
    ] {
        let work = Workdir::small();
        work.replace("small/survey.toml", "waves = [\"2024\"]", &format!("waves = [{}]", toml_text(id)));
        let run = work.run(&["check", "small"]);
        assert_ne!(run.code, 0, "{id}");
        assert!(run.err.contains("survey.waves"), "{id}: {}", run.err);
        assert_plain_for_terminals(&run);
    }
    for id in ["../x", "=1", "-1", ".x", "Roads"] {
        let work = Workdir::small();
        work.replace("small/units.csv", "libraries,", &format!("{id},Extra,service,people\nlibraries,"));
        let run = work.run(&["check", "small"]);
        assert_eq!(run.code, 3, "{id}");
        assert!(run.err.contains("units.csv"), "{id}: {}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_name_of_a_file_cannot_write_on_the_terminal() {
    let work = Workdir::small();
    std::fs::rename(work.path("small"), work.path("sm\u{1b}[31mall\n")).expect("renamed");
    for arguments in
        [["check", "sm\u{1b}[31mall\n"], ["run", "sm\u{1b}[31mall\n"], ["check", "none\u{1b}[31m"]]
    {
        assert_plain_for_terminals(&work.run(&arguments));
    }
}
