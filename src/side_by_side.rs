//! Work on independent things side by side, with results that do not depend on how many threads there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many things this machine does at once.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The result of `work` for each of `0..count`, in that order; at most `threads` at once, each begun as soon as one is
/// free. A panic in one of them goes on in the caller.
pub(crate) fn side_by_side<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    if threads <= 1 || count <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || {
        let taken = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        taken.take_while(|index| *index < count).map(|index| (index, work(index))).collect::<Vec<_>>()
    };
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(some)).collect();
        let mut results = some();
        for other in others {
            match other.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for threads in 0..5 {
            assert_eq!(side_by_side(7, threads, |index| index * index), [0, 1, 4, 9, 16, 25, 36]);
        }
        assert!(side_by_side(0, 2, |index| index).is_empty());
    }

    #[test]
    fn a_panic_goes_on_in_the_caller() {
        let panics = || side_by_side(3, 2, |index| assert!(index != 1, "the second"));
        let panic = std::panic::catch_unwind(panics).expect_err("it goes on");
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"the second"));
    }
}
