//! Files made side by side: one queue for all formats, so that no processor waits for the end of one format before the
//! next one begins.

use super::{Format, Rendered};
use crate::problem::Problem;
use crate::side_by_side::{processors, side_by_side};

/// What making some files gives.
type Made = Result<Vec<Rendered>, Problem>;

/// Some files of a format, not yet made.
pub(crate) struct Job<'a> {
    format: Format,
    make: Box<dyn Fn() -> Made + Sync + 'a>,
}

impl<'a> Job<'a> {
    /// Files that `make` makes.
    pub(crate) fn new(format: Format, make: impl Fn() -> Made + Sync + 'a) -> Self {
        Self { format, make: Box::new(make) }
    }

    /// When its turn is: what takes longest is begun first, so that nothing long is left for one processor at the end.
    fn turn(&self) -> u8 {
        match self.format {
            Format::Workbook => 0,
            Format::Pdf => 1,
            Format::Data => 2,
            Format::Html | Format::Paper | Format::Slides => 3,
        }
    }
}

/// All files in the order of the jobs, whichever was made first.
///
/// # Errors
/// The first of a job's own, in the same order.
pub(crate) fn made(jobs: &[Job]) -> Made {
    let mut turns: Vec<(usize, &Job)> = jobs.iter().enumerate().collect();
    turns.sort_by_key(|(_, job)| job.turn());
    let made = side_by_side(turns.len(), processors(), |turn| (turns[turn].1.make)());
    let mut made: Vec<(usize, Made)> = turns.into_iter().map(|(place, _)| place).zip(made).collect();
    made.sort_unstable_by_key(|(place, _)| *place);
    let files: Result<Vec<Vec<Rendered>>, Problem> = made.into_iter().map(|(_, files)| files).collect();
    Ok(files?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Place;

    #[test]
    fn files_come_in_the_order_of_the_jobs_and_the_first_problem_is_told() {
        let file = |name: &str| Rendered { path: name.to_owned(), bytes: Vec::new() };
        let job = |format, name: &'static str| Job::new(format, move || Ok(vec![file(name)]));
        let fails = |name: &str| {
            let name = name.to_owned();
            Job::new(Format::Workbook, move || Err(Problem::error(Place::default(), name.clone())))
        };
        let all = [job(Format::Html, "a"), job(Format::Pdf, "b"), job(Format::Workbook, "c")];
        let paths: Vec<String> = made(&all).expect("made").into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["a", "b", "c"]);
        let problem = made(&[job(Format::Html, "a"), fails("first"), fails("second")]).expect_err("fails");
        assert_eq!(problem.message, "first");
        assert!(made(&[]).expect("nothing").is_empty());
    }
}
