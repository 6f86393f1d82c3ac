//! The command line: what can be asked for. Its help is the reference.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::confidential::stages::Engine;

/// Turns an organisation's all-colleague survey into findings that can be trusted and acted on.
///
/// A pipeline is a folder that says what the survey is: its questions, its organisation, its export files and its
/// rules. `candour run <pipeline>` does everything, from the exports to the reports.
#[derive(Debug, Parser)]
#[command(name = "candour", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 2 usage; 3 problems in the inputs, nothing written; \
4 refused to publish, because it would disclose; 5 cannot read or write; 6 another run holds the store; \
70 a bug in candour";

/// What every command understands.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Only this wave's exports (repeatable); other waves are taken from the store
    #[arg(long, global = true, value_name = "ID")]
    pub(super) wave: Vec<String>,
    /// The private store [default: the pipeline's]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    /// Where release folders go [default: the pipeline's]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// How many threads may work at once [default: one per core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Say only what is wrong
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: every note, every setting
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
    /// When to colour messages
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    /// How messages are written: for people, or one JSON object per line
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) message_format: MessageFormat,
    /// The date that the reports carry, as in 2024-09-02 [default: none]
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) as_of: Option<String>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people
    #[default]
    Human,
    /// One JSON object per line
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Do everything: read the exports, analyse, protect, write the reports
    ///
    /// What has not changed since the last run is not done again, and it says so: exports with the same content, figures of
    /// the same answers, a release of the same figures under the same rules. The result is the same, byte for byte.
    Run {
        /// The pipeline folder
        pipeline: PathBuf,
        #[command(flatten)]
        forms: Forms,
        /// Do all of it again, whether something has changed or not
        #[arg(long)]
        afresh: bool,
        #[command(flatten)]
        counting: Counting,
    },
    /// Read the pipeline and every input, report all problems, say how good the data is, write nothing
    ///
    /// The page is for whoever holds the exports: it has exact numbers of people, however few. What needs attention comes
    /// first. With --verbose it lists every question, the second level of the organisation, and the settings in force.
    Check {
        /// The pipeline folder
        pipeline: PathBuf,
    },
    /// Read the exports into the private store
    Ingest {
        /// The pipeline folder
        pipeline: PathBuf,
    },
    /// Count and estimate what is in the store
    Analyse {
        /// The pipeline folder
        pipeline: PathBuf,
        #[command(flatten)]
        counting: Counting,
    },
    /// Print the SQL that counts what is in the store, for engines that read Parquet
    ///
    /// The queries give, in whole numbers that add up over any parts of the respondents, everything that `analyse` counts.
    /// Run them in the folder of the store:
    ///
    ///   candour counts PIPELINE --sql > counts.sql
    ///   cd STORE && duckdb < counts.sql
    ///
    /// With --dialect spark: `spark-sql -f counts.sql`. Nothing is read but the pipeline, and no data is printed; what the
    /// queries give is as confidential as the answers. The files of an encrypted store cannot be read by an engine.
    #[command(verbatim_doc_comment)]
    Counts(Counts),
    /// Write the protected release of the estimates in the store
    Release {
        /// The pipeline folder
        pipeline: PathBuf,
    },
    /// Record the release as published: from then on it is known for ever
    ///
    /// Whoever has two releases of one survey can subtract them. So this command writes what the release shows into the
    /// ledger (`<pipeline>/ledger`, unless survey.toml names another folder), and every later run is held against it:
    /// answers, rows and groups of a published survey stay as they were, or change by enough people at once. It is given
    /// the pipeline, and takes the release that `candour run` made of its latest survey; nothing in that folder may have
    /// been altered. Nothing confidential is in the ledger. Keep it for ever, with the pipeline.
    Publish {
        /// The pipeline folder
        pipeline: PathBuf,
    },
    /// Write the reports of a saved release; needs neither pipeline nor store
    ///
    /// The folder afterwards holds the release, the reports that were asked for, and nothing else: name another one with
    /// --out to keep those that are there.
    Report {
        /// A release folder, or its release.json
        release: PathBuf,
        #[command(flatten)]
        forms: Forms,
        /// Only the report of this unit of the highest level, by its id or its name (repeatable)
        #[arg(long, value_name = "UNIT")]
        unit: Vec<String>,
    },
    /// Remove the answers of a wave from the store, and keep of it what was published
    ///
    /// Its responses, comments, tallies and estimates are removed; the tallies of the figures that the releases of this
    /// pipeline show are kept, so that later surveys can be compared with them. The wave's exports are neither needed nor
    /// read any more; they are not removed, but named. Files are removed, not overwritten: journals, snapshots and backups
    /// may still have them. A wave of which no release shows anything is not forgotten, for nothing of it could be kept.
    Forget {
        /// The pipeline folder; the wave is named with --wave
        pipeline: PathBuf,
    },
    /// Hold comments for a person to read, and publish those that were released
    ///
    /// Without --release: takes personal data out of the comments in the store and writes a review file for each survey
    /// beside them. Somebody reads it, writes release or hold into it with name and date, and saves it as CSV UTF-8. With
    /// --release: publishes what was released, in a folder of its own. What nobody decided about is held.
    Comments(Comments),
    /// Make synthetic exports and headcounts that fit a pipeline
    Simulate(Simulate),
    /// Say before a survey what it could show at all; reads the plan and its headcount, never an answer
    ///
    /// For the organisation, for each of its units and for groups of any size: how many people would take part, how wide
    /// the 95% range of a percentage would be, and the smallest difference from all other respondents, and the smallest
    /// change since a survey of the same size, that would be found in four surveys of five. A group that could not show a
    /// difference that matters will mostly be "too small to say" in the report, whatever its people think: better to know
    /// before they are asked, and before anybody promises a result for every team.
    ///
    /// The headcount is that of the latest survey that has one, or of the survey named with --wave.
    PlanPower(PlanPower),
    /// Attack a finished release as an intruder would, and say what it gives away
    ///
    /// Reads every file of a release folder, and nothing else: not the pipeline, not the store, not the headcount. Puts
    /// together what all of them say, subtracts the shown parts from every shown whole, works out between which numbers
    /// every withheld figure must lie, and looks for personal data and for things hidden in the files. `run`, `release`
    /// and `report` do the same before they publish.
    ///
    /// Where nothing is found it prints a certificate of what was looked at. Where something is found it names each place
    /// and the files that give it away together, never a figure, and ends with exit code 4.
    ///
    /// If answers of the same survey were published before (an interim report, a correction, a reply to a request), name
    /// those folders with --against: what one release withholds another one may show, and new less old is a group of
    /// people too.
    Audit {
        /// The release folder
        release: PathBuf,
        /// The folder of an earlier release of the same answers (repeatable)
        #[arg(long, value_name = "DIR")]
        against: Vec<PathBuf>,
    },
    /// Say in a few lines what a store, a release or an export holds; never an answer
    Inspect {
        /// A store, a release folder or release.json, or any export file
        place: PathBuf,
    },
    /// Print the JSON Schema of a pipeline's settings or of a release
    Schema {
        /// Which
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// Who counts.
#[derive(Debug, Args)]
pub(super) struct Counting {
    /// Have a Ballista cluster count what is in the store, as in ballista=10.0.0.7:50050
    ///
    /// The counts are those that candour makes itself, to the last one. Every executor reads the store's files by their
    /// paths, so it must see the same folder, as the same user, and whoever runs the cluster can see the answers: it must
    /// be trusted, and on a private network. Only in builds with the feature `distributed`.
    #[arg(long, value_name = "ENGINE", value_parser = engine)]
    pub(super) engine: Option<Engine>,
}

fn engine(text: &str) -> Result<Engine, String> {
    text.parse()
}

#[derive(Debug, Args)]
pub(super) struct Counts {
    /// The pipeline folder
    pub(super) pipeline: PathBuf,
    /// As SQL
    #[arg(long, required = true)]
    pub(super) sql: bool,
    /// Whose SQL
    #[arg(long, value_enum, default_value_t, value_name = "DIALECT")]
    pub(super) dialect: SqlDialect,
}

/// Whose SQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SqlDialect {
    /// DuckDB
    #[default]
    #[value(name = "duckdb")]
    DuckDb,
    /// Spark, from 3.4 on
    Spark,
}

