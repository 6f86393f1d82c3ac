//! The parts of an archive, each unpacked while it is read and never beyond what the directory says.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::directory::{Directory, form_of};
use super::fault::Fault;
use super::xml::Xml;

/// A part as XML.
pub(super) type Part<'a> = Xml<BufReader<Bounded<ZipFile<'a, Cursor<Vec<u8>>>>>>;

/// An archive whose directory has been looked at.
pub(super) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The parts by the form of their names.
    names: BTreeMap<String, usize>,
    /// What all parts are together, unpacked.
    pub(super) unpacked: u64,
    /// What may still be unpacked: a part that is read twice counts twice.
    left: u64,
}

impl Archive {
    /// The archive, if its directory is sound.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Fault> {
        let directory = Directory::of(&bytes)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        let mut names = BTreeMap::new();
        for (at, name) in zip.file_names().enumerate() {
            names.insert(form_of(&name.map_err(|_| Fault::Damaged)?), at);
        }
        // Where the two disagree on what is in the archive, one of them was misled.
        if names.len() != directory.parts {
            return Err(Fault::Damaged);
        }
        let unpacked = directory.unpacked;
        Ok(Self { zip, names, unpacked, left: unpacked })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&form_of(name))
    }

    /// Whether there is any part in this folder.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        let folder = form_of(name);
        self.names.keys().any(|name| name.starts_with(&folder))
    }

    /// The part of this name, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Fault> {
        let Some(&at) = self.names.get(&form_of(name)) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|_| Fault::Damaged)?;
        let size = file.size();
        self.left = self.left.checked_sub(size).ok_or(Fault::Bomb)?;
        Ok(Some(Xml::new(BufReader::new(Bounded { inner: file, left: size }))))
    }

    /// The part of this name, which no such file is without.
    pub(super) fn needed(&mut self, name: &str) -> Result<Part<'_>, Fault> {
        self.part(name)?.ok_or(Fault::Damaged)
    }
}

/// A reader that fails where more comes than was said.
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let more = || io::Error::other("more than the directory says");
        self.left = self.left.checked_sub(read as u64).ok_or_else(more)?;
        Ok(read)
    }
}
