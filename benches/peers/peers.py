"""One peer's ingest of the export: labels to one-byte codes, labels off the scale counted, zstd Parquet written.

`python peers.py <peer> <export.csv> <out.parquet>` prints what the codes of all questions add up to, so that a
comparison can check that every program did the same work. Each peer is written as its competent users would write it.
"""

import os
import sys

from survey import CHARACTERISTICS, DIRECTORATES, NOT_APPLICABLE, QUESTIONS, SCALE, SERVICES, TEAMS

THREADS = int(os.environ.get("PEER_THREADS", "2"))
GROUPS = {"directorate": DIRECTORATES, "service": SERVICES, "team": TEAMS, **CHARACTERISTICS}
CODES = {label: code for code, label in enumerate(SCALE, 1)} | {NOT_APPLICABLE: 251}
KEPT = ["Response ID", "Completed"]


def duckdb(export, out):
    """SQL: a CASE for each question, a position in a list for each group."""
    import duckdb

    con = duckdb.connect(config={"threads": THREADS})
    quoted = lambda name: '"' + name.replace('"', '""') + '"'
    whens = " ".join(f"WHEN '{label}' THEN {code}" for label, code in CODES.items())
    answers = [
        f"CAST(CASE {quoted(q)} WHEN '' THEN 0 {whens} ELSE 253 END AS UTINYINT) AS {quoted(q)}" for q in QUESTIONS
    ]
    groups = [
        f"CAST(list_position([{', '.join(repr(label) for label in labels)}], {quoted(name)}) AS USMALLINT) AS {quoted(name)}"
        for name, labels in GROUPS.items()
    ]
    kept = [f'"{name}"' for name in KEPT]
    con.execute(
        f"COPY (SELECT {', '.join(kept + groups + answers)} FROM read_csv('{export}', header=true, all_varchar=true, "
        f"nullstr='\\N')) TO '{out}' (FORMAT parquet, COMPRESSION zstd)"
    )


def polars(export, out):
    """A lazy scan, streamed to Parquet."""
    import polars as pl

    text = {name: pl.String for name in KEPT + list(GROUPS) + QUESTIONS}
    frame = pl.scan_csv(export, infer_schema=False).select(list(text))
    answers = [
        pl.col(QUESTIONS).replace_strict(CODES | {None: 0}, default=253, return_dtype=pl.UInt8),
    ]
    groups = [
        pl.col(name).replace_strict(labels, list(range(1, len(labels) + 1)), default=None, return_dtype=pl.UInt16)
        for name, labels in GROUPS.items()
    ]
    frame.with_columns(answers + groups).sink_parquet(out, compression="zstd", compression_level=1)


def pyarrow(export, out):
    """The streaming reader, each block's columns dictionary-encoded, the codes taken from the dictionary."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    pa.set_cpu_count(THREADS)
    label = pa.dictionary(pa.int32(), pa.string())
    types = {name: pa.string() for name in KEPT} | {name: label for name in [*GROUPS, *QUESTIONS]}
    reader = pc.open_csv(
        export,
        read_options=pc.ReadOptions(block_size=16 << 20),
        parse_options=pc.ParseOptions(newlines_in_values=True),
        convert_options=pc.ConvertOptions(include_columns=list(types), column_types=types, strings_can_be_null=False),
    )

    def coded(column, codes, default, kind):
        """A column of codes in place of one of labels."""
        known = np.array([codes.get(text, default) for text in column.dictionary.to_pylist()], dtype=kind)
        return pa.array(known[column.indices.to_numpy()])

    groups = {name: {text: n for n, text in enumerate(labels, 1)} for name, labels in GROUPS.items()}
    writer = None
    for batch in reader:
        columns = {name: batch.column(name) for name in KEPT}
        for name in GROUPS:
            columns[name] = coded(batch.column(name), groups[name], 0, np.uint16)
        for name in QUESTIONS:
            columns[name] = coded(batch.column(name), CODES | {"": 0}, 253, np.uint8)
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(out, table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
    writer.close()


if __name__ == "__main__":
    {"duckdb": duckdb, "polars": polars, "pyarrow": pyarrow}[sys.argv[1]](sys.argv[2], sys.argv[3])
