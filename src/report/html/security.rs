//! The page's content security policy: its own style and nothing else.

use sha2::{Digest, Sha256};

use crate::base64;

/// A policy that allows exactly this style, and no script, image, frame, form or request.
pub(crate) fn policy(style: &str) -> String {
    let hash = base64::encoded(&Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}
