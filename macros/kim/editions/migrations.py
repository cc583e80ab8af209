"""Frozen editions of earlier versions → the form of today.

Reading an edition frozen by any earlier version is promised. Whoever changes what is frozen raises
SCHEMA_VERSION and adds the step that leads from the version before to the new one: a pure function
over site, records, chapters, persons and nav. The golden editions in the tests must all load.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

Content: TypeAlias = dict[str, Any]

SCHEMA_VERSION = 1
STEPS: Mapping[int, Callable[[Content], Content]] = MappingProxyType({})
"""Version → the step from it to the next."""


def migrate(content: Content, version: int) -> Content:
    """Lead frozen content up to today's form, one version after the other."""
    for step in range(version, SCHEMA_VERSION):
        content = STEPS[step](content)
    return content
