//! The scheduler of a cluster: where it is, and that answers may go there.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::str::FromStr;
use std::time::Duration;

use crate::exit::Exit;
use crate::problem::{Place, Problem};

/// As long as a scheduler may take to be there.
const CONNECTING: Duration = Duration::from_secs(10);

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
    /// The address at which there is one, and to which answers may go.
    ///
    /// # Errors
    /// When nobody is there, or it is not on this machine or a private network.
    pub(super) fn found(&self) -> Result<SocketAddr, Problem> {
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
                Ok(_) => return Ok(address),
                Err(error) => last = error,
            }
        }
        Err(self.away(&last))
    }

    fn away(&self, error: &io::Error) -> Problem {
        let message = format!("no scheduler can be reached at {self}: {error}");
        Problem::error(Place::default().column("--engine"), message).exiting(Exit::Files)
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
        let refused = "203.0.113.7:50050".parse::<Scheduler>().unwrap().found().unwrap_err();
        assert_eq!(refused.exit, Exit::Usage);
    }

    #[test]
    fn a_scheduler_that_is_not_there_is_told() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let refused = Scheduler { host: "127.0.0.1".into(), port }.found().unwrap_err();
        assert_eq!(refused.exit, Exit::Files);
        assert!(refused.message.contains("no scheduler can be reached"));
    }
}
