"""directory/translations/ → translated texts, put into the records they belong to.

Comes in: what load found and the files <language>/<kind>/<id>.yml and <language>/site.yml. Goes
out: one Translation per file, with the state of each text, and problems. The texts themselves
are put into the records, so that everything downstream finds them where it finds the author's own.

A translated text names the German text it was made from by a fingerprint. When that text changes,
this one translation is outdated; a changed phone number outdates nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from kim.fields import HOME_LANGUAGE, Day, OrganizationRef, Part, Text, Translation, field
from kim.files import is_hidden
from kim.load import SITE_FILE, Loaded
from kim.models import KINDS, Record, Site
from kim.nearest import suggest
from kim.problems import Place, Problem
from kim.source import Source, read_source
from kim.translate import translate_errors
from kim.words import REVIEWED, Review

SITE_KIND = "site"
"""Stands for a kind where the texts of site.yml are meant."""

Owner: TypeAlias = tuple[str, str, str]
"""Language, kind and id."""

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
State = Literal["machine", "reviewed"]


class TranslatedText(Part):
    """One text in another language."""

    text: Translation = field("Text", "Der übersetzte Text.", "Counselling for adults")
    of: Fingerprint = field(
        "Gemacht aus",
        "Fingerabdruck des deutschen Textes, aus dem die Übersetzung entstand; 'kim check' nennt"
        " ihn.",
        "9f86d081",
    )
    state: State | None = field(
        "Stand", "machine oder reviewed, wenn dieser Text vom Stand der Datei abweicht.",
        "reviewed", default=None,
    )  # fmt: skip


class Sidecar(Part):
    """The translated texts of one record in one language, and who vouches for them."""

    state: State = field(
        "Stand", "machine = von einer Maschine, reviewed = von Menschen geprüft.", "machine"
    )
    reviewed_by: OrganizationRef | None = field(
        "Geprüft von", "Kennung der Organisation, die geprüft hat.", "ki", default=None
    )
    reviewed_on: Day | None = field("Geprüft am", "Tag der Prüfung.", "2026-11-21", default=None)
    texts: Annotated[dict[str, TranslatedText], Field(min_length=1)] = field(
        "Texte", "Je Feld des Eintrags der übersetzte Text.",
        {"name": {"text": "Counselling for adults", "of": "9f86d081"}},
    )  # fmt: skip


@dataclass(frozen=True)
class TranslationFile:
    """One file of translated texts, and what became of each."""

    owner: Owner
    source: Source
    sidecar: Sidecar
    known: Mapping[str, str]
    """The German text of every field that can be translated."""
    doubled: tuple[str, ...]
    """Fields that the record itself has in this language already."""

    @property
    def review(self) -> Review:
        """Tell who vouches for the file."""
        return Review(self.sidecar.state, self.sidecar.reviewed_by or "", self.sidecar.reviewed_on)

    @cached_property
    def is_reviewed(self) -> bool:
        """Tell whether people have checked every text."""
        texts = self.sidecar.texts.values()
        return all((text.state or self.sidecar.state) == REVIEWED for text in texts)

    @property
    def is_outdated(self) -> bool:
        """Tell whether some German text has changed since."""
        return bool(self.outdated)

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """List the fields whose German text has changed since."""
        return tuple(
            path
            for path, text in self.sidecar.texts.items()
            if path in self.known
            and path not in self.doubled
            and text.of != fingerprint(self.known[path])
        )


class NotedTranslations(Mapping[Owner, TranslationFile]):
    """Translated texts; who looks at some has read the German texts that they are made from."""

    def __init__(
        self, files: Mapping[Owner, TranslationFile], note: Callable[[tuple[str, str], str], None]
    ) -> None:
        self._files = files
        self._note = note

    def __getitem__(self, owner: Owner) -> TranslationFile:
        """Give the texts of a record in a language."""
        file = self._files[owner]
        for path in (*file.known, *file.sidecar.texts):
            self._note(owner[1:], path.partition(".")[0])
        return file

    def __contains__(self, owner: object) -> bool:
        """Tell whether there is a file, without a look at it."""
        return owner in self._files

    def __iter__(self) -> Iterator[Owner]:
        """Give all owners: files come and go only with a whole build."""
        return iter(self._files)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._files)


def fingerprint(german: str) -> str:
    """Give the short name of a German text by which a translation says what it was made from."""
    return sha256(german.encode()).hexdigest()[:8]


def texts_of(model: BaseModel) -> Iterator[tuple[str, Text]]:
    """Yield every text of a record with the path by which a translation names it.

    Items of lists are named by their id, else by their number from 1: terms.aufenthalt.name.
    """
    for name, value in model:
        yield from _texts_in(name, value)


def _texts_in(path: str, value: object) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        yield from ((f"{path}.{inner}", text) for inner, text in texts_of(value))
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _texts_in(f"{path}.{getattr(item, 'id', number)}", item)


def load_translations(
    folder: Path, shown: PurePosixPath, loaded: Loaded
) -> Mapping[Owner, TranslationFile]:
    """Read every file of translations below the folder and put the texts into the records."""
    found: dict[Owner, TranslationFile] = {}
    for language, kind, path in _files(folder, shown, loaded):
        file = _load_file(path, shown / path.relative_to(folder).as_posix(), language, kind, loaded)
        if file:
            found[file.owner] = file
    return found


def _files(folder: Path, shown: PurePosixPath, loaded: Loaded) -> Iterator[tuple[str, str, Path]]:
    """Yield language, kind and path of every file that may be one."""
    languages = loaded.site.languages if loaded.site else None
    for home in _entries(folder, shown, loaded):
        place = shown / home.name
        if not home.is_dir():
            loaded.problems.append(_unexpected(place))
        elif languages is not None and home.name not in languages[1:]:
            loaded.problems.append(_unknown_folder(place, languages[1:]))
        else:
            yield from _files_of(home, place, loaded)


def _files_of(home: Path, shown: PurePosixPath, loaded: Loaded) -> Iterator[tuple[str, str, Path]]:
    for entry in _entries(home, shown, loaded):
        if entry.name == SITE_FILE:
            yield home.name, SITE_KIND, entry
        elif not entry.is_dir():
            loaded.problems.append(_unexpected(shown / entry.name))
        elif entry.name not in KINDS:
            loaded.problems.append(_unknown_folder(shown / entry.name, tuple(KINDS)))
        else:
            for path in _entries(entry, shown / entry.name, loaded):
                if path.suffix == ".yml":
                    yield home.name, entry.name, path
                else:
                    loaded.problems.append(_unexpected(shown / entry.name / path.name))


def _entries(folder: Path, shown: PurePosixPath, loaded: Loaded) -> Iterator[Path]:
    """Yield what stands in a folder, without hidden files and without links."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.is_symlink():
            loaded.problems.append(
                Problem(Place(shown / entry.name), "symlink",
                        "nur ein Verweis (Symlink); erlaubt sind echte Ordner und Dateien")
            )  # fmt: skip
        elif not is_hidden(entry.name):
            yield entry


