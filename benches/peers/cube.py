"""One peer's cube of the typed survey: 60 questions by 11 breakdowns, with what is said of each group beside the rest.

`python cube.py <peer> <typed.parquet> <cube.npz>` writes the counts and the statistics. The counting is each peer's own,
as its competent users would write it; the statistics are the same few lines of numpy for all, from the counts.
`python cube.py council <export.csv> <typed.parquet> <cube.npz>` reads and counts with Polars in one process.
"""

import math
import sys

from survey import CHARACTERISTICS, DIRECTORATES, QUESTIONS, SCALE, SERVICES, TEAMS
from peers import THREADS

SIZES = {"directorate": len(DIRECTORATES), "service": len(SERVICES), "team": len(TEAMS)}
SIZES |= {name: len(groups) for name, groups in CHARACTERISTICS.items()}
CATEGORIES = len(SCALE)
POSITIVE = 3
"""The first of the positive categories, counted from 0."""
Z = 1.959963984540054


def pyarrow(typed):
    """Columns as arrays without a copy, group and answer as one number, a histogram of it for each pair."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(THREADS)
    table = pq.read_table(typed, columns=[*SIZES, *QUESTIONS])
    column = lambda name: np.concatenate([chunk.to_numpy() for chunk in table.column(name).chunks])
    width = CATEGORIES + 1
    answers = [np.minimum(column(name), width) % width for name in QUESTIONS]
    counts = {}
    for name, size in SIZES.items():
        groups = (column(name) - 1) * np.uint16(width)
        pairs = [np.bincount(groups + answer, minlength=size * width) for answer in answers]
        counts[name] = np.stack(pairs, axis=1).reshape(size, width, -1)[:, 1:].transpose(0, 2, 1)
    return counts


def polars(typed):
    """For each pair of breakdown and question one group-by with a length; all of them in one go."""
    import numpy as np
    import polars as pl

    frame = pl.read_parquet(typed, columns=[*SIZES, *QUESTIONS]).lazy()
    pairs = [(name, question) for name in SIZES for question in QUESTIONS]
    tables = pl.collect_all([frame.group_by(pair).len() for pair in pairs])
    counts = {name: np.zeros((size, len(QUESTIONS), CATEGORIES), dtype=np.int64) for name, size in SIZES.items()}
    for (name, question), table in zip(pairs, tables, strict=True):
        group, answer, number = (table[column].to_numpy() for column in (name, question, "len"))
        kept = (answer >= 1) & (answer <= CATEGORIES)
        counts[name][group[kept] - 1, QUESTIONS.index(question), answer[kept] - 1] = number[kept]
    return counts


def duckdb(typed):
    """For each breakdown one group-by with a filtered count for each question and category."""
    import duckdb
    import numpy as np

    con = duckdb.connect(config={"threads": THREADS})
    con.execute(f"CREATE TABLE typed AS SELECT * FROM read_parquet('{typed}')")
    sums = ", ".join(f'count_if("{name}" = {code})' for name in QUESTIONS for code in range(1, CATEGORIES + 1))
    counts = {}
    for name, size in SIZES.items():
        columns = con.execute(f'SELECT "{name}", {sums} FROM typed GROUP BY 1').fetchnumpy()
        group, *numbers = (np.asarray(column) for column in columns.values())
        table = np.zeros((size, len(numbers)), dtype=np.int64)
        table[group.astype(np.int64) - 1] = np.stack(numbers, axis=1)
        counts[name] = table.reshape(size, len(QUESTIONS), CATEGORIES)
    return counts


def statistics(counts):
    """Of each group's answers to each question: base, share of positive ones, mean, Wilson interval; and against all others the
    two tests, each adjusted over its breakdown."""
    import numpy as np

    n, x = counts.sum(axis=2), counts[:, :, POSITIVE:].sum(axis=2)
    share = x / n
    centre, half = (share + Z**2 / (2 * n)), Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    figures = {
        "base": n,
        "positive": share,
        "mean": counts @ np.arange(1, CATEGORIES + 1) / n,
        "low": (centre - half) / (1 + Z**2 / n),
        "high": (centre + half) / (1 + Z**2 / n),
    }
    rest = counts.sum(axis=0) - counts
    for name, p in {"z": two_shares(x, n, rest), "mw": mann_whitney(counts, rest)}.items():
        figures[name], figures[f"{name}_holm"], figures[f"{name}_bh"] = p, holm(p), benjamini_hochberg(p)
    return figures


def two_sided(z):
    """The normal probability of more than this in either direction."""
    import numpy as np

    return np.frompyfunc(math.erfc, 1, 1)(np.abs(z) / math.sqrt(2)).astype(float)


def two_shares(x, n, rest):
    """The pooled z-test of two shares."""
    import numpy as np

    others, positive = rest.sum(axis=2), rest[:, :, POSITIVE:].sum(axis=2)
    pooled = (x + positive) / (n + others)
    return two_sided((x / n - positive / others) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / others)))


def mann_whitney(counts, rest):
    """The rank-sum test with ties and the correction for continuity."""
    import numpy as np

    n, others, both = counts.sum(axis=2), rest.sum(axis=2), (counts + rest).astype(float)
    below = np.cumsum(rest, axis=2) - rest
    u = (counts * (below + rest / 2)).sum(axis=2)
    total = n + others
    ties = (both**3 - both).sum(axis=2) / (total * (total - 1.0))
    distance = np.maximum(np.abs(u - n * others / 2) - 0.5, 0)
    return two_sided(distance / np.sqrt(n * others / 12 * (total + 1 - ties)))


def holm(p):
    """Step-down adjusted probabilities over the whole array."""
    import numpy as np

    order = np.argsort(p, axis=None)
    steps = p.ravel()[order] * np.arange(p.size, 0, -1)
    return unsorted(np.minimum(np.maximum.accumulate(steps), 1), order, p.shape)


def benjamini_hochberg(p):
    """Step-up adjusted probabilities over the whole array."""
    import numpy as np

    order = np.argsort(p, axis=None)
    steps = p.ravel()[order] * p.size / np.arange(1, p.size + 1)
    return unsorted(np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1), order, p.shape)


def unsorted(values, order, shape):
    """Back into the order before sorting."""
    import numpy as np

    result = np.empty(values.size)
    result[order] = values
    return result.reshape(shape)


def cube(count, typed, out):
    """Counts, works out and writes."""
    import numpy as np

    counts = count(typed)
    arrays = {f"{name}/counts": table for name, table in counts.items()}
    for name, table in counts.items():
        arrays |= {f"{name}/{figure}": values for figure, values in statistics(table).items()}
    np.savez(out, **arrays)


if __name__ == "__main__":
    job, *files = sys.argv[1:]
    if job == "council":
        import peers

        export, *files = files
        peers.polars(export, files[0])
        job = "polars"
    cube({"duckdb": duckdb, "polars": polars, "pyarrow": pyarrow}[job], *files)
