"""Runs candour and its peers in turn on the same export, and prints medians and ratios."""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

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
    """Makes the export, runs every program `--runs` times in turn, and prints a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--candour", required=True, help="the release build")
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", help="where the export is made, and kept")
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as made:
        place = Path(arguments.folder or made)
        place.mkdir(parents=True, exist_ok=True)
        export = place / f"export-{arguments.rows}.csv"
        if not export.exists():
            survey.export(export, arguments.rows)
        pipeline = place / "pipeline"
        survey.pipeline(pipeline, f"../../{export.name}")
        compare(arguments, place, export, pipeline)


def compare(arguments, place, export, pipeline):
    """Runs them in turn."""
    size = export.stat().st_size
    ours = [Path(arguments.candour).resolve(), "-q", "ingest", pipeline, "--threads", "2"]
    commands = {"candour": [str(part) for part in ours]}
    for peer in PEERS:
        out = str(place / f"{peer}.parquet")
        commands[peer] = [sys.executable, str(HERE / "peers.py"), peer, str(export), out]
    figures = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            figures[name].append(measured(command, PEER_THREADS="2", PYTHONPATH=str(HERE)))
    check(place, pipeline)
    best = {at: min(statistics.median(run[at] for run in figures[peer]) for peer in PEERS) for at in (0, 1)}
    print(f"{arguments.rows:,} rows, {size / 1e9:.2f} GB, medians of {arguments.runs}")
    print(f"{'':10} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'MB/s':>8} {'wall':>7} {'CPU':>7}   (ratio to the best peer)")
    for name, runs in figures.items():
        wall, cpu, peak = (statistics.median(run[at] for run in runs) for at in range(3))
        speed = size / 1e6 / wall
        print(f"{name:10} {wall:8.2f} {cpu:8.2f} {peak:8.0f} {speed:8.0f} {wall / best[0]:7.2f} {cpu / best[1]:7.2f}")
    print(f"children's peak of memory over all runs: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def check(place, pipeline):
    """Every program's file must hold the same codes equally often."""
    own = next(pipeline.rglob("responses.parquet"))
    ours = tallies(own, [f"q{number:02}" for number in range(1, 61)])
    for peer in PEERS:
        theirs = tallies(place / f"{peer}.parquet", survey.QUESTIONS)
        if theirs != ours:
            raise SystemExit(f"{peer} and candour do not count the same codes")


if __name__ == "__main__":
    main()
