"""Reads finished PDFs as others do: a validator of PDF/UA-1, and the structure that screen readers use."""

import sys
from pathlib import Path

import page
import pikepdf


def elements(node, depth=0):
    """The structure's elements in order of reading."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, depth)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S), node
        if "/K" in node and depth < 90:
            yield from elements(node.K, depth + 1)


def scope(cell):
    """What a header cell is the header of."""
    attributes = cell.get("/A", {})
    each = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(one.Scope) for one in each if "/Scope" in one), None)


def headed(table):
    """Whether a table has a row of headers, then rows of one header each."""
    rows = [row for row in table.K if row.S == "/TR"]
    cells = [[str(cell.S) for cell in row.K] for row in rows]
    first, below = cells[0], cells[1:]
    return set(first) == {"/TH"} and all(
        row[0] == "/TH" and "/TH" not in row[1:] and len(row) == len(first) for row in below
    )


def bookmarks(pdf):
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def embedded(pdf):
    """Every font: its name, and whether its letters are in the file and have a meaning."""
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/DescendantFonts" in font:
            described = font.DescendantFonts[0].FontDescriptor
            yield str(font.BaseFont), any(f"/FontFile{kind}" in described for kind in ("", "2", "3")), "/ToUnicode" in font


def look(path):
    report = page.validate_pdf(path, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and str(root.Lang) == "en-GB" and root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) and "/CreationDate" not in pdf.docinfo and "/Author" not in pdf.docinfo
        fonts = list(embedded(pdf))
        assert fonts and all(inside and told for _, inside, told in fonts), fonts
        kinds = list(elements(root.StructTreeRoot.K))
        headings = [int(kind[2:]) for kind, _ in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
        assert headings[0] == 1 and headings.count(1) == 1, headings
        assert all(later <= earlier + 1 for earlier, later in zip(headings, headings[1:])), headings
        figures = [node for kind, node in kinds if kind == "/Figure"]
        assert figures and all(len(str(node.get("/Alt", ""))) > 20 for node in figures)
        scopes = [scope(node) for kind, node in kinds if kind == "/TH"]
        assert set(scopes) == {"/Column", "/Row"}, set(scopes)
        tables = [node for kind, node in kinds if kind == "/Table"]
        assert tables and all(headed(table) for table in tables)
        assert sum(kind == "/Caption" for kind, _ in kinds) >= len(tables)
        marks = bookmarks(pdf)
        assert marks and marks[0] == "In brief", marks
        print(f"{Path(path).name}: {report.rules.passed} of {report.rules.total} rules,", end=" ")
        print(f"{len(pdf.pages)} pages, {len(tables)} tables, {len(figures)} pictures, {len(marks)} bookmarks")


for path in sys.argv[1:]:
    look(path)
