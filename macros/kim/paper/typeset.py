"""A book's nodes → PDF/UA-1, set by typst with the fonts it carries; same input, same bytes."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_TYPESETTER = Path(__file__).with_name("typesetter.py")


class UnprintableError(Exception):
    """The concept cannot be set; says what the typesetter said."""


def typeset(book: dict[str, Any], stand: date, content: Path) -> bytes:
    """Set the book; `stand` is the day in the file's properties, `content` holds its pictures.

    Cost: about 10 ms a page, in a process of its own.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder, "konzept.pdf")
        order = {
            "text": json.dumps(book, ensure_ascii=False),
            "timestamp": int(datetime.combine(stand, time(), UTC).timestamp()),
            "root": str(content),
            "out": str(out),
        }
        done = subprocess.run(  # noqa: S603  our own program, no shell
            [sys.executable, "-P", str(_TYPESETTER)],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise UnprintableError(said or f"der Satz brach ab ({done.returncode})")
        return out.read_bytes()
