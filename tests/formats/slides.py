"""Slides: accessible, with charts that can be edited, and no number that the report does not print.

slides.py slides.pptx index.html release.json
"""

import io
import re
import sys
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from figures import Complaints, numbers, page, release

slides, index, released = sys.argv[1:]
complaints = Complaints()
presentation = Presentation(slides)
printed, known = release(released), numbers(page(index))

# The container: every part has a kind, every relationship leads to a part.
with ZipFile(slides) as container:
    names = container.namelist()
    complaints.unless(len(set(names)) == len(names), "a part is there twice")
    complaints.unless({part.date_time for part in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "a time is told")
    types = etree.fromstring(container.read("[Content_Types].xml"))
    kinds = {one.get("PartName") for one in types if one.get("PartName")}
    defaults = {one.get("Extension") for one in types if one.get("Extension")}
    for name in names:
        known_kind = f"/{name}" in kinds or name.rsplit(".", 1)[-1] in defaults - {"xml"}
        complaints.unless(known_kind or name == "[Content_Types].xml", f"{name} has no kind")
        if name.endswith(".rels"):
            for link in etree.fromstring(container.read(name)):
                complaints.unless(link.get("Target").lstrip("/") in names, f"{name}: {link.get('Target')}")
    complaints.unless(kinds <= {f"/{name}" for name in names}, "a kind without a part")


def texts(shapes):
    return [shape.text_frame.text for shape in shapes if shape.has_text_frame and shape.name != "Slide number"]


titles, charts, said = [], 0, set()
for number, slide in enumerate(presentation.slides, 1):
    title = slide.shapes.title
    complaints.unless(title is not None and title.text.strip(), f"slide {number} has no title")
    titles.append(title.text if title is not None else "")
    complaints.unless(slide.has_notes_slide, f"slide {number} has no notes")
    notes = slide.notes_slide.notes_text_frame.text
    complaints.unless(notes.strip(), f"slide {number} has empty notes")
    words = "\n".join([*texts(slide.shapes), notes])
    said |= numbers(words)
    for shape in slide.shapes:
        description = shape._element.xpath(".//p:cNvPr")[0].get("descr")
        if shape.shape_type is not None and not shape.has_text_frame:
            complaints.unless(description, f"slide {number}: {shape.name} has no alternative text")
        if not shape.has_chart:
            continue
        charts += 1
        chart = shape.chart
        plot = chart.plots[0]
        categories = list(plot.categories)
        complaints.unless("index.html" in notes, f"slide {number}: the notes do not say where the table is")
        # The sheet that opens when the chart is edited holds what is drawn, and the numbers beside it are in the notes.
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        rows = list(sheet.iter_rows(values_only=True))
        complaints.unless([row[0] for row in rows[1:]] == categories, f"slide {number}: other rows in its sheet")
        for column, series in enumerate(plot.series, 1):
            complaints.unless(rows[0][column] == series.name, f"slide {number}: another name in its sheet")
            drawn = [row[column] for row in rows[1:]]
            complaints.unless(drawn == list(series.values), f"slide {number}: {drawn} is not {list(series.values)}")
            said |= {str(int(value)) for value in series.values if value is not None}
            reference = series._element.xpath("./c:val/c:numRef/c:f")[0].text
            complaints.unless(f"${chr(65 + column)}$2" in reference, f"slide {number}: {reference}")
            whole = all(value is None or value == int(value) for value in series.values)
            complaints.unless(whole, f"slide {number}: parts of a whole number")
            # Each number is one of its group, or of its measure, at the printed rounding.
            stacked = plot._element.xpath("./c:grouping")[0].get("val") == "stacked"
            for category, value in zip(categories, series.values):
                label = re.sub(r" \([^()]*\)$", "", category)
                figures = printed.get(label, printed["all"])
                good = stacked or value is None or int(value) in figures
                complaints.unless(good, f"slide {number}: {value} is no figure of {label}")
        beside = {str(cell) for row in rows[1:] for cell in row[1 + len(plot.series):] if cell is not None}
        complaints.unless(beside <= numbers(notes), f"slide {number}: {beside - numbers(notes)} is in the sheet alone")

complaints.unless(len(set(titles)) == len(titles), f"titles twice: {titles}")
complaints.unless(charts >= 4, f"{charts} charts")
strange = sorted(said - known)
complaints.unless(not strange, f"numbers that index.html has not: {strange}")
properties = presentation.core_properties
complaints.unless(properties.title and properties.language == "en-GB", "title or language is missing")
complaints.tell()
print(f"{len(titles)} slides, {charts} charts, {len(said)} numbers")
