//! Ballista: the queries sent to a cluster, and its answers as rows.
//!
//! The engine has an arrow of its own release. No type of it leaves this file: what comes out is text and whole numbers.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use ballista::prelude::SessionContextExt as _;
use datafusion::arrow::array::{Array as _, ArrayRef, Decimal128Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use datafusion::prelude::{ParquetReadOptions, SessionContext};

use crate::confidential::counts::Counts;
use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Place, Problem};

use super::dialect::Dialect;
use super::query::{Asked, every};
use super::rebuild::{Rebuilt, Row};
use super::scheduler::Scheduler;
use super::sql;

/// What the responses are called in the session.
const STORED: &str = "stored";
/// As long as a query may take.
const ANSWERING: Duration = Duration::from_secs(3600);
/// Plans of a query over sixty questions are deep.
const STACK: usize = 16 << 20;

/// Everything that is counted of a wave, whose so many respondents are in this file.
///
/// # Errors
/// When the cluster cannot be reached or fails, or gives what cannot be the counts of these respondents.
pub(in crate::confidential) fn count(
    plan: &Plan,
    wave: usize,
    file: &Path,
    respondents: usize,
    scheduler: &Scheduler,
) -> Result<Counts, Problem> {
    let address = scheduler.found()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|error| Problem::files(file, "count", &error))?;
    let asked = every(plan, wave);
    let work = answers(plan, wave, file, address, &asked);
    // On a thread of the runtime, whose stack is deep enough.
    let answers = std::thread::scope(|scope| {
        let work =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || runtime.block_on(work));
        work.map(std::thread::ScopedJoinHandle::join)
    });
    let Ok(Ok(Ok(answers))) = answers else { return Err(failed(scheduler, file)) };
    let mut rebuilt = Rebuilt::new(plan, wave);
    for (asked, rows) in asked.into_iter().zip(&answers) {
        rebuilt.add(asked, rows).ok_or_else(|| failed(scheduler, file))?;
    }
    let counts = rebuilt.counts();
    let counted: u64 = counts.memberships.people.iter().map(|&people| u64::from(people)).sum();
    (counted == respondents as u64).then_some(counts).ok_or_else(|| failed(scheduler, file))
}

/// What the cluster answers to each query, in their order.
async fn answers(
    plan: &Plan,
    wave: usize,
    file: &Path,
    scheduler: SocketAddr,
    asked: &[Asked],
) -> Result<Vec<Vec<Row>>, DataFusionError> {
    let context = SessionContext::remote(&format!("df://{scheduler}")).await?;
    // A path is a pattern to the engine.
    let path = file.to_str().filter(|path| !path.contains(['*', '?', '[']));
    let path = path.ok_or_else(|| DataFusionError::Configuration("a path".to_owned()))?;
    context.register_parquet(STORED, path, ParquetReadOptions::default()).await?;
    let source = Dialect::DataFusion.source(STORED);
    for (_, view) in sql::views(plan, wave, &source, Dialect::DataFusion) {
        context.sql(&view).await?;
    }
    let mut answers = Vec::new();
    for &asked in asked {
        let query = sql::query(plan, wave, asked, Dialect::DataFusion);
        let answer = async { context.sql(&query).await?.collect().await };
        let late = |_| DataFusionError::Execution("no answer".to_owned());
        let batches = tokio::time::timeout(ANSWERING, answer).await.map_err(late)??;
        let texts = asked.texts(plan);
        let mut rows = Vec::new();
        for batch in &batches {
            read(batch, texts, &mut rows)?;
        }
        answers.push(rows);
    }
    Ok(answers)
}

/// Adds the rows of a batch, whose first columns are text.
fn read(batch: &RecordBatch, texts: usize, rows: &mut Vec<Row>) -> Result<(), DataFusionError> {
    let split = texts.min(batch.num_columns());
    let (first, others) = batch.columns().split_at(split);
    let names: Vec<Vec<Option<String>>> = first.iter().map(text).collect::<Result<_, _>>()?;
    let numbers: Vec<Vec<u128>> = others.iter().map(whole_numbers).collect::<Result<_, _>>()?;
    for row in 0..batch.num_rows() {
        rows.push(Row {
            texts: names.iter().map(|column| column.get(row).cloned().flatten()).collect(),
            numbers: numbers.iter().filter_map(|column| column.get(row).copied()).collect(),
        });
    }
    Ok(())
}

fn text(column: &ArrayRef) -> Result<Vec<Option<String>>, DataFusionError> {
    let column = cast(column, &DataType::Utf8)?;
    let texts = column.as_any().downcast_ref::<StringArray>();
    Ok(texts.into_iter().flatten().map(|text| text.map(str::to_owned)).collect())
}

/// The sum over nobody is null, and is 0.
fn whole_numbers(column: &ArrayRef) -> Result<Vec<u128>, DataFusionError> {
    let column = cast(column, &DataType::Decimal128(38, 0))?;
    let numbers = column.as_any().downcast_ref::<Decimal128Array>();
    let number = |number: Option<i128>| {
        u128::try_from(number.unwrap_or(0))
            .map_err(|_| DataFusionError::Execution("a sum below zero".to_owned()))
    };
    numbers.into_iter().flatten().map(number).collect()
}

/// Says nothing of what the engine said: that could quote an answer.
fn failed(scheduler: &Scheduler, file: &Path) -> Problem {
    let message = format!("{scheduler} could not count this file");
    Problem::error(Place::file(file), message).exiting(Exit::Files).hint(
        "every executor must be able to read it at this very path; what went wrong is in the logs of the \
         scheduler and the executors",
    )
}
