//! Nasty files: what people, survey tools and spreadsheets do to exports and registers, each end to end.
//!
//! One file of a pipeline that is in order is replaced by a nasty one. Either it is refused, with a message that says
//! where and what was expected, or it is read as the clean one is, to the last answer. Nothing is ever written by halves, and
//! no message says what somebody wrote.

mod comments;
mod csv_shape;
mod disclosure;
mod encoding;
mod headcount;
mod organisation;
mod parquet_file;
mod values;
mod vendor;
mod xlsx;

use std::fs::{self, File};

use arrow::array::ArrayRef;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::workdir::{Run, Workdir};

/// In every comment and every response's id: must be nowhere in what the program says.
const CANARY: &str = "zqx";

/// The headers of the export.
const HEADER: [&str; 9] =
    ["Id", "Completed", "Directorate", "Service", "Proud", "Safe", "Likely", "News", "Comment"];

/// A name that spreadsheets and people write in many ways.
const OFFICES: &str = "Children’s Offices – North";

const SCALES: &str = r#"[scales.points]
labels = ["1", "2", "3", "4", "5"]
positive = ["4", "5"]
negative = ["1", "2"]

[scales.news]
kind = "multiple"
labels = ["Email", "Team meeting"]

[[pillar]]"#;

const MORE_QUESTIONS: &str = "likely,How likely are you to stay?,,,points,Likely\n\
                              news,How do you hear news?,,,news,News\n";

/// A pipeline of 60 responses in which one file may be replaced.
struct Nasty {
    work: Workdir,
    file: &'static str,
}

/// The columns of all responses.
type Responses = Vec<Vec<ArrayRef>>;

/// A case that is refused: what it is, the file, what the message has in it.
type Refused<'a> = (&'a str, Vec<u8>, &'a [&'a str]);

/// A case that is read as the clean file is: what it is, the file, what is said of it.
type Read<'a> = (&'a str, Vec<u8>, &'a [&'a str]);

impl Nasty {
    /// The pipeline, whose `file` is to be replaced.
    fn new(file: &'static str) -> Self {
        let work = Workdir::small();
        work.replace("small/survey.toml", "[[pillar]]", SCALES);
        work.write("small/questions.csv", &(work.read("small/questions.csv") + MORE_QUESTIONS));
        work.replace("small/units.csv", "libraries,Libraries", &format!("offices,{OFFICES}"));
        work.replace("small/headcount/2024.csv", "libraries,", "offices,");
        work.replace("small/waves/2024.toml", "\"Id\"", "\"Id\"\ncompleted = \"Completed\"");
        work.write("small/export.csv", &export().text());
        Self { work, file }
    }

    /// Changes another file of the pipeline, by replacing a text in it.
    fn with(self, file: &str, from: &str, to: &str) -> Self {
        self.work.replace(file, from, to);
        self
    }

    /// The file as it is.
    fn text(&self) -> String {
        self.work.read(self.file)
    }

    /// The file with a text in place of another.
    fn replaced(&self, from: &str, to: &str) -> Vec<u8> {
        assert!(self.text().contains(from), "{} has no {from:?}", self.file);
        self.text().replacen(from, to, 1).into_bytes()
    }

    fn run_with(&self, bytes: &[u8], command: &str) -> Run {
        let path = self.work.path(self.file);
        let clean = fs::read(&path).expect("a file");
        fs::write(&path, bytes).expect("a file");
        let run = self.work.run(&[command, "small", "--verbose"]);
        fs::write(&path, clean).expect("a file");
        run
    }

    /// The pipeline with this file as its export, which must give the same responses as the clean CSV file.
    fn exported_as(file: &'static str, bytes: &[u8]) -> Self {
        let nasty = Self::new(file);
        let clean = kept(&nasty.work);
        let name = file.rsplit('/').next().expect("a name");
        nasty.work.replace("small/waves/2024.toml", "export.csv", name);
        fs::write(nasty.work.path(file), bytes).expect("a file");
        assert!(kept(&nasty.work) == clean, "{file}: other responses than those of the CSV file");
        nasty
    }

