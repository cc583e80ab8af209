"""Models, macros and codes → the generated pages of the author guide.

Comes in: the folder docs/redaktion. Goes out: one page per kind in referenz/, the overview of them,
and the tables between the marks `<!-- NAME -->` and `<!-- /NAME -->` of the written pages. Run as
`python -m kim.reference docs/redaktion`.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from kim.explain import all_codes, summary
from kim.load import SITE_FILE
from kim.macro_table import MACROS, Macro
from kim.models import KINDS, Record, Site
from kim.notation import inline, scalar, yaml_lines
from kim.shape import Field, Form, Shape, fields_of, own_fields, parts_of
from kim.skeleton import example_of_site, fullest_example

FOLDER = PurePosixPath("referenz")
NOTICE = "<!-- Erzeugt aus den Modellen mit `make docs`; nicht von Hand ändern. -->"
_EXAMPLE_DAY = date(2026, 1, 15)
_FORMS = {
    Form.TEXT: "Text, auch je Sprache",
    Form.RICH_TEXT: "Text mit Absätzen, auch je Sprache",
    Form.LINE: "Text in einer Zeile",
    Form.ID: "Kennung",
    Form.DAY: "Datum",
    Form.CLOCK: "Uhrzeit",
    Form.NUMBER: "Zahl, deutsch geschrieben",
    Form.INTEGER: "ganze Zahl",
    Form.DEGREES: "Zahl mit Punkt",
    Form.SHARE: "Anteil",
    Form.YES_NO: "`ja` oder `nein`",
    Form.URL: "Internet-Adresse",
    Form.EMAIL: "E-Mail-Adresse",
    Form.PHONE: "Rufnummer",
}


def write_reference(folder: Path) -> None:
    """Bring every generated page and table below the folder up to date."""
    pages = generated_pages(folder)
    for old in sorted((folder / FOLDER).glob("*.md")):
        if PurePosixPath(old.relative_to(folder).as_posix()) not in pages:
            old.unlink()
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def generated_pages(folder: Path) -> dict[PurePosixPath, str]:
    """Give what every generated or partly generated page must say."""
    pages = {FOLDER / "index.md": _overview_page(), FOLDER / "site.md": _site_page()}
    for kind, model in KINDS.items():
        pages[FOLDER / f"{kind}.md"] = _kind_page(kind, model)
    for name, marks in _TABLES.items():
        text = (folder / name).read_text(encoding="utf-8")
        for mark, make in marks.items():
            text = _between(text, mark, "\n".join(make()))
        pages[PurePosixPath(name)] = text
    return pages


def _between(text: str, mark: str, table: str) -> str:
    pattern = re.compile(f"(<!-- {mark} -->\n).*?(\n<!-- /{mark} -->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}\n{table}\n{match[2]}", text)


def _overview_page() -> str:
    return _page(
        "Nachschlagen: alle Felder",
        "Für jede Art von Eintrag gibt es eine Seite mit allen Feldern.",
        *_table(
            ("Ordner", "Art", "Seite"),
            (
                (f"`directory/{kind}/`", model.plural, f"[{model.title}]({kind}.md)")
                for kind, model in KINDS.items()
            ),
        ),
        "",
        "Die Angaben zur ganzen Seite stehen in `directory/site.yml`:"
        " [Angaben zur Seite](site.md).",
    )


def _kind_page(kind: str, model: type[Record]) -> str:
    path, values = fullest_example(kind, _EXAMPLE_DAY)
    own = own_fields(model)
    common = [field for field in fields_of(model) if field not in own]
    return _page(
        model.title,
        f"Ordner `directory/{kind}/`, eine Datei je Eintrag."
        " Der Dateiname ohne `.yml` ist die Kennung.",
        "## Felder dieser Art",
        "",
        *_field_table(own),
        "",
        "## Felder jeder Art",
        "",
        *_field_table(common),
        "",
        *_parts(model),
        *_example(path, values),
    )


def _site_page() -> str:
    path, values = example_of_site(_EXAMPLE_DAY)
    return _page(
        "Angaben zur Seite",
        f"Datei `directory/{SITE_FILE}`. Es gibt sie genau einmal.",
        "## Felder",
        "",
        *_field_table(fields_of(Site)),
        "",
        *_parts(Site),
        *_example(path, values),
    )


def _page(title: str, first: str, *lines: str) -> str:
    return "\n".join((f"# {title}", "", NOTICE, "", first, "", *lines)) + "\n"


def _parts(model: type[BaseModel]) -> Iterator[str]:
    for part in parts_of(model):
        yield from (f"## Block {_names(model, part)}", "")
        yield from (*_field_table(fields_of(part)), "")


def _names(model: type[BaseModel], part: type[BaseModel]) -> str:
    """Name a block by the fields that hold it: authors never see the model's name."""
    holders = (model, *parts_of(model))
    names = (
        field.name
        for holder in holders
        for field in fields_of(holder)
        if field.shape.nested is part
    )
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))


def _example(path: PurePosixPath, values: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## Beispiel", "", f"`{path}`:", "", "```yaml")
    yield from yaml_lines(values)
    yield "```"


def _field_table(fields: Iterable[Field]) -> Iterator[str]:
    return _table(("Feld", "Pflicht", "Bedeutung", "Form", "Beispiel"), map(_field_row, fields))


def _field_row(field: Field) -> tuple[str, ...]:
    example = "siehe Block" if field.shape.nested else f"`{_say_example(field.examples[0])}`"
    meaning = f"**{field.title}.** {field.description}"
    required = "ja" if field.is_required else ""
    return f"`{field.name}`", required, meaning, say_form(field.shape), example


def _say_example(example: Any) -> str:
    return scalar(example) if isinstance(example, str) else inline(example)


def say_form(shape: Shape) -> str:
    """Say in German what may stand behind the colon."""
    if shape.form is Form.LIST and shape.inner:
        return f"Liste: {say_form(shape.inner)}"
    if shape.form is Form.TABLE and shape.inner:
        return f"je Zeile `kennung: wert`; Wert: {say_form(shape.inner)}"
    if shape.part:
        return "Block"
    if shape.choices:
        return "eins von " + ", ".join(f"`{choice}`" for choice in shape.choices)
    if shape.reference:
        return _say_reference(shape.reference.kind, shape.reference.taxonomy)
    return _FORMS[shape.form]


def _say_reference(kind: str, taxonomy: str) -> str:
    if taxonomy:
        return f"Begriff aus `taxonomies/{taxonomy}.yml`"
    return f"Kennung aus `{kind}/`" if kind else "Kennung aus demselben Ordner"


def _macro_table() -> Iterator[str]:
    return _table(("Baustein", "Zeigt", "Steht", "Angaben"), map(_macro_row, MACROS.values()))


def _macro_row(macro: Macro) -> tuple[str, ...]:
    stands = "allein in der Zeile" if macro.block else "im Satz"
    words = [word.name + (", mehrere" if word.repeats else "") for word in macro.arguments]
    words += [
        f"`{option.name}=`" + ("" if option.required else " (wenn gewünscht)")
        for option in macro.options
    ]
    return f"`{macro.example}`", macro.purpose, stands, ", ".join(words) or "keine"


def _code_table() -> Iterator[str]:
    return _table(("Code", "Bedeutung"), ((f"`{code}`", summary(code)) for code in all_codes()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


_TABLES: Mapping[str, Mapping[str, Callable[[], Iterator[str]]]] = {
    "kapitel.md": {"BAUSTEINE": _macro_table},
    "pruefen.md": {"CODES": _code_table},
}

if __name__ == "__main__":
    write_reference(Path(sys.argv[1]))
