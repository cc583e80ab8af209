"""Notice a changed file at once, where MkDocs by itself looks twice a second."""

from typing import Any

from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

_CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]


class ChangeObserver(Observer):  # type: ignore[misc,valid-type]  # chosen by system at run time
    """Tell of changes only: a build that reads files must not start the next one."""

    def schedule(self, *args: Any, **options: Any) -> Any:
        """Watch a folder."""
        return super().schedule(*args, **options, event_filter=_CHANGES)
