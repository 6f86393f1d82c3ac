"""The metadata of CSV on the Web of a folder, by `csvw`: the metadata, and every cell, key and reference of every table."""

import json
import sys
from pathlib import Path

from csvw import CSVW

folder = Path(sys.argv[1])
metadata = folder / "csv-metadata.json"
web = CSVW(str(metadata), validate=True)
valid = web.is_valid
told = [str(one.message) for one in web.warnings]
there = {file.name for file in folder.glob("*.csv")}
tables = {table["url"] for table in json.loads(metadata.read_text("utf-8"))["tables"]}
if tables != there:
    told.append(f"described and there are not the same: {sorted(tables ^ there)}")
if told or not valid:
    print("\n".join(told[:20]) or "not valid")
    sys.exit(1)
print(f"{len(web.tables)} tables, valid")
