"""A committee paper: accessible, complete, and with no number that the report does not print.

paper.py committee-paper.docx index.html
"""

import sys
from zipfile import ZipFile

from docx import Document
from lxml import etree

from figures import Complaints, numbers, page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
paper, index = sys.argv[1:]


def words(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


complaints = Complaints()
document = Document(paper)
body = document.element.body

# Headings are styles, begin with the first level, and leave no level out.
levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.lower().startswith("heading")]
complaints.unless(levels and levels[0] == 1, f"headings begin at {levels[:1]}")
complaints.unless(all(b - a <= 1 for a, b in zip(levels, levels[1:])), "a level of headings is left out")
complaints.unless([p.style.name for p in document.paragraphs].count("Title") == 1, "there is not one title")
wanted = ["Introduction", "Executive summary", "Findings", "Recommendations", "Method and confidentiality"]
headings = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]
complaints.unless(headings == wanted, f"the parts are {headings}")

# Tables: one header row that is repeated, no merged and no missing cells, rows that stay whole, a description.
for table in document.tables:
    xml = table._tbl
    rows = xml.findall(f"{W}tr")
    marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    complaints.unless(marked == [True] + [False] * (len(rows) - 1), "not exactly the first row is a header")
    complaints.unless(not list(xml.iter(f"{W}gridSpan", f"{W}vMerge")), "cells are merged")
    columns = len(xml.findall(f"{W}tblGrid/{W}gridCol"))
    complaints.unless(all(len(row.findall(f"{W}tc")) == columns for row in rows), "a row has other cells")
    complaints.unless(xml.find(f"{W}tblPr/{W}tblCaption") is not None, "a table has no title")
    complaints.unless(all(cell.text.strip() for cell in table.rows[0].cells), "a column has no name")
complaints.unless(3 <= len(document.tables) <= 6, f"{len(document.tables)} tables")

# Language, title, dates, and nothing of a person.
with ZipFile(paper) as container:
    styles = etree.fromstring(container.read("word/styles.xml"))
    names = container.namelist()
    complaints.unless(len(set(names)) == len(names), "a part is there twice")
    complaints.unless({part.date_time for part in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "a time is told")
languages = {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")}
complaints.unless(languages == {"en-GB"}, f"languages {languages}")
properties = document.core_properties
complaints.unless(properties.title and properties.language == "en-GB", "title or language is missing")
complaints.unless(properties.created == properties.modified, "two dates")

# What the officer fills in says so, in words.
controls = list(body.iter(f"{W}sdt"))
filled = [words(control).strip() for control in controls]
complaints.unless(len(controls) >= 6, f"{len(controls)} things to fill in")
complaints.unless(all(text.startswith("[To fill in: ") for text in filled), f"{filled}")

# Numbers.
text = "\n".join(words(p) for p in body.iter(f"{W}p"))
strange = sorted(numbers(text) - numbers(page(index)))
complaints.unless(not strange, f"numbers that index.html has not: {strange}")
complaints.tell()
print(f"{len(document.tables)} tables, {len(numbers(text))} numbers, {len(text.split())} words")
