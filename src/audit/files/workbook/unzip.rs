//! The parts of a container, unpacked within bounds.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::part::Part;

/// The most that all parts may be together, unpacked.
const LARGEST: u64 = 256 << 20;

/// How many times its packed size a part may have.
const RATIO: u64 = 100;

/// A part of this size may be packed as tightly as it likes.
const SMALL: u64 = 1 << 16;

/// The most parts of a container.
const MOST: usize = 10_000;

/// Every part, or why the container is not looked into.
pub(in super::super) fn parts(bytes: &[u8]) -> Result<Vec<Part>, &'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "it is no container of parts")?;
    if archive.len() > MOST {
        return Err("it has too many parts");
    }
    if !archive.comment().is_empty() {
        return Err("its container has a comment");
    }
    let mut left = LARGEST;
    let mut parts = Vec::new();
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| "a part is encrypted or damaged")?;
        let name = part.name().map_err(|_| "a part has no name")?.into_owned();
        let most = left.min((part.compressed_size().saturating_mul(RATIO)).max(SMALL));
        if part.encrypted() || part.is_symlink() || name.split('/').any(|step| step == "..") {
            return Err("a part is encrypted or leads out of the container");
        }
        if !names.insert(name.to_ascii_lowercase()) {
            return Err("two parts have one name");
        }
        if part.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        part.take(most + 1).read_to_end(&mut content).map_err(|_| "a part is damaged")?;
        left = left.saturating_sub(content.len() as u64);
        if content.len() as u64 > most {
            return Err("a part is too large when unpacked");
        }
        parts.push(Part::new(name, content));
    }
    Ok(parts)
}
