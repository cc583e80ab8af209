"""Names that lead elsewhere, mean something to a system, or that nobody can read."""

from __future__ import annotations

_DEVICES = (
    "con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)),
    *(f"lpt{n}" for n in range(1, 10)),
)  # fmt: skip
_UP = ("..", "../..", "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "//host/share")
_AROUND = (
    "a", "mbe", "a-b", "angebote", "x" * 60
)  # fmt: skip
_SIGNS = (
    " ", ".", "..", "/", "\\", "%", "%2e%2e%2f", "%00", "?", "#", "&", "'", '"', "<", ">", "|",
    "*", ":",
    ";", "$", "`", "!", "~", "(", ")", "{", "}", "[", "]", "=", "+", ",", "@", "^", "_", "--",
    "ä", "ß",
    "é", "e\u0301", "ı", "ﬁ", "а", "ｅ", "٣", "२", "\u200b", "\u200d", "\u200f", "\u202e", "\u2066",
    "\u00ad", "\ufeff", "\u2028", "\u00a0", "\U0001f600", "\U000e0041", "\t", "\x7f", "\x1b[2J",
)  # fmt: skip
_ODD = (
    "-", "-a", "a-", "A", "ABC", "Mbe", "MBE", ".a", "a.", "a..b", "~root", "$HOME", "$(id)",
    "`id`",
    "{{7*7}}", "{%x%}", "<script>", "a" * 65, "a" * 200, "-" * 64, "1.2", "0x1F", "c:", "c:\\a",
    "file:///etc/passwd", "javascript:alert(1)", "a/../b", "a/./b", "a//b", "./a", "~", ".git",
    ".htaccess",
    "INDEX", "a\u0000b", "مرحبا", "שלום", "中文", "\u0645-\u0631", "xn--mller-kva.",
    "ＣＯＮ", "con.", "con.a",
)  # fmt: skip

_BUILT = (f"{word}{sign}" for word in _AROUND for sign in _SIGNS)
NAMES = tuple(
    dict.fromkeys((*_DEVICES, *(name.upper() for name in _DEVICES), *_UP, *_ODD, *_BUILT))
)
"""Names that no record, chapter or address may have."""
