"""Numbers of a text, and those that the report's own page and the release print."""

import html
import json
import math
import re

NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")


def numbers(text):
    return set(NUMBER.findall(text))


def page(path):
    """The text of index.html, with that of its pictures."""
    text = open(path, encoding="utf-8").read()
    text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def whole(value):
    return math.floor(value + 0.5 + 1e-9)


def release(path):
    """By name of a group and by text of a measure: every whole number that a figure of theirs prints as."""
    data = json.load(open(path, encoding="utf-8"))
    groups = {group["id"]: group["name"] for one in data["breakdowns"] for group in one["groups"]}
    measures = {(one["kind"], one["id"]): one["text"] for one in data["measures"]}
    printed = {}
    for row in data["rows"]:
        shown = row["figures"].get("shown")
        if not shown:
            continue
        group, measure = row["group"], measures[(row["kind"], row["measure"])]
        name = measure if group == "all" else groups.get(group)
        figures = {whole(shown["value"])}
        change = (row.get("change") or {}).get("shown")
        if change and change.get("difference"):
            # Over the questions that both surveys asked, the earlier score is this one less the change.
            figures.add(whole(shown["value"] - change["difference"]["points"]))
        printed.setdefault(name, set()).update(figures)
        if group == "all":
            printed.setdefault("all", set()).update(figures)
    return printed


class Complaints:
    """What is wrong, told at the end."""

    def __init__(self):
        self.all = []

    def unless(self, good, words):
        if not good:
            self.all.append(words)

    def tell(self):
        if self.all:
            raise SystemExit("\n".join(self.all))
