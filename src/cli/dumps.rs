//! No copy of the memory on the disk, and no content in the message of a bug: both could hold answers.

use std::panic::{self, Location};

use crate::contained::is_contained;

/// Forbids core dumps, and other programs of the same user to look into this one's memory. Where the system refuses, the
/// program goes on: it is no less private than any other then.
pub(super) fn forbid() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    // Some systems pipe a dump to a program whatever its limit; this forbids that too.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// From now on a panic tells where it was and nothing else: what it says may hold content of a row. It replaces the
/// standard message, so that no variable such as `RUST_BACKTRACE` changes it. A parser's panic on a damaged file is no bug, and is
/// told as that file's problem.
pub(super) fn tell_bugs_without_content() {
    panic::set_hook(Box::new(|panic| {
        if !is_contained() {
            eprintln!("{}", bug(panic.location()));
        }
    }));
}

fn bug(place: Option<&Location<'_>>) -> String {
    let place =
        place.map_or_else(|| "an unknown place".to_owned(), |at| format!("{}:{}", at.file(), at.line()));
    format!(
        "candour: a bug at {place}; nothing was published\n  \
         hint: report it with the version (`candour --version`), this line and the command; nothing of your data is in it"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bug_is_told_by_its_place_alone() {
        let here = Location::caller();
        let told = bug(Some(here));
        assert!(told.starts_with(&format!(
            "candour: a bug at src/cli/dumps.rs:{}; nothing was published\n",
            here.line()
        )));
        assert!(bug(None).contains("an unknown place"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_writes_no_core_dump() {
        use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
        forbid();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
