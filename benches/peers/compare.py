"""Runs candour and its peers in turn on the same survey, and prints medians and ratios."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

import cube as cubes
import survey

HERE = Path(__file__).parent
PEERS = ["duckdb", "polars", "pyarrow"]


def measured(command, **environment):
    """Wall seconds, processor seconds and the peak of memory in MB of a command that must succeed."""
    before = time.monotonic()
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}: {errors[-2000:]}")
    return time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tallies(path, columns):
    """How often each code is in each of these columns."""
    table = pq.ParquetFile(path).read(columns=columns)
    counted = lambda column: sorted((item["values"], item["counts"]) for item in pc.value_counts(column).to_pylist())
    return [counted(table.column(name).cast("int32")) for name in columns]


def main():
    """Makes the export, runs every program of the job `--runs` times in turn, and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--candour", required=True, help="the release build")
    arguments.add_argument("--job", choices=JOBS, default="ingest")
    arguments.add_argument("--rows", type=int, help="1,000,000; the council has 2,000")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", help="where the export is made, and kept")
    arguments = arguments.parse_args()
    arguments.candour = str(Path(arguments.candour).resolve())
    arguments.rows = arguments.rows or (2_000 if arguments.job == "council" else 1_000_000)
    with tempfile.TemporaryDirectory() as made:
        place = Path(arguments.folder or made).resolve()
        place.mkdir(parents=True, exist_ok=True)
        export = place / f"export-{arguments.rows}.csv"
        if not export.exists():
            survey.export(export, arguments.rows)
        pipeline = place / "pipeline"
        survey.pipeline(pipeline, {2024: f"../../{export.name}"})
        JOBS[arguments.job](arguments, place, export, pipeline)


def program(name, job, *files):
    """The command of a peer's job."""
    return [sys.executable, str(HERE / name), job, *map(str, files)]


def in_turn(arguments, commands):
    """Runs the commands round after round, and prints for each medians and ratios to the best peer."""
    figures = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            figures[name].append(measured(command, PEER_THREADS="2", POLARS_MAX_THREADS="2", PYTHONPATH=str(HERE)))
    median = lambda name, at: statistics.median(run[at] for run in figures[name])
    best = {at: min(median(name, at) for name in figures if not name.startswith("candour")) for at in (0, 1)}
    print(f"{arguments.job}, {arguments.rows:,} rows, medians of {arguments.runs}")
    print(f"{'':18} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'wall':>7} {'CPU':>7}   (ratio to the best peer)")
    for name in figures:
        wall, cpu, peak = (median(name, at) for at in range(3))
        print(f"{name:18} {wall:8.2f} {cpu:8.2f} {peak:8.0f} {wall / best[0]:7.2f} {cpu / best[1]:7.2f}")


def ingest(arguments, place, export, pipeline):
    """The labelled export to a typed file."""
    commands = {"candour": [arguments.candour, "-q", "ingest", str(pipeline), "--threads", "2"]}
    commands |= {peer: program("peers.py", peer, export, place / f"{peer}.parquet") for peer in PEERS}
    in_turn(arguments, commands)
    print(f"{export.stat().st_size / 1e9:.2f} GB")
    # Every program's file must hold the same codes equally often.
    own = next(pipeline.rglob("responses.parquet"))
    ours = tallies(own, [f"q{number:02}" for number in range(1, 61)])
    for peer in PEERS:
        if tallies(place / f"{peer}.parquet", survey.QUESTIONS) != ours:
            raise SystemExit(f"{peer} and candour do not count the same codes")


def cube(arguments, place, export, pipeline):
    """The typed file to the figures of every group and question. Candour does more: see the notes."""
    typed = place / f"typed-{arguments.rows}.parquet"
    measured([arguments.candour, "-q", "ingest", str(pipeline)])
    if not typed.exists():
        measured(program("peers.py", "pyarrow", export, typed), PYTHONPATH=str(HERE))
    commands = {"candour": [arguments.candour, "-q", "analyse", str(pipeline), "--threads", "2"]}
    commands |= {peer: program("cube.py", peer, typed, place / f"cube-{peer}.npz") for peer in PEERS}
    in_turn(arguments, commands)
    ours = counted(next(pipeline.rglob("counts.parquet")))
    for peer in PEERS:
        theirs = np.load(place / f"cube-{peer}.npz")
        if any(not np.array_equal(theirs[f"{name}/counts"], table) for name, table in ours.items()):
            raise SystemExit(f"{peer} and candour do not count the same answers")


def counted(path):
    """Candour's counts by breakdown: group, question, category."""
    shape = (len(survey.QUESTIONS), cubes.CATEGORIES)
    counts = {name: np.zeros((size, *shape), dtype=np.int64) for name, size in cubes.SIZES.items()}
    for row in pq.read_table(path).to_pylist():
        # Units are d0, s0, t0, …; groups grade-1, …, and besides them "not stated"; questions q01, ….
        group = row["group"].removeprefix(row["breakdown"]).lstrip("dst-")
        if row["breakdown"] in counts and group.isdecimal() and 1 <= row["code"] <= cubes.CATEGORIES:
            at = int(group) - (0 if row["breakdown"] in survey.UNITS else 1)
            counts[row["breakdown"]][at, int(row["item"][1:]) - 1, row["code"] - 1] = row["count"]
    return counts


def council(arguments, place, export, pipeline):
    """Two surveys of a council to everything but PDF, beside one survey read and counted by Polars in one process."""
    own = place / "council"
    shutil.rmtree(own, ignore_errors=True)
    for folder in ("pipelines", "sample-data"):
        shutil.copytree(HERE.parents[1] / folder, own / folder)
    run = [arguments.candour, "-q", "run", str(own / "pipelines" / "all-colleague"), "--threads", "2", "--afresh"]
    run += [part for form in ("html", "workbook", "paper", "slides", "data") for part in ("--format", form)]
    both = program("cube.py", "council", export, place / "council.parquet", place / "council.npz")
    commands = {"candour": run, "candour, ingest": [*run[:2], "ingest", run[3]], "candour, analyse": [*run[:2], "analyse", run[3]]}
    in_turn(arguments, commands | {"polars": both})


def waves(arguments, place, export, pipeline):
    """Two waves with their change beside one: everything up to the estimates, and counts and estimates alone."""
    before = place / f"export-{arguments.rows}-2022.csv"
    if not before.exists():
        survey.export(before, arguments.rows, 2022)
    both = place / "pipeline-of-two"
    survey.pipeline(both, {2022: f"../../{before.name}", 2024: f"../../{export.name}"})
    ratios = {"ingest": [], "analyse": [], "both stages": []}
    for _ in range(arguments.runs):
        one, two = ([measured([arguments.candour, "-q", stage, str(folder), "--threads", "2"]) for stage in ("ingest", "analyse")] for folder in (pipeline, both))
        for name, stages in zip(ratios, ([0], [1], [0, 1])):
            ratios[name].append([sum(two[stage][at] for stage in stages) / sum(one[stage][at] for stage in stages) for at in (0, 1)])
    print(f"two waves of {arguments.rows:,} rows beside one, medians of {arguments.runs} paired runs")
    for name, runs in ratios.items():
        print(f"{name:12} wall {statistics.median(run[0] for run in runs):.2f}, CPU {statistics.median(run[1] for run in runs):.2f}")


JOBS = {"ingest": ingest, "cube": cube, "council": council, "waves": waves}


if __name__ == "__main__":
    main()
