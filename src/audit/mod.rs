//! Audit: attacks a finished release as an intruder would, with nothing but the published files.
//!
//! It knows nothing of how protection decides: its own arithmetic reads what the files say as statements, rebuilds the
//! equations that the structure of the survey makes of them, and bounds everything that is withheld. A finding stops a
//! release.

mod attacks;
mod certificate;
mod files;
pub mod finding;
mod knowledge;
pub(crate) mod personal;
mod range;
mod remainder;
pub mod statement;
mod structure;
mod system;
mod tables;

#[cfg(test)]
mod tests;

pub use certificate::Certificate;
pub use finding::{Finding, Leak};
pub use statement::{CellKey, Says, Statement};

use crate::publish::{Published, RELEASE};
use crate::release::Release;
use attacks::{View, change, composite, earlier, findings, scope, subtraction};
use files::Opened;
use knowledge::Knowledge;
use structure::Structure;

/// What came of an audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// What was looked at, and how thoroughly.
    pub certificate: Certificate,
    /// What was found, in order; a release may be published only where this is empty.
    pub findings: Vec<Finding>,
}

/// Attacks the files of a release, alone and together with the files of earlier releases.
#[must_use]
pub fn audit(files: &[Published], earlier: &[Vec<Published>]) -> Audit {
    let opened = files::open(files);
    let before: Vec<Opened> = earlier.iter().map(|files| files::open(files)).collect();
    let mut certificate = Certificate::of_files(files.len(), earlier.len());
    let mut found = opened.findings;
    if let Some(release) = &opened.release {
        found.extend(attack(release, &opened.statements, &before, &mut certificate));
    } else if found.is_empty() {
        found.push(unreadable(RELEASE.to_owned()));
    }
    // An earlier release that says nothing would pass every comparison.
    let silent = (1..).zip(&before).filter(|(_, opened)| opened.release.is_none());
    found.extend(silent.map(|(number, _)| unreadable(format!("earlier release {number}: {RELEASE}"))));
    found.sort_unstable();
    found.dedup();
    Audit { certificate, findings: found }
}

/// The same for a folder with its manifest: where this program made it, its pages must also be those that its release gives.
#[must_use]
pub fn audit_folder(files: &[Published], earlier: &[Vec<Published>]) -> Audit {
    let mut done = audit(files, earlier);
    // A release alone, without a manifest, gives no other files.
    let release = files.iter().find(|file| files.len() > 1 && file.path == RELEASE);
    let release = release.and_then(|file| Release::from_json(&file.bytes).ok());
    if let Some(release) = release {
        done.findings.extend(files::reproduced(&release, files));
        done.findings.sort_unstable();
        done.findings.dedup();
    }
    done
}

fn unreadable(file: String) -> Finding {
    Finding { leak: Leak::Unreadable, place: file.clone(), files: vec![file] }
}

/// Every attack, on what one release says.
fn attack(
    release: &Release,
    statements: &[Statement],
    before: &[Opened],
    certificate: &mut Certificate,
) -> Vec<Finding> {
    let structure = Structure::new(release);
    let (knowledge, mut found) = Knowledge::read(&structure, statements);
    let view = View { structure: &structure, knowledge: &knowledge, rules: release.rules() };
    certificate.describe(release);
    for examined in tables::examine(view) {
        certificate.count(&examined);
        found.extend(examined.findings);
    }
    for wave in 0..structure.waves.len() {
        let (small, remainders) = subtraction::of_people(view, wave);
        certificate.remainders += remainders;
        found.extend(small);
        found.extend(scope::scope(view, wave));
    }
    found.extend(change::change(view, &change::parts(view, release)));
    found.extend(composite::composite(view, release));
    found.extend(findings::findings(release, RELEASE));
    found.extend(with_earlier(view, before));
    found
}

/// The attacks on several releases together.
fn with_earlier(view: View<'_>, before: &[Opened]) -> Vec<Finding> {
    let read = |opened: &Opened| {
        let structure = Structure::new(opened.release.as_ref()?);
        let knowledge = Knowledge::read(&structure, &opened.statements).0;
        Some((structure, knowledge))
    };
    let before: Vec<(Structure, Knowledge)> = before.iter().filter_map(read).collect();
    let views: Vec<View<'_>> = before
        .iter()
        .map(|(structure, knowledge)| View { structure, knowledge, rules: view.rules })
        .collect();
    if views.is_empty() { Vec::new() } else { earlier::earlier(view, &views) }
}
