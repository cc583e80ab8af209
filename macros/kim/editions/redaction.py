"""What becomes of one frozen edition when places are blacked out, and who decides it.

Comes in: texts and values of an edition, what finds places, and what a person decided. Goes
out: the texts and values as they will be, and every place with file and line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from kim.editions.evidence import BEFORE, REST, rest_of_file
from kim.editions.form import checksum_of
from kim.editions.mentions import (
    OTHER,
    Certainty,
    Cut,
    Find,
    Mention,
    cuts_in,
    replace_cuts,
    rest_without,
    settle,
    show_mention,
)
from kim.editions.proof import EDITIONS
from kim.editions.values import KEY, Line, choose, put, rest_of_values
from kim.editions.written import Written
from kim.lines import Value
from kim.models.edition import Edition
from kim.source import Keys


class Verdict(StrEnum):
    """Tell what becomes of a place."""

    CUT = "cut"
    KEPT = "kept"
    OPEN = "open"
    STUCK = "stuck"
    """It must go, and the program cannot cut it out."""


class Found(NamedTuple):
    """A place in a frozen file; `shown` is what stands around it."""

    path: PurePosixPath
    line: int
    what: str
    shown: str
    verdict: Verdict


Decide: TypeAlias = Callable[[PurePosixPath, int], bool | None]
"""What a person said of an open place: cut it, keep it, or nothing."""
Hide: TypeAlias = Callable[[Sequence[str]], Mapping[str, str]]
"""For values at some keys: which fields go whatever they say, and what people call them."""


class Seeking(NamedTuple):
    """What is looked for, and what was decided before."""

    find: Find
    decide: Decide
    hide: Hide


class Unit(NamedTuple):
    """Values that belong together, and in which file they stand."""

    path: PurePosixPath
    value: Value
    lines: Sequence[Line]
    is_valid: Callable[[Value], bool]
    has_titles: bool = False
    """Whether its keys are texts too."""
    hidden: Mapping[str, str] = MappingProxyType({})
    """Fields that go whole, and what people call them."""


@dataclass(slots=True)
class Redaction:
    """What becomes of one edition."""

    edition: Edition
    files: dict[str, bytes] = field(default_factory=dict)
    """Path below the edition's folder → its new content."""
    metadata: Written | None = None
    """The edition's own data, where they change."""
    rests: dict[str, dict[str, str]] = field(default_factory=dict)
    """File → the SHA-256 of what it was, and of what is the same before and after."""
    own_rest: str = ""
    """The SHA-256 of what is the same of the edition's own data."""
    record: Written | None = None
    """The values of the edition's own file, where they change."""
    found: list[Found] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is to be cut."""
        return not (self.files or self.metadata or self.record)

    @property
    def record_path(self) -> PurePosixPath:
        """Give the path of the edition's own file."""
        return EDITIONS / f"{self.edition.id}.yml"

    def count(self) -> int:
        """Count the places that are cut out of what was frozen."""
        frozen = (one for one in self.found if one.path != self.record_path)
        return sum(one.verdict is Verdict.CUT for one in frozen)

    def change(self, name: str, old: bytes, new: bytes, rest: str) -> None:
        """Note what a file will be; nothing but the places may be different."""
        assert rest_of_file(name, new) == rest, "more than the places would change"  # noqa: S101
        self.files[name] = new
        self.rests[name] = {BEFORE: checksum_of(old), REST: rest}

    def note(
        self, path: PurePosixPath, line: int, mention: Mention, shown: str, verdict: Verdict
    ) -> None:
        """Note a place."""
        self.found.append(Found(path, line, mention.what, shown, verdict))

    def note_stuck(
        self, path: PurePosixPath, line: int, mentions: Sequence[Mention], text: str
    ) -> None:
        """Note the places that must go and cannot be cut out."""
        for mention in mentions:
            if mention.certainty == Certainty.SURE:
                self.note(path, line, mention, show_mention(text, mention, mentions), Verdict.STUCK)


