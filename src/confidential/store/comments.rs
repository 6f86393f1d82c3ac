//! `comments.parquet`: free text, without its respondent, and with a unit only where the rule allows.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};

use crate::confidential::wave::Comment;
use crate::plan::Plan;
use crate::problem::{Problem, Problems};

use super::{COMMENTS, Store, aside, parquet_file};

impl Store {
    /// Writes a wave's comments in their order. Where there are none there is no file, not even an older one.
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
        if comments.is_empty() {
            return Ok(aside::remove(&path).map_err(|error| Problem::files(&path, "remove", &error))?);
        }
        let fields = [("question", false), ("unit", true), ("comment", false)];
        let field = |(name, nullable)| Field::new(name, DataType::Utf8, nullable);
        let schema = Arc::new(Schema::new(fields.map(field).to_vec()));
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns(plan, comments));
        Ok(parquet_file::write(
            &path,
            &schema,
            parquet_file::origin_of_wave(plan, wave),
            std::iter::once(batch),
        )?)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::store::parquet_file::Opened;

    #[test]
    fn comments_are_written_and_an_older_file_does_not_outlive_them() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let comment = |unit| Comment { question: 1, unit, text: "More, “please”\n".into() };
        store.write_comments(&plan, 0, &[comment(Some(1)), comment(None)]).unwrap();
        let path = store.wave_file(&plan, 0, COMMENTS);
        let opened = Opened::open(path.clone(), "ingest").unwrap();
        assert_eq!((opened.rows(), opened.columns()), (2, vec!["question", "unit", "comment"]));
        store.write_comments(&plan, 0, &[]).unwrap();
        assert!(!path.exists());
    }
}
