//! Work on independent things side by side, with results that do not depend on how many threads there are.

use std::thread;

/// The result of `work` for each of `0..count`, in order; at most `threads` at once. A panic in one of them goes on in
/// the caller.
pub(in crate::confidential) fn side_by_side<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = threads.max(1);
    if threads == 1 || count <= 1 {
        return (0..count).map(work).collect();
    }
    let mut results = Vec::with_capacity(count);
    for first in (0..count).step_by(threads) {
        let batch: Vec<usize> = (first..count.min(first + threads)).collect();
        thread::scope(|scope| {
            let started: Vec<_> = batch.iter().map(|index| scope.spawn(|| work(*index))).collect();
            for one in started {
                match one.join() {
                    Ok(result) => results.push(result),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
    }
    results
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
}
