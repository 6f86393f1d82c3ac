//! A Ballista cluster in this process: each part on a runtime of its own, so that a part can be lost.

use std::net::SocketAddr;
use std::time::Duration;

use ballista_core::serde::BallistaCodec;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use tokio::runtime::{Builder, Runtime};

/// A scheduler and its executors; ends with the value.
pub(crate) struct Cluster {
    address: SocketAddr,
    executors: Vec<Runtime>,
    _scheduler: Runtime,
}

impl Cluster {
    /// Starts a scheduler and so many executors, on ports that the system gives.
    pub(crate) fn start(executors: usize) -> Self {
        let scheduler = runtime();
        let address = scheduler
            .block_on(ballista_scheduler::standalone::new_standalone_scheduler())
            .expect("a scheduler");
        let executors = (0..executors).map(|_| executor(address)).collect();
        Self { address, executors, _scheduler: scheduler }
    }

    /// What `--engine` is given.
    pub(crate) fn engine(&self) -> String {
        format!("ballista={}", self.address)
    }

    /// Stops an executor without a word to the others.
    pub(crate) fn lose_one(&mut self) {
        self.executors.pop().expect("an executor").shutdown_timeout(Duration::from_secs(5));
    }
}

fn executor(scheduler: SocketAddr) -> Runtime {
    let runtime = runtime();
    runtime.block_on(async {
        let scheduler =
            SchedulerGrpcClient::connect(format!("http://{scheduler}")).await.expect("the scheduler");
        ballista_executor::new_standalone_executor(scheduler, 2, BallistaCodec::default())
            .await
            .expect("an executor");
    });
    runtime
}

/// Plans of a query over sixty questions are deep, and a build for tests has large frames.
fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(16 << 20)
        .enable_all()
        .build()
        .expect("a runtime")
}
