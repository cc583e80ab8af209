"""Catalogue + language → the texts that citizens read and that the language lacks.

Goes out: these texts by record, and files for translators: every German text as a comment, its
fingerprint filled in, the place for the translation empty. Files that are there already keep what
stands in them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from kim.catalogue import DIRECTORY, Catalogue
from kim.fields import Text
from kim.load import TRANSLATIONS
from kim.models import Record, Site
from kim.notation import entry_lines, indent, yaml_lines
from kim.source import Source, parse_source
from kim.translations import SITE_KIND, TranslationFile, fingerprint, texts_of
from kim.words import MACHINE

_NAMES = frozenset({"name", "alternate_name"})
_KINDS = {
    "services": frozenset[str](),
    "taxonomies": frozenset[str](),
    "contacts": frozenset[str](),
    # Names of places and bodies are proper names.
    "organizations": _NAMES,
    "areas": _NAMES,
    "locations": _NAMES,
}
"""Kinds that citizens' pages show, and the texts of theirs that nobody needs to translate."""
_OF_THE_SITE = ("name", "tagline", "notice")
_PROBE = "hier-weiter"
_HEAD = (
    f"# {MACHINE} = von einer Maschine übersetzt, reviewed = von Menschen geprüft; dann auch",
    "# reviewed_by (Kennung der Organisation) und reviewed_on (Tag).",
    f"state: {MACHINE}",
    "texts:",
)


def texts_for_citizens(
    catalogue: Catalogue, today: date
) -> Iterator[tuple[str, str, Mapping[str, Text]]]:
    """Yield kind, id and texts of every record that citizens read and that has not ended."""
    for kind, without in _KINDS.items():
        for record in catalogue.records[kind].values():
            if not (record.valid_until and record.valid_until < today):
                yield kind, record.id, _texts(record, without)
    if catalogue.site:
        texts = dict(texts_of(catalogue.site))
        yield SITE_KIND, SITE_KIND, {name: texts[name] for name in _OF_THE_SITE if name in texts}


def _texts(record: Record | Site, without: frozenset[str]) -> dict[str, Text]:
    return {path: text for path, text in texts_of(record) if path not in without}


def path_of(language: str, kind: str, record_id: str) -> PurePosixPath:
    """Tell where the translations of a record stand."""
    folder = DIRECTORY / TRANSLATIONS / language
    return folder / ("site.yml" if kind == SITE_KIND else f"{kind}/{record_id}.yml")


def write_drafts(root: Path, catalogue: Catalogue, language: str, today: date) -> tuple[str, ...]:
    """Write what a translator needs to fill in, and list the files."""
    written = []
    for kind, record_id, texts in texts_for_citizens(catalogue, today):
        missing = {path: str(text) for path, text in texts.items() if language not in text.root}
        if missing:
            path = path_of(language, kind, record_id)
            file = catalogue.translations.get((language, kind, record_id))
            _write(root / path, file, missing)
            written.append(str(path))
    return tuple(written)


def _write(path: Path, file: TranslationFile | None, missing: Mapping[str, str]) -> None:
    lines = [line for name, german in missing.items() for line in _entry(name, german)]
    if file is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = list(_HEAD)
    else:
        before = _as_blocks(path.read_text(encoding="utf-8"), file)
    text = "\n".join((*before, *indent(iter(lines))))
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _as_blocks(text: str, file: TranslationFile) -> list[str]:
    """Give the lines of a file below which more texts can stand; else write its values anew."""
    lines = text.rstrip("\n").split("\n")
    longer = parse_source("\n".join((*lines, f"  {_PROBE}: x")).encode(), file.source.path)
    if isinstance(longer, Source) and _PROBE in longer.value.get("texts", ()):
        return lines
    values = dict(file.source.value)
    texts = values.pop("texts")
    return list(yaml_lines({**values, "texts": texts}))


def _entry(name: str, german: str) -> Iterator[str]:
    for line in german.strip().split("\n"):
        yield f"# {line}".rstrip()
    yield f"{name}:"
    yield from indent(iter(("text:", *entry_lines("of", fingerprint(german)))))
