"""Reads the workbook as other programs do: whether everybody can use it, and whether its numbers are those of release.json."""

import json
import re
import sys
import zipfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
from openpyxl.utils import range_boundaries

MARKERS = {"[c]", "[z]", "[x]"}
HEADER = 5
SCORES = {"pillar", "index", "overall"}

wrong = []
path, release = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
book = openpyxl.load_workbook(path)


def check(holds, words):
    if not holds:
        wrong.append(words)


def places(value, digits):
    """Half away from zero, of the number without the noise of floating point."""
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(round(value, 7))).quantize(step, ROUND_HALF_UP)) + 0.0


def tenth(value):
    return places(value, 1)


# What every sheet is like.
check(book.sheetnames[:3] == ["Cover", "Contents", "Notes"], "cover, contents and notes come first")
check(book.active.title == "Cover", "the first sheet is the active one")
check(len(book.defined_names) == 0, "a defined name")
properties, survey = book.properties, release["survey"]
check(survey["name"] in (properties.title or ""), "the title is not that of the survey")
check(properties.creator == survey["organisation"], "the author is not the organisation")
date = (release["as_of"] or release["waves"][-1]["end"])[:10]
check(properties.created.isoformat().startswith(date), f"made on {properties.created}, not {date}")

tables, charts = {}, []
for sheet in book.worksheets:
    name = sheet.title
    check(len(name) <= 31, f"{name}: its name is too long")
    check(sheet.sheet_state == "visible", f"{name}: hidden")
    check(not sheet.merged_cells.ranges, f"{name}: merged cells")
    check(not any(column.hidden for column in sheet.column_dimensions.values()), f"{name}: hidden columns")
    check(not any(row.hidden for row in sheet.row_dimensions.values()), f"{name}: hidden rows")
    check(not sheet.conditional_formatting, f"{name}: conditional formats")
    check(not sheet.data_validations.dataValidation, f"{name}: lists of values")
    check(all(one.activeCell == "A1" for one in sheet.sheet_view.selection if one.pane is None) or
          all(one.activeCell in ("A1", None) for one in sheet.sheet_view.selection), f"{name}: the cursor is not in A1")
    check(isinstance(sheet["A1"].value, str) and sheet["A1"].value.strip() and sheet["A1"].font.b, f"{name}: no title in A1")
    check(sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage, f"{name}: not landscape and one page wide")
    check(sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight in (None, 0, "0"), f"{name}: not one page wide")
    cells = [cell for row in sheet.iter_rows() for cell in row]
    check(not any(cell.data_type == "f" for cell in cells), f"{name}: a formula")
    check(not any(cell.comment for cell in cells), f"{name}: a comment")
    if sheet._charts:
        check(len(sheet._charts) == 1 and not sheet.tables, f"{name}: not one chart alone")
        check("one chart" in sheet["A2"].value, f"{name}: A2 does not say what there is")
        charts.append(sheet)
        continue
    if name == "Cover":
        check(not sheet.tables, "the cover has a table")
        continue
    check(len(sheet.tables) == 1, f"{name}: {len(sheet.tables)} tables")
    check("This worksheet contains one table." in sheet["A2"].value, f"{name}: A2 does not say what there is")
    check(sheet["A3"].value and sheet["A4"].hyperlink is not None, f"{name}: no note or no way back")
    table = next(iter(sheet.tables.values()))
    left, top, right, bottom = range_boundaries(table.ref)
    check((left, top) == (1, HEADER) and (right, bottom) == (sheet.max_column, sheet.max_row), f"{name}: the table is {table.ref} of {sheet.dimensions}")
    check(table.headerRowCount != 0 and not table.totalsRowCount, f"{name}: no header row")
    header = [cell.value for cell in sheet[top]]
    check([column.name for column in table.tableColumns] == header, f"{name}: the header is not that of the table")
    check(all(isinstance(word, str) and word for word in header), f"{name}: an empty heading")
    check(len({word.lower() for word in header}) == len(header), f"{name}: two columns have one name")
    check(sheet.freeze_panes in (f"A{HEADER + 1}", f"B{HEADER + 1}"), f"{name}: the header does not stay: {sheet.freeze_panes}")
    body = list(sheet.iter_rows(min_row=top + 1))
    check(all(cell.value not in (None, "") for row in body for cell in row), f"{name}: an empty cell")
    used = {cell.value for row in body for cell in row if cell.value in MARKERS}
    if name != "Notes":
        check(all(marker in sheet["A3"].value for marker in used), f"{name}: a marker that the note does not name")
    tables[name] = (header, body)
