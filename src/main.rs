//! The `candour` program: see `candour --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(candour::cli::main(std::env::args_os()).code())
}
