"""Codes of problems → what they mean, in German.

Comes in: a code. Goes out: the rule, why it is one, a wrong and a right example. Checks explain
themselves in their docstrings; what reading and validating can say stands in explanations.md.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from inspect import cleandoc
from types import MappingProxyType

from kim.checks import CHECKS, HINTS, code_of

_SECTION = re.compile(r"^## (\S+)\n+(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def explain(code: str) -> str | None:
    """Give the explanation of a code, or None if no problem carries it."""
    return _explanations().get(code)


def summary(code: str) -> str:
    """Give the rule of a known code in one line: the first paragraph of its explanation."""
    return " ".join(_explanations()[code].split("\n\n")[1].split())


def all_codes() -> tuple[str, ...]:
    """List every code that a problem can carry, in alphabetical order."""
    return tuple(sorted(_explanations()))


@cache
def _explanations() -> Mapping[str, str]:
    written = (files("kim") / "explanations.md").read_text(encoding="utf-8")
    texts = {match[1]: _headed(match[1], match[2]) for match in _SECTION.finditer(written)}
    for check in CHECKS:
        code = code_of(check)
        texts[code] = _headed(code, cleandoc(check.__doc__ or ""), is_hint=check in HINTS)
    return MappingProxyType(texts)


def _headed(code: str, text: str, *, is_hint: bool = False) -> str:
    kind = "Hinweis; hält nichts auf" if is_hint else "Fehler; wird nicht veröffentlicht"
    return f"{code} ({kind})\n\n{text.strip()}\n"
