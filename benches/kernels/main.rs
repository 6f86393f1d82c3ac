//! How long the statistics take, kernel by kernel: `cargo bench --bench kernels`.
//!
//! The counting has a benchmark beside its code, for only code inside the room sees respondents:
//! `cargo test --release --lib counts::speed -- --ignored --nocapture`.

mod raking;

use std::hint::black_box;

use candour::methods::{
    benjamini_hochberg, boschloo, hypergeometric_exact, mann_whitney, newcombe, newcombe_finite, wilson,
};
use criterion::{Criterion, criterion_group, criterion_main};

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a question's figure costs: its interval, and its difference from the rest.
fn figures(criterion: &mut Criterion) {
    criterion.bench_function("interval of a share", |bench| {
        bench.iter(|| wilson(black_box(171), black_box(322)));
    });
    criterion.bench_function("interval of a share, exact, in a small population", |bench| {
        bench.iter(|| hypergeometric_exact(black_box(17), black_box(32), black_box(41)));
    });
    criterion.bench_function("difference of two shares", |bench| {
        bench.iter(|| newcombe(black_box(171), 322, black_box(900), 1_713));
    });
    criterion.bench_function("difference of two shares in finite populations", |bench| {
        bench.iter(|| newcombe_finite(black_box(171), 322, 460, black_box(900), 1_713, 2_489));
    });
}

/// What its tests cost.
fn tests(criterion: &mut Criterion) {
    criterion.bench_function("ordinal test on five categories", |bench| {
        bench.iter(|| mann_whitney(black_box(&[20, 41, 90, 121, 50]), black_box(&[80, 230, 503, 700, 200])));
    });
    criterion.bench_function("unconditional exact test of small groups", |bench| {
        bench.iter(|| boschloo(black_box(7), 12, black_box(19), 41));
    });
    let p: Vec<Option<f64>> =
        (0..5_000_u32).map(|at| Some(f64::from(at * 7_919 % 5_000) / 5_000.0)).collect();
    criterion.bench_function("adjustment of 5,000 tests", |bench| {
        bench.iter(|| benjamini_hochberg(black_box(&p)));
    });
}

criterion_group!(kernels, figures, tests, raking::raking);
criterion_main!(kernels);
