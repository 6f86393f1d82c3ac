//! Pieces of one stream worked on side by side, their results taken in the order of the pieces.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many results may wait for an earlier one, for each thread: so memory does not grow with the stream.
const AHEAD: usize = 3;

/// Results that wait to be taken.
struct Board<R> {
    ready: BTreeMap<usize, R>,
    /// How many were taken.
    taken: usize,
    /// How many threads are still at work.
    working: usize,
    /// Whether nothing more is wanted.
    stopped: bool,
}

/// Works on the pieces that `next` gives out, one after the other, until it has no more; hands each result to `take`,
/// in the order of the pieces, until that says no. Each of `threads` threads has a state of its own. A panic goes on in
/// the caller.
pub(in crate::confidential) fn in_order<P: Send, R: Send, S>(
    threads: usize,
    next: impl FnMut() -> Option<P> + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, P) -> R + Sync,
    mut take: impl FnMut(R) -> bool,
) {
    let mut next = next;
    if threads <= 1 {
        let mut state = state();
        while let Some(piece) = next() {
            if !take(work(&mut state, piece)) {
                return;
            }
        }
        return;
    }
    let source = Mutex::new((next, 0_usize));
    let board = Mutex::new(Board { ready: BTreeMap::new(), taken: 0, working: threads, stopped: false });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let _leaving = Leaving { board: &board, changed: &changed };
                let mut state = state();
                while wait_for_room(&source, &board, &changed, threads) {
                    let (index, piece) = {
                        let mut source = locked(&source);
                        let Some(piece) = (source.0)() else { return };
                        source.1 += 1;
                        (source.1 - 1, piece)
                    };
                    let result = work(&mut state, piece);
                    locked(&board).ready.insert(index, result);
                    changed.notify_all();
                }
            });
        }
        while let Some(result) = next_result(&board, &changed) {
            if !take(result) {
                locked(&board).stopped = true;
                changed.notify_all();
                return;
            }
        }
    });
}

/// Waits until not too many results wait; says whether there is anything left to do.
fn wait_for_room<N, R>(
    source: &Mutex<(N, usize)>,
    board: &Mutex<Board<R>>,
    changed: &Condvar,
    threads: usize,
) -> bool {
    let given = locked(source).1;
    let full = |board: &mut Board<R>| !board.stopped && given >= board.taken + threads * AHEAD;
    let board = changed.wait_while(locked(board), full).unwrap_or_else(PoisonError::into_inner);
    !board.stopped
}

/// The next result in order; `None` where there will be none.
fn next_result<R>(board: &Mutex<Board<R>>, changed: &Condvar) -> Option<R> {
    let waiting = |board: &mut Board<R>| board.working > 0 && !board.ready.contains_key(&board.taken);
    let mut board = changed.wait_while(locked(board), waiting).unwrap_or_else(PoisonError::into_inner);
    let taken = board.taken;
    let result = board.ready.remove(&taken)?;
    board.taken += 1;
    drop(board);
    changed.notify_all();
    Some(result)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says that a thread is no longer at work, however it ended.
struct Leaving<'a, R> {
    board: &'a Mutex<Board<R>>,
    changed: &'a Condvar,
}

impl<R> Drop for Leaving<'_, R> {
    fn drop(&mut self) {
        let mut board = locked(self.board);
        board.working -= 1;
        board.stopped |= thread::panicking();
        drop(board);
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, count: u64, most: usize) -> Vec<u64> {
        let mut left = 0..count;
        let mut taken = Vec::new();
        let uneven = |(): &mut (), n: u64| {
            if n.is_multiple_of(7) {
                thread::sleep(std::time::Duration::from_millis(1));
            }
            n * n
        };
        in_order(
            threads,
            move || left.next(),
            || (),
            uneven,
            |square| {
                taken.push(square);
                taken.len() < most
            },
        );
        taken
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        let expected: Vec<u64> = (0..50).map(|n| n * n).collect();
        for threads in 0..5 {
            assert_eq!(squares(threads, 50, 100), expected);
            assert_eq!(squares(threads, 50, 10), expected[..10]);
        }
        assert!(squares(2, 0, 1).is_empty());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_goes_on_in_the_caller() {
        let mut left = 0..10;
        in_order(2, move || left.next(), || (), |(), n| assert!(n != 3, "three"), |()| true);
    }
}
