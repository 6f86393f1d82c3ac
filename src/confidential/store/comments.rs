//! What the store keeps of comments, all of it for its owner alone.
//!
//! `comments.parquet` has free text without its respondent, and only where the plan publishes comments at all;
//! `comments_review.csv` has what a person decided about each; `comments.salt`, one for the whole store, is the secret
//! that orders them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use sha2::{Digest, Sha256};

use crate::confidential::wave::Comment;
use crate::exit::Exit;
use crate::hexadecimal::hexadecimal;
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems};

use super::parquet_file::{Entry, Opened};
use super::{COMMENTS, Store, aside, parquet_file};

/// What was decided about each comment of a wave.
pub(super) const REVIEW: &str = "comments_review.csv";
/// The secret of the store.
pub(super) const SALT: &str = "comments.salt";
/// Key of the digest of the list of ids that were left out.
const EXCLUDED: &str = "candour.excluded";
/// The command that makes the comments.
const MAKER: &str = "ingest";

/// What makes the order of comments nobody else's to know.
pub(in crate::confidential) type Salt = [u8; 32];

impl Store {
    /// Writes a wave's comments in their order. Where there are none, or none may be published, there is no file, not
    /// even an older one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_comments(
        &self,
        plan: &Plan,
        wave: usize,
        comments: &[Comment],
    ) -> Result<(), Problems> {
        self.may_write()?;
        let path = self.wave_file(plan, wave, COMMENTS);
        if comments.is_empty() || plan.protection.comments.is_none() {
            return Ok(aside::remove(&path).map_err(|error| Problem::files(&path, "remove", &error))?);
        }
        let schema = schema();
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns(plan, comments));
        Ok(parquet_file::write(&path, &schema, origin(plan, wave)?, std::iter::once(batch))?)
    }

    /// Reads a wave's comments; none where there is no file.
    ///
    /// # Errors
    /// When they were made from another pipeline or another list of ids left out, or when the file is damaged.
    pub(in crate::confidential) fn read_comments(
        &self,
        plan: &Plan,
        wave: usize,
    ) -> Result<Vec<Comment>, Problem> {
        let path = self.wave_file(plan, wave, COMMENTS);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let opened = Opened::open(path, MAKER)?;
        opened.made_from(&origin(plan, wave)?)?;
        let mut comments = Vec::new();
        for batch in opened.batches(Some(schema()))? {
            comments.extend(restored(plan, &batch?).ok_or_else(|| opened.damaged())?);
        }
        Ok(comments)
    }

    /// The place of a wave's review file.
    pub(in crate::confidential) fn review_file(&self, plan: &Plan, wave: usize) -> PathBuf {
        self.wave_file(plan, wave, REVIEW).to_path_buf()
    }

    /// A wave's review file, if there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(in crate::confidential) fn read_review(
        &self,
        plan: &Plan,
        wave: usize,
    ) -> Result<Option<Vec<u8>>, Problem> {
        let path = self.review_file(plan, wave);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Problem::files(&path, "read", &error)),
        }
    }

    /// Writes a wave's review file, whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(in crate::confidential) fn write_review(
        &self,
        plan: &Plan,
        wave: usize,
        bytes: &[u8],
    ) -> Result<(), Problem> {
        self.may_write()?;
        aside::write_aside(&self.review_file(plan, wave), |file| file.write_all(bytes))
    }

    /// The secret of the store; made on first use where the store is open for writing.
    ///
    /// # Errors
    /// When there is none yet and none may be made, or the file is not what was written.
    pub(in crate::confidential) fn salt(&self) -> Result<Salt, Problem> {
        let path = self.folder.join(SALT);
        match fs::read(&path) {
            Ok(bytes) => Salt::try_from(bytes).map_err(|_| damaged_salt(&path)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Problem::files(&path, "read", &error))
            }
            Err(_) if self.may_write().is_err() => {
                let problem =
                    Problem::error(Place::file(&path), "no comments of this store were reviewed yet");
                Err(problem.hint("run `candour comments <pipeline>` first, without --release"))
            }
            Err(_) => self.new_salt(&path),
        }
    }

    fn new_salt(&self, path: &Path) -> Result<Salt, Problem> {
        self.may_write()?;
        let mut salt = Salt::default();
        getrandom::fill(&mut salt).map_err(|_| {
            let message = "the system gives no random numbers to order comments by";
            Problem::error(Place::file(path), message).exiting(Exit::Files)
        })?;
        aside::write_aside(path, |file| file.write_all(&salt))?;
        Ok(salt)
    }
}

fn damaged_salt(path: &Path) -> Problem {
    let problem = Problem::error(Place::file(path), "the file is damaged, or candour did not write it");
    problem
        .exiting(Exit::Files)
        .hint("take it away: a new one is made, and every comment is to be read again")
}

