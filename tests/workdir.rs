//! A folder of a test's own, with a small pipeline in it and a way to run the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary folder with a pipeline `small` in it.
pub(crate) struct Workdir {
    folder: tempfile::TempDir,
}

/// What the program said and how it ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workdir {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A small organisation, one wave, three questions, 60 responses: all in order.
    pub(crate) fn small() -> Self {
        let work = Self::empty();
        work.write("small/survey.toml", SURVEY);
        work.write("small/questions.csv", QUESTIONS);
        work.write("small/units.csv", UNITS);
        work.write("small/protection.toml", "owner = \"HR\"\ndecided = \"2024-01-08\"\n");
        work.write("small/waves/2024.toml", WAVE);
        work.write("small/headcount/2024.csv", "unit,headcount\nroads,30\nparks,25\nlibraries,30\n");
        work.write("small/export.csv", &export(60));
        work
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Changes a file by replacing a text that must be in it.
    pub(crate) fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, &text.replacen(from, to, 1));
    }

    /// Fills a pipeline folder with invented exports and headcounts.
    pub(crate) fn simulate(&self, pipeline: &str, respondents: &str, seed: &str) {
        let arguments = ["simulate", pipeline, "--respondents", respondents, "--seed", seed, "--out", "made"];
        let run = self.run(&arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        for (name, bytes) in files(&self.path("made")) {
            let to = self.path(pipeline).join(&name);
            fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            fs::write(to, bytes).expect("a file");
        }
    }

    /// Runs the program in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let program = env!("CARGO_BIN_EXE_candour");
    let output =
        Command::new(program).current_dir(folder).args(arguments).output().expect("the program runs");
    let Output { status, stdout, stderr } = output;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run { code: status.code().expect("it ended by itself"), out: text(stdout), err: text(stderr) }
}

/// All files below a folder with their contents, by their path relative to it.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

/// Responses of Roads (20), Parks (20) and Libraries (20), answers in a fixed rhythm.
pub(crate) fn export(rows: usize) -> String {
    let labels = ["Disagree", "Neither", "Agree", "Agree"];
    let services = [("Place", "Roads"), ("Place", "Parks"), ("People", "Libraries")];
    let mut text = String::from("Id,Directorate,Service,Proud,Safe,Comment\n");
    for row in 0..rows {
        let (directorate, service) = services[row % 3];
        let (proud, safe) = (labels[row % 4], labels[(row / 2) % 4]);
        text += &format!("{},{directorate},{service},{proud},{safe},\n", row + 1);
    }
    text
}

const SURVEY: &str = r#"
[survey]
name = "Staff Survey"
organisation = "Smallshire"
waves = ["2024"]

[scales.agreement]
labels = ["Disagree", "Neither", "Agree"]
positive = ["Agree"]
negative = ["Disagree"]

[scales.comment]
kind = "text"

[[pillar]]
id = "belong"
name = "Belong"

[[breakdown]]
id = "directorate"
name = "Directorate"
kind = "level"

[[breakdown]]
id = "service"
name = "Service"
kind = "level"
"#;

const QUESTIONS: &str = "id,text,pillar,role,scale,2024\n\
proud,I am proud to work here,belong,pride,agreement,Proud\n\
safe,It is safe to speak up,belong,challenge,agreement,Safe\n\
comment,Anything else?,,,comment,Comment\n";

const UNITS: &str = "id,name,level,parent\n\
place,Place,directorate,\n\
people,People,directorate,\n\
roads,Roads,service,place\n\
parks,Parks,service,place\n\
libraries,Libraries,service,people\n";

const WAVE: &str = r#"
fieldwork = { start = "2024-05-01", end = "2024-05-31" }
headcount = "../headcount/2024.csv"

[[export]]
file = "../export.csv"

[columns]
directorate = "Directorate"
service = "Service"

[rows]
response_id = "Id"
"#;