/// In which forms reports are written.
#[derive(Debug, Args)]
pub(super) struct Forms {
    /// Only reports in this form (repeatable) [default: all]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Vec<ReportFormat>,
}

/// A form of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Pages for a browser, with the explorer
    Html,
    /// Accessible PDF of each report
    Pdf,
    /// A workbook with all tables
    Workbook,
    /// A committee paper for Word
    Paper,
    /// Slides with charts that can be edited
    Slides,
    /// Open data: CSV with its descriptions
    Data,
}

#[derive(Debug, Args)]
pub(super) struct Comments {
    /// The pipeline folder
    pub(super) pipeline: PathBuf,
    /// Publish the comments that were released in the review file
    #[arg(long)]
    pub(super) release: bool,
}

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// The pipeline folder; its simulate.toml, if any, says what the invented people are like
    pub(super) pipeline: PathBuf,
    /// Respondents in each wave [default: the settings']
    #[arg(long, value_name = "N")]
    pub(super) respondents: Option<u64>,
    /// Another seed gives other people
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// The layout of the exports [default: each wave's]
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub(super) layout: Option<SimulatedLayout>,
    /// Only the exports, not the headcounts
    #[arg(long)]
    pub(super) exports_only: bool,
}

#[derive(Debug, Args)]
pub(super) struct PlanPower {
    /// The pipeline folder
    pub(super) pipeline: PathBuf,
    /// How many of 100 people are expected to take part, above 0 and up to 100
    #[arg(long, value_name = "PERCENT", default_value = "60", value_parser = percent_with_all)]
    pub(super) response: f64,
    /// How many of 100 answers to a question are expected to be positive, above 0 and below 100; nearer to 50 is the
    /// more careful choice
    #[arg(long, value_name = "PERCENT", default_value = "65", value_parser = percent_between)]
    pub(super) positive: f64,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: PowerFormat,
}

