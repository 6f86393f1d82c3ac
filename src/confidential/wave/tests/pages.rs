//! Respondents put aside page by page are those that would have been in memory.

use super::super::fixture::{Cells, export, plan, rules};
use super::super::{Ingested, Keeper, Wave, ingest};
use crate::plan::{Duplicates, Plan};
use crate::problem::{Place, Problem};

/// Keeps everything, some at a time.
struct Pages {
    page: usize,
    kept: Vec<usize>,
    all: Wave,
}

impl Pages {
    fn of(plan: &Plan, page: usize) -> Self {
        Self { page, kept: Vec::new(), all: Wave::new(plan, 1) }
    }
}

impl Keeper for Pages {
    fn page(&self) -> usize {
        self.page
    }

    fn keep(&mut self, page: &Wave) -> Result<(), Problem> {
        self.kept.push(page.respondents);
        self.all.append(page);
        Ok(())
    }

    fn drop(&mut self, gone: &[u32]) -> Result<(), Problem> {
        let all = std::mem::replace(
            &mut self.all,
            Wave { wave: 1, respondents: 0, groups: vec![], answers: vec![] },
        );
        self.all = all.without(gone);
        Ok(())
    }
}

/// Twenty responses of twelve people, and who answered last counts.
fn read<'a>(plan: &'a Plan, keeper: Option<&'a mut dyn Keeper>) -> Ingested {
    let ids: Vec<String> = (0..20).map(|row: u32| (row % 12).to_string()).collect();
    let rows: Vec<Vec<(&str, &str)>> = ids.iter().map(|id| vec![("ID", id.as_str())]).collect();
    let rows: Vec<Cells<'_>> = rows.iter().map(Vec::as_slice).collect();
    ingest(plan, 1, vec![export(&rows)], 2, keeper).unwrap().value
}

#[test]
fn pages_hold_whom_memory_would_without_earlier_copies() {
    for duplicates in [Duplicates::First, Duplicates::Last] {
        let mut plan = plan();
        rules(&mut plan).duplicates = duplicates;
        let whole = read(&plan, None);
        assert_eq!((whole.respondents(), whole.aside), (12, 0));
        for page in [1, 5, 11] {
            let mut pages = Pages::of(&plan, page);
            let aside = read(&plan, Some(&mut pages));
            assert_eq!((aside.respondents(), aside.aside, aside.wave.respondents), (12, 12, 0));
            assert!(pages.all.answers == whole.wave.answers && pages.all.groups == whole.wave.groups);
            assert!(pages.kept.iter().rev().skip(1).all(|&kept| kept == page), "{:?}", pages.kept);
            assert_eq!(aside.set_aside, whole.set_aside);
        }
    }
}

#[test]
fn a_wave_of_one_page_stays_in_memory() {
    let mut plan = plan();
    rules(&mut plan).duplicates = Duplicates::First;
    let mut pages = Pages::of(&plan, 20);
    assert_eq!(read(&plan, Some(&mut pages)).wave.respondents, 12);
    assert!(pages.kept.is_empty());
}

#[test]
fn a_keeper_that_fails_stops_the_reading() {
    struct Full;
    impl Keeper for Full {
        fn page(&self) -> usize {
            3
        }
        fn keep(&mut self, _: &Wave) -> Result<(), Problem> {
            Err(Problem::error(Place::default(), "the disk is full"))
        }
        fn drop(&mut self, _: &[u32]) -> Result<(), Problem> {
            Ok(())
        }
    }
    let mut plan = plan();
    rules(&mut plan).duplicates = Duplicates::First;
    let rows: Vec<Cells<'_>> = vec![&[]; 10];
    let problems = ingest(&plan, 1, vec![export(&rows)], 2, Some(&mut Full)).unwrap_err();
    assert!(problems.iter().any(|problem| problem.message == "the disk is full"));
}
