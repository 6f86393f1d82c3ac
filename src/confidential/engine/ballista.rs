//! Ballista: the queries sent to a cluster, and its answers as rows.
//!
//! The engine has an arrow of its own release. No type of it leaves this file: what comes out is text and whole numbers.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::str::FromStr;
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
use super::sql;

/// What the responses are called in the session.
const STORED: &str = "stored";
/// As long as a scheduler may take to be there.
const CONNECTING: Duration = Duration::from_secs(10);
/// As long as a query may take.
const ANSWERING: Duration = Duration::from_secs(3600);
/// Plans of a query over sixty questions are deep.
const STACK: usize = 16 << 20;

/// Where a cluster is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::confidential) struct Scheduler {
    host: String,
    port: u16,
}

impl FromStr for Scheduler {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':');
        match port.parse() {
            Ok(port) if !host.is_empty() && host.chars().all(fine) => {
                Ok(Self { host: host.to_owned(), port })
            }
            _ => {
                Err("expected the host and port of a Ballista scheduler, as in ballista=10.0.0.7:50050"
                    .into())
            }
        }
    }
}

impl fmt::Display for Scheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ballista={}:{}", self.host, self.port)
    }
}

impl Scheduler {
    /// Finds out that there is one, and that it is where answers may go.
    fn is_there(&self) -> Result<(), Problem> {
        let address = format!("{}:{}", self.host, self.port);
        let found = address.to_socket_addrs().map(Iterator::collect::<Vec<SocketAddr>>);
        let addresses = found.map_err(|error| self.away(&error))?;
        if !addresses.iter().all(|address| is_private(address.ip())) {
            let message = format!("{self} is not on this machine or a private network");
            let problem = Problem::error(Place::default().column("--engine"), message).exiting(Exit::Usage);
            return Err(problem.hint("whoever is between here and there could read the answers"));
        }
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for address in addresses {
            match TcpStream::connect_timeout(&address, CONNECTING) {
                Ok(_) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(self.away(&last))
    }

    fn away(&self, error: &io::Error) -> Problem {
        let message = format!("no scheduler can be reached at {self}: {error}");
        Problem::error(Place::default().column("--engine"), message).exiting(Exit::Files)
    }

    /// Says nothing of what the engine said: that could quote an answer.
    fn failed(&self, file: &Path) -> Problem {
        let message = format!("{self} could not count this file");
        Problem::error(Place::file(file), message).exiting(Exit::Files).hint(
            "every executor must be able to read it at this very path; what went wrong is in the logs of the \
             scheduler and the executors",
        )
    }
}

/// Whether an address is of this machine or of a private network.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => {
            let mapped = address.to_ipv4_mapped().map(IpAddr::V4);
            address.is_loopback() || address.is_unique_local() || mapped.is_some_and(is_private)
        }
    }
}

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
    scheduler.is_there()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|error| Problem::files(file, "count", &error))?;
    let asked = every(plan, wave);
    let work = answers(plan, wave, file, scheduler, &asked);
    // On a thread of the runtime, whose stack is deep enough.
    let answers = std::thread::scope(|scope| {
        let work =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || runtime.block_on(work));
        work.map(std::thread::ScopedJoinHandle::join)
    });
    let Ok(Ok(Ok(answers))) = answers else { return Err(scheduler.failed(file)) };
    let mut rebuilt = Rebuilt::new(plan, wave);
    for (asked, rows) in asked.into_iter().zip(&answers) {
        rebuilt.add(asked, rows).ok_or_else(|| scheduler.failed(file))?;
    }
    let counts = rebuilt.counts();
    let counted: u64 = counts.memberships.people.iter().map(|&people| u64::from(people)).sum();
    (counted == respondents as u64).then_some(counts).ok_or_else(|| scheduler.failed(file))
}

/// What the cluster answers to each query, in their order.
async fn answers(
    plan: &Plan,
    wave: usize,
    file: &Path,
    scheduler: &Scheduler,
    asked: &[Asked],
) -> Result<Vec<Vec<Row>>, DataFusionError> {
    let context = SessionContext::remote(&format!("df://{}:{}", scheduler.host, scheduler.port)).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheduler_is_a_host_and_a_port() {
        let told = |text: &str| text.parse::<Scheduler>().map(|scheduler| scheduler.to_string());
        assert_eq!(told("localhost:50050").as_deref(), Ok("ballista=localhost:50050"));
        assert_eq!(told("[::1]:50050").as_deref(), Ok("ballista=[::1]:50050"));
        for wrong in ["", "localhost", ":50050", "localhost:", "localhost:99999", "a/b:1", "a@b:1"] {
            assert!(told(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn answers_go_nowhere_but_to_private_networks() {
        for near in
            ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
        {
            assert!(is_private(near.parse().unwrap()), "{near}");
        }
        for far in ["8.8.8.8", "172.32.0.1", "0.0.0.0", "169.254.1.1", "2001:db8::1", "::ffff:8.8.8.8"] {
            assert!(!is_private(far.parse().unwrap()), "{far}");
        }
        let refused = "203.0.113.7:50050".parse::<Scheduler>().unwrap().is_there().unwrap_err();
        assert_eq!(refused.exit, Exit::Usage);
    }

    #[test]
    fn a_scheduler_that_is_not_there_is_told() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let refused = Scheduler { host: "127.0.0.1".into(), port }.is_there().unwrap_err();
        assert_eq!(refused.exit, Exit::Files);
        assert!(refused.message.contains("no scheduler can be reached"));
    }
}