names = [table.name for sheet in book.worksheets for table in sheet.tables.values()]
check(len(set(names)) == len(names), "two tables have one name")

# Every link leads to a sheet, and every sheet is in the contents.
for sheet in book.worksheets:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink:
                place = re.fullmatch(r"'(.*)'!A1", cell.hyperlink.location or "")
                check(place and place[1].replace("''", "'") in book.sheetnames, f"{sheet.title}: a link to nowhere: {cell.hyperlink.location}")
                check(not cell.hyperlink.target, f"{sheet.title}: a link out of the workbook")
listed = [row[0].value for row in tables["Contents"][1]]
check(listed == book.sheetnames[2:], "the contents do not list all sheets in order")
check({"Marker [c]", "Marker [z]", "Marker [x]"} <= {row[1].value for row in tables["Notes"][1]}, "the notes do not explain the markers")
numbers = [row[0].value for row in tables["Notes"][1]]
check(numbers == [f"Note {number}" for number in range(1, len(numbers) + 1)], "the notes are not numbered")

# Charts: their words, and that they draw cells of one table.
with zipfile.ZipFile(path) as parts:
    for name in parts.namelist():
        if name.startswith("xl/drawings/drawing"):
            descriptions = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', parts.read(name).decode())
            check(descriptions and all(descriptions), f"{name}: a chart without alternative text")
        if name.startswith("xl/charts/"):
            text = parts.read(name).decode()
            check("<c:f>" in text and "numLit" not in text, f"{name}: a chart of no cells")
    check(not any("externalLink" in name or "vba" in name for name in parts.namelist()), "a part from outside")

# The numbers. First what the release says, by ids.
rows = {(row["wave"], row["kind"], row["measure"], row["breakdown"], row["group"]): row for row in release["rows"]}
measures = {(one["kind"], one["id"]): one for one in release["measures"]}
read = {wave["id"]: wave["read"] for wave in release["waves"]}
left_empty = {(one["wave"], one["measure"]): one["share"] for one in release["findings"]["unanswered"]}


def shown(cell):
    return (cell or {}).get("shown")


def difference(cell, field):
    found = shown(cell)
    if found is None or found.get("verdict") == "not_comparable" or found.get(field) is None:
        return None
    return tenth(found[field])


def expected(row, heading):
    """The number under a heading, or None where there is a marker or words."""
    figures, kind = shown(row["figures"]), row["kind"]
    if heading == "Rows read":
        return read[row["wave"]]
    if figures is None:
        return None
    change = shown(row.get("change")) or {}
    change = {"shown": change["difference"]} if change.get("difference") else {}
    base, tones = figures["base"], figures.get("tones")
    share = lambda tone: None if not tones or not base else tenth(100 * tones[tone] / base)
    optional = lambda field: None if figures.get(field) is None else tenth(figures[field])
    return {
        "Headcount": figures.get("headcount"),
        "Respondents": figures["respondents"],
        "Base": base,
        "Percent of respondents who answered": tenth(100 * base / figures["respondents"]) if figures["respondents"] else None,
        "Percent left empty": left_empty.get((row["wave"], row["measure"])),
        "Response rate": tenth(figures["value"]),
        "Percent positive or score": tenth(figures["value"]),
        "Percent positive": None if kind in SCORES else tenth(figures["value"]),
        "Score": tenth(figures["value"]) if kind in SCORES else None,
        "Percent neutral": share(1),
        "Percent negative": share(0),
        "95% range from": optional("low"),
        "95% range to": optional("high"),
        "Mean answer": optional("mean"),
        "Difference from the rest": difference(row.get("against_rest"), "points"),
        "Difference from": difference(row.get("against_rest"), "low"),
        "Difference to": difference(row.get("against_rest"), "high"),
        "Smallest detectable difference": difference(row.get("against_rest"), "detectable"),
        "Change": difference(change, "points"),
        "Change from": difference(change, "low"),
        "Change to": difference(change, "high"),
    }.get(heading)


