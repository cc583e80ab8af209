"""Days counted in months, as people do: from the 31st to the last day of a shorter month."""

from calendar import monthrange
from datetime import date

_MONTHS = 12


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or earlier where `months` is negative."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
