"""Mail: the message is a document, its attachments are documents of their own, and no message is too odd for the run."""

import base64
import random
import time
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collect.makers import SMALL, mail, opened, packed
from witnessmark.collect.limits import Limits
from witnessmark.records.canonical import canonical, sha256
from witnessmark.records.documents import How

SENDER = b"From a@example.org Mon May  2 10:00:00 2022\n"


def test_attachments_come_out_and_the_words_do_not():
    data = random.Random(1).randbytes(5000)
    message = mail(("Liste 九.csv", b"a,b\n"), ("x.bin", data))
    found, left = opened(message)
    assert left == []
    assert [(c.member, c.name, c.content) for c in found] == [("Liste 九.csv", "Liste 九.csv", b"a,b\n"), ("x.bin", "x.bin", data)]
    assert {c.parent for c in found} == {sha256(message)}
    assert {c.how for c in found} == {How.MAIL}
    assert found[0].declared == "application/octet-stream"
    assert found[0].remark == "part 2"


def test_a_plain_message_has_no_members():
    assert opened(mail()) == ([], [])


def test_html_and_text_are_the_message_and_pictures_are_not():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = "a@example.org", "b@example.org", "x", "<1@example.org>"
    message.set_content("Nine.")
    message.add_alternative("<p>Nine.</p>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", maintype="image", subtype="png", cid="<a>")
    (one,), left = opened(message.as_bytes())
    assert (one.content, one.member, one.declared, left) == (b"\x89PNG", "part 2.2", "image/png", [])


def test_a_message_that_is_nothing_but_a_document_gives_it():
    message = b"From: a@example.org\r\nTo: b@example.org\r\nMessage-ID: <1@x>\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    message += b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF-1.7") + b"\r\n"
    (one,), _ = opened(message)
    assert (one.content, one.name) == (b"%PDF-1.7", "a.pdf")


def test_a_forwarded_message_is_a_document_with_attachments_of_its_own():
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"], inner["Message-ID"] = "c@example.org", "a@example.org", "fw", "<2@example.org>"
    inner.set_content("Look.")
    inner.add_attachment(b"x,y\n", maintype="text", subtype="csv", filename="deep.csv")
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"], outer["Message-ID"] = "a@example.org", "b@example.org", "fw", "<1@example.org>"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    found, left = opened(outer.as_bytes())
    assert left == []
    assert [(c.member, c.declared) for c in found] == [("part 2", "message/rfc822"), ("deep.csv", "text/csv")]
    assert found[1].parent == sha256(found[0].content)


def test_an_archive_in_a_mail_in_a_mailbox_comes_out():
    message = mail(("all.zip", packed(("a.txt", b"nine"))))
    mailbox = SENDER + message + b"\n" + SENDER + mail() + b"\n"
    found, left = opened(mailbox)
    assert left == []
    assert [c.member for c in found] == ["message 1", "all.zip", "a.txt", "message 2"]
    assert found[0].content == message
    assert found[0].parent == found[3].parent == sha256(mailbox)
    assert found[2].parent == sha256(found[1].content)
    assert found[0].remark == "mailbox line: From a@example.org Mon May  2 10:00:00 2022"


def test_words_that_begin_with_from_do_not_cut_a_message():
    message = mail(text="One.\n\nFrom Madrid they came.\n\nFrom: nobody\n\n>From here.\n")
    found, _ = opened(SENDER + message + b"\n" + SENDER + mail())
    assert [c.content for c in found] == [message, mail()]


def test_a_mailbox_with_windows_line_ends_is_cut_in_the_same_places():
    message = mail(("a.bin", b"x")).replace(b"\n", b"\r\n")
    found, _ = opened((SENDER + b"").replace(b"\n", b"\r\n") + message + b"\r\n" + SENDER.replace(b"\n", b"\r\n") + message)
    assert [c.content for c in found if c.member.startswith("message")] == [message, message]


def test_damaged_base64_gives_what_can_be_read_and_says_so():
    message = mail(("a.bin", b"stations" * 100))
    cut = message[: message.find(b"c3RhdGlvbn") + 600]
    (one,), left = opened(cut)
    assert one.content[:8] == b"stations"
    assert "damaged or cut off" in one.remark
    assert left == []


def test_names_of_attachments_are_data():
    for name in ("../../etc/passwd", "C:\\x.txt", "\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe"):
        found, _ = opened(mail((name, b"x")))
        assert [c.member for c in found] == [name]
    (long,), _ = opened(mail(("n" * 4000, b"x")))
    assert len(long.member) <= 1001


def test_odd_header_fields_never_raise():
    odd = [b"name*0*=utf-8''%ZZ; name*1", b'name="' + b"a" * 20_000, b"name==?utf-8?b?####?=", b"name*=klingon'x'%41"]
    odd.append(b"name*99999999999=x")
    for field in odd:
        message = b"From: a@x\r\nTo: b@x\r\nMessage-ID: <1@x>\r\nContent-Type: application/pdf; " + field + b"\r\n\r\nx"
        found, _ = opened(message)
        assert len(found) == 1


def test_layers_without_end_are_named():
    body = b"Content-Type: text/plain\r\n\r\nx"
    for level in range(60):
        mark = b"b%d" % level
        body = b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark + b"\r\n" + body + b"\r\n--" + mark + b"--\r\n"
    found, left = opened(b"From: a@x\r\nTo: b@x\r\nMessage-ID: <1@x>\r\n" + body)
    assert found == []
    assert "more than 20 layers" in left[0].why


def test_more_parts_than_the_limit_are_named():
    head = b"From: a@x\r\nTo: b@x\r\nMessage-ID: <1@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n"
    found, left = opened(head + part * 80 + b"--b--\r\n")
    assert len(found) <= SMALL.members
    assert any("more than 50" in one.why for one in left)


def test_hostile_mail_does_not_hold_up_the_run():
    head = b"From: a@x\r\nTo: b@x\r\nMessage-ID: <1@x>\r\nContent-Type: multipart/mixed; boundary="
    began = time.monotonic()
    opened(head + b"-\r\n\r\n" + b"---" * 1_000_000, limits=Limits())
    opened(head + b"b\r\n\r\n" + b"--bx\r\n" * 300_000, limits=Limits())
    opened(head + b"b\r\n\r\n" + b"--b\r\n" * 300_000, limits=Limits())
    opened(SENDER + b"X: y\n\n" + b"\nFrom \n" * 300_000, limits=Limits())
    opened(b"From: a@x\r\nTo: b@x\r\nMessage-ID: <1@x>\r\nContent-Type: a/b" + b';";' * 100_000 + b"\r\n\r\nx", limits=Limits())
    assert time.monotonic() - began < 30


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damage_never_raises(data):
    content = bytearray(SENDER + mail(("a.txt", b"x" * 90), ("b.zip", packed(("c", b"d")))) + b"\n" + SENDER + mail())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(40, len(content) - 1))] = data.draw(st.integers(0, 255))
    found, _ = opened(bytes(content[: data.draw(st.integers(len(content) // 3, len(content)))]))
    for one in found:
        assert canonical([one.member, one.name, one.came_from, one.remark, one.declared])
