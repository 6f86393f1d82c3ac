"""Runs the SQL of `candour counts --sql` on DuckDB in the folder of a store, and compares with what `analyse` counted.

Only what the store has as a table of one breakdown; everything else is compared within the crate, where it may be seen.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import duckdb

script, store = sys.argv[1:]
sql = Path(script).read_text(encoding="utf-8")
os.chdir(store)
connection = duckdb.connect()


def of_the_store():
    """(breakdown, group, item, code) of every wave: the count."""
    counts = Counter()
    for file in sorted(Path().glob("wave=*/counts.parquet")):
        rows = connection.execute(
            f"""SELECT breakdown, "group", item, code, count FROM read_parquet('{file}', hive_partitioning = false)"""
        )
        for breakdown, group, item, code, count in rows.fetchall():
            if "×" not in breakdown:
                counts[breakdown, group, item, code] += count
    return counts


def of_the_queries():
    counts = Counter()
    for statement in duckdb.extract_statements(sql):
        asks = statement.type == duckdb.StatementType.SELECT
        answer = connection.execute(statement)
        names = [column[0] for column in answer.description] if asks else []
        if names not in (["_item", "_answer", "_count"], ["_breakdown", "_group", "_item", "_answer", "_count"]):
            continue
        for *group, item, code, count in answer.fetchall():
            breakdown, group = group or ["group:all", "all"]
            counts[breakdown.removeprefix("group:"), group, item, code] += count
    return counts


stored, asked = of_the_store(), of_the_queries()
if not stored or stored != asked:
    different = sorted(set(stored.items()) ^ set(asked.items()))
    raise SystemExit(f"{len(stored)} tallies in the store, {len(asked)} asked for, {len(different)} differ")
print(f"{len(stored)} tallies")
