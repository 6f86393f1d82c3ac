"""Every cell of every table of a folder, worked out anew from `release.json`: nothing is missing, nothing is more."""

import csv
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

folder, release = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))
MEASURES = {(one["kind"], one["id"]): one for one in release["measures"]}
WORDS = {
    "higher": "higher", "slightly_higher": "slightly higher", "no_clear_difference": "no clear difference",
    "slightly_lower": "slightly lower", "lower": "lower", "too_small_to_say": "too small to say",
    "not_comparable": "not comparable",
}
JOINT = {
    "higher": "consistently higher", "lower": "consistently lower", "neither": "no consistent difference",
    "too_small_to_say": "too small to say",
}


def rounded(value, places=0):
    """Halves away from zero, without the noise of floating point."""
    if value is None:
        return ""
    plain = Decimal(repr(round(value, 7))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{abs(plain) if plain == 0 else plain}"


def tenth(value):
    return rounded(value, 1)


def hundredth(value):
    return rounded(value, 2)


def p(value):
    if value is None or value >= 0.001:
        return rounded(value, 3)
    return f"{max(value, 1e-15):.0e}".replace("e-0", "e-")


def share(count, base):
    """Whole percent of counts, halves up, exactly."""
    return str((200 * count + base) // (2 * base)) if base else ""


def text(value):
    return "" if value is None else str(value)


def inert(value):
    seen = value.lstrip()
    return f"'{value}" if seen[:1] in tuple("=+-@＝＋－＠") and seen[:1] or value[:1] in tuple("\t\r\n") and value[:1] else value


def headline(measure, one):
    if measure["kind"] == "question" and one.get("tones") and not measure["option"]:
        return share(one["tones"][2], one["base"])
    if measure["kind"] in ("question", "response"):
        count = Fraction(one["value"]) * one["base"] / 100
        if one["base"] and abs(count - round(count)) < Fraction(1, 10**6):
            return share(round(count), one["base"])
    return rounded(one["value"])


def tones(one):
    return [share(one["tones"][at], one["base"]) if one.get("tones") else "" for at in (1, 0)]


def compared(cell, difference):
    if cell is None or cell.get("withheld") == "c":
        return ["", "withheld"]
    if "withheld" in cell:
        return ["", {"z": "", "x": "not comparable"}[cell["withheld"]]]
    found = difference(cell["shown"])
    if not found or found["verdict"] == "not_comparable":
        return ["", "not comparable"]
    return [rounded(found["points"]), WORDS[found["verdict"]]]


def result(row):
    ids = [row[name] for name in ("wave", "kind", "measure", "breakdown", "group")]
    if "withheld" in row["figures"]:
        return [*ids, row["figures"]["withheld"], *[""] * 14]
    one, measure = row["figures"]["shown"], MEASURES[row["kind"], row["measure"]]
    scored = row["kind"] in ("pillar", "index", "overall")
    return [
        *ids, "shown", str(one["base"]), "" if scored else headline(measure, one), *tones(one),
        tenth(one.get("mean")), tenth(one["value"]) if scored else "", rounded(one.get("low")), rounded(one.get("high")),
        *compared(row.get("against_rest"), lambda shown: shown),
        *compared(row.get("change"), lambda shown: shown.get("difference")),
        text(one.get("headcount")), str(one["respondents"]),
    ]


def value(kind, number):
    return rounded(number) if kind in ("question", "response") else tenth(number)


def yes(flag):
    return "yes" if flag else "no"


def every(name):
    return release["findings"].get(name, [])


def interval(one):
    return [rounded(one.get("low")), rounded(one.get("high"))]


def weighting(one):
    met = one["outcome"].get("met")
    if not met:
        return ["refused", one["outcome"]["refused"], *[""] * 5]
    return [
        "met", "", hundredth(met["design_effect"]), str(met["effective_base"]), tenth(met["largest"]),
        rounded(met["trimmed"]), str(met["rounds"]),
    ]


def groups():
    names = {one["id"]: one for one in release["breakdowns"]}
    yield ["all", "all", "Everyone", "Everyone", "", "", "no", ";".join(one["id"] for one in release["waves"])]
    for one in release["breakdowns"]:
        for group in one["groups"]:
            yield [
                one["id"], group["id"], group["name"], one["name"], text(one["level"]), text(group["parent"]),
                yes(one["protected"]), ";".join(group["waves"]),
            ]
    for cross in release.get("crosses", []):
        level, characteristic = names[cross["level"]], names[cross["characteristic"]]
        for unit in level["groups"]:
            for column in cross["columns"]:
                yield [
                    cross["id"], f"{unit['id']}×{column['id']}", f"{unit['name']} × {column['name']}",
                    f"{level['name']} × {characteristic['name']}", "", unit["id"], yes(characteristic["protected"]),
                    ";".join(unit["waves"]),
                ]


def measure(one):
    return [
        one["kind"], one["id"], one["text"], one["description"], one.get("formula", ""), text(one["pillar"]), text(one["role"]),
        " | ".join(answer["label"] for answer in one["categories"]), yes(one["reverse"]), yes(one["option"]),
        yes(one["routed"]), yes(one.get("sensitive")), yes(one["mean_points"]), ";".join(one["waves"]),
    ]


def lga():
    whole = {(row["wave"], row["kind"], row["measure"]): row["figures"] for row in release["rows"] if row["group"] == "all"}
    five = ["strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"]
    rate = next((one for one in release["measures"] if one["kind"] == "response"), None)
    asked = release.get("lga_engagement", [])
    for wave in (one["id"] for one in release["waves"]):
        for question in asked:
            ours = MEASURES.get(("question", question.get("measure")))
            if not ours or wave not in ours["waves"]:
                yield [wave, question["id"], question["words"], "not asked", "percent positive", *[""] * 8]
                continue
            cell = whole.get((wave, "question", ours["id"]), {"withheld": "x"})
            one = cell.get("shown")
            told = ["shown", headline(ours, one), *tones(one), str(one["base"])] if one else [cell["withheld"], *[""] * 4]
            same = ours["text"].lower().rstrip(".") == question["words"].lower().rstrip(".")
            answers = [answer["label"].lower() for answer in ours["categories"]] == five
            yield [
                wave, question["id"], question["words"], told[0], "percent positive", *told[1:], ours["id"], ours["text"],
                yes(same), yes(answers),
            ]
        if asked:
            words = "Response rate as a percentage of the workforce"
            there = rate if rate and wave in rate["waves"] else None
            cell = whole.get((wave, "response", there["id"]), {"withheld": "x"}) if there else {"withheld": "x"}
            one = cell.get("shown")
            told = ["shown", headline(there, one), "", "", str(one["base"])] if one else [cell["withheld"], *[""] * 4]
            ids = [there["id"], there["text"]] if there else ["", ""]
            yield [wave, "response-rate", words, told[0], "response rate", *told[1:], *ids, "", ""]


TABLES = {
    "results": [result(row) for row in release["rows"]],
    "waves": [[one["id"], one["label"], one["start"], one["end"], str(one["read"]), str(one["kept"])] for one in release["waves"]],
    "measures": [measure(one) for one in release["measures"]],
    "groups": list(groups()),
    "lga-engagement": list(lga()),
    "representation": [
        [
            one["wave"], one["breakdown"], group["group"] or "not-shown", rounded(group["workforce"]), rounded(group["respondents"]),
            rounded(group["respondents"] - group["workforce"]), rounded(group["rate"]), hundredth(one["r_indicator"]), p(one["p_value"]),
        ]
        for one in every("representation") for group in one["groups"]
    ],
    "weighting": [[one["wave"], ";".join(one["by"]), *weighting(one)] for one in every("weighting")],
    "weighted": [
        [*(one[name] for name in ("wave", "kind", "measure", "breakdown", "group")), rounded(one["value"]), *interval(one)]
        for one in every("weighted")
    ],
    "unanswered": [[one["wave"], one["measure"], rounded(one["share"])] for one in every("unanswered")],
    "spreads": [
        [
            *(one[name] for name in ("wave", "kind", "measure", "breakdown")), str(one["groups"]), one["method"],
            hundredth(one["effect"]), p(one["p_value"]), p(one["p_adjusted"]), p(one["ordinal_p"]), p(one.get("weighted_p")),
            yes(one["differ"]),
        ]
        for one in every("spreads")
    ],
    "consistency": [
        [
            *(text(one[name]) for name in ("wave", "breakdown", "group", "questions", "lower", "higher")), rounded(one["points"]),
            *interval(one), p(one["p_adjusted"]), JOINT[one["verdict"]],
        ]
        for one in every("consistency")
    ],
    "like_for_like": [
        [
            *(one[name] for name in ("wave", "kind", "measure", "group")), ";".join(one["by"]), rounded(one["covered"]),
            value(one["kind"], one["observed"]), rounded(one.get("value")), rounded(one.get("points")), *interval(one),
            WORDS[one["verdict"]],
        ]
        for one in every("like_for_like")
    ],
    "rankings": [
        [
            *(one[name] for name in ("wave", "measure", "breakdown")), yes(one["differ"]), group["group"], rounded(group["value"]),
            *interval(group), hundredth(group["lowest"]), hundredth(group["highest"]),
        ]
        for one in every("rankings") for group in one["groups"]
    ],
    "drivers": [
        [
            *(one[name] for name in ("wave", "outcome", "breakdown", "group")), str(one["base"]), rounded(one["explained"]),
            ";".join(one["left_out"]), share_["question"], rounded(share_["share"]), *interval(share_), rounded(share_["lmg"]),
            text(share_["rank_best"]), text(share_["rank_worst"]),
        ]
        for one in every("drivers") for share_ in one["shares"]
    ],
    "reliability": [
        [
            *(text(one[name]) for name in ("wave", "kind", "measure", "questions", "base")),
            *(hundredth(one[name]) for name in ("alpha", "alpha_low", "alpha_high", "omega", "omega_low", "omega_high")),
        ]
        for one in every("reliability")
    ],
    "decompositions": [
        [
            *(one[name] for name in ("wave", "from", "kind", "measure")), tenth(one["change"]), ";".join(part["groups"]) or "all-others",
            tenth(part["within"]), tenth(part["between"]), tenth(part["within"] + part["between"]),
        ]
        for one in every("decompositions") for part in one["parts"]
    ],
    "trends": [
        [
            *(one[name] for name in ("kind", "measure", "breakdown", "group")), wave, value(one["kind"], number), tenth(one["slope"]),
            tenth(one["low"]), tenth(one["high"]), p(one["p_adjusted"]), WORDS[one["verdict"]],
        ]
        for one in every("trends") for wave, number in zip(one["waves"], one["values"])
    ],
}

wrong, cells = [], 0
there = {file.stem for file in folder.glob("*.csv")}
expected = {name for name, rows in TABLES.items() if rows or name == "results"}
if there != expected:
    wrong.append(f"tables: {sorted(there ^ expected)}")
for name in sorted(there & expected):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    if len(rows) != len(TABLES[name]):
        wrong.append(f"{name}: {len(rows)} rows, not {len(TABLES[name])}")
    for number, (row, own) in enumerate(zip(rows, TABLES[name]), start=2):
        cells += len(row)
        for column, field, should in zip(header, row, own, strict=True):
            if field != inert(should) and not (field == should and field[:1] == "-"):
                wrong.append(f"{name}, row {number}, {column}: {field!r}, not {should!r}")
if wrong:
    print("\n".join(wrong[:20]))
    sys.exit(f"{len(wrong)} cells")
print(f"{len(there)} tables, {cells} cells")
