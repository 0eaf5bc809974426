"""Attached files as text: ``extract`` turns a message part into what it says.

    document    the values: Document, Member, Unreadable, and the limits
    sniff       what kind of file it is: by its bytes, then by its name
    plain       TXT and Markdown, decoded in this process
    isolation   runs the worker: its own process, bounded in time and memory
    worker      the other end of it: documents, and files packed in another one
    pdf | docx | doc | odt | rtf | webpage | latex | pages    one reader a format, the worker's only
    archive | tnef | mail    packed files: ZIP, winmail.dat, saved messages    (pack, ole)
    markup      XML as a stream of text, for docx and odt

A file that cannot be read is not an error: the Document says why. Nothing here runs macros, follows
links, resolves XML entities, writes a file or logs what a file says.
"""

from checks.documents.document import Document, Member
from checks.documents.extraction import extract

__all__ = ["Document", "Member", "extract"]
