//! The same respondents in every layout: the committed files, and pipelines that read one of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::sample::project;
use crate::workdir::{Workdir, files, run_in};

/// A layout as `candour simulate` writes it and as a wave's `[[export]]` names it.
pub(crate) struct Layout {
    /// `--layout`, and the folder in `sample-data/layouts`.
    pub(crate) name: &'static str,
    /// The ending of the file that a plan names.
    pub(crate) ending: &'static str,
    /// `layout` in the plan; empty: none.
    pub(crate) pinned: &'static str,
    /// `date_order` of the wave: tools write dates in their own way.
    pub(crate) date_order: &'static str,
}

const fn layout(
    name: &'static str,
    ending: &'static str,
    pinned: &'static str,
    date_order: &'static str,
) -> Layout {
    Layout { name, ending, pinned, date_order }
}

/// All of them.
pub(crate) const LAYOUTS: [Layout; 14] = [
    layout("csv", "csv", "csv", "ymd"),
    layout("xlsx", "xlsx", "plain", "ymd"),
    layout("ods", "ods", "plain", "ymd"),
    layout("microsoft-forms", "xlsx", "microsoft-forms", "ymd"),
    layout("microsoft-forms-csv", "csv", "microsoft-forms", "mdy"),
    layout("qualtrics", "csv", "qualtrics", "ymd"),
    layout("surveymonkey", "csv", "surveymonkey", "mdy"),
    layout("limesurvey", "csv", "limesurvey", "ymd"),
    layout("smartsurvey", "csv", "smartsurvey", "dmy"),
    layout("snap", "csv", "snap", "ymd"),
    layout("spss", "sav", "spss", "ymd"),
    layout("triple-s", "asc", "triple-s", "ymd"),
    layout("parquet", "parquet", "parquet", "ymd"),
    layout("long", "csv", "long", "ymd"),
];

/// The same respondents in files that openpyxl and LibreOffice Calc wrote (`tests/fixtures/exports/sample.py`), each with
/// what is said of it: nothing pins the layout.
const OF_OTHER_PROGRAMS: [(Layout, &str); 8] = [
    (layout("openpyxl-plain", "xlsx", "", "ymd"), "one header row with 61 columns; its sheet “Responses”"),
    (layout("openpyxl-microsoft-forms", "xlsx", "", "ymd"), "recognised as Microsoft Forms"),
    (layout("openpyxl-surveymonkey", "xlsx", "", "ymd"), "recognised as SurveyMonkey: two header rows"),
    (layout("openpyxl-smartsurvey", "xlsx", "", "ymd"), "recognised as SmartSurvey: one header row"),
    (layout("calc", "xlsx", "", "ymd"), "one header row with 61 columns"),
    (layout("calc", "ods", "", "ymd"), "one header row with 61 columns"),
    (layout("calc-utf-16", "csv", "", "mdy"), "recognised as Microsoft Forms"),
    (layout("calc-windows-1252", "csv", "", "mdy"), "read as Windows-1252"),
];

impl Layout {
    /// Its committed file of 40 respondents of 2024.
    pub(crate) fn committed(&self) -> PathBuf {
        self.file_in(&project().join("sample-data/layouts").join(self.name))
    }

    /// Its file in the folder that it was simulated into.
    fn file_in(&self, folder: &Path) -> PathBuf {
        folder.join("all-colleague-2024").with_extension(self.ending)
    }