/// What the comments were made from: beside the pipeline, the list of ids that were left out. Its digest is in no
/// published file: ids are so few that it could be guessed.
fn origin(plan: &Plan, wave: usize) -> Result<Vec<Entry>, Problem> {
    let mut entries = parquet_file::origin_of_reading(plan, wave);
    let file = plan.waves.get(wave).and_then(|wave| wave.rules.quoting.excluded.as_deref());
    let content = file.map(|file| fs::read(file).map_err(|error| Problem::files(file, "read", &error)));
    let digest = content.transpose()?.map(|bytes| hexadecimal(&Sha256::digest(bytes)));
    entries.push((EXCLUDED, digest.unwrap_or_default()));
    Ok(entries)
}

fn schema() -> SchemaRef {
    let fields = [("question", false), ("unit", true), ("comment", false)];
    let field = |(name, nullable)| Field::new(name, DataType::Utf8, nullable);
    Arc::new(Schema::new(fields.map(field).to_vec()))
}

fn columns(plan: &Plan, comments: &[Comment]) -> Vec<ArrayRef> {
    let highest = plan.highest();
    let question =
        |comment: &Comment| plan.questions.get(comment.question).map(|question| question.id.clone());
    let unit = |comment: &Comment| Some(highest?.groups.get(comment.unit?)?.id.clone());
    let text = |comment: &Comment| Some(comment.text.clone());
    vec![
        Arc::new(comments.iter().map(question).collect::<StringArray>()),
        Arc::new(comments.iter().map(unit).collect::<StringArray>()),
        Arc::new(comments.iter().map(text).collect::<StringArray>()),
    ]
}

/// The comments of a batch; `None` where it names what the plan does not know.
fn restored(plan: &Plan, batch: &RecordBatch) -> Option<Vec<Comment>> {
    let column = |at: usize| batch.columns().get(at)?.as_any().downcast_ref::<StringArray>();
    let (questions, units, texts) = (column(0)?, column(1)?, column(2)?);
    let comment = |row: usize| {
        let id = questions.value(row);
        let question = plan.questions.iter().position(|question| question.id == id)?;
        let group = |id: &str| plan.highest()?.group(id);
        let unit = if units.is_valid(row) { Some(group(units.value(row))?) } else { None };
        Some(Comment { question, unit, text: texts.value(row).to_owned() })
    };
    (0..batch.num_rows()).map(comment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::plan::CommentRules;

    fn publishing() -> Plan {
        let mut plan = sample::plan();
        let rules = CommentRules { smallest_unit: 20, smallest_commenters: 10, longest: 500, names: None };
        plan.protection.comments = Some(rules);
        plan
    }

    fn comment(unit: Option<usize>) -> Comment {
        Comment { question: 1, unit, text: "More, “please”\n".into() }
    }

    #[test]
    fn comments_come_back_and_an_older_file_does_not_outlive_them() {
        let plan = publishing();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        store.write_comments(&plan, 0, &[comment(Some(1)), comment(None)]).unwrap();
        let read = store.read_comments(&plan, 0).unwrap();
        let parts: Vec<_> = read.iter().map(|c| (c.question, c.unit, c.text.as_str())).collect();
        assert_eq!(parts, [(1, Some(1), "More, “please”\n"), (1, None, "More, “please”\n")]);
        store.write_comments(&plan, 0, &[]).unwrap();
        assert!(!store.wave_file(&plan, 0, COMMENTS).exists());
        assert!(store.read_comments(&plan, 0).unwrap().is_empty());
    }

    #[test]
    fn where_none_are_published_none_are_kept() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        store.write_comments(&plan, 0, &[comment(None)]).unwrap();
        assert!(!store.wave_file(&plan, 0, COMMENTS).exists());
    }

    #[test]
    fn another_list_of_ids_left_out_needs_another_ingest() {
        let mut plan = publishing();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("excluded.csv");
        fs::write(&file, "1\n").unwrap();
        plan.waves[0].rules.quoting.excluded = Some(file.clone());
        let store = Store::open(&folder.path().join("store")).unwrap().value;
        store.write_comments(&plan, 0, &[comment(None)]).unwrap();
        assert!(store.read_comments(&plan, 0).is_ok());
        fs::write(&file, "1\n2\n").unwrap();
        let refused = store.read_comments(&plan, 0).err().unwrap();
        assert_eq!(refused.hint.as_deref(), Some("run `candour ingest` again"));
    }

    #[test]
    fn the_salt_is_made_once_by_who_may_write() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Store::read_only(folder.path()).unwrap().value.salt().is_err());
        let store = Store::open(folder.path()).unwrap().value;
        let salt = store.salt().unwrap();
        assert_ne!(salt, Salt::default());
        assert_eq!(
            (store.salt().unwrap(), Store::read_only(folder.path()).unwrap().value.salt().unwrap()),
            (salt, salt)
        );
        fs::write(folder.path().join(SALT), "short").unwrap();
        assert_eq!(store.salt().unwrap_err().exit, Exit::Files);
    }
}
