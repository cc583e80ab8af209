"""Checks of the building blocks (macros) that chapters call."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, cycle

from kim.catalogue import Catalogue
from kim.chapters import Call, Chapter
from kim.checks.finding import Findings
from kim.checks.targets import Targets
from kim.macro_table import MACROS, Macro, Parameter
from kim.nearest import suggest
from kim.problems import quote


def _calls(catalogue: Catalogue) -> Iterator[tuple[Chapter, Call]]:
    for chapter in catalogue.chapters.values():
        for call in chapter.calls:
            yield chapter, call


def unknown_macro(catalogue: Catalogue, _today: date) -> Findings:
    """Kapitel rufen nur Bausteine auf, die es gibt.

    Falsch:

        {{ gremien("lenkungskreis") }}

    Richtig:

        {{ gremium("lenkungskreis") }}
    """
    for _, call in _calls(catalogue):
        if call.name not in MACROS:
            cure = suggest(call.name, list(MACROS))
            yield call.place, f"den Baustein '{quote(call.name)}' gibt es nicht; {cure}"


def macro_argument(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Baustein bekommt die Angaben, die er braucht, und keine anderen.

    Falsch:

        {{ zahl("einwohner", zeile="gesamt") }}

    Richtig:

        {{ zahl("einwohner", zeile="gesamt", spalte="insgesamt") }}
    """
    for _, call in _calls(catalogue):
        macro = MACROS.get(call.name)
        for fault in _argument_faults(call, macro) if macro else ():
            yield call.place, fault


def _argument_faults(call: Call, macro: Macro) -> Iterator[str]:
    given, wanted = len(call.arguments), macro.arguments
    repeats = any(parameter.repeats for parameter in wanted)
    if given < len(wanted):
        names = " und ".join(parameter.name for parameter in wanted[given:])
        yield f"bei '{call.name}' fehlt: {names}; richtig ist zum Beispiel {macro.example}"
    elif given > len(wanted) and not repeats:
        extra = quote(call.arguments[len(wanted)])
        yield f"bei '{call.name}' ist '{extra}' zu viel; richtig ist zum Beispiel {macro.example}"
    options = {parameter.name: parameter for parameter in macro.options}
    for name, _ in call.options:
        if name not in options:
            cure = f"; {suggest(name, list(options))}" if options else ""
            yield f"'{call.name}' kennt die Angabe '{quote(name)}=' nicht{cure}"
    for parameter in macro.options:
        if parameter.required and parameter.name not in dict(call.options):
            name = f"{parameter.name}="
            yield f"bei '{call.name}' fehlt: {name}; richtig ist zum Beispiel {macro.example}"


def macro_target(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Baustein zeigt auf etwas, das es gibt.

    Das gilt für Einträge und Begriffe des Verzeichnisses, für Kapitel, Abschnitte, Zeilen, Spalten,
    Abbildungen und Anlagen.

    Falsch, wenn das Kapitel 'zielgruppen' heißt:

        {{ kapitel("zielgruppe") }}

    Richtig:

        {{ kapitel("zielgruppen") }}
    """
    targets = Targets(catalogue)
    for _, call in _calls(catalogue):
        macro = MACROS.get(call.name)
        for parameter, value in _pairs(call, macro) if macro else ():
            fault = targets.find_fault(parameter.target, value, call)
            if fault:
                yield call.place, fault


def _pairs(call: Call, macro: Macro) -> Iterator[tuple[Parameter, str]]:
    last = [parameter for parameter in macro.arguments if parameter.repeats]
    yield from zip(chain(macro.arguments, cycle(last)), call.arguments, strict=False)
    options = {parameter.name: parameter for parameter in macro.options}
    for name, value in call.options:
        if name in options:
            yield options[name], value


def macro_not_alone(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Baustein, der eine Tabelle, Liste oder Abbildung zeigt, steht allein in seiner Zeile.

    Falsch:

        Die Zahlen: {{ statistik("einwohner") }}

    Richtig:

        Die Zahlen:

        {{ statistik("einwohner") }}
    """
    for chapter, call in _calls(catalogue):
        macro = MACROS.get(call.name)
        if macro and macro.block and not _is_alone(chapter.text, call):
            yield (
                call.place,
                f"'{call.name}' zeigt einen ganzen Block und muss allein in einer Zeile stehen",
            )


def _is_alone(text: str, call: Call) -> bool:
    start = text.rfind("\n", 0, call.start) + 1
    end = text.find("\n", call.end)
    around = text[start : call.start] + text[call.end : end if end >= 0 else len(text)]
    return not around.strip()