def _unexpected(shown: PurePosixPath) -> Problem:
    return Problem(
        Place(shown), "unexpected-file",
        "hier dürfen nur Ordner stehen: translations/<Sprache>/<Art>/<Kennung>.yml",
    )  # fmt: skip


def _unknown_folder(shown: PurePosixPath, known: tuple[str, ...]) -> Problem:
    message = f"diesen Ordner gibt es nicht; {suggest(shown.name, known)}"
    return Problem(Place(shown), "unknown-folder", message)


def _load_file(
    path: Path, shown: PurePosixPath, language: str, kind: str, loaded: Loaded
) -> TranslationFile | None:
    if kind != SITE_KIND and path.stem not in loaded.known[kind]:
        loaded.problems.append(_unknown_record(shown, kind, path.stem, loaded))
        return None
    source = read_source(path, shown)
    sidecar = source if isinstance(source, Problem) else _validate(source, loaded)
    if isinstance(source, Problem) or not isinstance(sidecar, Sidecar):
        loaded.problems.extend([source] if isinstance(source, Problem) else [])
        return None
    record = loaded.site if kind == SITE_KIND else loaded.records[kind].get(path.stem)
    return put_translation(record, (language, kind, path.stem), source, sidecar) if record else None


def _unknown_record(shown: PurePosixPath, kind: str, name: str, loaded: Loaded) -> Problem:
    return Problem(
        Place(shown), "unknown-reference",
        f"in directory/{kind}/ gibt es keinen Eintrag mit der Kennung '{name}';"
        f" {suggest(name, tuple(loaded.known[kind]))}",
    )  # fmt: skip


def _validate(source: Source, loaded: Loaded) -> Sidecar | None:
    try:
        sidecar = Sidecar.model_validate(source.value)
    except ValidationError as error:
        loaded.problems.extend(translate_errors(error, source, Sidecar))
        return None
    reviewer = sidecar.reviewed_by
    if reviewer and reviewer not in loaded.known["organizations"]:
        place = source.place(("reviewed_by",))
        unknown = _unknown_record(place.path, "organizations", reviewer, loaded)
        loaded.problems.append(Problem(place, "unknown-reference", unknown.message))
    return sidecar


def put_translation(
    record: Record | Site, owner: Owner, source: Source, sidecar: Sidecar
) -> TranslationFile:
    """Put the texts into the record; it is still being read, nobody has seen it yet."""
    known, doubled = put_texts(record, owner[0], sidecar)
    return TranslationFile(owner, source, sidecar, known, doubled)


def put_texts(
    record: Record | Site, language: str, sidecar: Sidecar
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put texts in one language into a record; give its German texts, and what it had already."""
    texts = dict(texts_of(record))
    doubled = tuple(
        path for path in sidecar.texts if path in texts and language in texts[path].root
    )
    for path, translated in sidecar.texts.items():
        if path in texts and path not in doubled:
            texts[path].root[language] = translated.text
    return {path: text.root[HOME_LANGUAGE] for path, text in texts.items()}, doubled
