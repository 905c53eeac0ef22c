"""A picture is made anew from its pixels: what a camera, a phone or a program wrote beside them stays behind.

`scrub_job` decodes in a process with limits; `scrubbed_from` takes pixels from it and makes every byte anew.
"""

from __future__ import annotations

import base64
import io
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import Picture, picture_of, png_of
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.faults import Damaged, Misused

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 178_000_000
"""Pixels that a picture may have; the decoder's own bound is a little higher."""
SIDE = 2048
"""Pixels of the longer side of what leaves: as much as a screen shows, and less of what tells one camera from another."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_COARSE = bytes((n & 0xFC) | (n >> 6) for n in range(256))
"""The two lowest bits of a sample are not seen; whatever is written in them goes."""


def scrub_job(job: Json) -> bytes:
    """Return the canonical JSON of a picture made anew: `png` in base 64, or `reason` where it cannot leave.

    The job: `document`, `path`. Raises Damaged where the bytes are not those of the document.
    """
    if not isinstance(job, Mapping):
        raise Misused("a job to scrub is an object")
    content = Path(str(job["path"])).read_bytes()
    if sha256(content) != job["document"]:
        raise Damaged(f"the bytes of document {job['document']} are not what they were: nothing is made of them")
    try:
        picture = decoded(content)
    except Unopened as why:
        return canonical({"reason": str(why), "png": ""})
    return canonical({"reason": "", "png": base64.b64encode(png_of(picture)).decode()})


def scrubbed_from(result: bytes) -> bytes:
    """Return the PNG of what a job gave. Raises Unopened with its reason, or where it gave no picture."""
    try:
        said = json.loads(result)
        reason, png = str(said["reason"])[:200], base64.b64decode(str(said["png"]), validate=True)
    except (ValueError, TypeError, KeyError):
        raise Unopened("what decoded the picture gave none") from None
    if reason:
        raise Unopened(reason)
    return png_of(picture_of(png))


def decoded(content: bytes) -> Picture:
    """Return the pixels of a picture, upright, on white, no larger than a screen. Raises Unopened with a reason."""
    from PIL import Image, UnidentifiedImageError

    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise Unopened("HEIC and AVIF are not decoded here: save the picture as JPEG or PNG and collect that")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes; they are looked at here
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                return _upright(image)
    except UnidentifiedImageError:
        raise Unopened("it is no picture that is known here: JPEG, PNG, GIF, WebP or TIFF") from None
    except Image.DecompressionBombError:
        raise Unopened(f"it has more than {MOST_PIXELS:,} pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError) as fault:
        raise Unopened(f"the picture is damaged ({type(fault).__name__})") from None


def _upright(image: Image) -> Picture:
    from PIL import ImageOps

    if image.width * image.height > MOST_PIXELS:
        raise Unopened(f"it has more than {MOST_PIXELS:,} pixels")
    # A camera's JPEG may hold a second picture for depth or preview: the first is the one that is seen.
    frames = 1 if image.format in ("JPEG", "MPO") else getattr(image, "n_frames", 1)
    if frames != 1:
        raise Unopened(f"it has {frames} pictures in it: a moving picture or several pages are not published as one")
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (SIDE, SIDE))
    image.load()
    flat = _on_white(ImageOps.exif_transpose(image))
    flat.thumbnail((SIDE, SIDE), reducing_gap=None)
    return Picture(width=flat.width, height=flat.height, rows=flat.tobytes().translate(_COARSE), colour=flat.mode == "RGB")


def _on_white(image: Image) -> Image:
    """Return the picture in grey or colour: what lies under a transparent pixel goes."""
    from PIL import Image as Images

    if image.mode.startswith("I") or image.mode == "F":
        image = image.point(lambda value: value / 256).convert("L") if image.mode != "F" else image.convert("L")
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.mode in ("RGB", "CMYK", "YCbCr", "LAB", "HSV") and "transparency" not in image.info:
        return image.convert("RGB")
    whole = image.convert("RGBA")
    white = Images.new("RGBA", whole.size, (255, 255, 255, 255))
    white.alpha_composite(whole)
    return white.convert("RGB")
