"""Links that lead to a resume, and links that don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.resume_links import find_links, leads_to_resume


@pytest.mark.parametrize(
    "text",
    [
        "my resume: https://drive.google.com/file/d/1abc/view?usp=sharing",
        "You can find my CV here:\nhttps://www.dropbox.com/s/abc/x?dl=0",
        "see https://janedoe.example/resume.pdf",
        "Resume: https://1drv.ms/b/s!abc",
        "https://janedoe.example/cv",
        "here is my updated résumé https://docs.google.com/document/d/xyz",
        "janedoe.example/files/Jane_Doe_CV.pdf",
        "https://resume.io/r/abcdef",
        "I put my resume on Google Drive (https://drive.google.com/open?id=1).",
        "My nephew's resume is at https://www.dropbox.com/s/1/doc",
        "Mein Lebenslauf: https://onedrive.live.com/x",
        "Here's a link to my full CV, if useful - https://we.tl/t-abc",
        "https://drive.google.com/file/d/1abc is my resume",
        "https://example.org/R%C3%A9sum%C3%A9.pdf",
    ],
)
def test_a_link_to_a_resume_is_found(text: str) -> None:
    (link,) = find_links(text)
    assert link.url in text


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/in/janedoe",
        "We can resume the talks: https://drive.google.com/doc/1",
        "Your resume: https://drive.google.com/x with my comments",
        "https://blog.example.com/how-to-write-a-resume",
        "How to write a resume: https://docs.google.com/x",
        "photos: https://www.dropbox.com/s/abc",
        "I read an article about resume tips https://example.com/resume-tips",
        "https://example.com/resume-talks",
        "The agenda is at https://docs.google.com/abc. I'll resume the draft tomorrow.",
        "https://github.com/opencv/opencv",
        "no resume, just photos: https://drive.google.com/x",
        "profile: https://janedoe.example/about",
        "https://[broken",
    ],
)
def test_other_links_are_not(text: str) -> None:
    assert list(find_links(text)) == []


@given(st.text(max_size=200))
def test_no_address_makes_it_raise(address: str) -> None:
    assert leads_to_resume(f"https://{address}") in {True, False}
