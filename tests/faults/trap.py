"""The calls of a process to the system, each of which may fail: Linux asks us before it does them.

A process installs a filter (seccomp) over itself and all that it will start. At each call of the
filter Linux stops it and tells who supervises it, who lets the call happen, fail, or be the last.
Needs neither a debugger nor rights; other calls cost nothing, which is why a publishing with a
fault takes hardly longer than one without.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import re
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "ALL",
    "KILLED",
    "OPENS",
    "Point",
    "Seen",
    "Strike",
    "can_trap",
    "supervise",
    "trap_myself",
]


class _Call(NamedTuple):
    """The number of a call, and what its arguments are.

    One letter an argument: a path `p`, the folder `d` that the path after it starts in, an open
    file `f`, anything else `-`.
    """

    number: int
    shape: str


_CALLS = {
    name: _Call(number, shape)
    for shape, numbers in {
        "p": {
            "stat": 4, "lstat": 6, "access": 21, "truncate": 76, "chdir": 80, "mkdir": 83,
            "rmdir": 84, "creat": 85, "unlink": 87, "readlink": 89, "chmod": 90, "chown": 92,
            "lchown": 94, "utime": 132, "mknod": 133, "statfs": 137, "setxattr": 188,
            "lsetxattr": 189, "getxattr": 191, "lgetxattr": 192, "listxattr": 194,
            "llistxattr": 195, "removexattr": 197, "utimes": 235, "open": 2,
        },
        "f": {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "ioctl": 16, "pread64": 17,
            "pwrite64": 18, "readv": 19, "writev": 20, "dup": 32, "dup2": 33, "fcntl": 72,
            "flock": 73, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "getdents": 78,
            "fchdir": 81, "fchmod": 91, "fchown": 93, "fstatfs": 138, "readahead": 187,
            "fsetxattr": 190, "fgetxattr": 193, "flistxattr": 196, "getdents64": 217,
            "fadvise64": 221, "sync_file_range": 277, "fallocate": 285, "dup3": 292,
            "preadv": 295, "pwritev": 296, "syncfs": 306, "preadv2": 327, "pwritev2": 328,
        },
        "dp": {
            "openat": 257, "mkdirat": 258, "mknodat": 259, "fchownat": 260, "futimesat": 261,
            "newfstatat": 262, "unlinkat": 263, "readlinkat": 267, "fchmodat": 268,
            "faccessat": 269, "utimensat": 280, "statx": 332, "openat2": 437, "faccessat2": 439,
            "fchmodat2": 452,
        },
        "pp": {"rename": 82, "link": 86},
        "dpdp": {"renameat": 264, "linkat": 265, "renameat2": 316},
        "-p": {"symlink": 88},
        "-dp": {"symlinkat": 266},
        "----f": {"mmap": 9},
        "ff": {"sendfile": 40},
        "f-f": {"splice": 275, "copy_file_range": 326},
    }.items()
    for name, number in numbers.items()
}  # fmt: skip
ALL = tuple(_CALLS)
_NAMES = {call.number: name for name, call in _CALLS.items()}

_SET_MODE_FILTER, _NEW_LISTENER, _SECCOMP, _NO_NEW_PRIVS = 1, 8, 317, 38
_ARCHITECTURE = 0xC000003E
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_RECEIVE, _ANSWER, _SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082104
_QUICKLY, _LET_HAPPEN = 1, 1
_QUESTION = struct.Struct("=QIIiIQ6Q")
_REPLY = struct.Struct("=QqiI")
_HERE = -100
_LONGEST = 4096
_FLAGS = {"open": 1, "openat": 2}
OPENS = tuple(_FLAGS)
KILLED = "KILL"
_RANDOM = re.compile(r"(?<=build-)[a-z0-9_]{8}|(?<=/tmp)[a-z0-9_]{8}\b")
"""What differs in names from one run to the next."""


class Point(NamedTuple):
    """A call: its name, what it is about, and the how many-th one of this name about this it is.

    In this way it is the same call in every run, whatever other threads and processes do meanwhile.
    """

    call: str
    place: str
    number: int


class Seen(NamedTuple):
    """A call that was seen, the flags with which a file was opened, and which program called."""

    point: Point
    flags: int
    program: str


class Strike(NamedTuple):
    """What happens at which call: the name of an error, or `KILLED`."""

    point: Point
    happens: str


def can_trap() -> bool:
    """Tell whether the calls of this system are known here and it lets us supervise a process."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    own, other = socket.socketpair()
    child = os.fork()
    if not child:
        try:
            trap_myself(other, ("flock",))
        except OSError:
            os._exit(1)
        os._exit(0)
    own.close()
    other.close()
    return os.waitpid(child, 0)[1] == 0


