//! The page's content security policy: its own style, in the explorer its own script, and nothing else.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

/// A policy that allows exactly this style, and no script, image, frame, form or request.
pub(super) fn policy(style: &str) -> String {
    allowing(style, "")
}

/// The same, with exactly this script.
pub(super) fn scripted(style: &str, script: &str) -> String {
    allowing(style, &format!("script-src {}; ", source(script)))
}

fn allowing(style: &str, script: &str) -> String {
    let style = source(style);
    format!("default-src 'none'; {script}style-src {style}; base-uri 'none'; form-action 'none'")
}

/// A text by its hash.
fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}
