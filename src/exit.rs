//! Exit codes: what a script that runs `candour` may rely on.

/// How a run ended, as the process tells its caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// 0: done; warnings may have been printed.
    #[default]
    Done = 0,
    /// 2: the command line itself was wrong.
    Usage = 2,
    /// 3: there are problems in the inputs; nothing was written.
    Inputs = 3,
    /// 4: refused to publish, because it would disclose.
    Disclosure = 4,
    /// 5: a file or folder cannot be read or written.
    Files = 5,
    /// 6: another run holds the lock of the same store.
    Locked = 6,
    /// 70: a bug in candour.
    Bug = 70,
}

impl Exit {
    /// The number given to the operating system.
    ///
    /// ```
    /// assert_eq!(candour::exit::Exit::Inputs.code(), 3);
    /// ```
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}
