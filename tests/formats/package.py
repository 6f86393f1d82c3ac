"""The data package of a folder, by Frictionless: the descriptor, and every cell, key and reference of every table."""

import sys
from pathlib import Path

from frictionless import Package, system

folder = Path(sys.argv[1])
system.trusted = True
report = Package(str(folder / "datapackage.json")).validate()
for task in report.tasks:
    for error in task.errors[:5]:
        print(f"{task.name}: {error.message}")
for error in report.errors:
    print(error.message)
tables = {Path(task.place).name for task in report.tasks}
there = {file.name for file in folder.glob("*.csv")}
if tables != there:
    print(f"described and there are not the same: {sorted(tables ^ there)}")
if not report.valid or tables != there:
    sys.exit(1)
print(f"{len(report.tasks)} tables, {sum(task.stats.get('rows') or 0 for task in report.tasks)} rows")