/// How the outlook of a survey is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PowerFormat {
    /// Tables to read
    #[default]
    Text,
    /// One line for each group, for a spreadsheet
    Csv,
}

/// A percentage above 0, 100 included.
fn percent_with_all(text: &str) -> Result<f64, String> {
    let percent = text.parse::<f64>().ok().filter(|percent| *percent > 0.0 && *percent <= 100.0);
    percent.ok_or_else(|| "expected a number above 0, up to 100".to_owned())
}

/// A percentage above 0 and below 100.
fn percent_between(text: &str) -> Result<f64, String> {
    let percent = text.parse::<f64>().ok().filter(|percent| *percent > 0.0 && *percent < 100.0);
    percent.ok_or_else(|| "expected a number above 0 and below 100".to_owned())
}

/// Layouts that can be simulated, each with the kind of file that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SimulatedLayout {
    /// One header row, comma-separated
    Csv,
    /// One header row, in a workbook
    Xlsx,
    /// One header row, in an OpenDocument spreadsheet
    Ods,
    /// A Microsoft Forms workbook
    MicrosoftForms,
    /// A Microsoft Forms workbook saved as CSV
    MicrosoftFormsCsv,
    /// Qualtrics CSV: three header rows, choices as text
    Qualtrics,
    /// SurveyMonkey CSV: two header rows
    #[value(name = "surveymonkey")]
    SurveyMonkey,
    /// LimeSurvey CSV: full texts, separated by semicolons
    #[value(name = "limesurvey")]
    LimeSurvey,
    /// SmartSurvey CSV: three header rows
    #[value(name = "smartsurvey")]
    SmartSurvey,
    /// Snap CSV: No Reply and Not Asked
    Snap,
    /// An SPSS system file
    Spss,
    /// Triple-S: a definition (.sss) beside fixed-column data (.asc)
    TripleS,
    /// Parquet: a column per question
    Parquet,
    /// One row per answer, comma-separated
    Long,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// The settings files of a pipeline folder
    Pipeline,
    /// release.json
    Release,
}
