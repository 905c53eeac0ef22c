"""Makes the files that the tests read: minimal PDFs by hand, Word files, workbooks, messages and pages by their libraries."""

import hashlib
import io
from email.message import EmailMessage

DOCUMENT = "d" * 64


def stream(lines, *, x=72, y=770, size=11, lead=14, before=""):
    """A content stream of lines of text."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F1 {size} Tf {before} {lead} TL {x} {y} Td {shown} ET\n".encode()


def pdf(pages, *, info="", font=None, encrypt=None):
    """A PDF with the given content streams. `font` replaces the font object; `encrypt` is a password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>".encode(),
        font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode(),
        _to_unicode({1: "五", 2: "十", 3: "四", 4: "个", 5: "服", 6: "务", 7: "站"}),
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    trailer = b""
    if encrypt:
        objects.append(_standard_security(encrypt))
        trailer = b" /Encrypt %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]" % len(objects)
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


CHINESE = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 7 /Widths [1000 1000 1000 1000 1000 1000 1000] "
    b"/ToUnicode 5 0 R >>"
)


def _to_unicode(codes):
    rows = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for code, char in codes.items())
    body = (
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange\n<00> <ff>\n"
        f"endcodespacerange\n{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def _standard_security(password):
    """The standard handler, revision 2, with a user password: enough that nobody opens it without."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    padded = (password.encode() + pad)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    ident = bytes.fromhex("00112233445566778899aabbccddeeff")
    key = hashlib.md5(padded + owner + (-44).to_bytes(4, "little", signed=True) + ident).digest()[:5]
    user = _rc4(key, pad)
    return b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode())


def _rc4(key, data):
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def saved(thing):
    """The bytes of a Word document or a workbook."""
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def message(**more):
    """A message with both bodies and an attachment."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Una Reportera <una@example.org>", "mesa@example.org"
    mail["Date"], mail["Subject"] = "Wed, 26 Oct 2022 23:30:00 +0200", "关于西班牙九个服务站的说明"
    mail.set_content(more.get("plain", "三个在巴塞罗那。\n三个在瓦伦西亚。"))
    mail.add_alternative("<p>三个在巴塞罗那。</p>", subtype="html")
    mail.add_attachment("añadido".encode(), maintype="text", subtype="plain", filename="informe ñ.txt")
    return mail.as_bytes()


PARAGRAPH = "The report counts nine stations in Spain, three in Barcelona, three in Valencia, two in Madrid and one in Santiago. "


def page(body="", *, head="", paragraphs=6):
    """A page as newspapers make them, with what stands around an article."""
    article = "".join(f"<p>Paragraph {n}. {PARAGRAPH * 2}It goes on with <b>bold</b>&nbsp;words.</p>" for n in range(paragraphs))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nine stations | The Example</title>{head}</head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner" style="position:fixed"><p>We and our 823 partners use cookies. Accept all?</p></div>
<main><article><header><h1>Nine stations</h1></header>{article}{body}
<p>The last paragraph of the article says that the ministry did not answer before this edition went to print.</p></article>
<aside class="ads"><h3>Read also</h3><ul><li><a href="/x">Ten things that you never knew</a></li></ul><p>Advertisement</p></aside></main>
<footer><p>Copyright The Example. All rights reserved.</p></footer></body></html>""".encode()
