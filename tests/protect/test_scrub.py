"""U2: a picture leaves as its pixels. Planted metadata of every carrier, the cropped picture that was not cropped, bombs, hostile bytes."""

import base64
import io
import json
import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from tests.protect.planting import NAME, refused
from witnessmark.engine.local import Limits, outcomes
from witnessmark.protect import scrub
from witnessmark.protect.metadata import metadata_left
from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import picture_of, png_of
from witnessmark.protect.scrub import decoded, scrub_job, scrubbed_from
from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Damaged, Misused

CANARY = b"Zebulon Quorfax was here"


def pixels(mode="RGB", size=(64, 40)):
    chance = random.Random(4)
    image = Image.new("RGB", size)
    image.putdata([(x * 3 % 256, y * 5 % 256, chance.randrange(256)) for y in range(size[1]) for x in range(size[0])])
    return image.convert(mode)


def saved(form, image=None, **more):
    out = io.BytesIO()
    (image or pixels()).save(out, form, **more)
    return out.getvalue()


def exif(*, orientation=1, gps=True):
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x013B] = CANARY.decode()
    said[0x9286] = CANARY.decode()
    if gps:
        said.get_ifd(0x8825).update({1: "N", 2: (41.0, 23.0, 7.0), 3: "E", 4: (2.0, 10.0, 5.0)})
        said.get_ifd(0x8769).update({0x927C: b"MAKER" + CANARY, 0x9003: "2022:10:26 12:00:00"})
    return said.tobytes()


def segment(mark, said):
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(said) + 2) + said


def jpeg(*segments, behind=b"", **more):
    plain = saved("JPEG", **more)
    return plain[:2] + b"".join(segments) + plain[2:] + behind


def texts():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", CANARY.decode())
    said.add_itxt("Comment", CANARY.decode(), zip=True)
    said.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CANARY.decode()}</x:xmpmeta>")
    return said


XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 5 + len(CANARY)) + b"\x1c\x02\x50\0" + bytes([len(CANARY)]) + CANARY
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
THUMB = b"JFXX\0\x10" + saved("JPEG", pixels(size=(8, 8)))

PLANTED = {
    "EXIF with coordinates (GPS)": saved("JPEG", exif=exif()),
    "EXIF with a maker's note": saved("JPEG", exif=exif()),
    "an artist's name": saved("JPEG", exif=exif(gps=False)),
    "XMP": jpeg(segment(0xE1, XMP)),
    "IPTC": jpeg(segment(0xED, IPTC)),
    "an ICC profile and its description": saved("JPEG", icc_profile=PROFILE),
    "a comment or text": jpeg(segment(0xFE, CANARY)),
    "an embedded thumbnail": jpeg(segment(0xE0, THUMB)),
    "bytes behind the image": jpeg(behind=CANARY),
    "other data of a program": jpeg(segment(0xEC, b"Ducky" + CANARY)),
    "PNG: EXIF": saved("PNG", exif=exif()),
    "PNG: XMP": saved("PNG", pnginfo=texts()),
    "PNG: a comment or text": saved("PNG", pnginfo=texts()),
    "PNG: an ICC profile and its description": saved("PNG", icc_profile=PROFILE),
    "PNG: bytes behind the image": saved("PNG") + CANARY,
    "PNG: other chunks": saved("PNG", dpi=(72, 72)),
    "GIF: a comment or text": saved("GIF", comment=CANARY),
    "GIF: bytes behind the image": saved("GIF") + CANARY,
    "WebP: EXIF": saved("WEBP", exif=exif()),
    "WebP: XMP": saved("WEBP", xmp=XMP),
    "WebP: an ICC profile and its description": saved("WEBP", icc_profile=PROFILE),
    "WebP: bytes behind the image": saved("WEBP") + CANARY,
    "TIFF: an artist's name": saved("TIFF", tiffinfo={0x013B: CANARY.decode()}),
    "TIFF: a comment or text": saved("TIFF", tiffinfo={0x010E: CANARY.decode()}),
}


def anew(content):
    return png_of(decoded(content))


@pytest.mark.parametrize("carrier", PLANTED)
def test_a_planted_carrier_is_named_and_gone(tmp_path, carrier):
    content = PLANTED[carrier]
    told = list(metadata_left(content))
    assert carrier.rpartition(": ")[2] in told
    made = anew(content)
    assert list(metadata_left(made)) == []
    assert CANARY[:7].lower() not in made.lower()
    with Image.open(io.BytesIO(made)) as image:
        assert not image.info
        assert not image.getexif()
    assert refused(tmp_path, made, words=f"{NAME}\nZebulon Quorfax\n", name="a.png") == set()