    /// Simulates respondents of 2024 in this layout, and gives the file that a plan names.
    pub(crate) fn simulated(&self, respondents: &str, out: &Path) -> PathBuf {
        let folder = out.join(self.name);
        let to = folder.display().to_string();
        let arguments =
            ["simulate", "pipelines/all-colleague", "--wave", "2024", "--respondents", respondents];
        let others = ["--exports-only", "--layout", self.name, "--out", &to];
        let run = run_in(project(), &[&arguments[..], &others[..]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        self.file_in(&folder)
    }

    /// The lines of an `[[export]]` of this file.
    fn export(&self, file: &Path) -> String {
        let file = file.display().to_string().replace('\\', "/");
        let mut lines = format!("[[export]]\nfile = \"{file}\"\n");
        if !self.pinned.is_empty() {
            lines += &format!("layout = \"{}\"\n", self.pinned);
        }
        if self.name == "triple-s" {
            lines += &format!("definition = \"{}sss\"\n", file.trim_end_matches("asc"));
        }
        if self.name == "long" {
            lines += "long = { respondent = \"Respondent\", question = \"Question\", answer = \"Answer\" }\n";
        }
        lines
    }

    /// The sample pipeline in a folder of its own, in which 2024 reads this file. Everything else of the wave stays: the
    /// id is the column "ID", the time "Completion time", and test rows are known by their comment.
    pub(crate) fn pipeline(&self, work: &Workdir, file: &Path) -> String {
        let name = format!("pipeline-{}", self.name);
        for (path, bytes) in files(&project().join("pipelines/all-colleague")) {
            let to = work.path(&name).join(path);
            fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            fs::write(to, bytes).expect("a file");
        }
        let wave = format!("{name}/waves/2024.toml");
        let text = work.read(&wave);
        let (before, rest) = text.split_once("[[export]]").expect("an export");
        let (_, after) = rest.split_once("\n\n").expect("an end of the export");
        work.write(&wave, &format!("{before}{}\n{after}", self.export(file)));
        work.replace(&wave, "date_order = \"ymd\"", &format!("date_order = \"{}\"", self.date_order));
        name
    }
}

/// The answers in a store as the bytes of their file, without its footer: that names the pipeline, which has another
/// export for each layout.
fn answers(store: &Path) -> Vec<u8> {
    let mut bytes = fs::read(store.join("wave=2024/responses.parquet")).expect("the responses");
    let length = bytes.len() - 8;
    let footer: [u8; 4] = bytes[length..length + 4].try_into().expect("the length of the footer");
    bytes.truncate(length - u32::from_le_bytes(footer) as usize);
    bytes
}

/// Reads a file through a pipeline of its layout, and gives the answers and how many rows there were.
fn ingested(layout: &Layout, file: &Path) -> (Vec<u8>, String) {
    ingested_and_told(layout, file, &[]).0
}

/// The same, and what else is said.
fn ingested_and_told(layout: &Layout, file: &Path, more: &[&str]) -> ((Vec<u8>, String), String) {
    let work = Workdir::empty();
    let pipeline = layout.pipeline(&work, file);
    let ingest = ["ingest", &pipeline, "--wave", "2024", "--store", "store"];
    let run = work.run(&[&ingest, more].concat());
    assert_eq!(run.code, 0, "{}: {}", layout.name, run.err);
    ((answers(&work.path("store")), run.out), run.err)
}

#[test]
fn the_committed_layouts_are_what_simulate_makes() {
    let work = Workdir::empty();
    let home = project().join("sample-data/layouts");
    for layout in &LAYOUTS {
        layout.simulated("40", &work.path("made"));
        for (name, made) in files(&work.path("made").join(layout.name)) {
            let committed = fs::read(home.join(layout.name).join(&name)).expect("it is committed");
            assert!(
                committed == made,
                "sample-data/layouts/{}/{name} is not what simulate makes",
                layout.name
            );
        }
    }
    let names = |folder: &Path| files(folder).into_iter().map(|file| file.0).collect::<BTreeSet<_>>();
    assert_eq!(names(&home), names(&work.path("made")), "nothing else is committed");
}

#[test]
fn the_same_respondents_give_the_same_bytes_in_every_layout() {
    let reference = ingested(&LAYOUTS[0], &LAYOUTS[0].committed());
    assert!(reference.1.contains("40 kept + 22 set aside"), "{}", reference.1);
    for layout in &LAYOUTS[1..] {
        assert!(ingested(layout, &layout.committed()) == reference, "{}", layout.name);
    }
}

#[test]
fn files_of_other_programs_give_the_same_bytes() {
    let reference = ingested(&LAYOUTS[0], &LAYOUTS[0].committed());
    for (layout, said) in &OF_OTHER_PROGRAMS {
        let name = format!("tests/fixtures/exports/sample/{}.{}", layout.name, layout.ending);
        let (found, told) = ingested_and_told(layout, &project().join(&name), &["--verbose"]);
        assert!(told.contains(said), "{name}: no {said:?} in:\n{told}");
        assert!(found == reference, "{name}: {}", found.1);
    }
}

#[test]
fn two_thousand_respondents_give_the_same_bytes_in_every_layout() {
    let work = Workdir::empty();
    let of = |layout: &Layout| ingested(layout, &layout.simulated("2000", &work.path("made")));
    let reference = of(&LAYOUTS[0]);
    assert!(reference.1.contains("2000 kept"), "{}", reference.1);
    for layout in &LAYOUTS[1..] {
        assert!(of(layout) == reference, "{}", layout.name);
    }
}