    /// Each of these is refused as bad input.
    fn refuses(&self, cases: &[Refused<'_>]) {
        for (what, bytes, words) in cases {
            let run = self.run_with(bytes, "run");
            self.assert_refused(what, 3, &run, words);
        }
    }

    /// It was refused, in these words, and nothing was written or given away.
    fn assert_refused(&self, what: &str, code: i32, run: &Run, words: &[&str]) {
        assert_eq!(run.code, code, "{what}: {}{}", run.out, run.err);
        // What is wrong may show in another file, which is then the first word.
        let other = words.first().is_some_and(|word| word.ends_with(".toml") || word.ends_with(".csv"));
        let name = self.file.rsplit('/').next().filter(|_| !other).unwrap_or_default();
        for word in words.iter().chain(&[name]) {
            assert!(run.err.contains(word), "{what}: no {word:?} in:\n{}", run.err);
        }
        assert_silent(what, run);
        for place in ["small/store", "small/reports"] {
            assert!(!self.work.path(place).exists(), "{what}: {place} was written");
        }
    }

    /// Each of these gives the same responses as the clean file.
    fn reads(&self, cases: &[Read<'_>]) {
        let clean = kept(&self.work);
        for (what, bytes, words) in cases {
            let run = self.run_with(bytes, "ingest");
            assert_eq!(run.code, 0, "{what}: {}{}", run.out, run.err);
            let told = format!("{}{}", run.out, run.err);
            for word in *words {
                assert!(told.contains(word), "{what}: no {word:?} in:\n{told}");
            }
            assert_silent(what, &run);
            assert!(take(&self.work) == clean, "{what}: other responses than those of the clean file");
        }
    }
}

fn assert_silent(what: &str, run: &Run) {
    assert!(!run.out.contains(CANARY) && !run.err.contains(CANARY), "{what}: {}{}", run.out, run.err);
    assert!(!run.err.contains("panicked"), "{what}: {}", run.err);
}

/// What is kept of the pipeline as it is.
fn kept(work: &Workdir) -> Responses {
    let run = work.run(&["ingest", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    take(work)
}

/// The responses that were kept, taken away.
fn take(work: &Workdir) -> Responses {
    let file = File::open(work.path("small/store/wave=2024/responses.parquet")).expect("responses");
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(file).and_then(ParquetRecordBatchReaderBuilder::build);
    let kept = reader.expect("Parquet").map(|batch| batch.expect("rows").columns().to_vec()).collect();
    fs::remove_dir_all(work.path("small/store")).expect("removed");
    kept
}

/// An export as rows of cells, the header first: row 1 is row 1.
#[derive(Clone)]
struct Table(Vec<Vec<String>>);

impl Table {
    /// As CSV.
    fn text(&self) -> String {
        self.joined(",", "\n")
    }

    /// As CSV, as bytes.
    fn bytes(&self) -> Vec<u8> {
        self.text().into_bytes()
    }

    /// With this between cells and that after rows.
    fn joined(&self, separator: &str, end: &str) -> String {
        self.0.iter().map(|row| row.join(separator) + end).collect()
    }

    /// With another text in the cell of a row, as the spreadsheet counts, under a header.
    fn set(mut self, row: usize, header: &str, cell: &str) -> Self {
        let column = HEADER.iter().position(|known| *known == header).expect("a header");
        cell.clone_into(&mut self.0[row - 1][column]);
        self
    }

    /// With another text in every cell under a header that has this one.
    fn all(mut self, header: &str, from: &str, to: &str) -> Self {
        let column = HEADER.iter().position(|known| *known == header).expect("a header");
        for row in self.0.iter_mut().skip(1).filter(|row| row[column] == from) {
            to.clone_into(&mut row[column]);
        }
        self
    }

    /// With a row more, of these cells, above the row with this number.
    fn insert(mut self, row: usize, cells: &[&str]) -> Self {
        self.0.insert(row - 1, cells.iter().map(|cell| (*cell).to_owned()).collect());
        self
    }

    /// With the row of this number once more, at the end.
    fn again(mut self, row: usize) -> Self {
        self.0.push(self.0[row - 1].clone());
        self
    }

    /// With a column more at the right: its header, and a cell for each row.
    fn column(mut self, header: &str, cell: impl Fn(usize) -> String) -> Self {
        for (index, row) in self.0.iter_mut().enumerate() {
            row.push(if index == 0 { header.to_owned() } else { cell(index + 1) });
        }
        self
    }
}

/// The clean export: 20 responses each of Roads, Parks and the offices.
fn export() -> Table {
    responses(60)
}

/// So many responses of Roads, Parks and the offices in turn, in a fixed rhythm.
fn responses(number: usize) -> Table {
    let labels = ["Disagree", "Neither", "Agree", "Agree"];
    let services = [("Place", "Roads"), ("Place", "Parks"), ("People", OFFICES)];
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    for row in 0..number {
        let (directorate, service) = services[row % 3];
        let cells = [
            format!("{CANARY}-{row}"),
            format!("2024-05-{:02}", 10 + row % 20),
            directorate.to_owned(),
            service.to_owned(),
            labels[row % 4].to_owned(),
            labels[(row / 2) % 4].to_owned(),
            (1 + row % 5).to_string(),
            ["Email", "Email;Team meeting"][row % 2].to_owned(),
            format!("{CANARY}wrote {row}"),
        ];
        rows.push(cells.to_vec());
    }
    Table(rows)
}
