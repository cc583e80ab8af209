"""Templates and views → the catalogues that translators fill in.

Comes in: the folder of catalogues and new languages. Goes out: kim.pot with every message of the
citizens' pages, and every kim.po brought up to date: new messages empty, old ones gone, nothing
guessed. No dates, so that the same messages give the same bytes. Run as
`python -m kim.messages macros/kim/locale [LANGUAGE ...]`.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from kim.words import MACHINE, read_head

PACKAGE = Path(__file__).parent
_METHODS = [("views/**.py", "python"), ("theme/templates/**.html", "jinja2")]
_OPTIONS = {
    "theme/templates/**.html": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None,
             "count": (1, 2)}  # fmt: skip
_HEAD = "# Texts of the citizens' pages. The key of a message is its German text.\n"
# Babel counts Arabic's last two forms the other way round than all translators' tools.
_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
    " n%100>=11 ? 4 : 5);"
)
_KEPT = ("X-State", "X-Reviewed-By", "X-Reviewed-On")


def extract_messages() -> Catalog:
    """Find every message that a citizen's page can show, with the files it stands in."""
    catalogue = Catalog()
    found = extract_from_dir(
        PACKAGE,
        _METHODS,
        _OPTIONS,
        _KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _, message, comments, context in sorted(found, key=lambda one: one[:2]):
        catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def write_catalogues(folder: Path, languages: Iterable[str] = ()) -> None:
    """Write the template and bring every catalogue up to date; begin those of new languages."""
    messages = extract_messages()
    _write(folder / "kim.pot", _HEAD + _header({}), messages)
    known = {path.parents[1].name for path in folder.glob("*/LC_MESSAGES/kim.po")}
    for language in sorted({*known, *languages}):
        path = folder / language / "LC_MESSAGES" / "kim.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = _read(path, language)
        head = read_head(path) if path.is_file() else {}
        catalogue.update(messages, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        fields = {
            "Language": language,
            "Plural-Forms": _plural_forms(language),
            "X-State": MACHINE,
            **{name: text for name, text in head.items() if name in _KEPT},
        }
        _write(path, _HEAD + _header(fields), catalogue)


def _plural_forms(language: str) -> str:
    return _ARABIC if language == "ar" else get_plural(language.replace("-", "_")).plural_forms


def _read(path: Path, language: str) -> Catalog:
    if not path.is_file():
        catalogue = Catalog(locale=Locale.parse(language, sep="-"))
        catalogue.mime_headers = [("Plural-Forms", _plural_forms(language))]
        return catalogue
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="kim")


def _header(fields: dict[str, str]) -> str:
    lines = {**fields, "Content-Type": "text/plain; charset=utf-8"}.items()
    return (
        'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {text}\\n"\n' for name, text in lines) + "\n"
    )


def _write(path: Path, head: str, catalogue: Catalog) -> None:
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    path.write_bytes(head.encode() + body.getvalue())


if __name__ == "__main__":
    write_catalogues(Path(sys.argv[1]), sys.argv[2:])