counted = defaultdict(int)
done = {"Cover", "Contents", "Notes"}


def same(sheet, place, said, value):
    number = isinstance(said, (int, float)) and not isinstance(said, bool)
    if value is None:
        check(not number, f"{sheet} {place}: {said} is not in the release")
    else:
        check(number and said == value, f"{sheet} {place}: {said!r} is {value} in the release")
    counted[sheet] += number


called = defaultdict(dict)
for breakdown in release["breakdowns"]:
    for group in breakdown["groups"]:
        called[breakdown["id"]][group["id"]] = " ".join(group["name"].split())
for cross in release["crosses"]:
    for unit, name in list(called[cross["level"]].items()):
        for column in cross["columns"]:
            called[cross["id"]][f"{unit}×{column['id']}"] = f"{name}: {column['name']}"

for name, (header, body) in tables.items():
    ids = ["Wave", "Kind", "Measure ID", "Breakdown ID"]
    if not all(one in header for one in ids):
        continue
    at = {heading: place for place, heading in enumerate(header)}
    if "Group ID" in header and "Respondents" in header + ["Respondents"] and ("Base" in header or "Headcount" in header) and name not in ("Weighted figures",):
        done.add(name)
        for line in body:
            values = [cell.value for cell in line]
            row = rows.get(tuple(values[at[one]] for one in ids + ["Group ID"]))
            check(row is not None, f"{name} row {line[0].row}: no such row in the release")
            for cell, heading in zip(line, header):
                if row is not None:
                    same(name, cell.coordinate, cell.value, expected(row, heading))
                    if cell.value == "[c]" and heading != "Mean answer":
                        hidden = [row["figures"], row.get("against_rest", {"withheld": "c"}), row.get("change", {"withheld": "c"})]
                        check(any(one.get("withheld") == "c" for one in hidden), f"{name} {cell.coordinate}: [c] in the place of a figure that is shown")
    elif name.startswith("By "):
        done.add(name)
        breakdown = body[0][at["Breakdown ID"]].value
        groups = {}
        for group, title in called[breakdown].items():
            groups[f"{title} ({group})"] = groups[title] = group
        for line in body:
            wave, kind, measure, _ = (line[at[one]].value for one in ids)
            for cell, heading in zip(line, header):
                if heading not in ids + ["Question or score"]:
                    row = rows[(wave, kind, measure, breakdown, groups[heading])]
                    same(name, cell.coordinate, cell.value, expected(row, "Percent positive or score"))
                    check(cell.value not in MARKERS or row["figures"].get("withheld") == cell.value[1], f"{name} {cell.coordinate}: {cell.value}")

# All rows of the latest wave are there.
latest = release["waves"][-1]["id"]
check(len(tables["All results"][1]) == sum(row["wave"] == latest for row in release["rows"]), "All results has not all rows")

# Targets and figures from elsewhere.
if "Targets" in tables:
    done.add("Targets")
    header, body = tables["Targets"]
    for line, target in zip(body, release["targets"], strict=True):
        said = dict(zip(header, (cell.value for cell in line)))
        kinds = ["question", "pillar", "index", "overall", "response"]
        key = next(((kind, target["measure"]) for kind in kinds if (kind, target["measure"]) in measures), None)
        key = key or next(key for key in measures if key[0] == "response")
        row = rows[(latest, *key, "all", "all")]
        negative = target["of"] == "negative"
        same("Targets", target["name"], said["Target value"], tenth(target["value"]))
        same("Targets", target["name"], said["By the end of"], target["by"])
        same("Targets", target["name"], said["Latest figure"], expected(row, "Percent negative" if negative else "Percent positive or score"))
        same("Targets", target["name"], said["Change in percent positive or score"], expected(row, "Change"))
