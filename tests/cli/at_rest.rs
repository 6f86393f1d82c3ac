//! At rest and in motion: the store encrypted, a wave forgotten, rights of files, no dumps.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::workdir::{Run, Workdir, export, files};

const KEY: &str = "8f3a0c5d7e1b2946aa55cc33ee7700112233445566778899fedcba9876543210";
const OTHER_KEY: &str = "00112233445566778899aabbccddeeff";

/// What must be in no file of an encrypted store: canaries, labels, ids, names of columns and of entries.
const CONTENT: [&str; 9] = [
    "zqx-comment",
    "disagree",
    "roads",
    "proud",
    "respondent",
    "candour.items",
    "small",
    "export.csv",
    "withdrew",
];

/// The small organisation with comments, and a response set aside for a reason that tells of somebody.
fn with_comments() -> Workdir {
    let work = Workdir::small();
    let with_comment =
        |line: &str| if line.starts_with("Id") { line.to_owned() } else { format!("{line}zqx-comment") };
    let text: Vec<String> = export(60).lines().map(with_comment).collect();
    work.write("small/export.csv", &(text.join("\n") + "\n61,Place,Roads,Agree,Agree,gone\n"));
    let rule = "[[set_aside]]\nreason = \"withdrew consent\"\ncolumn = \"Comment\"\nvalues = [\"gone\"]\n";
    work.write("small/waves/2024.toml", &(work.read("small/waves/2024.toml") + rule));
    work.write("keys/store.key", &format!("{KEY}\n"));
    mode(&work.path("keys/store.key"), 0o600);
    work
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("changed");
}

#[cfg(not(unix))]
fn mode(_: &Path, _: u32) {}

/// Runs the program with variables.
pub(super) fn run_with(work: &Workdir, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.current_dir(work.path("")).args(arguments).envs(variables.iter().copied());
    let output = command.output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let run = Run {
        code: output.status.code().expect("it ended"),
        out: text(&output.stdout),
        err: text(&output.stderr),
    };
    assert!(!run.out.contains(KEY) && !run.err.contains(KEY), "the key was told");
    run
}

pub(super) const IN_FILE: [(&str, &str); 1] = [("CANDOUR_STORE_KEY_FILE", "keys/store.key")];

#[test]
fn an_encrypted_store_tells_nothing_and_gives_the_same_release() {
    let work = with_comments();
    let plain = work.run(&["run", "small", "--store", "plain", "--out", "plain-out"]);
    assert_eq!(plain.code, 0, "{}", plain.err);
    let locked = run_with(&work, &IN_FILE, &["run", "small", "--store", "locked", "--out", "locked-out"]);
    assert_eq!(locked.code, 0, "{}", locked.err);
    assert!(files(&work.path("plain-out")) == files(&work.path("locked-out")), "another release");
    let told = |store: &str| {
        let mut told = [false; CONTENT.len()];
        for (_, bytes) in files(&work.path(store)) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for (found, word) in told.iter_mut().zip(CONTENT) {
                *found |= text.contains(word);
            }
        }
        told
    };
    let plain: Vec<&str> =
        CONTENT.iter().zip(told("plain")).filter(|(_, told)| *told).map(|(word, _)| *word).collect();
    assert!(
        plain.contains(&"disagree") && plain.contains(&"respondent"),
        "the test would find them: {plain:?}"
    );
    assert!(plain.contains(&"withdrew"));
    assert_eq!(told("locked"), [false; CONTENT.len()]);
    for (name, bytes) in files(&work.path("locked")) {
        assert!(name == ".lock" && bytes.is_empty() || bytes.ends_with(b"PARE"), "{name}");
    }
    // Stage by stage, with what is kept between them; the key itself in the environment.
    for command in ["ingest", "analyse", "release"] {
        let arguments = [command, "small", "--store", "staged", "--out", "staged-out"];
        let run = run_with(&work, &[("CANDOUR_STORE_KEY", KEY)], &arguments);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
    }
    assert!(work.read("staged-out/2024/release.json") == work.read("plain-out/2024/release.json"));
    let run = run_with(&work, &[("CANDOUR_STORE_KEY", KEY)], &["inspect", "staged"]);
    assert!(
        run.code == 0 && run.out.contains("60 respondents") && run.out.contains("set aside: 1 row"),
        "{}",
        run.out
    );
}

