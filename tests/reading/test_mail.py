"""A message is read for its words, its writer and what is attached; whatever is wrong with it, it is kept."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.reading import headers, mail
from caseworker.reading.inbox import pcns_in
from caseworker.reading.markup import words_of
from tests.hostile import payloads
from tests.reading.mails import ODD, bombs, many_parts
from tests.reading.samples import png

ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def message(**parts: bytes) -> bytes:
    """A message with plain and HTML words and files attached by name."""
    made = EmailMessage()
    made["From"] = "Jö Example <jo@motorist.example>"
    made["Subject"] = "Ticket ZZ1234567A – please read"
    made["Date"] = "Mon, 12 Oct 2026 23:30:00 -0100"
    made.set_content("There was £5 on the meter.\nNo sign – none.")
    made.add_alternative("<p>There was <b>HTML</b></p>", subtype="html")
    for name, content in parts.items():
        made.add_attachment(content, maintype="image", subtype="png", filename=name)
    return made.as_bytes()


def test_words_writer_day_and_attachments() -> None:
    got = mail.read(message(**{"one.png": png(), "notes.doc": b"\xd0\xcf\x11\xe0"}))
    assert got.fault == ""
    assert (got.from_name, got.from_address) == ("Jö Example", "jo@motorist.example")
    assert got.subject == "Ticket ZZ1234567A – please read"
    assert got.text == "There was £5 on the meter.\nNo sign – none."
    assert got.received_on == date(2026, 10, 13)
    first, second = got.attachments
    assert (first.name, first.kind, first.content) == ("one.png", "photo", png())
    assert (first.size, first.sha256) == (len(png()), hashlib.sha256(png()).hexdigest())
    assert (second.name, second.kind, second.content) == ("notes.doc", "other", None)


def test_the_last_servers_day_stands_before_the_writers() -> None:
    begins = b"Received: from a by b; Tue, 13 Oct 2026 08:00:00 +0100\n"
    begins += b"Received: from x by a; Mon, 1 Jan 2024 08:00 +0000\n"
    assert mail.read(begins + b"Date: Mon, 1 Jan 2024 00:00 +0000\n\nx").received_on == date(2026, 10, 13)
    assert mail.read(b"Date: nonsense\n\nx").received_on is None


def test_without_plain_words_those_of_the_page_are_read() -> None:
    made = MIMEText("<style>p{}</style><p>Dear&nbsp;Sir,<br>one &amp; two</p><script>x()</script>end", "html")
    assert mail.read(made.as_bytes()).text == "Dear Sir,\none & two\nend"


def test_a_pdf_is_kept_and_a_bomb_is_only_listed() -> None:
    from tests.reading.test_pictures import bomb

    made = MIMEMultipart()
    for name, content in (("a.pdf", b"%PDF-1.4 x"), ("b.png", bomb(60_000, 60_000))):
        part = MIMEApplication(content)
        part.add_header("Content-Disposition", "attachment", filename=name)
        made.attach(part)
    pdf, picture = mail.read(made.as_bytes()).attachments
    assert (pdf.kind, pdf.content) == ("document", b"%PDF-1.4 x")
    assert (picture.kind, picture.content) == ("other", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\x\\\\y.png"', "y.png"),
        ("filename*=utf-8''%C2%A3%1B%5B2J.png", "£␛[2J.png"),
        (
            'filename="=?utf-8?b?' + base64.b64encode("a\u202egnp.exe".encode()).decode() + '?="',
            "a⟦U+202E⟧gnp.exe",
        ),
        ('filename="' + "Z" + "e\u0301\u0301\u0301\u0301\u0301\u0301" + '.png"', ""),
        ('filename="' + "n" * 600 + '.png"', "n" * 110 + "…" + "nnnnn.png"),
    ],
)
def test_names_of_attached_files_are_their_last_piece_and_safe(line: str, name: str) -> None:
    raw = f"Content-Type: image/png\nContent-Disposition: attachment; {line}\n\nx".encode()
    (got,) = mail.read(raw).attachments
    assert ACTING.search(got.name) is None
    assert "/" not in got.name
    assert len(got.name) <= 130
    if name:
        assert got.name == name
    else:
        assert "⟦+marks⟧" in got.name


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_odd_messages_are_read_as_far_as_they_can_be(content: bytes) -> None:
    got = mail.read(content)
    assert got.fault or "hello" in got.text or got.attachments
    for told in (
        got.text,
        got.subject,
        got.from_name,
        got.from_address,
        *(one.name for one in got.attachments),
    ):
        assert ACTING.search(told) is None


def test_a_message_with_too_many_parts_is_read_at_its_beginning() -> None:
    got = mail.read(many_parts(50_000))
    assert got.fault == "more than 1,000 parts: only its beginning was read; open the original"
    assert got.text.startswith("hello\n")
    assert got.subject == "top"


def test_a_cut_subject_says_so() -> None:
    got = mail.read(b"Subject: " + b"A" * 600_000 + b"\n\nx")
    assert len(got.subject) < 1_000
    assert re.search(r"⟦cut: [\d,]+ more characters; open the original⟧$", got.subject)


def test_words_longer_than_a_cell_may_be_are_cut_and_say_so() -> None:
    got = mail.read(b"Subject: x\n\n" + b"word " * 300_000)
    assert len(got.text) < 1_000_200
    assert "more characters; open the original⟧" in got.text


def test_more_than_25_megabytes_is_not_read() -> None:
    assert "more than 26,214,400 bytes" in mail.read(b"a" * (mail.MAIL_CAP + 1)).fault


@pytest.mark.parametrize("words", payloads.SHORT.values(), ids=payloads.SHORT.keys())
def test_hostile_words_in_a_message_come_out_safe(words: str) -> None:
    raw = words.encode("utf-8", "replace").replace(b"\n", b" ").replace(b"\r", b" ")
    body = words.encode("utf-8", "replace")
    got = mail.read(
        b"From: "
        + raw
        + b" <a@motorist.example>\nSubject: "
        + raw
        + b"\nContent-Type: text/html\n\n<p>"
        + body
    )
    for told in (got.from_name, got.from_address, got.subject, got.text):
        assert ACTING.search(told) is None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_message_changed_anywhere_never_fails(data: st.DataObject) -> None:
    raw = bytearray(message(**{"one.png": png()}))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    got = mail.read(bytes(raw))
    assert ACTING.search(got.text + got.subject + got.from_name) is None


@given(st.binary(max_size=300))
def test_no_bytes_make_a_reader_fail(raw: bytes) -> None:
    mail.read(raw)
    text = raw.decode("latin-1")
    headers.decoded(text)
    headers.writer(text)
    headers.day_of(text)
    words_of(text)


@given(st.text(st.characters(exclude_characters="<>&", exclude_categories=("Cs", "Cc", "Z"))))
def test_words_without_tags_stay_as_they_are(text: str) -> None:
    assert words_of(f"<p>{text}</p>") == text


def test_pcns_are_found_in_words() -> None:
    assert pcns_in("PCN zz 1234567a and ZZ12345678, ZZ1234567A again, AZZ1234567A not") == (
        "ZZ1234567A",
        "ZZ12345678",
    )


def test_a_bomb_has_a_subject_still() -> None:
    assert mail.read(bombs()["nested 1,500"]).subject == "top"