if "Benchmarks" in tables:
    done.add("Benchmarks")
    header, body = tables["Benchmarks"]
    for line, benchmark in zip(body, release["benchmarks"], strict=True):
        said = dict(zip(header, (cell.value for cell in line)))
        same("Benchmarks", benchmark["source"], said["Percent positive elsewhere"], tenth(benchmark["value"]))
        same("Benchmarks", benchmark["source"], said["Year"], benchmark["year"])

# What was found: line by line in the order of the release, every number of it and no other.
found = release["findings"]


def lines(one, parts, more=lambda part: {}):
    for part in one[parts]:
        yield {**{key: value for key, value in one.items() if key != parts}, **part, **more(part)}


def flat(name, *parts):
    for one in found[name]:
        yield from lines(one, *parts) if parts else [one]


def of(one, **fields):
    """What stands under each heading: a field, and its decimals."""
    for heading, (field, digits) in fields.items():
        value = field if isinstance(field, (int, float)) else one.get(field)
        yield heading.replace("_", " "), None if value is None else places(value, digits)


def p(one, heading, field):
    value = one.get(field)
    if value is None:
        return heading, None
    return heading, places(value, 3) if value >= 0.001 else float(f"{max(value, 1e-15):.0e}")


RANGE = {"95% range from": ("low", 1), "95% range to": ("high", 1)}


def plain(name, fields, ps=()):
    return lambda one: dict([*of(one, **fields), *(p(one, heading, field) for heading, field in ps)])


def weighting(one):
    met = one["outcome"].get("met") or {}
    fields = {"Design_effect": ("design_effect", 2), "Effective_base": ("effective_base", 0), "Largest_weight": ("largest", 1),
              "Trimmed": ("trimmed", 0), "Rounds": ("rounds", 0)}
    return dict(of(met, **fields))


def representation(one):
    numbers = dict(of(one, Workforce=("workforce", 1), Respondents=("respondents", 1), Response_rate=("rate", 1), R_indicator=("r_indicator", 2)))
    return {**numbers, "Difference": tenth(one["respondents"] - one["workforce"]), **dict([p(one, "P value", "p_value")])}


def decomposition(one):
    numbers = dict(of(one, Change=("change", 1), Within=("within", 1), Between=("between", 1)))
    return {**numbers, "Contribution": tenth(one["within"] + one["between"])}


def trends():
    for one in found["trends"]:
        for value in one["values"]:
            yield {**one, "value": value}


