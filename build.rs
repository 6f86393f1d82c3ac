//! A mark of what the program is made of, for the private store: work of another build is done again.
//!
//! Neither the version nor the time says that: a version lives through many builds, and a time is not the same
//! wherever the same sources are built.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the program is made of besides its sources.
const BESIDE: [&str; 3] = ["Cargo.toml", "Cargo.lock", "build.rs"];

/// Whatever else decides how it is compiled.
const SETTINGS: [&str; 4] = ["TARGET", "PROFILE", "OPT_LEVEL", "CARGO_ENCODED_RUSTFLAGS"];

fn main() -> io::Result<()> {
    let mut files: BTreeSet<PathBuf> = BESIDE.iter().map(PathBuf::from).collect();
    below(Path::new("src"), &mut files)?;
    let mut mark = DefaultHasher::new();
    let mut add = |name: &str, content: &[u8]| {
        mark.write(format!("{name}\0{}\0", content.len()).as_bytes());
        mark.write(content);
    };
    for file in &files {
        // A package may leave the list of versions out.
        add(&file.to_string_lossy(), &fs::read(file).unwrap_or_default());
    }
    for name in SETTINGS {
        add(name, env::var(name).unwrap_or_default().as_bytes());
        println!("cargo::rerun-if-env-changed={name}");
    }
    let compiler = env::var("RUSTC").ok().and_then(|rustc| Command::new(rustc).arg("-vV").output().ok());
    add("rustc", &compiler.map(|said| said.stdout).unwrap_or_default());
    println!("cargo::rustc-env=CANDOUR_BUILD={:016x}", mark.finish());
    for place in BESIDE.into_iter().chain(["src"]) {
        println!("cargo::rerun-if-changed={place}");
    }
    Ok(())
}

/// Every file below a folder.
fn below(folder: &Path, found: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            below(&path, found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}
