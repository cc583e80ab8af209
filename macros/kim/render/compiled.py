"""Compiled templates, kept while the program runs and beside the templates between two runs.

To compile all templates takes a third of a second. Python itself keeps what it compiles of the
product's modules in `__pycache__` beside them and trusts it; here the same loader of Python keeps
the templates' code at the same kind of place, never below a site. It counts for exactly one text
and one compiler. Deleting it is always safe.
"""

from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from zlib import crc32

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_COMPILERS = ("compiler.py", "callers.py", "loops.py", "environment.py")
"""What decides, beside a template's text, which code comes of it."""


class TemplateCode(SourceFileLoader):
    """Python's loader of modules, for a template."""

    def __init__(self, environment: Environment, name: str, path: str) -> None:
        super().__init__(name, path)
        self.environment = environment

    def load(self) -> CodeType:
        """Give the code, kept or new; code that is broken is as good as none."""
        try:
            return self.get_code(self.name) or self._compile(self.get_data(self.path))
        except (EOFError, ImportError, TypeError, ValueError):
            return self._compile(self.get_data(self.path))

    def path_stats(self, path: str) -> dict[str, int]:
        """Tell for what kept code counts: instead of its date the text and the compiler."""
        text = self.get_data(path)
        return {"mtime": crc32(text, digest_compiler()), "size": len(text)}

    def source_to_code(  # type: ignore[override]  # Python calls it with a text of a file only
        self, data: bytes, *_: object, **__: object
    ) -> CodeType:
        """Compile a template where Python would compile a module."""
        return self._compile(data)

    def _compile(self, data: bytes) -> CodeType:
        return self.environment.compile(data.decode(), self.name, self.path)


@cache
def digest_compiler() -> int:
    """Tell which compiler this is."""
    digest = crc32(jinja2.__version__.encode())
    for name in _COMPILERS:
        digest = crc32(Path(__file__).with_name(name).read_bytes(), digest)
    return digest


class CompiledTemplates(BytecodeCache):
    """Remember the code of each template by its name and text."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give a template its code, unless it has to be compiled."""
        key = self.get_cache_key(name, filename)
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        bucket.code = self.kept.get((key, bucket.checksum))
        if filename and bucket.code is None:
            bucket.code = TemplateCode(environment, name, filename).load()
            self.dump_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Do nothing: a bucket is given with its code."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self.kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = CompiledTemplates()
