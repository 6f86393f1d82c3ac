//! How long a large survey takes, and how much memory: 60 questions, 500 groups, two surveys of 9,000 people.
//!
//! ```text
//! cargo bench --bench scale                    what a user gets
//! cargo bench --bench scale --profile dev      without building the dependencies again
//! cargo bench --bench scale -- 3000 /tmp/here  another number of respondents; in a folder that is kept
//! ```
//!
//! Makes a pipeline folder of an invented organisation, runs the program's own command line over it, each command in a process
//! of its own with two threads, and prints for each the time, the processors' time and the peak of memory. It measures, and asserts nothing but success:
//! the times are of one machine on one day. What is asked for is `release` and `audit` in 10 s together on two cores, below 1 GB.

mod draws;
mod organisation;
mod people;
mod settings;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use std::{env, fs};

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The argument with which this program starts itself again to be measured.
const MEASURED: &str = "--measured";
/// Respondents of each survey, unless the command line says otherwise.
const RESPONDENTS: usize = 9_000;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    if arguments.first().is_some_and(|first| first == MEASURED) {
        return measured(&arguments[1..]);
    }
    // `cargo bench` adds this for harnesses that want to know.
    let mut own = arguments.iter().filter(|argument| *argument != "--bench");
    let respondents = own.next().and_then(|number| number.to_str()?.parse().ok()).unwrap_or(RESPONDENTS);
    let kept = own.next().map(PathBuf::from);
    let folder =
        kept.clone().unwrap_or_else(|| env::temp_dir().join(format!("scale-{}", std::process::id())));
    let done = measure(&folder, respondents);
    if kept.is_none() {
        let _ = fs::remove_dir_all(&folder);
    }
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

/// One command of the program, and then the peak of memory and the processor's time on a line of their own.
fn measured(arguments: &[OsString]) -> ExitCode {
    let program = OsString::from("candour");
    let exit = candour::cli::main(std::iter::once(program).chain(arguments.iter().cloned()));
    println!("{} {}", peak().unwrap_or(0), busy().unwrap_or(0));
    ExitCode::from(exit.code())
}

/// The most memory that this process ever had, in KiB; known on Linux alone.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Hundredths of a second that the processors were busy with this process; known on Linux alone.
fn busy() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which may hold anything, come state and numbers: the twelfth and thirteenth are user and system.
    let mut numbers = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(numbers.next()?.parse::<u64>().ok()? + numbers.next()?.parse::<u64>().ok()?)
}

/// Makes the folder and measures every command; whether all of them succeeded.
fn measure(folder: &Path, respondents: usize) -> io::Result<bool> {
    let started = Instant::now();
    settings::write(folder, respondents)?;
    println!("{respondents} respondents in each of two surveys");
    println!("{:<28} {:>8.2} s", "making the folder", started.elapsed().as_secs_f64());
    let survey = folder.join(settings::PIPELINE);
    let release = folder.join("reports").join(settings::WAVES[1]);
    let steps: [(&str, &str, &Path); 7] = [
        ("ingest", "ingest", &survey),
        ("analyse", "analyse", &survey),
        ("release", "release", &survey),
        ("audit", "audit", &release),
        ("report", "report", &release),
        ("audit, with all reports", "audit", &release),
        ("run, all at once", "run", &survey),
    ];
    let mut asked = 0.0;
    for (name, command, place) in steps {
        let Some((seconds, kibibytes, busy)) = step(command, place)? else { return Ok(false) };
        let (busy, mebibytes) = (busy as f64 / 100.0, kibibytes / 1024);
        println!("{name:<28} {seconds:>8.2} s {busy:>8.2} s CPU {mebibytes:>6} MiB");
        if ["release", "audit"].contains(&name) {
            asked += seconds;
        }
    }
    println!("{:<28} {asked:>8.2} s", "release and audit");
    Ok(true)
}

/// Wall time in seconds, peak of memory in KiB and the processors' time in hundredths of a second of one command; nothing
/// where it failed.
fn step(command: &str, place: &Path) -> io::Result<Option<(f64, u64, u64)>> {
    let mut program = Command::new(env::current_exe()?);
    program.arg(MEASURED).arg(command).arg(place).args(["--quiet", "--threads", "2"]);
    let started = Instant::now();
    let output = program.stderr(Stdio::piped()).output()?;
    let seconds = started.elapsed().as_secs_f64();
    if !output.status.success() {
        eprintln!("{command} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers =
        said.lines().last().unwrap_or_default().split(' ').map(|number| number.parse().unwrap_or(0));
    Ok(Some((seconds, numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))))
}
