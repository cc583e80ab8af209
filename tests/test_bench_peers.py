"""The same site built by other programs; nothing here asks how long anything takes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from lxml import html
from markdown import markdown
from markdown_it import MarkdownIt

from tests.bench.peers import programs
from tests.bench.peers.compare import differences, read
from tests.bench.peers.contest import CHANGES, FRESH, OURS, Contest
from tests.bench.peers.found import Found, read_found
from tests.bench.peers.markdown import NotPlainError, write_markdown
from tests.bench.peers.meter import FailedError, memory_of, run
from tests.bench.peers.pages import link_to_source, sources_of
from tests.bench.peers.sites import Hugo
from tests.bench.peers.table import report

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = 60
PAGE = """<!doctype html><html><head>
<title>Haus – Angebote</title>
<script type="application/ld+json">{"name": "Haus"}</script></head>
<body><header>Kopf</header>
<main><h1>Haus &amp; Hof</h1>
<p class="lead">5 * 3_4 [nicht] <b>fett</b> &lt;b&gt; `so`</p>
<p>1. Stock</p><p># kein Titel</p><p hidden>nie</p><button>nie</button>
<ul><li><h3><a href="../hof/?a=1&amp;b=2">Hof</a></h3><p>Text</p></li><li>Punkt</li></ul>
<dl><div><dt>Wo</dt><dd><b>Ort</b><br>Weg 1<ul><li>Halt</li></ul></dd></div>
</dl></main>
</body></html>"""


def _write(out: Path, text: str) -> Path:
    (out / "haus").mkdir(parents=True)
    (out / "haus/index.html").write_text(text, encoding="utf-8")
    return out


@pytest.mark.parametrize(
    "draw",
    [markdown, MarkdownIt("commonmark").render],
    ids=["Python-Markdown", "CommonMark"],
)
def test_a_page_written_as_markdown_reads_the_same(draw: object, tmp_path: Path) -> None:
    """Signs that mean something in Markdown, lists in lists and facts survive both readers."""
    assert callable(draw)
    text = write_markdown(html.document_fromstring(PAGE).find(".//main"), str)
    start, _, rest = PAGE.partition("<main>")
    drawn = f"{start}<main>{draw(text)}</main>{rest.partition('</main>')[2]}"
    ours = read(_write(tmp_path / "ours", PAGE), "haus/", "//main")
    theirs = read(_write(tmp_path / "theirs", drawn), "haus/", "//main")
    assert differences(ours, theirs, is_whole=True) == []


def test_what_markdown_cannot_say_is_refused() -> None:
    """A table in a record's page would be lost without a word."""
    with pytest.raises(NotPlainError, match="table"):
        write_markdown(html.fragment_fromstring("<main><table></table></main>"), str)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<title>Haus –", "<title>Hof –", "title"),
        ('"name": "Haus"', '"name": "Hof"', "linked_data"),
        ("Weg 1", "Weg 2", "text"),
        ("../hof/", "../haus/", "links"),
        ("Kopf", "Fuß", "whole"),
    ],
)
def test_every_difference_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Title, JSON-LD, text, links, and what stands around the main part."""
    ours = read(_write(tmp_path / "ours", PAGE), "haus/", "//main")
    theirs = read(_write(tmp_path / "theirs", PAGE.replace(old, new)), "haus/", "//main")
    found = differences(ours, theirs, is_whole=True)
    assert said in [line.partition(":")[0] for line in found]
    assert differences(ours, ours, is_whole=True) == []


def test_a_link_leads_to_the_markdown_file() -> None:
    """MkDocs looks for files, not for pages; what is no page stays as it is."""
    sources = sources_of(["", "angebote/", "angebote/a/", "themen/b/"])
    assert sources["angebote/"] == "angebote/index.md"
    assert [
        link_to_source(sources, "angebote/a/", href)
        for href in ("../../", "../", "../../themen/b/#x", "../a.vcf", "tel:+49", "#oben")
    ] == ["../index.md", "index.md", "../themen/b.md#x", "../a.vcf", "tel:+49", "#oben"]


def test_memory_is_that_of_all_processes_together() -> None:
    """Two processes that hold 60 MB each are more than 120 MB, and what they share counts once."""
    hold = """
import sys
some = bytes(60_000_000).replace(bytes(1), bytes([1]))
print(1, flush=True)
sys.stdin.read()
"""
    both = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {hold!r}])\n{hold}"
    command = [sys.executable, "-c", both]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout
        assert [first.stdout.readline() for _ in range(2)] == [b"1\n", b"1\n"]
        assert 120_000_000 < memory_of(first.pid) < 180_000_000


def test_the_memory_of_a_run_is_at_least_that_of_its_largest_process(tmp_path: Path) -> None:
    """However short the run was."""
    assert run([sys.executable, "-c", "bytearray(60_000_000)"], tmp_path).memory > 60_000_000


def test_a_program_that_fails_is_no_result(tmp_path: Path) -> None:
    """What it said is told."""
    with pytest.raises(FailedError, match="kaputt"):
        run([sys.executable, "-c", "import sys; sys.exit('kaputt')"], tmp_path)


def test_what_is_not_installed_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs and Material belong to the product and are always there."""
    monkeypatch.setattr(programs, "PLACE", tmp_path)
    there = {name: program is not None for name, program in programs.find_programs()}
    assert there == {"Hugo": False, "Eleventy": False, "Zensical": False, "MkDocs": True}


def test_entries_of_the_search_are_read_back(tmp_path: Path) -> None:
    """They are compared entry by entry."""
    entry = {"address": "angebote/a/", "title": "A", "hint": "", "words": "a b"}
    (tmp_path / "index.json").write_text(json.dumps([entry]))
    assert read_found(tmp_path / "index.json") == {"angebote/a/": Found("A", "", "a b")}


@pytest.mark.promise("peers-equal")
@pytest.mark.slow
def test_all_programs_that_are_here_build_equal_pages(tmp_path: Path) -> None:
    """The smallest contest: every page of every program is compared with ours.

    Who cannot build the site drops out, and the others go on.
    """
    there = [program for _, program in programs.find_programs() if program]
    command = (sys.executable, "-c", "import sys; sys.exit('zu viele Seiten')")
    broken = programs.Program(name="Kaputt 1", site=Hugo, command=command)
    result = Contest(tmp_path, [broken, *there]).hold(SERVICES, runs=1, pages=10_000)
    assert result["failed"] == {"Kaputt 1": "zu viele Seiten"}
    assert "Kaputt 1 hat die Seite nicht gebaut: zu viele Seiten" in list(report(result))
    assert result["differences"] == []
    assert result["compared"] == result["pages"] > SERVICES
    assert list(result["runs"]) == [
        FRESH,
        OURS,
        *(program.name for program in there),
        *CHANGES,
    ]
    assert all(files > result["pages"] for files, _ in result["written"].values())
    assert next(report(result)).startswith(f"{SERVICES} Angebote, {result['pages']} Seiten")