KINDS = {
    "JPEG": ("RGB", "L", "1", "CMYK"), "PNG": ("RGB", "L", "1", "P", "RGBA", "LA", "I;16"), "GIF": ("RGB", "L", "1", "P", "RGBA", "LA"),
    "WEBP": ("RGB", "L", "P", "RGBA", "LA"), "TIFF": ("RGB", "L", "1", "P", "RGBA", "LA", "CMYK", "I;16"),
}


@pytest.mark.parametrize(("form", "mode"), [(form, mode) for form, modes in KINDS.items() for mode in modes])
def test_every_kind_of_pixels_is_made_anew_to_the_same_bytes(form, mode):
    image = pixels("L").point(lambda v: v * 256, "I").convert("I;16") if mode == "I;16" else pixels(mode)
    content = saved(form, image)
    made = anew(content)
    assert made == anew(content)
    with Image.open(io.BytesIO(made)) as image, Image.open(io.BytesIO(content)) as before:
        assert image.size == before.size
        assert image.mode in ("RGB", "L")
        shown = before.convert("RGB") if mode != "I;16" else before.point(lambda v: v / 256).convert("L").convert("RGB")
        if "A" not in mode:
            assert max(abs(a - b) for a, b in zip(image.convert("RGB").tobytes(), shown.tobytes(), strict=True)) <= 4


def test_a_picture_is_upright_and_forgets_how_it_was_held():
    image = pixels()
    turned = anew(saved("JPEG", image, exif=exif(orientation=6)))
    assert (picture_of(turned).width, picture_of(turned).height) == (40, 64)


def test_what_was_cropped_away_is_gone():
    """The phones that cropped a picture by writing the shorter file over the longer one: the rest of the longer one stayed behind."""
    whole, cropped = saved("PNG", pixels(size=(300, 300))), saved("PNG", pixels(size=(20, 20)))
    left = cropped + whole[len(cropped) :]
    assert "bytes behind the image" in list(metadata_left(left))
    assert anew(left) == anew(cropped)
    longer, shorter = saved("JPEG", pixels(size=(300, 300))), saved("JPEG", pixels(size=(20, 20)))
    left = shorter + longer[len(shorter) :]
    assert "bytes behind the image" in list(metadata_left(left))
    assert anew(left) == anew(shorter)


def test_what_lies_under_transparent_pixels_is_gone():
    image = Image.new("RGBA", (30, 30), (10, 200, 30, 0))
    for content in (saved("PNG", image), saved("WEBP", image, lossless=True, exact=True)):
        assert set(picture_of(anew(content)).rows) == {255}
    indexed = Image.new("P", (2, 1))
    indexed.putpalette([9, 9, 9, 200, 0, 0])
    indexed.putdata([0, 1])
    assert picture_of(anew(saved("PNG", indexed, transparency=1))).rows == bytes([8, 8, 8, 255, 255, 255])


def test_what_is_written_in_the_lowest_bits_is_gone():
    plain = pixels()
    marked = Image.frombytes("RGB", plain.size, bytes((byte & 0xFC) | 2 for byte in plain.tobytes()))
    other = Image.frombytes("RGB", plain.size, bytes((byte & 0xFC) | 1 for byte in plain.tobytes()))
    assert anew(saved("PNG", marked)) == anew(saved("PNG", other))


def test_a_large_picture_is_made_smaller():
    picture = decoded(saved("JPEG", pixels(size=(400, 300)).resize((3000, 1000))))
    assert (picture.width, picture.height) == (2048, 683)


def test_moving_pictures_and_several_pages_are_refused():
    for form in ("GIF", "WEBP", "TIFF", "PNG"):
        content = saved(form, save_all=True, append_images=[pixels().rotate(90)])
        with pytest.raises(Unopened, match="2 pictures"):
            decoded(content)


def chunk(kind, said):
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def test_bombs_are_refused(monkeypatch):
    flood = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    with pytest.raises(Unopened, match="more than 178,000,000"):
        decoded(flood + chunk(b"IEND", b""))
    monkeypatch.setattr(scrub, "MOST_PIXELS", 2000)
    with pytest.raises(Unopened, match="more than"):
        decoded(saved("GIF"))
    assert decoded(saved("GIF", pixels(size=(20, 20)))).width == 20


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_with_a_way_out(brand):
    content = b"\0\0\0\x18ftyp" + brand + bytes(40)
    with pytest.raises(Unopened, match="save the picture as JPEG or PNG"):
        decoded(content)
    assert list(metadata_left(content))


@pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.4", b"BM" + bytes(60), saved("PNG")[:60], saved("JPEG")[:300], saved("GIF")[:20]])
def test_what_is_no_picture_is_refused_without_its_words(content):
    with pytest.raises(Unopened):
        decoded(content)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF"]), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6))
