"""Every number of a PDF is on the page of the same report, and every number of the page is in the PDF."""

import subprocess
import sys

import pikepdf
from figures import Complaints, numbers, page

complaints = Complaints()
compared = 0
for pdf, html in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True).stdout
    with pikepdf.open(pdf) as document:
        # "Page 3 of 31" and the list of contents.
        pages = {str(number) for number in range(1, len(document.pages) + 1)}
    printed, shown = numbers(text), numbers(page(html))
    compared += len(printed | shown)
    complaints.unless(printed <= shown | pages, f"{pdf}: not on the page: {sorted(printed - shown - pages)[:20]}")
    complaints.unless(shown <= printed, f"{html}: not in the PDF: {sorted(shown - printed)[:20]}")
complaints.tell()
print(f"{compared} numbers compared")
