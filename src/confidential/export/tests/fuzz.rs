//! Any bytes at all, by every reader: read or refused, never a panic, never for ever, never much memory.
//!
//! A few thousand inputs are tried with every run of the tests. For millions of them:
//!
//! ```text
//! FUZZ_INPUTS=1000000 cargo test --release --lib export::tests::fuzz -- --ignored --nocapture
//! ```
//!
//! Each reader begins with the committed files of its kind (`sample-data/layouts`, `tests/fixtures/exports`) and with a
//! few short ones below, changes them here and there, and reads what comes out through the same door as a run. An
//! input that is not survived is kept beside the build (`target/fuzz`), to be added to the corpus once it is mended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::confidential::export::metadata::Named;
use crate::confidential::export::open_files;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problems;

/// How long one input may take.
const LONGEST: Duration = Duration::from_secs(10);
/// The most memory of the whole process, in kilobytes.
const MOST_MEMORY: u64 = 1024 * 1024;
/// The longest file that inputs are made from: of longer ones only the beginning.
const LONGEST_SEED: usize = 64 * 1024;
/// What often stands where something goes wrong.
const TOKENS: [&[u8]; 20] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"&a;",
    b"<",
    b"]]>",
    b"\xFF\xFF\xFF\xFF",
    b"\x7F\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"PK\x03\x04",
    b"-1",
];

/// A kind of file: its ending, the layout it is read as, and files to begin with.
struct Target {
    ending: &'static str,
    layout: Layout,
    seeds: Vec<Vec<u8>>,
}

/// All files in a folder and those in it, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    paths.sort();
    paths
}

/// Committed files with one of these endings.
fn committed(endings: &[&str]) -> Vec<Vec<u8>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["sample-data/layouts", "tests/fixtures/exports"];
    let paths: Vec<PathBuf> = folders.iter().flat_map(|name| files(&project.join(name))).collect();
    let of_kind =
        |path: &&PathBuf| path.extension().is_some_and(|end| endings.iter().any(|known| end == *known));
    let head = |path: &PathBuf| {
        let mut bytes = fs::read(path).unwrap();
        if endings == ["csv"] {
            bytes.truncate(LONGEST_SEED);
        }
        bytes
    };
    paths.iter().filter(of_kind).map(head).collect()
}

fn targets() -> Vec<Target> {
    let texts: [&[u8]; 3] = [
        b"ID,Proud\r\n1,Agree\r\n2,\"a, \"\"b\"\"\nc\"\r\n",
        b"\xFF\xFEI\0D\0\n\x001\0",
        b"sep=;\nID;A\n1;2\n",
    ];
    let mut csv = committed(&["csv"]);
    csv.extend(texts.map(<[u8]>::to_vec));
    let of = |ending, layout, seeds: Vec<Vec<u8>>| Target { ending, layout, seeds };
    vec![
        of("csv", Layout::Recognise, csv),
        of("xlsx", Layout::Plain, committed(&["xlsx"])),
        of("ods", Layout::Plain, committed(&["ods"])),
        of("sav", Layout::Spss, committed(&["sav", "zsav"])),
        of("sss", Layout::TripleS, committed(&["sss"])),
        of("parquet", Layout::Parquet, committed(&["parquet"])),
    ]
}

/// A seed with a few changes.
fn changed(seeds: &[Vec<u8>], random: &mut ChaCha8Rng) -> Vec<u8> {
    let pick = |random: &mut ChaCha8Rng| &seeds[random.random_range(0..seeds.len())];
    let mut bytes = pick(random).clone();
    for _ in 0..random.random_range(1..=6) {
        let at = random.random_range(0..=bytes.len());
        match random.random_range(0..7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
            1 if at < bytes.len() => bytes[at] = (random.next_u32() & 0xFF) as u8,
            2 => bytes.truncate(at),
            3 => {
                let token = TOKENS[random.random_range(0..TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
            4 => {
                let end = (at + random.random_range(0..200)).min(bytes.len());
                bytes.drain(at..end);
            }
            5 => {
                let end = (at + random.random_range(0..400)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let other = pick(random);
                let from = random.random_range(0..=other.len());
                let to = (from + random.random_range(0..400)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
        }
    }
    bytes
}

/// Reads a file to its end, if it can be read.
fn read(file: &ExportFile) {
    let mut problems = Problems::new();
    let Ok(opened) = open_files(std::slice::from_ref(file), &Named::default()) else { return };
    for export in opened.into(&mut problems) {
        export.count_rows(&mut problems);
    }
}

/// The most memory this process ever had, in kilobytes, where the system says.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// `alone`: no other test runs in this process, so that its memory is that of the readers.
fn survive(target: &Target, inputs: u64, seed: u64, alone: bool) {
    assert!(!target.seeds.is_empty(), "nothing to begin with for .{}", target.ending);
    let folder = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." })
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let file = ExportFile::new(folder.path().join("input").with_extension(target.ending), target.layout);
    if target.layout == Layout::TripleS {
        let data = committed(&["asc"]);
        fs::write(file.path.with_extension("asc"), &data[0]).unwrap();
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    for number in 0..inputs {
        let bytes = changed(&target.seeds, &mut random);
        fs::write(&file.path, &bytes).unwrap();
        let lasts = || {
            let started = Instant::now();
            let survived = catch_unwind(AssertUnwindSafe(|| read(&file))).is_ok();
            (survived, started.elapsed() > LONGEST)
        };
        let (survived, long) = lasts();
        // A machine that stood still for a while is no reader that hangs.
        let long = long && lasts().1;
        let large =
            alone && number.is_multiple_of(1000) && memory().is_some_and(|kilobytes| kilobytes > MOST_MEMORY);
        if !survived || long || large {
            let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
            fs::create_dir_all(&kept).unwrap();
            let name = kept.join(format!("{number}.{}", target.ending));
            fs::write(&name, &bytes).unwrap();
            panic!("{}: panic {}, long {long}, large {large}", name.display(), !survived);
        }
    }
}

#[test]
fn a_few_thousand_inputs_of_every_kind_are_survived() {
    for target in targets() {
        survive(&target, 300, 1, false);
    }
}

#[test]
#[ignore = "millions of inputs: minutes to hours"]
fn as_many_inputs_as_are_asked_for_are_survived() {
    let inputs = env::var("FUZZ_INPUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let only = env::var("FUZZ_ONLY").ok();
    let seed = env::var("FUZZ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    for target in targets().iter().filter(|target| only.as_deref().is_none_or(|only| only == target.ending)) {
        let started = Instant::now();
        survive(target, inputs, seed, true);
        let memory = memory().unwrap_or(0) / 1024;
        println!(".{}: {inputs} inputs in {:.0?}, peak {memory} MB", target.ending, started.elapsed());
    }
}
