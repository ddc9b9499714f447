"""Messages that do harm to whoever reads them, each in one way."""

from __future__ import annotations

CAP = 25 * 1024 * 1024


def nested(depth: int) -> bytes:
    """Messages in one another."""
    begins = b"From: a@motorist.example\nSubject: top\n"
    return begins + b"Content-Type: message/rfc822\n\n" * depth + b"Subject: in\n\nhello\n"


def nested_parts(depth: int) -> bytes:
    """Parts in one another."""
    lines = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (at, at) for at in range(depth)
    )
    return b"From: a@motorist.example\nSubject: top\n" + lines + b"\nhello\n"


def many_parts(number: int) -> bytes:
    """Parts beside one another."""
    begins = b'From: a@motorist.example\nSubject: top\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return begins + b"--b\nContent-Type: text/plain\n\nhello\n" * number + b"--b--\n"


def bombs() -> dict[str, bytes]:
    """Each with a subject that says `top`, where it has one."""
    top = b"Subject: top\n"
    page = top + b"Content-Type: text/html\n\n"
    found = {
        "nested 1,500": nested(1_500),
        "nested parts": nested_parts(1_500),
        "50,000 parts": many_parts(50_000),
        "a long subject": b"Subject: top" + b"A" * 600_000 + b"\n\nhello",
        "a folded subject": b"Subject: top" + b"A\n " * 200_000 + b"\n\nhello",
        "open encoded words": b"Subject: top " + b"=?a?q?" * 100_000 + b"\n\nhello",
        "an open quote": top + b'Content-Type: text/plain; a="' + b";" * 600_000 + b"\n\nhello",
        "parameters": top + b"Content-Type: text/plain" + b"; a=b" * 150_000 + b"\n\nhello",
        "a long boundary": top + b"Content-Type: multipart/mixed; boundary=" + b"b" * 600_000 + b"\n\nhello",
        "lines": top + b"\n" * CAP,
        "header lines": top + b"A: b\n" * 3_000_000 + b"\n\nhello",
        "continued lines": top + b" c\n" * 5_000_000 + b"\n\nhello",
        "open tags": page + b"<" * 5_000_000,
        "open comments": page + b"<!--<script><" * 400_000,
        "entities": page + b"<p>&amp;&#99999999;" * 200_000,
        "boundaries": top + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n" * 4_000_000,
    }
    return {name: content[:CAP] for name, content in found.items()}


ODD = {
    "empty": b"",
    "zeros": b"\x00" * 5_000,
    "bad addresses": b"From: <\nTo: a@[\nMessage-ID: <[\nDate: x\nReceived: ;;;\n\nhello",
    "no charset": b"Content-Type: text/plain; charset=nope\n\nhello \xa35",
    "a charset that acts": b"Content-Type: text/plain; charset=unicode_escape\n\nhello \\x1b[2J",
    "a charset that unfolds": b"Content-Type: text/plain; charset=zlib\n\nhello",
    "hidden lines": b"Subject: =?utf-8?q?one=0D=0ABcc:_x@y.example=1B]52?=\n\nhello",
    "a bad encoded word": b"Subject: =?utf-8?b?!!!!?= =?x?q?=?=\n\nhello",
    "a name outside": b'Content-Type: image/png; name="../../etc/passwd"\n\nhello',
    "a date of the year 0": b"Date: Mon, 00 Jan 0000 99:99:99 +9999\n\nhello",
    "a huge date": b"Date: Mon, 01 Jan 99999999999999999999 00:00:00\n\nhello",
    "bad base64": b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n\xff\xfe!!!a",
    "only a colon": b":\n:\n\nhello",
    "surrogates": b"Subject: \xed\xa0\x80\xff\n\n\xed\xb0\x80hello",
}
"""Messages that follow no rule."""