def trap_myself(supervisor: socket.socket, calls: Collection[str]) -> None:
    """Let a supervisor be asked at each of some calls from now on, in all that is started too."""
    libc = ctypes.CDLL(None, use_errno=True)
    program = _filter([_CALLS[name].number for name in calls])
    text = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(text))
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    listener = libc.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, head)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    socket.send_fds(supervisor, [b"!"], [listener])
    os.close(listener)
    supervisor.close()


def _filter(numbers: list[int]) -> bytes:
    """Write the program that Linux runs at each call."""
    size = len(numbers)
    lines = [
        (_LOAD, 0, 0, 4),
        (_IF_EQUAL, 0, size + 1, _ARCHITECTURE),
        (_LOAD, 0, 0, 0),
        *((_IF_EQUAL, size - row, 0, number) for row, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ASK),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def supervise(process: socket.socket, root: str, strike: Strike | None) -> Iterator[Seen]:
    """Answer for each call of a process and its children until all have ended.

    Yields the calls that touch what lies below a folder, up to the one that is struck; if that one
    is never yielded it never came.
    """
    _, (listener, *_), _, _ = socket.recv_fds(process, 1, 1)
    try:
        with suppress(OSError):  # an old kernel answers more slowly
            fcntl.ioctl(listener, _SET_FLAGS, _QUICKLY)
        counted: dict[tuple[str, str], int] = {}
        aim = strike
        for key, pid, call, arguments in _questions(listener):
            reply = partial(_reply, listener, key)
            place = "" if strike and not aim else _place(root, pid, call, arguments)
            if place:
                number = counted[call, place] = counted.get((call, place), 0) + 1
                point = Point(call, place, number)
                if not strike:
                    flags = arguments[_FLAGS[call]] if call in _FLAGS else 0
                    yield Seen(point, flags, _program(pid))
                elif aim and point == aim.point:
                    yield Seen(point, 0, "")
                    aim = None
                    if strike.happens == KILLED:
                        os.kill(pid, signal.SIGKILL)
                    else:
                        reply(error=getattr(errno, strike.happens))
                    continue
            reply()
    finally:
        os.close(listener)


def _questions(listener: int) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """Yield a key, the process, the name of the call and its arguments; end with the processes."""
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    while True:
        [(_, event)] = waiting.poll()
        if not event & select.POLLIN:
            return
        question = bytearray(_QUESTION.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, question)
        except FileNotFoundError:  # ended while it asked
            continue
        key, pid, _, number, _, _, *arguments = _QUESTION.unpack(question)
        yield key, pid, _NAMES[number], tuple(arguments)


def _reply(listener: int, key: int, error: int = 0) -> None:
    reply = bytearray(_REPLY.pack(key, 0, -error, 0 if error else _LET_HAPPEN))
    try:
        fcntl.ioctl(listener, _ANSWER, reply)
    except FileNotFoundError:  # ended while it waited
        return


def _program(pid: int) -> str:
    """Give the name of the program, with what it was called."""
    with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123  thousands: speed
        return os.fsdecode(file.read().replace(b"\0", b" "))


def _place(root: str, pid: int, call: str, arguments: tuple[int, ...]) -> str:
    """Say what below the folder a call is about; nothing if it is about something else."""
    paths = [path for path in _paths(pid, call, arguments) if f"{path}/".startswith(f"{root}/")]
    return _RANDOM.sub("*", " → ".join(path.removeprefix(root) or "/" for path in paths))


def _paths(pid: int, call: str, arguments: tuple[int, ...]) -> Iterator[str]:
    start = _HERE
    for kind, value in zip(_CALLS[call].shape, arguments, strict=False):
        if kind == "d":
            start = ctypes.c_int(value).value
        elif kind == "f":
            yield _opened(pid, ctypes.c_int(value).value)
        elif kind == "p":
            path = _text(pid, value)
            if not path.startswith("/"):
                path = f"{_opened(pid, start)}/{path}".rstrip("/")
            yield path


def _opened(pid: int, handle: int) -> str:
    link = "cwd" if handle == _HERE else f"fd/{handle}"
    try:
        return os.readlink(f"/proc/{pid}/{link}")  # noqa: PTH115  thousands: speed
    except OSError:
        return ""


def _text(pid: int, address: int) -> str:
    """Read a text in the memory of a process."""
    if not address:
        return ""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123  thousands: speed
        return os.fsdecode(os.pread(memory.fileno(), _LONGEST, address).partition(b"\0")[0])
