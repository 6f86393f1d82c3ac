//! `candour audit`: attacks a release folder; and the one place where findings become problems.

use std::fs;
use std::path::{Path, PathBuf};

use super::context::Context;
use crate::audit::{Certificate, Finding, Leak};
use crate::exit::Exit;
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::{Published, RELEASE};

/// So many findings are told one by one.
const TOLD: usize = 20;

/// Attacks the files of a folder, together with those of earlier releases.
pub(super) fn audit(context: &Context<'_>, folder: &Path, against: &[PathBuf]) -> Outcome<Vec<String>> {
    let files = release_files(folder)?;
    let mut earlier = Vec::new();
    for folder in against {
        earlier.push(release_files(folder)?);
    }
    context.teller.progress("attacking the release");
    let done = crate::audit::audit_folder(&files, &earlier);
    if !done.findings.is_empty() {
        let hint = "do not pass this folder on; if it has been published, take it back before the next one";
        return Err(problems(&done.findings, hint));
    }
    Problems::new().finish(Some(in_words(&done.certificate)))
}

/// Attacks a release folder as it lies there: why it must not be passed on.
pub(super) fn pass_folder(folder: &Path) -> Result<(), Problems> {
    let done = crate::audit::audit_folder(&release_files(folder)?, &[]);
    let hint = "nothing was recorded; run `candour run` again";
    if done.findings.is_empty() { Ok(()) } else { Err(problems(&done.findings, hint)) }
}

/// Attacks files before they are published: their certificate, or why they must not be.
pub(super) fn pass(files: &[Published]) -> Result<Certificate, Problems> {
    let done = crate::audit::audit(files, &[]);
    if !done.findings.is_empty() {
        let hint = "nothing was published; this is for whoever looks after candour, together with the pipeline folder";
        return Err(problems(&done.findings, hint));
    }
    Ok(done.certificate)
}

/// The findings, the first of them one by one.
fn problems(findings: &[Finding], hint: &str) -> Problems {
    let mut problems = Problems::new();
    for finding in findings.iter().take(TOLD) {
        let message = format!("{}: {} ({})", plain(&finding.place), words(finding.leak), files(finding));
        problems.push(Problem::error(Place::default(), message).exiting(Exit::Disclosure));
    }
    let count = match (findings.len(), findings.len().saturating_sub(TOLD)) {
        (1, _) => "the audit found something that would disclose".to_owned(),
        (found, 0) => format!("the audit found {found} places that would disclose"),
        (found, more) => {
            format!("the audit found {found} places that would disclose; {more} more are not listed")
        }
    };
    problems.push(Problem::error(Place::default(), count).exiting(Exit::Disclosure).hint(hint));
    problems
}

/// A place without anything that a terminal would obey.
fn plain(place: &str) -> String {
    place.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn files(finding: &Finding) -> String {
    let first: Vec<String> = finding.files.iter().take(3).map(|file| plain(file)).collect();
    match finding.files.len().saturating_sub(first.len()) {
        0 => first.join(", "),
        more => format!("{} and {more} more files", first.join(", ")),
    }
}

fn words(leak: Leak) -> &'static str {
    match leak {
        Leak::SmallGroup => "something is said of too few people",
        Leak::Subtraction => "subtracting what is shown leaves too few people",
        Leak::Unanimous => "it tells that everyone, or nearly everyone, answered alike or took part",
        Leak::TooDetailed => "each answer is told of too few people",
        Leak::Determined => "it is withheld, and can be worked out exactly",
        Leak::Narrow => "it is withheld, and can be narrowed down too far",
        Leak::Change => "its change tells an earlier figure that is withheld",
        Leak::Release => "together with an earlier release it tells of too few people",
        Leak::Scope => "its populations differ by too few people",
        Leak::Finding => "it rests on a figure that is not shown, or on too few people",
        Leak::Hidden => "something is where no reader looks",
        Leak::PersonalData => "this looks like somebody's personal data",
        Leak::Altered => "files contradict each other, the release or the manifest",
        Leak::Unreadable => "this cannot be looked into, so nothing can be said for it",
    }
}

