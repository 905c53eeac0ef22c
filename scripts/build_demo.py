"""Makes the PDF, DOCX and XLSX documents of the example case from scripts/demo_sources/, to the byte the same each time.

Run it by hand after changing a source, then scripts/anchor_demo.py; the results are committed. It needs reportlab, python-docx and
openpyxl in the Python that runs it; reportlab is no dependency of the package:

    python -m venv scratch && scratch/bin/pip install reportlab python-docx openpyxl && scratch/bin/python scripts/build_demo.py
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "demo_sources"
DOCUMENTS = HERE.parent / "witnessmark" / "demo" / "documents"
MARK = "EXERCISE, NOT EVIDENCE"
POOL = "Quayside Press Pool, Reading Desk"
DESK = "Reading Desk"


@dataclass(frozen=True)
class Notes:
    """A source: `# title`, `@ by whom, when`, `! the exercise's mark`, `## heading`, `| row | of | a table`, paragraphs."""

    title: str
    bylines: tuple[str, ...]
    mark: str
    lines: tuple[str, ...]


def notes(name: str) -> Notes:
    lines = [line for line in (SOURCES / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    bylines = tuple(line.removeprefix("@ ") for line in lines if line.startswith("@ "))
    title, mark, *rest = [line for line in lines if not line.startswith("@ ")]
    return Notes(title.removeprefix("# "), bylines, mark.removeprefix("! "), tuple(rest))


def write_pdf(source: str, out: Path, made: datetime) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = str(int(made.timestamp()))
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import CondPageBreak, Paragraph, SimpleDocTemplate, Spacer

    text = notes(source)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=12.5, leading=19, spaceAfter=9)
    head = ParagraphStyle("head", parent=body, fontName="Helvetica-Bold", fontSize=14, leading=20, spaceBefore=14)
    title = ParagraphStyle("title", parent=head, fontSize=20, leading=26, spaceBefore=0)
    byline = ParagraphStyle("byline", parent=body, fontName="Times-Italic", fontSize=11, leading=14, spaceAfter=1)
    boxed = ParagraphStyle("boxed", parent=body, borderWidth=1, borderColor="black", borderPadding=7, spaceBefore=22, spaceAfter=20)
    flow = [Paragraph(text.title, title), *(Paragraph(line, byline) for line in text.bylines)]
    flow.append(Paragraph(text.mark.replace(MARK, f"<b>{MARK}</b>"), boxed))
    for line in text.lines:
        if line.startswith("## "):
            flow += [CondPageBreak(60 * mm), Paragraph(line.removeprefix("## "), head)]
        else:
            flow.append(Paragraph(line, body))
    flow.append(Spacer(1, 4 * mm))

    def foot(canvas: object, doc: object) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(28 * mm, 14 * mm, f"{MARK}. {POOL}")
        canvas.drawRightString(A4[0] - 28 * mm, 14 * mm, f"Page {doc.page}")

    document = SimpleDocTemplate(
        str(out), pagesize=A4, leftMargin=28 * mm, rightMargin=28 * mm, topMargin=24 * mm, bottomMargin=28 * mm, title=text.title,
        author=DESK, subject=f"{MARK}. Our paraphrase of a source that we do not hold", lang="en", creator="scripts/build_demo.py",
    )
    document.build(flow, onFirstPage=foot, onLaterPages=foot)


def write_docx(source: str, out: Path, made: datetime) -> None:
    from docx import Document
    from docx.shared import Pt

    text = notes(source)
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    core = document.core_properties
    core.author = core.last_modified_by = DESK
    core.title, core.subject, core.comments, core.language = text.title, MARK, "", "en"
    core.created = core.modified = made.replace(tzinfo=None)
    document.sections[0].footer.paragraphs[0].text = f"{MARK}. {POOL}"
    document.add_heading(text.title, level=0)
    for line in text.bylines:
        document.add_paragraph(line).runs[0].italic = True
    marked = document.add_paragraph()
    marked.add_run(f"{MARK}.").bold = True
    marked.add_run(text.mark.removeprefix(f"{MARK}."))
    table = None
    for line in text.lines:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            if table is None:
                table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for slot, cell in zip(table.add_row().cells, cells, strict=True):
                slot.text = cell
        elif line.startswith("## "):
            document.add_heading(line.removeprefix("## "), level=1)
        else:
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    repack(buffer, out, drop="docProps/thumbnail.jpeg")


def write_xlsx(out: Path, made: datetime) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    rows = list(csv.reader(io.StringIO((SOURCES / "places.csv").read_text(encoding="utf-8"))))
    book = Workbook()
    about = book.active
    about.title = "About"
    for line in (SOURCES / "about-places.txt").read_text(encoding="utf-8").splitlines():
        about.append([line])
    about["A1"].font = Font(bold=True)
    about.column_dimensions["A"].width = 110
    number = rows[0].index("count")
    sheet = book.create_sheet("Places")
    for n, row in enumerate(rows):
        sheet.append([int(cell) if n and i == number else cell or None for i, cell in enumerate(row)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for i, name in enumerate(rows[0]):
        sheet.column_dimensions[sheet.cell(1, i + 1).column_letter].width = min(48, 2 + max(len(name), *(len(row[i]) for row in rows)))
    sheet.freeze_panes = "B2"
    sheet.oddHeader.center.text = MARK
    book.properties.creator = book.properties.lastModifiedBy = DESK
    book.properties.title, book.properties.subject = "Reported places: a list for the exercise", MARK
    book.properties.created = made.replace(tzinfo=None)
    buffer = io.BytesIO()
    book.save(buffer)
    repack(buffer, out, modified=made)


def repack(buffer: io.BytesIO, out: Path, *, drop: str = "", modified: datetime | None = None) -> None:
    """Write an OOXML package with fixed times, in the order of its names, so that equal content gives equal bytes."""
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if name == drop:
                continue
            data = old.read(name)
            if name == "_rels/.rels" and drop:
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            if name == "docProps/core.xml" and modified:
                stamp = modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(member, data)


def main() -> None:
    write_pdf("first-report.txt", DOCUMENTS / "15-first-report-notes.pdf", datetime(2022, 9, 20, 12, tzinfo=UTC))
    write_pdf("second-report.txt", DOCUMENTS / "16-second-report-notes.pdf", datetime(2022, 12, 8, 12, tzinfo=UTC))
    write_docx("spain-answer.txt", DOCUMENTS / "17-spain-answer-notes.docx", datetime(2023, 2, 15, 12, tzinfo=UTC))
    write_xlsx(DOCUMENTS / "21-places.xlsx", datetime(2025, 1, 15, 12, tzinfo=UTC))


if __name__ == "__main__":
    main()
