//! The command line: parses, runs a command, tells problems and results, and gives the exit code.

mod args;
mod audit;
mod comments;
mod context;
mod dumps;
mod files;
mod forget;
mod inspect;
mod pipeline;
mod plan_power;
mod publish;
mod report;
mod schema;
mod simulate;
mod tell;

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};

use crate::exit::Exit;
use crate::problem::{Outcome, Problem};
use args::{Cli, Command};
use context::Context;
use tell::Results;

/// Runs the command line and gives the exit code. Never panics: a bug is caught, told without any content, and
/// exits with 70. Whatever happens, no copy of the memory is left on the disk.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    dumps::forbid();
    dumps::tell_bugs_without_content();
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let printed = error.print();
            return if error.use_stderr() { Exit::Usage } else { printed_out(printed) };
        }
    };
    std::panic::catch_unwind(|| run(&cli)).unwrap_or(Exit::Bug)
}

fn run(cli: &Cli) -> Exit {
    let context = Context::new(&cli.common);
    let outcome = match &cli.command {
        Command::Run { pipeline, forms, afresh, counting } => {
            pipeline::run(&context, pipeline, forms, *afresh, counting)
        }
        Command::Check { pipeline } => return finish(&context, pipeline::check(&context, pipeline)),
        Command::Ingest { pipeline } => pipeline::ingest(&context, pipeline),
        Command::Analyse { pipeline, counting } => pipeline::analyse(&context, pipeline, counting),
        Command::Counts(counts) => pipeline::counts(&context, counts),
        Command::Release { pipeline } => pipeline::release(&context, pipeline),
        Command::Publish { pipeline } => publish::publish(&context, pipeline),
        Command::Report { release, forms, unit } => report::report(&context, release, forms, unit),
        Command::Comments(arguments) => comments::comments(&context, arguments),
        Command::Simulate(simulate) => simulate::simulate(&context, simulate),
        Command::PlanPower(arguments) => plan_power::plan_power(&context, arguments),
        Command::Audit { release, against } => audit::audit(&context, release, against),
        Command::Forget { pipeline } => forget::forget(&context, pipeline),
        Command::Inspect { place } => inspect::inspect(place),
        Command::Schema { of } => schema::schema(*of),
        Command::Completions { shell } => return completions(*shell),
    };
    finish(&context, outcome)
}

/// Tells what there is to tell; the exit code is that of the first error.
fn finish(context: &Context<'_>, outcome: Outcome<impl Into<Results>>) -> Exit {
    match outcome {
        Ok(done) => {
            context.teller.problems(&done.problems);
            match context.teller.results(&done.value.into()) {
                Ok(()) => Exit::Done,
                // Whoever reads has read enough: `candour … | head` is no mistake.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
                Err(error) => {
                    let problem = Problem::files(Path::new("standard output"), "write", &error);
                    context.teller.problems(&problem.into());
                    Exit::Files
                }
            }
        }
        Err(problems) => {
            context.teller.problems(&problems);
            problems.exit()
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Exit {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "candour", &mut bytes);
    printed_out(io::Write::write_all(&mut io::stdout(), &bytes))
}

/// How a command ends that prints and does nothing else. Whoever reads may have read enough: `candour … | head` is no
/// mistake.
fn printed_out(printed: io::Result<()>) -> Exit {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Files,
        _ => Exit::Done,
    }
}