/// What was looked at, for whoever signs the release off.
fn in_words(certificate: &Certificate) -> Vec<String> {
    let of = |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let Certificate { files, waves, measures, shown, withheld, .. } = *certificate;
    let (k, sensitive) = (certificate.smallest_group, certificate.smallest_sensitive);
    let stricter =
        if sensitive > k { format!(" ({sensitive} for sensitive questions)") } else { String::new() };
    let mut lines = vec![
        format!("passed: nothing tells of fewer than {k} people{stricter}, nor what all of a group answered"),
        format!(
            "read: {}, {}, {}; {} told, {withheld} withheld",
            of(files, "file", "files"),
            of(waves, "wave", "waves"),
            of(measures, "measure", "measures"),
            of(shown, "figure is", "figures are")
        ),
        format!(
            "subtracted: {}, {}",
            of(certificate.equations, "equation", "equations"),
            of(certificate.remainders, "remainder", "remainders")
        ),
        format!(
            "bounded: {} along the equations, {} by linear programmes as well",
            of(certificate.bounded_by_propagation, "withheld figure", "withheld figures"),
            certificate.bounded_by_programmes
        ),
    ];
    lines.extend(certificate.narrowest.map(|narrowest| {
        format!(
            "narrowest: the answers of no withheld group are known to less than {narrowest}% of its people"
        )
    }));
    lines.push(match certificate.earlier {
        0 => "compared with no earlier release: name those of the same answers with --against".to_owned(),
        earlier => format!("compared with {}", of(earlier, "earlier release", "earlier releases")),
    });
    lines.push(format!("version {} of the audit, insiders {}", certificate.version, certificate.insiders));
    lines
}

/// Every file of a release folder, by its path.
fn release_files(folder: &Path) -> Result<Vec<Published>, Problem> {
    let mut files = Vec::new();
    read_all(folder, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if files.iter().any(|file| file.path == RELEASE) {
        return Ok(files);
    }
    let problem = Problem::error(Place::file(folder), "there is no release in this folder");
    Err(problem.exiting(Exit::Files).hint(format!("name the folder that {RELEASE} is in")))
}

fn read_all(folder: &Path, prefix: &str, into: &mut Vec<Published>) -> Result<(), Problem> {
    let told = |error: std::io::Error| Problem::files(folder, "list this folder", &error);
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(told)?;
        if kind.is_dir() {
            read_all(&entry.path(), &format!("{path}/"), into)?;
        } else if kind.is_file() {
            into.push(Published { path, bytes: super::files::read(&entry.path())? });
        } else {
            // A link may lead anywhere, and to another place tomorrow.
            let problem = Problem::error(Place::file(&entry.path()), "this is neither a file nor a folder");
            return Err(problem.exiting(Exit::Files));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(number: usize, files: usize) -> Finding {
        let files = (0..files).map(|file| format!("page{file}.html")).collect();
        Finding { leak: Leak::Subtraction, place: format!("2024 · question q{number} · all"), files }
    }

    #[test]
    fn the_first_twenty_findings_are_told_and_the_others_counted() {
        let findings: Vec<Finding> = (0..123).map(|number| finding(number, 1)).collect();
        let told = problems(&findings, "do something");
        let messages: Vec<&str> = told.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages.len(), TOLD + 1);
        assert_eq!(
            messages[0],
            "2024 · question q0 · all: subtracting what is shown leaves too few people (page0.html)"
        );
        assert_eq!(messages[TOLD], "the audit found 123 places that would disclose; 103 more are not listed");
        assert_eq!(told.exit(), Exit::Disclosure);
        let one = problems(&[finding(1, 5)], "");
        let first = one.iter().next().map(|problem| problem.message.clone()).unwrap_or_default();
        assert!(first.ends_with("(page0.html, page1.html, page2.html and 2 more files)"), "{first}");
        assert_eq!(one.iter().count(), 2);
    }

    #[test]
    fn a_folder_is_read_whole_and_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("2024");
        assert_eq!(release_files(&target).expect_err("nothing there").exit, Exit::Files);
        fs::create_dir_all(target.join("data")).expect("a folder");
        fs::write(target.join("data/results.csv"), "a").expect("a file");
        fs::write(folder.path().join("beside.csv"), "b").expect("a file");
        assert_eq!(release_files(&target).expect_err("no release").exit, Exit::Files);
        fs::write(target.join(RELEASE), "{}").expect("a file");
        let paths: Vec<String> =
            release_files(&target).expect("read").into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["data/results.csv", RELEASE]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(RELEASE), "{}").expect("a file");
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link")).expect("a link");
        assert_eq!(release_files(folder.path()).expect_err("refused").exit, Exit::Files);
    }

    #[test]
    fn a_certificate_says_what_was_looked_at() {
        let certificate = Certificate {
            smallest_group: 10,
            smallest_sensitive: 30,
            files: 3,
            waves: 1,
            measures: 60,
            shown: 500,
            narrowest: Some(40),
            ..Certificate::default()
        };
        let lines = in_words(&certificate);
        assert!(lines[0].contains("fewer than 10 people (30 for sensitive questions)"), "{lines:?}");
        assert!(lines[1].contains("3 files, 1 wave, 60 measures; 500 figures are told"), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("less than 40%")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("--against")), "{lines:?}");
    }
}
