"""G5: pages leave as pixels. Nothing under a box can be recovered, in three ways of looking, and its width tells nothing of the words.

The full size: WITNESSMARK_LARGE=1 (500 pages); else 25. Each protection is switched off once, and the loss is seen.
"""

import base64
import ctypes
import json
import math
import os
import random
import re
import shutil
import subprocess
import zlib

import pypdfium2 as pdfium
import pytest

from tests.protect.planting import search
from witnessmark.engine.local import Limits, outcomes
from witnessmark.extract.readers.pdf import read_pdf
from witnessmark.protect import painting
from witnessmark.protect.gate import inspect
from witnessmark.protect.layers import layers_of
from witnessmark.protect.metadata import metadata_left
from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import Picture, Sheet, pdf_of, picture_of, png_of, sheets_of
from witnessmark.protect.redact import Box, Shown, page_jobs, redact_job, redacted_from
from witnessmark.records.canonical import canonical, sha256
from witnessmark.records.documents import Disclosure
from witnessmark.records.faults import Damaged, Misused

PAGES = 500 if os.environ.get("WITNESSMARK_LARGE") == "1" else 25
SYLLABLES = ("zeb", "quor", "fax", "lin", "mar", "tol", "ven", "dro", "pik", "ulo", "sha", "gren", "bai", "ost")
LINES = (
    ("The man whom they visited is called ", " and he lives above the shop in the old harbour."),
    ("On the second day ", " was told by telephone to come home at once."),
    ("They asked the neighbours where ", " had gone, and left a number."),
    ("Nobody but ", " heard what was said in the back room of the office."),
)