#[test]
fn a_store_with_a_key_is_refused_without_it_and_with_another_one() {
    let work = with_comments();
    work.replace(
        "small/survey.toml",
        "[scales.agreement]",
        "[store]\nkey_file = \"../keys/store.key\"\n[scales.agreement]",
    );
    assert_eq!(run_with(&work, &[], &["run", "small"]).code, 0);
    let before = (files(&work.path("small/store")), files(&work.path("small/reports")));
    for command in ["run", "ingest", "analyse", "release"] {
        let run = run_with(&work, &[("CANDOUR_STORE_KEY", OTHER_KEY)], &[command, "small"]);
        assert_eq!(run.code, 5, "{command}: {}", run.err);
        assert!(run.err.contains("another key"), "{}", run.err);
    }
    work.replace("small/survey.toml", "[store]\nkey_file = \"../keys/store.key\"\n", "");
    for arguments in [["run", "small"], ["inspect", "small/store"]] {
        let run = run_with(&work, &[], &arguments);
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(
            run.err.contains("no key was given") && run.err.contains("CANDOUR_STORE_KEY_FILE"),
            "{}",
            run.err
        );
    }
    assert!(
        before == (files(&work.path("small/store")), files(&work.path("small/reports"))),
        "something was written"
    );
    // One wave's file in the place of another one's is not read, though the key fits.
    let store = work.path("small/store/wave=2024");
    fs::rename(store.join("counts.parquet"), store.join("responses.parquet")).expect("moved");
    let run = run_with(&work, &IN_FILE, &["analyse", "small"]);
    assert_eq!(run.code, 5);
    assert!(run.err.contains("another place"), "{}", run.err);
}

