"""The one form in which frozen values are written, and the sum by which bytes are known."""

import json
from hashlib import sha256


def write_json(value: object) -> bytes:
    """Write JSON in the one form that the same value always has."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def checksum_of(data: bytes) -> str:
    """Give the SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()
