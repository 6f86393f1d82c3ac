//! A release folder in memory, to be changed and written again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use candour::release::Release;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::workdir::{Workdir, files};

/// The files of a release; `release.json` as a document.
#[derive(Clone)]
pub(super) struct Folder {
    pub(super) release: Value,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// How the manifest fits what was changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// With the hashes of what is there.
    Afresh,
    /// As it was.
    AsBefore,
}

impl Folder {
    pub(super) fn read(work: &Workdir, folder: &str) -> Self {
        let files: BTreeMap<_, _> = files(&work.path(folder)).into_iter().collect();
        let release = serde_json::from_slice(&files["release.json"]).expect("JSON");
        Self { release, files }
    }

    /// Writes it as a folder of its own, in the place of what was there.
    pub(super) fn write(mut self, work: &Workdir, folder: &str, listed: Listed) {
        let _ = fs::remove_dir_all(work.path(folder));
        self.follow();
        let mut manifest: Value = serde_json::from_slice(&self.files["manifest.json"]).expect("JSON");
        if listed == Listed::Afresh {
            let hashed = self.files.iter().filter(|(name, _)| *name != "manifest.json");
            let hashes = hashed.map(|(name, bytes)| (name.clone(), candour::publish::sha256(bytes).into()));
            manifest["files"] = Value::Object(hashes.collect());
        }
        self.files.insert("manifest.json".to_owned(), manifest.to_string().into_bytes());
        for (name, bytes) in &self.files {
            let path = work.path(folder).join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }

    /// Makes everything that a changed release gives as it would give it.
    fn follow(&mut self) {
        if serde_json::from_slice::<Value>(&self.files["release.json"]).expect("JSON") == self.release {
            return;
        }
        let release: Release = serde_json::from_value(self.release.clone()).expect("a release");
        self.add("release.json", release.to_json().expect("JSON"));
        for file in
            candour::report::render(&release, &candour::report::Choice::everything()).expect("rendered")
        {
            self.add(&file.path, file.bytes);
        }
    }

    /// Adds a file, or replaces it.
    pub(super) fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.to_owned(), bytes.into());
    }

    /// Changes a page by putting something before its end.
    pub(super) fn append(&mut self, name: &str, html: &str) {
        let page = String::from_utf8(self.files[name].clone()).expect("UTF-8");
        assert!(page.contains("</body>"));
        self.add(name, page.replace("</body>", &format!("{html}</body>")));
    }

    /// Changes a part of a container, or adds one.
    pub(super) fn with_part(&mut self, name: &str, part: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
        let mut archive = ZipArchive::new(Cursor::new(&self.files[name])).expect("a container");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("read");
            parts.insert(part.name().expect("a name").into_owned(), content);
        }
        let changed = change(parts.remove(part).unwrap_or_default());
        parts.insert(part.to_owned(), changed);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(name, SimpleFileOptions::default()).expect("a part");
            writer.write_all(&content).expect("written");
        }
        self.add(name, writer.finish().expect("a container").into_inner());
    }

    /// The rows of a group in a wave.
    pub(super) fn rows<'a>(
        &'a mut self,
        wave: &'a str,
        group: &'a str,
    ) -> impl Iterator<Item = &'a mut Value> {
        let rows = self.release["rows"].as_array_mut().expect("rows").iter_mut();
        rows.filter(move |row| row["wave"] == wave && row["group"] == group)
    }

    /// One row.
    pub(super) fn row<'a>(&'a mut self, wave: &'a str, measure: &'a str, group: &'a str) -> &'a mut Value {
        self.rows(wave, group).find(|row| row["measure"] == measure).expect("a row")
    }

    /// Withholds everything of a group.
    pub(super) fn withhold(&mut self, wave: &str, group: &str) {
        for row in self.rows(wave, group) {
            row["figures"] = serde_json::json!({ "withheld": "c" });
            let row = row.as_object_mut().expect("a row");
            row.remove("against_rest");
            row.remove("change");
        }
    }
}

/// The figures of a question with these tones.
pub(super) fn figures(tones: [u64; 3], detailed: bool) -> Value {
    let base: u64 = tones.iter().sum();
    let value = 100.0 * tones[2] as f64 / base as f64;
    let mut figures =
        serde_json::json!({ "value": value, "base": base, "respondents": base, "tones": tones });
    if detailed {
        figures["categories"] = serde_json::json!(tones);
    }
    serde_json::json!({ "shown": figures })
}