class Redactor:
    """Look through texts and values of one edition; all places are noted in its redaction."""

    def __init__(self, redaction: Redaction, seeking: Seeking) -> None:
        self.redaction, self.seeking = redaction, seeking

    def find(self, text: str) -> list[Mention]:
        """Give the places in a text, each once."""
        return settle(self.seeking.find(text))

    def read_text(self, path: PurePosixPath, text: str) -> list[Cut]:
        """Give the cuts in a whole text."""
        mentions = self.find(text)
        is_named = any(mention.certainty == Certainty.SURE for mention in mentions)
        return self._cuts(path, text, mentions, partial(_line_at, text), is_named=is_named)

    def read_unit(self, unit: Unit) -> tuple[Value, Value] | None:
        """Look through values that belong together.

        Gives them as they will be, and as they are with the places cut out; None where nothing is.
        """
        found = [(line, mentions) for line in unit.lines if (mentions := self.find(line.text))]
        is_named = any(mention.certainty == Certainty.SURE for _, some in found for mention in some)
        marked: dict[Keys, str] = {}
        holes: dict[Keys, str] = {}
        for line, mentions in found:
            if line.keys[-1] == KEY and not unit.has_titles:
                self.redaction.note_stuck(unit.path, line.line, mentions, line.text)
                continue
            cuts = self._cuts(
                unit.path, line.text, mentions, partial(_always, line.line), is_named=is_named
            )
            if cuts:
                marked[line.keys] = replace_cuts(line.text, cuts)
                holes[line.keys] = rest_without(line.text, cuts)
        chosen = choose(unit.value, marked, unit.is_valid)
        covered = _covered(marked, chosen)
        for keys in (one for one in marked if one not in covered):
            self.redaction.note_stuck(unit.path, 1, [Mention(0, 0, OTHER)], str(keys[0]))
        chosen.update(self._hidden(unit))
        hollow = {keys: new if new is None else holes[keys] for keys, new in chosen.items()}
        if not chosen:
            return None
        return put(unit.value, chosen), rest_of_values(put(unit.value, hollow))

    def _hidden(self, unit: Unit) -> Iterator[tuple[Keys, None]]:
        for name, title in unit.hidden.items():
            if name in unit.value:
                line = next(one.line for one in unit.lines if one.keys[0] == name)
                shown = f"das ganze Feld '{title}'"
                self.redaction.note(unit.path, line, Mention(0, 0, OTHER), shown, Verdict.CUT)
                yield (name,), None

    def _cuts(
        self,
        path: PurePosixPath,
        text: str,
        mentions: Sequence[Mention],
        line_of: Callable[[Mention], int],
        *,
        is_named: bool,
    ) -> list[Cut]:
        """Give the cuts in a text and note all of its places."""
        judged = [
            (mention, self._judge(path, line_of(mention), mention, is_named=is_named))
            for mention in mentions
        ]
        cuts = list(cuts_in(text, [one for one, verdict in judged if verdict is Verdict.CUT]))
        stuck = [cut for cut in cuts if cut.by is None]
        for mention, verdict in judged:
            is_stuck = any(cut.start < mention.end and mention.start < cut.end for cut in stuck)
            said = Verdict.STUCK if is_stuck and verdict is Verdict.CUT else verdict
            self.redaction.note(
                path, line_of(mention), mention, show_mention(text, mention, mentions), said
            )
        return [cut for cut in cuts if cut.by is not None]

    def _judge(
        self, path: PurePosixPath, line: int, mention: Mention, *, is_named: bool
    ) -> Verdict:
        """Tell what becomes of a place that could be cut."""
        sure = {Certainty.SURE, Certainty.IF_NAMED} if is_named else {Certainty.SURE}
        decided = True if mention.certainty in sure else self.seeking.decide(path, line)
        if decided is None:
            return Verdict.OPEN
        return Verdict.CUT if decided else Verdict.KEPT


def _line_at(text: str, mention: Mention) -> int:
    return text.count("\n", 0, mention.start) + 1


def _always(line: int, _spot: Mention) -> int:
    return line


def _covered(marked: Mapping[Keys, str], chosen: Mapping[Keys, str | None]) -> set[Keys]:
    """Give the texts that are marked, or left out with what holds them."""
    return {keys for keys in marked if any(keys[: len(one)] == one for one in chosen)}
