"""Find the Chromium that the browser tests drive; run as a program, get one where none is.

In: KIM_CHROMIUM, the programs on the PATH, and what Playwright has downloaded. Out: the path, or
None for Playwright's own.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""All have the same engine; the first has no windows, and opens a page in a third of the time."""

# Root may not use the sandbox, and most containers have none to offer. The tests open pages that
# they have built themselves; nothing may ask another host for anything.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

_DROP_FROM_BOUNDS, _MAY_SET_PRIORITIES = 24, 23
"""PR_CAPBSET_DROP and CAP_SYS_NICE of Linux."""

MISSING = """\
Für die Browser-Tests fehlt Chromium.
Debian: sudo apt-get install chromium-headless-shell libatomic1
Oder ein vorhandenes angeben: make test KIM_CHROMIUM=/pfad/zu/chromium
Ohne Browser laufen die übrigen Tests mit: make quick"""


def find_chromium() -> str | None:
    """Return the program to start, or None for the one that Playwright has downloaded."""
    named = os.environ.get("KIM_CHROMIUM")
    return named or next(
        (path for name in PROGRAMS if (path := shutil.which(name)) and runs(path)), None
    )


def runs(program: str) -> bool:
    """Tell a browser from Ubuntu's stub, which only says that one should install a snap."""
    return subprocess.run([program, "--version"], check=False, capture_output=True).returncode == 0


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start a browser of its own, and end it with the block."""
    share_processors()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


def share_processors() -> None:
    """Let no program that is started from here on go before others.

    Where Chromium may, as root, it gives its threads priority over all others: tests in the other
    processes then take many times as long.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDS, _MAY_SET_PRIORITIES, 0, 0, 0)


def starts() -> bool:
    """Say whether the browser opens a page: being there is not enough (libraries)."""
    if not driver_runs():
        return False
    try:
        with open_chromium() as browser:
            browser.new_page().close()
    except Error:
        return False
    return True


def driver_runs() -> bool:
    """Say whether Playwright's own program runs; a small Debian lacks a library that it needs."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def download() -> None:
    """Let Playwright fetch its own Chromium, with the system's libraries where that is allowed."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if may_install():
        command.append("--with-deps")
    subprocess.run(command, check=False)


def install_shell() -> None:
    """Install Debian's Chromium without windows, for where Playwright's server is out of reach."""
    install_packages("chromium-headless-shell")


def install_chromium() -> None:
    """Install a whole Chromium: not every system has one without windows."""
    install_packages("chromium")


def install_packages(*names: str) -> None:
    """Install packages of the system, if that needs no password."""
    if not may_install():
        return
    apt_get = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt_get, "update"], check=False)
    subprocess.run([*apt_get, "install", "-y", *names], check=False)


def may_install() -> bool:
    """Say whether apt-get can run here without asking anybody."""
    if not shutil.which("apt-get"):
        return False
    return os.geteuid() == 0 or (
        shutil.which("sudo") is not None
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    )


def as_root() -> list[str]:
    """Return what stands before a command that needs root."""
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def main() -> None:
    """Leave a Chromium that starts, or say what to do and fail."""
    if not driver_runs():
        install_packages("libatomic1")
    ways: tuple[Callable[[], None], ...] = (download, install_shell, install_chromium)
    for get in ways:
        if starts():
            return
        get()
    if not starts():
        sys.exit(MISSING)


if __name__ == "__main__":
    main()