#[test]
fn a_plain_store_is_encrypted_by_the_next_run_with_a_key() {
    let work = with_comments();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let run = run_with(&work, &IN_FILE, &["inspect", "small/store"]);
    assert!(run.code == 0 && run.err.contains("are not encrypted"), "{}", run.err);
    let run = run_with(&work, &IN_FILE, &["analyse", "small"]);
    assert!(run.code == 0 && run.err.contains("now are"), "{}", run.err);
    for (name, bytes) in files(&work.path("small/store")) {
        assert!(name == ".lock" || bytes.ends_with(b"PARE"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_or_that_lies_in_the_release_is_refused() {
    let work = with_comments();
    mode(&work.path("keys/store.key"), 0o644);
    let run = run_with(&work, &IN_FILE, &["check", "small"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("store.key") && run.err.contains("chmod 600"), "{}", run.err);
    mode(&work.path("keys/store.key"), 0o600);
    let run = run_with(&work, &IN_FILE, &["run", "small", "--out", "keys"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("which it would lock"), "{}", run.err);
    let run = run_with(&work, &[("CANDOUR_STORE_KEY", "zqx-not-a-key")], &["run", "small"]);
    assert!(run.code == 3 && run.err.contains("64 (or 32) hexadecimal digits"), "{}", run.err);
    assert!(!run.err.contains("zqx"));
    let both = [IN_FILE[0], ("CANDOUR_STORE_KEY", KEY)];
    assert_eq!(run_with(&work, &both, &["run", "small"]).code, 3);
    assert_eq!(run_with(&work, &[("CANDOUR_STORE_KEY_FILE", "nowhere")], &["run", "small"]).code, 5);
    assert!(!work.path("small/store").exists());
}

/// The small organisation in two waves, with three people of an archive of whom nothing is shown.
pub(super) fn two_waves() -> Workdir {
    let work = with_comments();
    let rare: String =
        (70..73).map(|id| format!("{id},People,Archives,Agree,Disagree,zqx-comment\n")).collect();
    work.write("small/export.csv", &(work.read("small/export.csv") + &rare));
    let shift = |text: String| text.replace("Disagree,Disagree", "Agree,Disagree");
    work.write("small/later.csv", &shift(work.read("small/export.csv")));
    work.replace("small/units.csv", "libraries,", "archives,Archives,service,people\nlibraries,");
    work.replace("small/headcount/2024.csv", "libraries,30", "libraries,30\narchives,4");
    work.replace("small/survey.toml", "waves = [\"2024\"]", "waves = [\"2024\", \"2025\"]");
    for (from, to) in [
        (",2024\n", ",2024,2025\n"),
        (",Proud\n", ",Proud,Proud\n"),
        (",Safe\n", ",Safe,Safe\n"),
        (",Comment\n", ",Comment,Comment\n"),
    ] {
        work.replace("small/questions.csv", from, to);
    }
    let later = work
        .read("small/waves/2024.toml")
        .replace("2024-05", "2025-05")
        .replace("../export.csv", "../later.csv");
    work.write("small/waves/2025.toml", &later);
    work
}

fn release(work: &Workdir) -> Value {
    serde_json::from_str(&work.read("small/reports/2025/release.json")).expect("JSON")
}

/// What a release says of each figure: its key, the figures, and the change.
fn said(release: &Value) -> Vec<(String, Value, Value)> {
    let rows = release["rows"].as_array().expect("rows").iter();
    let key = |row: &Value| {
        ["wave", "kind", "measure", "breakdown", "group"].map(|part| row[part].to_string()).join(" ")
    };
    rows.map(|row| (key(row), row["figures"].clone(), row["change"].clone())).collect()
}

/// All texts in the columns of a Parquet file.
fn texts(path: &Path) -> String {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let reader = SerializedFileReader::new(fs::File::open(path).expect("a file")).expect("Parquet");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| row.expect("a row").to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_forgotten_wave_leaves_what_was_published_and_next_years_comparison() {
    let work = two_waves();
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let before = release(&work);
    assert_eq!(work.run(&["publish", "small"]).code, 0);
    let run = work.run(&["forget", "small", "--wave", "2024"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for word in
        ["responses.parquet", "memberships.parquet", "set_aside.csv", "counts.parquet", "estimates.parquet"]
    {
        assert!(run.out.contains(word), "{word}: {}", run.out);
    }
    for word in ["export.csv still holds its answers", "headcount", "not overwritten", "backup"] {
        assert!(run.out.contains(word), "{word}: {}", run.out);
    }
    assert!(!run.out.contains("later.csv"));
    let left: Vec<String> =
        files(&work.path("small/store/wave=2024")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, ["kept.parquet"]);
    let kept = texts(&work.path("small/store/wave=2024/kept.parquet"));
    assert!(
        kept.contains("\"roads\"") && !kept.contains("archives") && !kept.contains("libraries"),
        "{kept}"
    );
    // The export may go too: nobody needs it, and the next release says the same as the one before.
    fs::remove_file(work.path("small/export.csv")).expect("removed");
    let run = work.run(&["check", "small"]);
    assert!(
        run.code == 0 && run.out.contains("2024: forgotten; of 63 respondents"),
        "{}{}",
        run.out,
        run.err
    );
    for commands in [&["run"][..], &["ingest", "analyse", "release"]] {
        for command in commands {
            let run = work.run(&[command, "small", "--verbose"]);
            assert_eq!(run.code, 0, "{command}: {}", run.err);
            assert_eq!(
                run.err.contains("this wave was forgotten"),
                ["run", "ingest"].contains(command),
                "{}",
                run.err
            );
            assert!(!run.err.contains("not weighted"), "{}", run.err);
        }
        assert_same_figures(&said(&before), &said(&release(&work)));
    }
    assert!(!work.path("small/store/wave=2024/counts.parquet").exists());
    assert!(work.run(&["inspect", "small/store"]).out.contains("forgotten; kept of what was published"));
    let again = work.run(&["forget", "small", "--wave", "2024"]);
    assert!(again.code == 0 && again.out.contains("was forgotten before"), "{}", again.out);
}

fn assert_same_figures(before: &[(String, Value, Value)], after: &[(String, Value, Value)]) {
    assert_eq!(before.len(), after.len());
    let mut shown = 0;
    let mut changes = 0;
    for ((key, figures, change), (other, figures_after, change_after)) in before.iter().zip(after) {
        assert_eq!((key, figures, change), (other, figures_after, change_after));
        shown += usize::from(figures["shown"].is_object() && key.contains("\"2024\""));
        changes += usize::from(change["shown"].is_object());
    }
    assert!(shown > 10 && changes > 10, "{shown} shown, {changes} changes");
}

#[test]
fn a_wave_of_which_nothing_was_published_is_not_forgotten() {
    let work = two_waves();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let before = files(&work.path("small/store"));
    let refusals = [
        (&["forget", "small", "--wave", "2024"][..], 3, "nothing of 2024 is recorded as published"),
        (&["forget", "small"], 2, "expected the id of the wave to forget"),
        (&["forget", "small", "--wave", "2023"], 2, "no wave of this pipeline"),
        (&["forget", "small", "--wave", "2024", "--store", "nowhere"], 5, "no store here"),
    ];
    for (arguments, code, words) in refusals {
        let run = work.run(arguments);
        assert_eq!(run.code, code, "{}", run.err);
        assert!(run.err.contains(words), "{}", run.err);
    }
    assert!(before == files(&work.path("small/store")) && !work.path("nowhere").exists());
}

#[test]
fn what_is_kept_is_encrypted_too() {
    let work = two_waves();
    let forget = &["forget", "small", "--wave", "2024"];
    for arguments in [&["run", "small"][..], &["publish", "small"], forget, &["run", "small"]] {
        let run = run_with(&work, &IN_FILE, arguments);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let kept = fs::read(work.path("small/store/wave=2024/kept.parquet")).expect("kept");
    assert!(kept.ends_with(b"PARE") && !String::from_utf8_lossy(&kept).contains("roads"));
}

#[cfg(unix)]
#[test]
fn whatever_the_umask_the_store_is_its_owners_alone_and_nothing_is_written_elsewhere() {
    use std::os::unix::fs::PermissionsExt as _;
    let work = with_comments();
    let inputs = files(&work.path(""));
    let shell = |store: &str| {
        let script = format!("umask 000; exec \"$0\" run small --store {store} --quiet");
        let mut command = Command::new("sh");
        command.current_dir(work.path("")).args(["-c", &script, env!("CARGO_BIN_EXE_candour")]);
        let output = command.output().expect("it runs");
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    shell("small/store");
    let of = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let assert_private = || {
        let store = work.path("small/store");
        assert_eq!((of(&store), of(&store.join("wave=2024"))), (0o700, 0o700));
        for (name, _) in files(&store) {
            assert_eq!(of(&store.join(&name)), 0o600, "{name}");
        }
    };
    assert_private();
    assert_eq!(of(&work.path("small/reports/2024")), 0o777, "the release has the usual rights");
    let outside: Vec<_> = files(&work.path(""))
        .into_iter()
        .filter(|(name, _)| !name.starts_with("small/store/") && !name.starts_with("small/reports/2024/"))
        .collect();
    assert!(outside == inputs, "something else was written");
    // Somebody opened it: the next run takes that back and says so.
    for name in ["", ".lock", "wave=2024", "wave=2024/responses.parquet"] {
        mode(&work.path("small/store").join(name), if name.contains('.') { 0o644 } else { 0o755 });
    }
    let run = work.run(&["run", "small"]);
    assert!(run.code == 0 && run.err.contains("could look into the store"), "{}", run.err);
    assert_private();
}

#[test]
fn files_of_the_store_say_nothing_of_themselves() {
    use parquet::file::metadata::RowGroupMetaData;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let work = with_comments();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let here = work.path("").to_string_lossy().into_owned();
    let mut seen = 0;
    for (name, bytes) in files(&work.path("small/store")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&here), "{name} tells where it was made");
        if !name.ends_with(".parquet") {
            continue;
        }
        seen += 1;
        let file = fs::File::open(work.path("small/store").join(&name)).expect("a file");
        let reader = SerializedFileReader::new(file).expect("Parquet");
        assert_eq!(reader.metadata().file_metadata().created_by(), Some("candour"), "{name}");
        for column in reader.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns) {
            assert!(column.statistics().is_none() && column.bloom_filter_offset().is_none(), "{name}");
            assert!(
                column.column_index_offset().is_none() && column.offset_index_offset().is_none(),
                "{name}"
            );
        }
    }
    assert!(seen >= 4, "responses, comments, counts, estimates");
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_leaves_no_core_dump() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let work = Workdir::empty();
    // It waits for somebody to write into this, and can be looked at meanwhile.
    let pipe = work.path("release.json");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    let mut child = Command::new(env!("CARGO_BIN_EXE_candour"))
        .current_dir(work.path(""))
        .args(["report", "release.json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let limits = format!("/proc/{}/limits", child.id());
    let core = || {
        let text = fs::read_to_string(&limits).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("Max core file size"))?.to_owned();
        Some(line.split_whitespace().skip(4).take(2).map(str::to_owned).collect::<Vec<_>>())
    };
    let forbidden = Some(vec!["0".to_owned(), "0".to_owned()]);
    let seen = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        core() == forbidden
    });
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert!(seen, "{:?}", core());
}