FOUND = {
    "Representation": (flat("representation", "groups"), representation),
    "Weighting": (flat("weighting"), weighting),
    "Weighted figures": (flat("weighted"), plain("", {"Weighted": ("value", 0), **RANGE})),
    "Left empty": (flat("unanswered"), plain("", {"Left_empty": ("share", 0)})),
    "Do groups differ": (flat("spreads"), plain("", {"Groups": ("groups", 0), "Effect": ("effect", 2)},
        [("P value", "p_value"), ("P adjusted", "p_adjusted"), ("Ordinal p", "ordinal_p"), ("Weighted p", "weighted_p")])),
    "Consistently lower or higher": (flat("consistency"), plain("", {"Questions": ("questions", 0), "Lower": ("lower", 0),
        "Higher": ("higher", 0), "Difference": ("points", 1), **RANGE}, [("P adjusted", "p_adjusted")])),
    "Like for like": (flat("like_for_like"), plain("", {"Covered": ("covered", 0), "Observed": ("observed", 1), "Like_for_like": ("value", 0),
        "Difference": ("points", 0), **RANGE})),
    "Who may be lowest": (flat("rankings", "groups"), plain("", {"Shrunk": ("value", 1), **RANGE,
        "Chance_lowest": ("lowest", 2), "Chance_highest": ("highest", 2)})),
    "Drivers": (flat("drivers", "shares"), plain("", {"Base": ("base", 0), "Explained": ("explained", 0), "Share": ("share", 0), **RANGE,
        "Share_over_all_orders_of_entry": ("lmg", 0), "Rank_best": ("rank_best", 0), "Rank_worst": ("rank_worst", 0)})),
    "Reliability": (flat("reliability"), plain("", {"Questions": ("questions", 0), "Base": ("base", 0), "Alpha": ("alpha", 2), "Alpha_low": ("alpha_low", 2),
        "Alpha_high": ("alpha_high", 2), "Omega": ("omega", 2), "Omega_low": ("omega_low", 2), "Omega_high": ("omega_high", 2)})),
    "Contributions to change": (flat("decompositions", "parts"), decomposition),
    "Trends": (trends(), plain("", {"Value": ("value", 1), "Points_per_year": ("slope", 1), **RANGE}, [("P adjusted", "p_adjusted")])),
}
for name, (release_lines, numbers) in FOUND.items():
    release_lines = list(release_lines)
    check((name in tables) == bool(release_lines), f"{name}: there, or not there, by mistake")
    if name not in tables:
        continue
    done.add(name)
    header, body = tables[name]
    check(len(body) == len(release_lines), f"{name}: {len(body)} rows for {len(release_lines)}")
    for line, one in zip(body, release_lines):
        values = numbers(one)
        for cell, heading in zip(line, header):
            same(name, cell.coordinate, cell.value, values.get(heading))
        for heading, field in [("Wave", "wave"), ("Group ID", "group"), ("Breakdown ID", "breakdown"), ("Question ID", "question")]:
            said = [cell.value for cell, own in zip(line, header) if own == heading]
            if said and one.get(field) is not None and name != "Trends":
                check(said[0] == one[field], f"{name} {line[0].coordinate}: {said[0]} is {one[field]}")

# The tables of charts: whole numbers that the release has, and lengths that they give.
whole = set()
for row in release["rows"]:
    figures = shown(row["figures"])
    if figures and (row["breakdown"] == "all" or row["breakdown"] == release["breakdowns"][0]["id"]):
        base = figures["base"]
        counts = (figures.get("tones") or []) + (figures.get("categories") or [])
        exact = [figures["value"], figures.get("low"), figures.get("high")] + [100 * count / base for count in counts if base]
        change = (shown(row.get("change")) or {}).get("difference") or {}
        exact += [change.get("points"), figures["value"] - change.get("points", 0)]
        exact += [(shown(row.get("against_rest")) or {}).get("points")]
        whole |= {places(value, 0) for value in exact if value is not None}
for one in flat("drivers", "shares"):
    whole |= {value for value in (one["share"], one["low"], one["high"]) if value is not None}
for sheet in charts:
    data = sheet["A3"].hyperlink.location.strip("'").split("'!")[0]
    check(data in tables, f"{sheet.title}: its table is not there")
    done.add(data)
    header, body = tables[data]
    for line in body:
        values = dict(zip(header, (cell.value for cell in line)))
        for heading, value in values.items():
            if isinstance(value, (int, float)):
                counted[data] += 1
                if heading == "Length below":
                    check(value == values["Figure"] - values["95% range from"], f"{data}: {heading} of {values}")
                elif heading == "Length above":
                    check(value == values["95% range to"] - values["Figure"], f"{data}: {heading} of {values}")
                else:
                    check(value in whole, f"{data}: {value} of {values} is not in the release")

check(set(book.sheetnames) - {sheet.title for sheet in charts} == done, f"not compared: {set(tables) - done}")
for line in wrong[:40]:
    print(line)
print(f"{len(wrong)} wrong; {len(book.sheetnames)} sheets, {len(charts)} charts, {sum(counted.values())} numbers compared")
sys.exit(bool(wrong))
