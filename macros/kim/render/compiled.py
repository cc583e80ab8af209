"""Compiled templates, kept while the program runs: a preview that builds again compiles nothing."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Remember the compiled form of each template by its name and text."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its compiled form back, unless its text has changed."""
        kept = self.kept.get((bucket.key, bucket.checksum))
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled form of a template."""
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()
