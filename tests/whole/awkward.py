"""Messages that are awkward to carry: legal or not, each is to arrive as it was submitted.

All but the ones in ``SILENT`` ask Bill for a job, so that each of them can be held, too.
"""

from __future__ import annotations

import base64

ASK = b"Do you have a job for me at your company? Let me know if you hear of anything.\r\n"
TOP = b"From: Sam <sam@example.org>\r\nTo: Bill <bill@example.com>\r\nSubject: Hello\r\n"
MIME = TOP + b"MIME-Version: 1.0\r\n"


def _text(charset: str, encoding: str, body: bytes) -> bytes:
    return (
        MIME
        + f"Content-Type: text/plain; charset={charset}\r\n".encode()
        + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
    )


def _multipart(subtype: str, *parts: bytes, boundary: bytes = b"=_b1") -> bytes:
    joined = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    head = b"Content-Type: multipart/" + subtype.encode() + b'; boundary="' + boundary + b'"'
    return head + b"\r\n\r\n" + joined + b"--" + boundary + b"--\r\n"


PLAIN = b"Content-Type: text/plain\r\n\r\n" + ASK
BINARY = bytes(octet for octet in range(256) if octet not in b"\r\n")
ODD_BASE64 = b"\r\n".join(
    base64.b64encode(ASK)[start : start + width]
    for start, width in ((0, 1), (1, 3), (4, 50), (54, 2), (56, 200))
)

SILENT = {
    "empty": b"",
    "one line end": b"\r\n",
    "a header and no body": TOP,
    "a header and an empty line": TOP + b"\r\n",
    "one dot": b".\r\n",
    "every octet in the header": b"X-All: " + BINARY + b"\r\n" + TOP + b"\r\n.\r\n",
}
HOLDABLE = {
    "no header at all": b"\r\n" + ASK,
    "leading dots": TOP + b"\r\n.\r\n..\r\n...\r\n.x\r\n\r\n.\r\n" + ASK + b".",
    "no line end at the end": TOP + b"\r\n" + ASK.rstrip(),
    "empty lines at the end": TOP + b"\r\n" + ASK + b"\r\n" * 7,
    "trailing blanks": TOP + b"X-Blank:  a  \t \r\n\r\n" + ASK + b" \r\n\t\r\nend   \t \r\n",
    "tabs in the header": TOP.replace(b"Subject: ", b"Subject:\t \t") + b"\r\n" + ASK,
    "folded fields": TOP + b"X-Long: one\r\n\ttwo\r\n   three\r\n \t \r\nX:\r\n y\r\n\r\n" + ASK,
    "names in odd cases": TOP + b"MESSAGE-id: <A@b>\r\nmessage-ID: <c@d>\r\n\r\n" + ASK,
    "blanks before the colon": TOP + b"X-Odd : 1\r\nsubject : 2\r\n\r\n" + ASK,
    "a field without a name": TOP + b": nothing\r\n\r\n" + ASK,
    "From_ in the body": TOP + b"\r\nFrom here\r\n>From there\r\n" + ASK,
    "Return-Path, Bcc and Received of its own": (
        b"Return-Path: <x@example.net>\r\nReceived: from a by b\r\n\twith c\r\n"
        + TOP
        + b"Bcc: ann@example.net\r\n\r\n"
        + ASK
    ),
    "8-bit UTF-8": _text("utf-8", "8bit", "Köln, naïve café – ✓\r\n".encode() + ASK),
    "8-bit Latin 1": _text("iso-8859-1", "8bit", "Köln, naïve café\r\n".encode("latin-1") + ASK),
    "raw 8-bit header": MIME + "X-Raw: Grüße".encode("latin-1") + b"\r\n\r\n" + ASK,
    "a wrong charset": _text("no-such-charset", "8bit", ASK + b"\xff\xfe\x80\r\n"),
    "every octet but CR and LF": _text("utf-8", "8bit", BINARY + b"\r\n" + ASK),
    "NULs": _text("utf-8", "8bit", ASK + b"a\x00b\r\n\x00\r\n\x00\x00\r\n"),
    "a line of 998 octets": TOP + b"\r\n" + ASK + b"x" * 998 + b"\r\n",
    "a line of 20,000 octets": TOP + b"\r\n" + ASK + b"y" * 20_000 + b"\r\nend\r\n",
    "a field of 5,000 octets": TOP + b"X-Long: " + b"z" * 5_000 + b"\r\n\r\n" + ASK,
    "quoted-printable with odd ends": _text("utf-8", "quoted-printable", ASK + b"=\r\n=3D= \r\n"),
    "base64 in odd lines": _text("utf-8", "base64", ODD_BASE64),
    "multipart/signed": MIME
    + _multipart(
        'signed; protocol="application/pkcs7-signature"; micalg=sha-256',
        b"Content-Type: text/plain; format=flowed\r\n\r\n" + ASK + b"-- \r\nSam \r\n",
        b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nMIIB\r\n  AAEC\r\n",
    ),
    "multiparts in multiparts": MIME
    + _multipart(
        "mixed",
        _multipart("alternative", PLAIN, b"Content-Type: text/html\r\n\r\n<p>x", boundary=b"b2"),
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner\r\n",
        b"\r\nno header\r\n",
    ),
    "a preamble and an epilogue": MIME + _multipart("mixed", PLAIN) + b"epilogue\r\n.\r\n",
    "a boundary that never ends": MIME + _multipart("mixed", PLAIN).removesuffix(b"--=_b1--\r\n"),
    "5 MB": TOP
    + b"\r\n"
    + ASK
    + b"0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJK\r\n" * 100_000,
}
EVERY = SILENT | HOLDABLE

ALTERED_BY_POSTFIX = {
    # It ends the last line, and puts an empty line between a header and what is none.
    *("leading dots", "no line end at the end", "base64 in odd lines"),
    *("one dot", "every octet in the header", "a field without a name", "blanks before the colon"),
    # It takes out Return-Path, which is its own to set.
    "Return-Path, Bcc and Received of its own",
}
"""All others it delivers to the last octet as they were submitted."""
