"""What the web server says beside each page."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kim.export.headers import headers, page_policy, server_files
from kim.export.security import security_files
from kim.models import Site
from kim.models.site import Security
from kim.render.inline import InlineCodeError, refuse_inline


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    """No script or style in a page, no other host, no frame."""
    for policy in (page_policy(), headers()["Content-Security-Policy"]):
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy)
    assert "frame-ancestors 'none'" in headers()["Content-Security-Policy"]
    assert "frame-ancestors" not in page_policy()  # browsers complain about it in a page


@pytest.mark.parametrize("base", ["/", "/kim/"])
def test_both_servers_get_every_header_from_one_source(base: str) -> None:
    """For every status, and the site's own page for what is not there."""
    for file in server_files(base):
        text = file.content.decode()
        for name, value in headers().items():
            line = next(line for line in text.splitlines() if name in line)
            assert f'"{value}"' in line
            assert "always" in line
        assert f"404 {base}404.html" in text


@pytest.mark.promise("security-txt")
def test_security_txt_says_whom_to_tell_and_until_when() -> None:
    """As RFC 9116 asks: at least one contact and exactly one end."""
    site = Site.model_construct(
        security=Security(
            email="it@stadt.example",
            url="https://www.stadt.example/sicherheit",
            expires=date(2027, 6, 30),
        )
    )
    (file,) = security_files(site)
    assert file.address == ".well-known/security.txt"
    assert file.content.decode().splitlines() == [
        "Contact: mailto:it@stadt.example",
        "Contact: https://www.stadt.example/sicherheit",
        "Expires: 2027-06-30T23:59:59Z",
        "Preferred-Languages: de, en",
    ]
    assert not list(security_files(Site.model_construct(security=None)))


@pytest.mark.promise("inline-refused")
@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p><script>alert(1)</script>",
        '<script src="a.js"></script><script type="module">x()</script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">a</p>',
        '<iframe src="https://example.org/"></iframe>',
        '<base href="https://example.org/">',
        '<script src="https://example.org/a.js"></script>',
        '<script defer src="//example.org/a.js"></script>',
        '<p>style="x"</p><a\nhref="x"\n style="color: red">a</a>',
    ],
)
def test_a_page_with_code_of_its_own_is_refused(page: str) -> None:
    """Also the second script of a page."""
    with pytest.raises(InlineCodeError, match="seite/"):
        refuse_inline("seite/", page.encode())


def test_files_and_linked_data_are_allowed() -> None:
    """What a page asks for by its address, and what no browser runs."""
    refuse_inline(
        "seite/",
        b'<script src="a.js" defer></script><script type="application/ld+json">{}</script>'
        b"<p>a &lt;script&gt; style=&#34;x&#34;</p>"
        b'<p>Im Text steht style="x" so da.</p>',
    )
