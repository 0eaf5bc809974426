"""Letters as a mail client writes them: each call is another press of Send."""

from __future__ import annotations

import itertools

ASK = (
    "Do you have a job for me at your company? Here is my resume, let me know if you know of "
    "anything."
)
ASK_AGAIN = (
    "We were all laid off in May. Do you know anyone who is hiring an operations manager? "
    "Please keep me in mind."
)
CATCHING_UP = (
    "How did the Chicago marathon go? I would love to hear how you have been, and which "
    "association of operations people you would recommend."
)

_presses = itertools.count(1)


def letter(text: str = ASK, subject: str = "Hello from Sam") -> bytes:
    """Return a message that says *text*, with a Message-ID and a Date of its own."""
    return (
        _header(subject) + (f"Content-Type: text/plain; charset=UTF-8\r\n\r\n{text}\r\n").encode()
    )


def letter_with(attachment: bytes, text: str = ASK) -> bytes:
    """Return a message with *attachment*, between boundaries of its own."""
    press = next(_presses)
    boundary = f"------------{press:024d}"
    head = (
        f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n{text}\r\n"
        f"--{boundary}\r\nContent-Type: application/octet-stream; name=notes.bin\r\n"
        'Content-Disposition: attachment; filename="notes.bin"\r\n\r\n'
    )
    tail = f"\r\n--{boundary}--\r\n"
    return _header("Hello from Sam") + head.encode() + attachment + tail.encode()


def _header(subject: str) -> bytes:
    press = next(_presses)
    return (
        f"Message-ID: <{press}@example.org>\r\n"
        f"Date: Mon, 02 Mar 2026 09:{press // 60 % 60:02d}:{press % 60:02d} +0000\r\n"
        "From: Sam <sam@example.org>\r\n"
        "To: Bill <bill@example.com>\r\n"
        f"Subject: {subject}\r\n"
        "MIME-Version: 1.0\r\n"
    ).encode()
