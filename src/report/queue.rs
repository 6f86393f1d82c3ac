//! Files made side by side: one queue for all formats, so that no processor waits for the end of one format before the
//! next one begins.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::{Format, Rendered};
use crate::problem::Problem;

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
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, Made)>> = Mutex::default();
    let work = || {
        while let Some((place, job)) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
            let files = (job.make)();
            made.lock().unwrap_or_else(PoisonError::into_inner).push((*place, files));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(place, _)| *place);
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
