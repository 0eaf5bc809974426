"""Checks: pure functions from the bytes of a message to findings.

No I/O but reading documents in a worker that is bounded in time and memory, and no
configuration; nothing here knows who the message goes to or what becomes of it. One way down:

    plugins         checks of other packages, and what fences in their faults
    registry        the tuple of checks; examine(), which never raises
    preferences     what a person has changed about the rules
    job_ask         does the author ask for a job, a lead, a referral?   (phrases, text)
    resume          does the message carry a resume?                     (resume_*, documents)
    message         bytes to Message: header fields, parts, the author's own words
      letter        which parts are the letter, which are files          (alternative)
      html          HTML as its reader sees it                           (markup, styling,
                                                                          stylesheet)
      authored      own words told from quotes and signatures            (attribution, signature,
                                                                          boilerplate, lines)
      mime          the tree of entities                                 (header, charset, flowed)
    finding         one reason, with the words it rests on
"""

from checks.finding import Finding, Severity
from checks.registry import examine

__all__ = ["Finding", "Severity", "examine"]
