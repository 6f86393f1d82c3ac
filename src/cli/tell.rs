//! Tells problems and progress to standard error, results to standard output.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{Color, Common, MessageFormat};
use crate::exit::Exit;
use crate::problem::{Problem, Problems, Severity, for_terminal};

/// How to talk to whoever runs the command.
pub(super) struct Teller {
    format: MessageFormat,
    colour: bool,
    quiet: bool,
    verbose: bool,
    bar: ProgressBar,
}

/// What a command found.
pub(super) struct Results {
    /// To read, line by line.
    pub(super) lines: Vec<String>,
    /// The same for programs, where a command has it as data.
    pub(super) data: Option<serde_json::Value>,
}

impl From<Vec<String>> for Results {
    fn from(lines: Vec<String>) -> Self {
        Self { lines, data: None }
    }
}

impl Teller {
    pub(super) fn new(common: &Common) -> Self {
        let terminal = io::stderr().is_terminal();
        let colour = match common.color {
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none(),
            Color::Always => true,
            Color::Never => false,
        };
        let human = common.message_format == MessageFormat::Human;
        let bar = if terminal && human && !common.quiet { spinner() } else { ProgressBar::hidden() };
        Self { format: common.message_format, colour, quiet: common.quiet, verbose: common.verbose, bar }
    }

    /// What is being done: a spinner on a terminal, a plain line otherwise.
    pub(super) fn progress(&self, doing: &str) {
        if self.bar.is_hidden() {
            if !self.quiet && self.format == MessageFormat::Human {
                let _ = writeln!(io::stderr(), "{}", for_terminal(doing));
            }
        } else {
            self.bar.set_message(for_terminal(doing));
            self.bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    /// What stays to be read: a line above the spinner, where there is one.
    pub(super) fn say(&self, line: &str) {
        if self.bar.is_hidden() { self.progress(line) } else { self.bar.println(for_terminal(line)) }
    }

    /// All problems, gravest last so that they stand above the prompt; notes only when asked for.
    pub(super) fn problems(&self, problems: &Problems) {
        self.bar.finish_and_clear();
        let least = match (self.quiet, self.verbose) {
            (true, _) => Severity::Error,
            (_, true) => Severity::Note,
            _ => Severity::Warning,
        };
        let mut told: Vec<&Problem> = problems.iter().filter(|problem| problem.severity >= least).collect();
        told.sort_by_key(|problem| problem.severity);
        let mut err = io::stderr().lock();
        for problem in &told {
            let _ = match self.format {
                MessageFormat::Json => {
                    writeln!(err, "{}", for_terminal(&serde_json::to_string(problem).unwrap_or_default()))
                }
                MessageFormat::Human => self.human(&mut err, problem),
            };
        }
        let errors = problems.count(Severity::Error);
        if errors > 0 && self.format == MessageFormat::Human {
            let what = if errors == 1 { "1 problem".to_owned() } else { format!("{errors} problems") };
            // Bad input is found before anything is written; a full disk may be found later.
            let end = match problems.exit() {
                Exit::Inputs => "; nothing was written",
                Exit::Disclosure => "; nothing was published",
                _ => "",
            };
            let _ = writeln!(err, "{what}{end}");
        }
    }

    fn human(&self, err: &mut impl io::Write, problem: &Problem) -> io::Result<()> {
        let (word, colour) = match problem.severity {
            Severity::Error => ("error", "31"),
            Severity::Warning => ("warning", "33"),
            Severity::Note => ("note", "36"),
        };
        let place = problem.place.to_string();
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        let told = for_terminal(&format!("{place}{}", problem.message));
        if self.colour {
            writeln!(err, "\u{1b}[1;{colour}m{word}:\u{1b}[0m {told}")?;
        } else {
            writeln!(err, "{word}: {told}")?;
        }
        match &problem.hint {
            Some(hint) => writeln!(err, "  hint: {}", for_terminal(hint)),
            None => Ok(()),
        }
    }

    /// Results, a line each; JSON as one object where messages are JSON.
    pub(super) fn results(&self, results: &Results) -> io::Result<()> {
        let Results { lines, data } = results;
        self.bar.finish_and_clear();
        let mut out = io::stdout().lock();
        match self.format {
            MessageFormat::Json => {
                let mut told = serde_json::json!({ "result": lines });
                if let (Some(data), Some(told)) = (data, told.as_object_mut()) {
                    told.insert("data".to_owned(), data.clone());
                }
                writeln!(out, "{}", for_terminal(&told.to_string()))?;
            }
            MessageFormat::Human => {
                // A result may be several lines; each of them is only text.
                for line in lines.iter().flat_map(|lines| lines.split('\n')) {
                    writeln!(out, "{}", for_terminal(line))?;
                }
            }
        }
        out.flush()
    }

    pub(super) fn verbose(&self) -> bool {
        self.verbose
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}