def test_changed_bytes_make_a_picture_or_a_reason(form, changes):
    content = bytearray(HOSTILE[form])
    for at, value in changes:
        content[at % len(content)] = value
    try:
        made = anew(bytes(content))
    except Unopened:
        return
    finally:
        list(metadata_left(bytes(content)))
    assert list(metadata_left(made)) == []


HOSTILE = {form: saved(form, pixels(size=(12, 9)), exif=exif()) for form in ("JPEG", "PNG", "WEBP", "TIFF")} | {"GIF": saved("GIF", pixels(size=(12, 9)))}


def test_the_job_checks_its_bytes_and_answers_with_a_picture_or_a_reason(tmp_path):
    content = PLANTED["EXIF with coordinates (GPS)"]
    path = tmp_path / "picture"
    path.write_bytes(content)
    assert scrubbed_from(scrub_job({"document": sha256(content), "path": str(path)})) == anew(content)
    with pytest.raises(Damaged):
        scrub_job({"document": sha256(b"x"), "path": str(path)})
    with pytest.raises(Misused):
        scrub_job([])
    path.write_bytes(b"text")
    with pytest.raises(Unopened, match="no picture that is known"):
        scrubbed_from(scrub_job({"document": sha256(b"text"), "path": str(path)}))
    for said in (b"", b"[]", b"{}", b'{"reason":"","png":"?"}', b'{"reason":"","png":""}'):
        with pytest.raises(Unopened):
            scrubbed_from(said)


def test_the_engine_decodes_in_a_process_with_limits(tmp_path):
    jobs = []
    for n, content in enumerate((PLANTED["XMP"], b"II*\0" + bytes(50))):
        path = tmp_path / str(n)
        path.write_bytes(content)
        jobs.append({"document": sha256(content), "path": str(path)})
    limits = Limits(memory=2 << 30, seconds=30, output=1 << 26)
    found = {o.job["path"]: o for o in outcomes("witnessmark.protect.scrub:scrub_job", jobs, workers=1, limits=limits, readable=[tmp_path])}
    assert {outcome.fault for outcome in found.values()} == {""}
    assert scrubbed_from(found[jobs[0]["path"]].result) == anew(PLANTED["XMP"])
    assert json.loads(found[jobs[1]["path"]].result)["reason"]


# --- each protection switched off once -------------------------------------------------------------------------------------------------


FAULTS = {
    "EXIF copied": lambda _: saved("PNG", exif=exif()),
    "text copied": lambda _: saved("PNG", pnginfo=texts()),
    "profile copied": lambda _: saved("PNG", icc_profile=PROFILE),
    "thumbnail kept": lambda _: jpeg(segment(0xE0, THUMB)),
    "bytes behind kept": lambda content: anew(content) + CANARY,
    "the original copied": lambda content: content,
    "a chunk before the pixels": lambda content: anew(content)[:33] + chunk(b"tEXt", b"Author\0" + CANARY) + anew(content)[33:],
    "a second run of pixels": lambda content: anew(content)[:-12] + chunk(b"IDAT", zlib.compress(CANARY)) + anew(content)[-12:],
    "more rows than are shown": lambda content: _more_rows(anew(content)),
    "time of the last change": lambda content: anew(content)[:-12] + chunk(b"tIME", bytes(7)) + anew(content)[-12:],
}


def _more_rows(png):
    size = struct.unpack_from(">I", png, 33)[0]
    rows = zlib.decompress(png[41 : 41 + size]) + CANARY
    return png[:33] + chunk(b"IDAT", zlib.compress(rows, 6)) + png[-12:]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(tmp_path, fault):
    made = FAULTS[fault](PLANTED["EXIF with coordinates (GPS)"])
    assert list(metadata_left(made))
    with pytest.raises(Unopened):
        scrubbed_from(json.dumps({"reason": "", "png": base64.b64encode(made).decode()}).encode())


@pytest.mark.parametrize(
    ("name", "seen"),
    [("_COARSE", test_what_is_written_in_the_lowest_bits_is_gone), ("_on_white", test_what_lies_under_transparent_pixels_is_gone)],
)
def test_a_step_that_is_left_out_is_seen(monkeypatch, name, seen):
    left_out = {"_COARSE": bytes(range(256)), "_on_white": lambda image: image.convert("RGB")}
    monkeypatch.setattr(scrub, name, left_out[name])
    with pytest.raises(AssertionError):
        seen()


def test_orientation_that_is_not_applied_is_seen(monkeypatch):
    monkeypatch.setattr("PIL.ImageOps.exif_transpose", lambda image: image)
    with pytest.raises(AssertionError):
        test_a_picture_is_upright_and_forgets_how_it_was_held()
