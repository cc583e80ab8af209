"""The command `kim`: what it says, where it says it, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kim.cli import kim, run
from kim.cli.surroundings import choose_day
from kim.explain import all_codes
from kim.memory import open_memory
from kim.models import KINDS
from kim.skeleton import write_site

DAY = "2026-11-21"
COMMANDS = list(kim.modules)
ENGLISH = re.compile(
    r"\b(Usage|Options?:|Commands?:|Show|Error|Try|Missing|Invalid|No such|Got|requires|does not|"
    r"message|exit|help\.|Aborted)\b"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a new site."""
    write_site(tmp_path / "seite", date.fromisoformat(DAY))
    return tmp_path / "seite"


@pytest.fixture
def broken_site(site: Path) -> Path:
    """Give a site with one unknown reference, in line 2 of a new service."""
    (site / "directory/services/neu.yml").write_text(
        "name: Neu\norganization: musterverien\ncontacts: [kim-koordination]\n"
        f"topics: [aufenthalt]\nlast_verified: {DAY}\n",
        encoding="utf-8",
    )
    return site


def call(*arguments: str | Path) -> int:
    """Run one command as a person would."""
    return run([str(argument) for argument in arguments])


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_is_german_and_has_examples(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No word of click's own English is left."""
    assert call(*command, "--help") == 0
    text = capsys.readouterr().out
    assert text.startswith("Aufruf: kim")
    assert "Optionen:" in text
    assert "Diese Hilfe zeigen." in text
    assert "Beispiele:" in text
    assert not ENGLISH.search(text.replace("--help", ""))


def test_the_overview_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """In the order in which people need them; without a command it goes to stderr."""
    assert call() == 2
    text = capsys.readouterr().err
    names = re.findall(r"^  (\w+)  ", text[text.index("Befehle:") :], re.MULTILINE)
    daily = ["check", "build", "serve", "new", "explain", "translate", "schema"]
    rare = ["report", "diff", "publish", "rollback", "pdf", "person", "location"]
    assert names[: len(COMMANDS)] == COMMANDS == [*daily, *rare]
    assert "..." not in text, "no sentence is cut off"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "den Befehl 'chek' gibt es nicht; gemeint 'check'?"),
        (["check", "--strikt"], "die Option '--strikt' gibt es nicht; gemeint '--strict'?"),
        (["check", "--strict=ja"], "die Option '--strict' hat keinen Wert"),
        (["check", "--stichtag"], "die Option '--stichtag' braucht einen Wert"),
        (
            ["check", "--stichtag", "morgen"],
            "--stichtag: 'morgen' ist kein Datum wie 24.06.2022 oder 2022-06-24",
        ),
        (
            ["check", "--stichtag", "30.02.2022"],
            "--stichtag: '30.02.2022' ist kein Datum wie 24.06.2022 oder 2022-06-24",
        ),
        (
            ["check", "--format", "xml"],
            "--format: 'xml' geht hier nicht; möglich sind: text, json, github",
        ),
        (["check", ".", "b", "c"], "zu viele Angaben: b c"),
        (["new"], "es fehlt die Angabe PFAD"),
        (["serve", "--adresse", "8000"], "--adresse: '8000' ist keine Adresse wie 127.0.0.1:8000"),
        (
            ["serve", "--adresse", "a:70000"],
            "--adresse: 'a:70000' ist keine Adresse wie 127.0.0.1:8000",
        ),
        (
            ["serve", "--adresse", "stadt.example:80"],
            "--adresse: 'stadt.example:80' ist keine Adresse wie 127.0.0.1:8000",
        ),
        (["check", "gibt/es/nicht"], "den Ordner 'gibt/es/nicht' gibt es nicht"),
        (["-x"], "die Option '-x' gibt es nicht; möglich sind: --version, --help"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_explained_in_german(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line what is wrong, one where to find help; exit code 2, nothing on stdout."""
    assert call(*arguments) == 2
    out, err = capsys.readouterr()
    first, second = err.splitlines()
    assert out == ""
    assert first == f"Fehler: {message}"
    assert re.fullmatch(r"Hilfe: kim( \w+)? --help", second)


def test_a_folder_that_is_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way to a site is named: making one, or the one above."""
    assert call("check", tmp_path) == 2
    assert capsys.readouterr().err.startswith(
        f"Fehler: in '{tmp_path}' liegt keine mkdocs.yml; eine neue Seite legt 'kim new PFAD' an\n"
    )


def test_rights_are_the_systems_business(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks for them first and says in English what comes out."""
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    assert call("check", site, "--stichtag", DAY) == 0


def test_what_cannot_be_read_is_left_to_who_reads_all(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that looks for changes says no more of it than that nothing is known."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "nicht erlaubt")

    monkeypatch.setattr("kim.memory.digest_site", refuse)
    assert open_memory(site, site / "site", date.fromisoformat(DAY), is_draft=False) is None


def test_a_folder_inside_a_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The site above is meant."""
    assert call("check", site / "directory") == 2
    assert f"gemeint '{site.resolve()}'?" in capsys.readouterr().err


def test_a_file_is_no_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mistake of someone who drags the settings file into the terminal."""
    assert call("check", site / "mkdocs.yml") == 2
    assert "ist kein Ordner; erwartet wird ein Ordner mit einer mkdocs.yml" in (
        capsys.readouterr().err
    )


def test_problems_go_to_stdout_and_the_count_to_stderr(
    broken_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Paths are as seen from the current folder."""
    monkeypatch.chdir(broken_site)
    assert call("check", "--stichtag", DAY) == 1
    out, err = capsys.readouterr()
    assert (
        "directory/services/neu.yml:2:15: in directory/organizations/ gibt es keinen Eintrag mit"
        " der Kennung 'musterverien'; gemeint 'musterverein'? [unknown-reference]\n"
    ) in out
    assert re.fullmatch(r"1 Fehler, \d+ Hinweise?\n", err)


def test_what_cannot_be_read_does_not_count_as_dropped(
    broken_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The working state is compared when it is free of errors."""
    assert call("diff", "jetzt", "--seite", broken_site) == 1
    assert "[unknown-reference]" in capsys.readouterr().out
    (broken_site / "directory/services/neu.yml").unlink()
    assert call("diff", "jetzt", "--seite", broken_site) == 0


def test_paths_lead_from_the_current_folder_to_the_file(
    broken_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a click in the terminal opens it."""
    monkeypatch.chdir(broken_site.parent)
    assert call("check", "seite", "--stichtag", DAY) == 1
    assert "seite/directory/services/neu.yml:2:15: " in capsys.readouterr().out


def test_json_is_for_programs(broken_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout is one JSON value and nothing else."""
    assert call("check", broken_site, "--format", "json", "--stichtag", DAY) == 1
    rows = json.loads(capsys.readouterr().out)
    row = next(row for row in rows if row["code"] == "unknown-reference")
    assert (row["line"], row["column"], row["severity"]) == (2, 15, "error")


def test_github_gets_its_commands(broken_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line per problem."""
    assert call("check", broken_site, "--format", "github", "--stichtag", DAY) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)


@pytest.mark.promise("exit-code")
def test_warnings_fail_only_when_strict(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two years later nothing has been verified; the build still works."""
    assert call("check", site, "--stichtag", "21.11.2028") == 0
    assert call("check", site, "--stichtag", "21.11.2028", "--strict") == 1
    assert "Hinweis: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (date(2022, 6, 24), {"SOURCE_DATE_EPOCH": "0"}, date(2022, 6, 24)),
        (None, {"SOURCE_DATE_EPOCH": "0"}, date(1970, 1, 1)),
        (None, {"SOURCE_DATE_EPOCH": "1798671599"}, date(2026, 12, 30)),
        (None, {"SOURCE_DATE_EPOCH": "1798671600"}, date(2026, 12, 31)),
    ],
    ids=["option", "epoch", "before midnight in Berlin", "after midnight in Berlin"],
)
def test_the_day_is_chosen(given: date | None, environment: dict[str, str], expected: date) -> None:
    """The option wins over the environment; a day begins in Berlin, not in Greenwich."""
    assert choose_day(given, environment) == expected


def test_a_wrong_epoch_is_a_wrong_call(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not a traceback."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    assert call("check", site) == 2
    assert "SOURCE_DATE_EPOCH ist keine Zahl von Sekunden: 'gestern'" in capsys.readouterr().err


def test_new_says_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files are there and the next commands are ready to copy."""
    folder = tmp_path / "neu"
    assert call("new", folder) == 0
    out = capsys.readouterr().out
    assert f"Dateien angelegt in {folder}\n" in out
    assert f"  kim check {folder}\n" in out
    assert (folder / "mkdocs.yml").is_file()


def test_new_refuses_a_folder_in_use(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And changes nothing in it."""
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert call("new", site) == 2
    assert f"'{site}' ist nicht leer; einen leeren oder neuen Ordner angeben" in (
        capsys.readouterr().err
    )
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_a_target_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path and the reason, in German."""
    (tmp_path / "datei").write_text("", encoding="utf-8")
    assert call("schema", "--out", tmp_path / "datei" / "schema") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"Fehler: '{tmp_path / 'datei' / 'schema'}': ein Teil dieses Pfades ist kein Ordner\n"
    )


def test_schema_writes_a_file_per_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says how an editor finds it."""
    assert call("schema", "--out", tmp_path / "schema") == 0
    out = capsys.readouterr().out
    assert f"{len(KINDS) + 1} Dateien geschrieben in {tmp_path / 'schema'}\n" in out
    assert "# yaml-language-server: $schema=../../schema/services.schema.json" in out


def test_explain_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, the code first."""
    assert call("explain") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(all_codes())


def test_explain_shows_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Every code can be explained."""
    for code in all_codes():
        assert call("explain", code) == 0
        assert capsys.readouterr().out.startswith(f"{code} (")


def test_explain_offers_the_nearest_code(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the keyboard is not the end."""
    assert call("explain", "unknown-referense") == 2
    assert "den Code 'unknown-referense' gibt es nicht; gemeint 'unknown-reference'?" in (
        capsys.readouterr().err
    )


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """For whoever asks for help."""
    assert call("--version") == 0
    assert re.fullmatch(r"kim \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_stopping_is_no_error(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends quietly with 130."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kim.cli.commands.check_site", stop)
    assert call("check", site) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "")


# A shell starts what runs in the background with this signal switched off.
SLOW = """
import signal, sys, time
from kim.cli import commands, main
signal.signal(signal.SIGINT, signal.default_int_handler)
def check_site(*_):
    print("liest", flush=True)
    time.sleep(60)
commands.check_site = check_site
main()
"""


def test_a_signal_ends_the_program_quietly(site: Path) -> None:
    """The real program and a real Ctrl-C, while it works."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "check", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "liest\n"
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err.strip()) == (130, "", "")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`kim explain | head -1` shows no traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "kim.cli", "explain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == ""


def test_who_closed_the_output_before_gets_the_exit_code() -> None:
    """A job that runs at night may have neither input nor output."""
    call = f'exec "{sys.executable}" -m kim.cli explain syntax >&- <&-'
    done = subprocess.run(["/bin/sh", "-c", call], check=False, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_piped_output_has_no_progress(site: Path) -> None:
    """Stderr holds the count and nothing else when nobody looks at a terminal."""
    program = subprocess.run(
        [sys.executable, "-m", "kim.cli", "check", str(site), "--stichtag", DAY],
        check=False,
        capture_output=True,
        text=True,
    )
    assert program.returncode == 0
    assert re.fullmatch(r"0 Fehler, \d+ Hinweise?\n", program.stderr)


@pytest.mark.promise("release-refuses-gaps")
@pytest.mark.slow
def test_build_makes_the_site_and_release_refuses_gaps(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new site builds; it cannot go live before its imprint is filled in."""
    assert call("build", site, "--stichtag", DAY) == 0
    assert (site / "site" / "index.html").is_file()
    assert f"gebaut in {site / 'site'}; 0 Fehler, " in capsys.readouterr().err
    before = (site / "site").resolve()
    assert call("build", site, "--stichtag", DAY, "--release") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "[release-imprint]\n" in err
    assert err.splitlines()[-1].startswith("nicht gebaut; ")
    assert (site / "site").resolve() == before


@pytest.mark.slow
def test_a_path_from_here_means_from_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kim build ORT --out ORDNER` reads both from the folder one is in."""
    monkeypatch.chdir(site.parent)
    assert call("build", Path(site.name), "--stichtag", DAY) == 0
    assert call("build", Path(site.name), "--out", Path("anderswo"), "--stichtag", DAY) == 0
    assert (site / "site" / "index.html").is_file()
    assert (site.parent / "anderswo" / "index.html").is_file()


@pytest.mark.slow
def test_a_broken_site_is_not_built(broken_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problem is named, nothing is written."""
    assert call("build", broken_site, "--stichtag", DAY) == 1
    assert "neu.yml:2:15: " in capsys.readouterr().err
    assert not (broken_site / "site").exists()


@pytest.mark.slow
def test_a_build_that_cannot_be_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The path and the reason, in German."""
    (site / "datei").write_text("", encoding="utf-8")
    assert call("build", site, "--out", site / "datei" / "site", "--stichtag", DAY) == 2
    assert "': ein Teil dieses Pfades ist kein Ordner\n" in capsys.readouterr().err
    assert call("build", site, "--out", site, "--stichtag", DAY) == 2
    assert f"'{site}': darin liegt anderes als eine fertige Seite; " in capsys.readouterr().err
    assert (site / "mkdocs.yml").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["build", "serve"])
def test_what_mkdocs_refuses_ends_without_a_traceback(
    command: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting of MkDocs' own is wrong; exit code 1, and it is said who complains."""
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("repo_url: vielleicht\n")
    assert call(command, site) == 1
    assert "Fehler, gemeldet von MkDocs: " in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_wrong_settings_are_problems(
    command: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command that needs them says the same."""
    (site / "mkdocs.yml").write_text("plugins: [kim]\n", encoding="utf-8")
    assert call(command, site) == 1
    printed = "".join(capsys.readouterr())
    assert "mkdocs.yml:1:1: das Pflichtfeld 'site_name' (Name der Seite) fehlt" in printed
