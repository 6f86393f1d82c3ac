"""Runs the SQL of `candour counts --sql` on DuckDB, in the folder of a store: one line of JSON for each query's answer."""

import json
import os
import sys

import duckdb

script, store = sys.argv[1:]
with open(script, encoding="utf-8") as file:
    sql = file.read()
os.chdir(store)
connection = duckdb.connect()
for statement in duckdb.extract_statements(sql):
    asks = statement.type == duckdb.StatementType.SELECT
    answer = connection.execute(statement)
    if asks:
        rows = [[None if cell is None else str(cell) for cell in row] for row in answer.fetchall()]
        print(json.dumps(rows))
