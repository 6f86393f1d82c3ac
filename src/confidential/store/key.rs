//! The store's key: where it comes from, what it must look like, and that nobody ever sees it.
//!
//! It comes from a file or from the environment, never from an argument: arguments stand in the list of processes and in
//! the shell's history. No message quotes it, and it has no text form.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::problem::{Place, Problem};

/// The variable that names the key's file.
const FILE_VARIABLE: &str = "CANDOUR_STORE_KEY_FILE";
/// The variable with the key itself.
const KEY_VARIABLE: &str = "CANDOUR_STORE_KEY";
/// More than any key file holds.
const LONGEST: u64 = 1024;
/// How to make one.
const MAKE: &str = "make one with `(umask 077; openssl rand -hex 32 > store.key)`";

/// A key of 128 or 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::confidential) struct Key(Vec<u8>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
}

impl Key {
    /// The key from the environment or else from the file that the plan names; `None` where neither names one. Its file
    /// may lie in none of the folders `apart`.
    ///
    /// # Errors
    /// When what is named is no key, or others could read it.
    pub(in crate::confidential) fn find(
        planned: Option<&Path>,
        apart: &[&Path],
    ) -> Result<Option<Self>, Problem> {
        Self::choose(planned, apart, |name| env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn choose(
        planned: Option<&Path>,
        apart: &[&Path],
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Option<Self>, Problem> {
        match (variable(FILE_VARIABLE), variable(KEY_VARIABLE)) {
            (Some(_), Some(_)) => {
                let message = format!("{FILE_VARIABLE} and {KEY_VARIABLE} are both set");
                Err(Problem::error(Place::default(), message).hint("unset one of them"))
            }
            (Some(file), None) => Self::read(Path::new(&file), apart).map(Some),
            (None, Some(key)) => {
                let key = key.to_str().and_then(Self::parse);
                key.map(Some).ok_or_else(|| no_key(Place::default().column(KEY_VARIABLE)))
            }
            (None, None) => planned.map(|file| Self::read(file, apart)).transpose(),
        }
    }

    /// The key in a file that its owner alone can read.
    fn read(path: &Path, apart: &[&Path]) -> Result<Self, Problem> {
        let told = |error: io::Error| Problem::files(path, "read the key of the store", &error);
        if !fs::metadata(path).map_err(told)?.is_file() {
            return Err(no_key(Place::file(path)));
        }
        let mut file = File::open(path).map_err(told)?;
        if open_to_others(&file).map_err(told)? {
            let problem = Problem::error(Place::file(path), "others can read the key of the store");
            return Err(problem.hint("take the permission away: `chmod 600` on the file"));
        }
        if let Some(folder) = apart.iter().find(|folder| inside(path, folder)) {
            let message = format!("the key of the store lies in {}, which it would lock", folder.display());
            return Err(Problem::error(Place::file(path), message).hint("keep it in a folder of its own"));
        }
        let mut text = String::new();
        let read = file.by_ref().take(LONGEST).read_to_string(&mut text);
        read.ok().and_then(|_| Self::parse(&text)).ok_or_else(|| no_key(Place::file(path)))
    }

    /// 32 or 64 hexadecimal digits, not all the same.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits: Vec<u8> =
            text.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        let fits = matches!(digits.len(), 32 | 64) && digits.windows(2).any(|pair| pair[0] != pair[1]);
        fits.then(|| Self(digits.chunks_exact(2).map(|pair| 16 * pair[0] + pair[1]).collect()))
    }

    /// A key for tests; another number gives another key.
    #[cfg(test)]
    pub(super) fn numbered(number: u8) -> Self {
        Self((number..number + 32).collect())
    }

    /// The bytes, for the cipher alone.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.clone()
    }
}

/// Says what a key is, and nothing of what was found.
fn no_key(place: Place) -> Problem {
    Problem::error(place, "this is no key of a store; expected 64 (or 32) hexadecimal digits").hint(MAKE)
}

/// Whether a file lies in a folder, by their real places.
fn inside(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    real(file).starts_with(real(folder))
}

/// Whether others than the owner have any right to an open file.
#[cfg(unix)]
fn open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

/// Access lists are not looked at.
#[cfg(not(unix))]
fn open_to_others(_: &File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;

    const DIGITS: &str = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";

    fn none(_: &str) -> Option<OsString> {
        None
    }

    #[cfg(unix)]
    fn file(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.key");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        (folder, path)
    }

    #[test]
    fn a_key_is_32_or_64_hexadecimal_digits() {
        assert_eq!(Key::parse(DIGITS).unwrap().0.len(), 32);
        assert_eq!(Key::parse(&format!(" {}\r\n", &DIGITS[..32])).unwrap().0[..3], [0, 0x11, 0x22]);
        let zeros = "0".repeat(64);
        for other in ["", "00", &DIGITS[..63], &DIGITS[..40], &DIGITS.replace('a', "g"), &zeros] {
            assert!(Key::parse(other).is_none(), "{other}");
        }
        assert_eq!(format!("{:?}", Key::parse(DIGITS)), "Some(a key)");
    }

    #[test]
    fn the_environment_goes_before_the_plan_and_two_keys_are_refused() {
        let given = |name: &str| (name == KEY_VARIABLE).then(|| DIGITS.into());
        let planned = Some(Path::new("not/there"));
        assert_eq!(Key::choose(planned, &[], given).unwrap(), Key::parse(DIGITS));
        assert_eq!(Key::choose(planned, &[], none).unwrap_err().exit, Exit::Files);
        assert_eq!(Key::choose(None, &[], none).unwrap(), None);
        let both = Key::choose(None, &[], |_| Some(DIGITS.into())).unwrap_err();
        assert!(both.message.contains("both set"));
        let wrong = Key::choose(None, &[], |name| (name == KEY_VARIABLE).then(|| "secretsecret".into()));
        assert!(!format!("{:?}", wrong.unwrap_err()).contains("secretsecret"));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_is_refused_with_the_cure() {
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false)] {
            let (_folder, path) = file(DIGITS, mode);
            let read = Key::choose(Some(&path), &[], none);
            assert_eq!(read.is_ok(), fine, "{mode:o}");
            if let Err(problem) = read {
                assert_eq!(problem.exit, Exit::Inputs);
                assert!(problem.hint.unwrap().contains("chmod 600"));
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_may_not_lie_in_what_it_locks_and_its_content_is_never_told() {
        let (folder, path) = file(DIGITS, 0o600);
        let elsewhere = tempfile::tempdir().unwrap();
        assert!(Key::choose(Some(&path), &[elsewhere.path()], none).is_ok());
        let refused = Key::choose(Some(&path), &[elsewhere.path(), folder.path()], none).unwrap_err();
        assert!(refused.message.contains("which it would lock"));
        let (_folder, path) = file("zqx-not-hexadecimal", 0o600);
        let refused = Key::choose(Some(&path), &[], none).unwrap_err();
        assert!(!format!("{refused:?}").contains("zqx"));
        assert_eq!(Key::choose(path.parent(), &[], none).unwrap_err().exit, Exit::Inputs);
    }
}
