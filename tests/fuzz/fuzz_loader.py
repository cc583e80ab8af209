"""Coverage-guided fuzzing of the loader: whatever bytes stand in a file, problems or a record.

    python tests/fuzz/fuzz_loader.py -max_total_time=600 FOLDER tests/fuzz/corpus

The first byte chooses what the rest is: a kind of record, site.yml, mkdocs.yml's form, a chapter.
New finds are written to FOLDER; what once broke the loader is kept in tests/fuzz/corpus, and
tests/fuzz/test_corpus.py reads it in every run of the tests.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["kim"]):
    from tests.fuzz.target import feed


def main() -> None:
    """Hand everything to libFuzzer, which never comes back."""
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
