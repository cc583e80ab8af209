"""Hide where a place is: mark it confidential, black out editions, build anew, prove it.

What a place's own file says stays there: it is read only by who looks after the place. As it
stays, a hiding that broke off goes on where it was when it is begun again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kim.blocks import without_block
from kim.catalogue import Catalogue, load_catalogue
from kim.confidential import PlaceSeeker
from kim.editions.blackout import plan_blackout
from kim.editions.redaction import Seeking, Verdict
from kim.editions.reseal import mend_editions
from kim.editions.written import SECRET
from kim.models.location import Location
from kim.persons.block import replace_text
from kim.persons.erase import Asked, Erased, UnknownError, finish
from kim.persons.register import Wish, note_erasure
from kim.releases import locked

_KEY, _YES = "confidential", "confidential: ja\n"
_TITLES = {name: Location.model_fields[name].title or name for name in sorted(SECRET)}


def hide_place(asked: Asked, wish: Wish) -> Erased:
    """Hide a place. Raises UnknownError, BusyError, AlteredEditionError."""
    root = asked.root
    with locked(root):
        mend_editions(root)
        catalogue, _ = load_catalogue(root)
        location = catalogue.get(Location, wish.name)
        if location is None:
            raise UnknownError(tuple(sorted(catalogue.all(Location))))
        asked.say("sehe die eingefrorenen Fortschreibungen durch …")
        seeker = PlaceSeeker(location)
        names = frozenset((location.id, *location.formerly))

        def hide(keys: Sequence[str]) -> Mapping[str, str]:
            is_own = tuple(keys[:2]) == ("records", Location.kind) and keys[2] in names
            return _TITLES if is_own else {}

        plan = plan_blackout(root, catalogue, Seeking(seeker.find, asked.decisions.of, hide))
        own = _path(catalogue, location)
        cleaned = () if location.confidential else (own,)
        if asked.is_trial or plan.with_verdict(Verdict.OPEN):
            return Erased(cleaned=cleaned, blackout=plan, is_done=False)
        note_erasure(root, wish, asked.today)
        plan.write(root, asked.today, "place")
        for path in cleaned:
            _make_confidential(root / path)
        return finish(asked, wish, Erased(cleaned=cleaned, blackout=plan), seeker, own)


def _path(catalogue: Catalogue, location: Location) -> Path:
    return Path(catalogue.sources[Location.kind, location.id].path)


def _make_confidential(path: Path) -> None:
    text = without_block(path.read_bytes().decode("utf-8-sig"), _KEY)
    replace_text(path, f"{text.rstrip()}\n{_YES}")
