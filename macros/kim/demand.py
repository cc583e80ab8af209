"""Values that are made when somebody asks for them.

Comes in: keys, and what makes the value of one. Goes out: a mapping like any other, in which the
keys are known at once and each value is made once. Whoever asks for all values makes them all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class OnDemand(Mapping[K, V]):
    """A mapping that makes its values by and by; its keys and their order never change."""

    __slots__ = ("_keys", "_made", "_make")

    def __init__(
        self, keys: Iterable[K], make: Callable[[K], V], made: Mapping[K, V] = MappingProxyType({})
    ) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made = dict(made)

    def __getitem__(self, key: K) -> V:
        """Give a value, which is made when it is asked for first."""
        try:
            return self._made[key]
        except KeyError:
            if key not in self._keys:
                raise
        value = self._made[key] = self._make(key)
        return value

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a value, without making it."""
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        """Give the keys in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._keys)

    def exchange(self, new: Mapping[K, V], gone: Collection[K]) -> "OnDemand[K, V]":
        """Give the same with some other values; what is new stands at the end."""
        keys = [key for key in (*self._keys, *new) if key not in gone]
        made = {key: value for key, value in self._made.items() if key not in gone}
        return OnDemand(keys, self._make, {**made, **new})

    def then(self, do: Callable[[V], None]) -> "OnDemand[K, V]":
        """Give the same, in which something is done with each value as soon as it is there."""

        def make_and_do(key: K) -> V:
            value = self._make(key)
            do(value)
            return value

        for value in self._made.values():
            do(value)
        return OnDemand(self._keys, make_and_do, self._made)


def exchange(
    some: Mapping[K, V], new: Mapping[K, V], gone: Collection[K] = frozenset()
) -> Mapping[K, V]:
    """Exchange some values; those that nobody has asked for are not made."""
    if isinstance(some, OnDemand):
        return some.exchange(new, gone)
    rest = {key: value for key, value in some.items() if key not in gone} if gone else some
    return MappingProxyType({**rest, **new})


def with_each(some: Mapping[K, V], do: Callable[[V], None]) -> Mapping[K, V]:
    """Do something with each value, now or when it is made."""
    if isinstance(some, OnDemand):
        return some.then(do)
    for value in some.values():
        do(value)
    return some