def name_of(chance, syllables):
    return " ".join("".join(chance.choice(SYLLABLES) for _ in range(part)).title() for part in ((syllables + 1) // 2, max(1, syllables // 2)))


def page_of(lines, *, size=11):
    """The stream of a page: each line's pieces flow, or stand where an x is given."""
    said = []
    for n, pieces in enumerate(lines):
        said.append(b"BT /F1 %d Tf 1 0 0 1 60 %d Tm " % (size, 760 - 40 * n))
        for piece in pieces:
            across, words = piece if isinstance(piece, tuple) else (0, piece)
            if across:
                said.append(b"1 0 0 1 %d %d Tm " % (across, 760 - 40 * n))
            said.append(b"(" + words.encode("latin-1") + b") Tj ")
        said.append(b"ET\n")
    return b"".join(said)


def document(*streams, page=b"", info=b"", more=(), font=b""):
    face = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % font
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", face, b"<<" + info + b">>"]
    kids = []
    for stream in streams:
        packed = zlib.compress(stream)
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>/Contents %d 0 R%s>>"
            % (5 + 2 * len(streams), len(objects) + 2, page)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream")
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects += list(more)
    out, places = b"%PDF-1.5\n", []
    for number, said in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + said + b"endobj\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + head + b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def text_of(content):
    return read_pdf(content, document=sha256(content)).text


def spans_of(text, *secrets):
    return [(match.start(), match.end()) for secret in secrets for match in re.finditer(re.escape(secret), text.content)]


def redacted(folder, content, *, secrets=(), boxes=(), shown=None, text=None):
    path = folder / "document"
    path.write_bytes(content)
    text = text or text_of(content)
    jobs = page_jobs(text, path=path, spans=spans_of(text, *secrets), boxes=boxes, shown=shown)
    return redacted_from([redact_job(job) for job in jobs])


def streams_of(content):
    out = [content]
    for match in re.finditer(rb"stream\r?\n", content):
        try:
            out.append(zlib.decompressobj().decompress(content[match.end() :]))
        except zlib.error:
            continue
    return out


def recovered(folder, content, secrets, *, ocr=True):
    """Which secrets are found, by which way of looking."""
    found = set()
    with pdfium.PdfDocument(content) as opened:
        said = " ".join(page.get_textpage().get_text_range() for page in opened)
        comments = sum(pdfium.raw.FPDFPage_GetAnnotCount(page.raw) for page in opened)
    ways = {"pdfium": said}
    if shutil.which("pdftotext"):
        (folder / "looked.pdf").write_bytes(content)
        ways["pdftotext"] = subprocess.run(["pdftotext", str(folder / "looked.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    if ocr and shutil.which("tesseract"):
        with pdfium.PdfDocument(content) as opened:
            for number, page in enumerate(opened):
                picture = folder / f"looked-{number}.png"
                page.render(scale=300 / 72).to_pil().save(picture)
                ran = subprocess.run(["tesseract", str(picture), "-"], capture_output=True, check=True)
                ways["tesseract"] = ways.get("tesseract", "") + ran.stdout.decode()
    parts = {part.casefold() for secret in secrets for part in (secret, *secret.split()) if len(part) > 4}
    found |= {(how, part) for how, words in ways.items() for part in parts if part in words.casefold()}
    for blob in streams_of(content):
        low = blob.lower()
        for part in parts:
            found |= {("bytes", part) for form in (part.encode(), part.encode("utf-16-be"), part.encode("utf-16-le"), part.encode().hex().encode()) if form in low}
    if comments:
        found.add(("comments", str(comments)))
    return found


def nibbles(picture, row):
    line = picture.rows[row * picture.stride : (row + 1) * picture.stride]
    return [half for byte in line for half in (byte >> 4, byte & 15)]


def widths_of(png):
    """The widths of the boxes on a page, measured in its pixels: bands of rows with a long run of black, the least run of each band."""
    picture, bands, before = picture_of(png), [], False
    for row in range(picture.height):
        line = picture.rows[row * picture.stride : (row + 1) * picture.stride]
        runs = [2 * len(match) for match in re.findall(rb"\0{60,}", line)]
        if runs and not before:
            bands.append(min(runs))
        elif runs:
            bands[-1] = min(bands[-1], *runs)
        before = bool(runs)
    return bands


def chi_square(pairs):
    """The probability that two labels are independent (Pearson), by the Wilson-Hilferty approximation."""
    rows, columns = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    freedom = (len(rows) - 1) * (len(columns) - 1)
    if freedom == 0:
        return 1.0
    total = 0.0
    for row in rows:
        for column in columns:
            expected = sum(a == row for a, _ in pairs) * sum(b == column for _, b in pairs) / len(pairs)
            total += (sum(pair == (row, column) for pair in pairs) - expected) ** 2 / expected
    z = ((total / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))
    return 0.5 * math.erfc(z / math.sqrt(2))


def drill(folder, pages, *, shown=None, seed=5):
    """Redact pages with invented names under boxes. Returns what was recovered, and (length of the name, width of the box) of each line."""
    chance, found, pairs = random.Random(seed), set(), []
    for number in range(pages):
        secrets = [name_of(chance, chance.randint(2, 7)) for _ in LINES]
        order = chance.sample(LINES, len(LINES))
        content = document(page_of([(before, secret, after) for (before, after), secret in zip(order, secrets, strict=True)]))
        made = redacted(folder, content, secrets=secrets, shown=shown)
        found |= recovered(folder, made.pdf, secrets, ocr=number % 10 == 0)
        widths = widths_of(made.pages[0])
        assert len(widths) == len(secrets)
        pairs += [(min(3, len(secret) // 6), width) for secret, width in zip(secrets, widths, strict=True)]
    return found, pairs


@pytest.mark.parametrize("shown", [Shown(), Shown(beside=True)], ids=["lines", "beside"])
def test_nothing_is_recovered_and_the_width_tells_nothing(tmp_path, shown):
    found, pairs = drill(tmp_path, PAGES // 2 + (1 if shown.beside else 0) or 1, shown=shown)
    assert found == set()
    assert len({length for length, _ in pairs}) >= 3
    assert chi_square(pairs) > 0.01
    print(f"G5 {shown}: {len(pairs)} boxes, 0 recovered, chi-square p = {chi_square(pairs):.2f}")


def test_the_looking_finds_what_is_there(tmp_path):
    content = document(page_of([("called ", "Zebquor Faxlinmar", " here")]))
    ways = {"pdfium", "bytes"} | {tool for tool in ("pdftotext", "tesseract") if shutil.which(tool)}
    assert {how for how, _ in recovered(tmp_path, content, ["Zebquor Faxlinmar"])} == ways


def test_other_words_under_a_box_give_the_same_bytes(tmp_path):
    """The strongest of the ways to look: what is under the box has no influence at all on what leaves."""
    chance = random.Random(9)
    for shown in (Shown(), Shown(beside=True)):
        made = set()
        for _ in range(6):
            secret = name_of(chance, chance.randint(2, 6))
            content = document(page_of([("called ", (120, secret), (420, "and lives here."))]))
            made.add(redacted(tmp_path, content, secrets=[secret], shown=shown))
        assert len(made) == 1


def test_the_words_beside_a_narrow_box_stay_and_those_of_a_line_go(tmp_path):
    content = document(page_of([("called ", (120, "Zebquor Faxlin"), (420, "and lives here.")), ("Another line.",)]))
    beside, lines = (redacted(tmp_path, content, secrets=["Zebquor Faxlin"], shown=shown).pages[0] for shown in (Shown(beside=True), Shown()))
    assert widths_of(beside) == [painting.WIDE]
    assert widths_of(lines) == [picture_of(lines).width]
    ink = {png: sum(level < 8 for row in range(215, 235) for level in nibbles(picture_of(png), row)) for png in (beside, lines)}
    assert 0 < ink[beside] < ink[lines]


def test_the_same_words_elsewhere_on_the_page_and_in_part_are_covered_too(tmp_path):
    content = document(page_of([("called ", "Zebquor Faxlin", " here"), ("ZEBQUOR FAXLIN again",), ("and nothing else",)]))
    made = redacted(tmp_path, content, secrets=["Zebquor Faxlin"], shown=Shown(beside=True))
    assert len(widths_of(made.pages[0])) == 2
    part = redacted(tmp_path, content, secrets=["bquor Faxl"], shown=Shown(beside=True))
    whole = redacted(tmp_path, content, secrets=["Zebquor Faxlin"], shown=Shown(beside=True))
    assert widths_of(part.pages[0])[0] == widths_of(whole.pages[0])[0]


def test_a_name_over_two_lines_is_covered_on_both(tmp_path):
    content = document(page_of([("They asked for the man whom everybody in the town calls old Zebquor",), ("Faxlinmar, and left.",)]).replace(b"60 720", b"60 747"))
    text = text_of(content)
    start = text.content.index("Zebquor")
    path = tmp_path / "document"
    path.write_bytes(content)
    jobs = page_jobs(text, path=path, spans=[(start, text.content.index("Faxlinmar") + 9)])
    assert len(jobs[0]["marks"]) == 2
    made = redacted_from([redact_job(job) for job in jobs])
    assert recovered(tmp_path, made.pdf, ["Zebquor Faxlinmar"]) == set()


def test_letters_outside_the_basic_plane_are_counted_as_the_reader_counts_them(tmp_path):
    chars = b"1 begincodespacerange<00><ff>endcodespacerange 1 beginbfchar<5a><d842dfb7>endbfchar 1 beginbfrange<61><7a><0061>endbfrange"
    table = b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap " + chars + b" endcmap end end"
    more = [b"<</Length %d>>stream\n" % len(table) + table + b"\nendstream"]
    made = []
    for secret in ("Zquorfax", "Zlin"):
        content = document(page_of([("zzz ", (120, secret), (420, "and here"))]), more=more, font=b"/ToUnicode 7 0 R")
        text = text_of(content)
        assert "\U00020bb7" in text.content
        made.append(redacted(tmp_path, content, secrets=["\U00020bb7" + secret[1:]], shown=Shown(beside=True), text=text).pages[0])
    assert made[0] == made[1]
    assert widths_of(made[0]) == [painting.WIDE]


def test_a_large_page_is_painted_with_fewer_pixels(tmp_path):
    content = document(page_of([("Words.",)]), page=b"/UserUnit 1").replace(b"[0 0 595 842]", b"[0 0 9000 14000]")
    path = tmp_path / "document"
    path.write_bytes(content)
    job = {"document": sha256(content), "path": str(path), "page": 1, "marks": [], "boxes": [], "pictures": False, "beside": False}
    picture = picture_of(redacted_from([redact_job(job)]).pages[0])
    assert 30_000_000 < picture.width * picture.height <= painting.MOST_PIXELS
    with pytest.raises(Unopened, match="four sides"):
        redacted_from([redact_job({**job, "boxes": [["1", "2"]]})])
    with pytest.raises(Misused):
        redact_job([])


def test_what_is_no_picture_is_no_value():
    for wrong in ({"width": 0, "height": 1, "rows": b""}, {"width": 2, "height": 2, "rows": b"123"}, {"width": 70_000, "height": 1, "rows": bytes(70_000)}):
        with pytest.raises(ValueError, match="no picture"):
            Picture(**wrong)
    with pytest.raises(ValueError, match="16 greys"):
        pdf_of([Sheet(width=1, height=1, png=png_of(Picture(width=1, height=1, rows=b"x")))])


def test_a_line_that_is_not_found_again_goes_whole(tmp_path):
    content = document(page_of([("called ", "Zebquor Faxlin", " here")]))
    path = tmp_path / "document"
    path.write_bytes(content)
    text = text_of(content)
    job = page_jobs(text, path=path, spans=spans_of(text, "Zebquor Faxlin"), shown=Shown(beside=True))[0]
    job["marks"][0]["words"] = "other words altogether, read by another reader"
    made = redacted_from([redact_job(job)])
    assert widths_of(made.pages[0]) == [picture_of(made.pages[0]).width]


def test_a_turned_page_and_a_cropped_one_are_covered_where_they_are_seen(tmp_path):
    secret = "Zebquor Faxlin"
    for page in (b"/Rotate 180", b"/CropBox[40 40 500 800]", b"/Rotate 90", b"/Rotate 270"):
        made = []
        for words in (secret, "Ostulo Pikgren"):
            content = document(page_of([("called ", (120, words), (420, "and here"))]), page=page)
            made.append(redacted(tmp_path, content, secrets=[words]).pages[0])
        assert made[0] == made[1], page


PICTURE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"


def test_pictures_stay_covered_until_somebody_says_that_they_may_be_seen(tmp_path):
    stream = page_of([("Words of the page.",)]) + b"q 100 0 0 100 300 300 cm /X Do Q"
    content = document(stream, more=[PICTURE])
    hidden, seen = (redacted(tmp_path, content, shown=Shown(pictures=pictures)).pages[0] for pictures in (False, True))
    middle = [picture_of(png).rows[picture_of(png).stride * 1360 + 470] for png in (hidden, seen)]
    assert middle == [0x00, 0x88]
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</Y %d 0 R>>>>/Length 5>>stream\n/Y Do\nendstream"
    nested = document(stream, more=[form % 8, PICTURE])
    png = redacted(tmp_path, nested).pages[0]
    assert picture_of(png).rows[picture_of(png).stride * 1360 + 470] == 0


def test_a_scanned_page_is_covered_line_by_line_with_room(tmp_path):
    stream = b"q 595 0 0 842 0 0 cm /X Do Q " + page_of([("called ", "Zebquor Faxlin", " here")])
    content = document(stream, more=[PICTURE])
    png = redacted(tmp_path, content, secrets=["Zebquor Faxlin"], shown=Shown(pictures=True, beside=True)).pages[0]
    assert set(widths_of(png)) == {picture_of(png).width}


def test_comments_stamps_and_fields_are_covered(tmp_path):
    stream = b"q 0.2 g 1 0 0 1 0 0 cm BT /F1 20 Tf 10 10 Td (Zebquor) Tj ET Q"
    look = b"<</Type/XObject/Subtype/Form/BBox[0 0 100 40]/Resources<</Font<</F1 3 0 R>>>>/Length %d>>stream\n" % len(stream) + stream + b"\nendstream"
    for kind in (b"/Stamp", b"/FreeText", b"/Square", b"/Link"):
        comment = b"/Annots[<</Type/Annot/Subtype%s/Rect[300 300 400 340]/F 4/AP<</N 7 0 R>>>>]" % kind
        png = redacted(tmp_path, document(page_of([("Words.",)]), page=comment, more=[look])).pages[0]
        picture = picture_of(png)
        assert {picture.rows[picture.stride * row + 480] for row in range(1400, 1500, 10)} == {0}, kind


def test_a_person_s_box_is_of_the_same_widths_and_an_area_is_an_area(tmp_path):
    content = document(page_of([("called Zebquor Faxlin here",)]))
    line = Box(page=1, left=100, bottom=757, right=190, top=770)
    for right in (150, 190, 230):
        box = Box(page=1, left=100, bottom=757, right=right, top=770)
        assert widths_of(redacted(tmp_path, content, boxes=[box], shown=Shown(beside=True)).pages[0]) == [painting.WIDE]
    assert widths_of(redacted(tmp_path, content, boxes=[line]).pages[0]) == [1652]
    area = Box(page=1, left=100, bottom=200, right=300, top=400)
    (width,) = widths_of(redacted(tmp_path, content, boxes=[area]).pages[0])
    assert 555 < width < 600


def test_boxes_that_would_touch_go_to_the_edges():
    two = [(100.0, 50.0, 200.0, 70.0), (500.0, 50.0, 600.0, 70.0)]
    assert {box[::2] for box in painting.laid(two, width=1600, height=2000)} == {(0.0, 1600.0)}
    apart = [(100.0, 50.0, 200.0, 70.0), (900.0, 50.0, 1000.0, 70.0)]
    assert {box[2] - box[0] for box in painting.laid(apart, width=1600, height=2000)} == {600.0}
    long = [(100.0, 50.0, 900.0, 70.0), (100.0, 150.0, 120.0, 170.0)]
    assert {box[::2] for box in painting.laid(long, width=1600, height=2000)} == {(0.0, 1600.0)}
    assert painting.laid([(10.0, 10.0, 20.0, 900.0)], width=1600, height=2000)[0][1::2] == (0.0, 2000.0)


@pytest.mark.parametrize("left", range(0, 1600, 37))
def test_a_box_covers_its_run_wherever_it_stands(left):
    for length in (3, 90, 480, 600, 1200):
        run = (float(left), 333.0, float(min(1600, left + length)), 352.0)
        (box,) = painting.laid([run], width=1600, height=2000)
        assert box[0] <= run[0] < run[2] <= box[2]
        assert box[1] < run[1] < run[3] < box[3]
        assert box[2] - box[0] in (600, 1600)


# --- the files -------------------------------------------------------------------------------------------------------------------------


def test_the_pdf_is_one_revision_with_nothing_beside_its_pixels(tmp_path, document_of_release):
    content = document(page_of([("called Zebquor Faxlin here",)]), page_of([("more",)]), info=b"/Author(Somebody)/Title(Zebquor Faxlin)")
    one, again = (redacted(tmp_path, content, secrets=["Zebquor Faxlin"]) for _ in range(2))
    assert one == again
    assert len(one.pages) == 2 == len(sheets_of(one.pdf))
    assert one.pdf.count(b"%%EOF") == 1
    assert list(metadata_left(one.pdf)) == [] == list(metadata_left(one.pages[0]))
    with pdfium.PdfDocument(one.pdf) as opened:
        assert opened.get_metadata_dict(skip_empty=True) == {"Producer": "witnessmark"}
        assert opened[0].get_size() == (595.0, 842.0)
        assert opened.count_attachments() == 0
        seen = opened[0].render(scale=1652 / 595, grayscale=True)
        assert (seen.width, seen.height) == (1652, 2338)
    for file in (one.pdf, *one.pages):
        for layer in layers_of(file, carrier="file"):
            assert not search("Zebquor Faxlin\n").in_text(layer.text)
    file = tmp_path / "bundle" / "data" / "sha256" / sha256(one.pdf)[:2] / sha256(one.pdf)
    file.parent.mkdir(parents=True)
    file.write_bytes(one.pdf)
    (tmp_path / "document").unlink()
    (tmp_path / "looked.pdf").unlink(missing_ok=True)
    assert inspect(tmp_path, release=document_of_release(sha256(one.pdf), Disclosure.WHOLE), terms=()) is None


def test_the_pdf_shows_what_the_picture_holds():
    rows = bytes(random.Random(3).randrange(256) for _ in range(20 * 31))
    content = pdf_of([Sheet(width=40, height=31, png=png_of(Picture(width=40, height=31, rows=rows, depth=4)))])
    with pdfium.PdfDocument(content) as opened:
        bitmap = opened[0].render(scale=1, grayscale=True)
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    shown = [data[y * bitmap.stride + x] for y in range(31) for x in range(40)]
    assert shown == [half * 17 for byte in rows for half in (byte >> 4, byte & 15)]


def test_a_file_of_ours_with_one_byte_more_or_less_is_none():
    png = png_of(Picture(width=4, height=2, rows=b"\x12\x34\x56\x78", depth=4))
    pdf = pdf_of([Sheet(width=4, height=2, png=png)])
    assert png_of(picture_of(png)) == png
    assert pdf_of(sheets_of(pdf)) == pdf
    for content, made in ((png, picture_of), (pdf, sheets_of)):
        for at in range(len(content)):
            for other in (content[:at] + b"\0" + content[at:], content[:at], content[:at] + content[at + 1 :]):
                with pytest.raises(Unopened):
                    made(other)
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            try:
                assert made(changed) != made(content), "a byte that says nothing"
            except Unopened:
                continue


def test_a_picture_that_unpacks_to_too_much_is_refused():
    head = png_of(Picture(width=65_535, height=1, rows=bytes(65_535 * 3), colour=True))
    bomb = head[:20] + (65_535).to_bytes(4) + head[24:]
    with pytest.raises(Unopened):
        picture_of(bomb)


def test_what_is_no_place_or_no_page_with_geometry_is_refused(tmp_path):
    content = document(page_of([("called Zebquor Faxlin here",)]))
    text = text_of(content)
    for span in ((-1, 3), (0, 0), (0, 10_000)):
        with pytest.raises(Misused):
            page_jobs(text, path=tmp_path, spans=[span])
    bare = type(text)(document=text.document, reader="html", reader_version="1", content="words", pages=text.pages)
    with pytest.raises(Misused, match="not known"):
        page_jobs(bare, path=tmp_path, spans=[(0, 5)])
    with pytest.raises(Misused, match="0 pages"):
        page_jobs(type(text)(document="", reader="", reader_version="", content="words"), path=tmp_path, spans=[])
    path = tmp_path / "document"
    path.write_bytes(content + b"x")
    with pytest.raises(Damaged):
        redact_job(page_jobs(text, path=path, spans=[])[0])
    path.write_bytes(content)
    with pytest.raises(Unopened, match="no such page"):
        redacted_from([redact_job(page_jobs(text, path=path, spans=[], shown=Shown(pages=(9,)))[0])])


@pytest.mark.parametrize(
    "said",
    [b"", b"{}", b"[]", b'{"reason":"","png":"!","width":1,"height":1}', b'{"reason":"","png":"","width":1,"height":1}'],
)
def test_of_a_process_that_read_hostile_bytes_only_pixels_are_taken(said):
    with pytest.raises(Unopened):
        redacted_from([said])
    png = png_of(Picture(width=4, height=1, rows=b"\x12\x34", depth=4))
    for raw in (png + b"behind", png[:-12] + b"\0\0\0\4tEXtA\0bc" + b"\0\0\0\0" + png[-12:], png_of(Picture(width=2, height=1, rows=b"ab"))):
        answer = canonical({"reason": "", "png": base64.b64encode(raw).decode(), "width": 10, "height": 10})
        with pytest.raises(Unopened):
            redacted_from([answer])


def test_the_engine_paints_in_a_process_with_limits(tmp_path):
    content = document(page_of([("called Zebquor Faxlin here",)]), page_of([("more",)]))
    path = tmp_path / "document"
    path.write_bytes(content)
    text = text_of(content)
    jobs = page_jobs(text, path=path, spans=spans_of(text, "Zebquor Faxlin"))
    limits = Limits(memory=1 << 30, seconds=30, output=1 << 26)
    found = list(outcomes("witnessmark.protect.redact:redact_job", jobs, workers=1, limits=limits, readable=[tmp_path]))
    assert [outcome.fault for outcome in found] == ["", ""]
    by_page = {outcome.job["page"]: outcome.result for outcome in found}
    assert redacted_from([by_page[1], by_page[2]]) == redacted(tmp_path, content, secrets=["Zebquor Faxlin"])


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing", b"", b"\0" * 99])
def test_what_is_no_pdf_gives_a_reason_without_its_words(tmp_path, content):
    path = tmp_path / "document"
    path.write_bytes(content)
    job = {"document": sha256(content), "path": str(path), "page": 1, "marks": [], "boxes": [], "pictures": False, "beside": False}
    assert json.loads(redact_job(job))["reason"] == "the PDF is damaged or encrypted"


# --- each protection switched off once -------------------------------------------------------------------------------------------------


def test_fault_no_box_is_seen_by_its_pixels(tmp_path, monkeypatch):
    monkeypatch.setattr(painting, "_over_words", lambda *_, **__: [])
    made = set()
    for secret in ("Zebquor", "Ostulo"):
        made.add(redacted(tmp_path, document(page_of([("called ", (120, secret))])), secrets=[secret]))
    assert len(made) == 2, "other words give other bytes: something is seen"


def test_fault_width_follows_text_is_seen(tmp_path, monkeypatch):
    def follows(runs, *, width, height, whole=False):
        return [(left - 8, top - 6, max(right + 8, left + 130), bottom + 26) for left, top, right, bottom in runs]

    monkeypatch.setattr(painting, "laid", follows)
    monkeypatch.setattr("tests.protect.test_redact.widths_of", _any_widths)
    _, pairs = drill(tmp_path, 12, shown=Shown(beside=True))
    assert chi_square([(length, width // 40) for length, width in pairs]) < 0.01


def _any_widths(png):
    picture, found = picture_of(png), []
    for n in range(len(LINES)):
        middle = round((842 - 760 + 40 * n - 3) * 200 / 72)
        line = "".join("#" if level == 0 else "." for level in nibbles(picture, middle))
        found.append(max(len(match) for match in re.findall("#+", line)))
    return found


def test_fault_text_layer_kept_is_seen(tmp_path):
    content = document(page_of([("called Zebquor Faxlin here",)]))
    made = redacted(tmp_path, content, secrets=["Zebquor Faxlin"]).pdf
    layer = b"BT 3 Tr /F1 11 Tf 60 760 Td (Zebquor Faxlin) Tj ET"
    kept = re.sub(rb"<</Length \d+>>\nstream\nq ", b"<</Length %d>>\nstream\n%s q " % (len(layer) + 30, layer), made)
    kept = kept.replace(b"/XObject<<", b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<<")
    assert recovered(tmp_path, kept, ["Zebquor Faxlin"])
    assert list(metadata_left(kept))


def test_fault_a_box_drawn_as_a_comment_is_seen(tmp_path):
    box = b"/Annots[<</Type/Annot/Subtype/Square/Rect[90 750 200 775]/IC[0 0 0]>>]"
    content = document(page_of([("called Zebquor Faxlin here",)]), page=box)
    assert {how for how, _ in recovered(tmp_path, content, ["Zebquor Faxlin"])} >= {"pdfium", "comments"}
    assert "comments or links of the PDF" in list(metadata_left(content))


def test_fault_an_older_revision_kept_is_seen(tmp_path):
    content = document(page_of([("called Zebquor Faxlin here",)]))
    made = redacted(tmp_path, content, secrets=["Zebquor Faxlin"]).pdf
    assert recovered(tmp_path, made + content, ["Zebquor Faxlin"])
    assert "earlier versions of the PDF" in list(metadata_left(made + content))


def test_fault_blur_instead_of_a_box_is_seen(tmp_path, monkeypatch):
    """A mosaic follows what is under it: other words give other bytes."""
    real = painting._painted

    def mosaic(paper, covers):
        plain = real(paper, [])
        return bytes((byte & 0xC0) | (byte & 0xC0) >> 4 for byte in plain)

    monkeypatch.setattr(painting, "_painted", mosaic)
    made = {redacted(tmp_path, document(page_of([("called ", (120, s))])), secrets=[s]).pdf for s in ("Zebquor", "Ostulo")}
    assert len(made) == 2


@pytest.mark.parametrize("fault", ["author", "attachment", "identifier"])
def test_fault_metadata_added_to_the_pdf_is_seen(tmp_path, fault):
    made = redacted(tmp_path, document(page_of([("Words.",)]))).pdf
    added = {
        "author": made.replace(b"<</Producer(witnessmark)>>", b"<</Producer(witnessmark)/Author(x)>>"),
        "attachment": made.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/Names<</EmbeddedFiles<</Names[]>>>>>>"),
        "identifier": made.replace(b"/Info 3 0 R>>", b"/Info 3 0 R/ID[<00><00>]>>"),
    }[fault]
    assert added != made
    assert len(list(metadata_left(added))) > 1
