"""Checks: pure functions from the bytes of a message to findings.

No I/O but asking workers (for documents, for the language model), which are bounded in time,
and no configuration; nothing here knows who the message goes to or what becomes of it. One way
down:

    plugins         checks of other packages, and what fences in their faults
    registry        the tuple of checks; examine(), which never raises
    preferences     what a person has changed about the rules
    better_way      findings made to speak of this very letter           (better_kinds,
                                                                          better_topic)
    job_ask         does the author ask for a job, a lead, a referral?
      job_ask_rules   by phrasing                                        (phrases, text)
      encoder         by meaning: a small language model, in a worker    (windows, reading)
    resume          does the message carry a resume?                     (resume_*, documents)
    coaching        what would make the letter easier to answer? advises, never holds
    message         bytes to Message: header fields, parts, the author's own words
      letter        which parts are the letter, which are files          (alternative)
      html          HTML as its reader sees it                           (markup, styling,
                                                                          stylesheet)
      authored      own words told from quotes and signatures            (attribution, signature,
                                                                          boilerplate, lines)
      mime          the tree of entities                                 (header, charset, flowed)
    finding         one reason, with the words it rests on
    worker_environment  what documents and encoder hand to their workers
"""

from checks.finding import Finding, Severity
from checks.registry import examine

__all__ = ["Finding", "Severity", "examine"]
