"""What the report holds, and its summary in whole sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.rules.verification import Checked
from kim.views.coverage.changes import ChangeRow
from kim.views.coverage.facts import UNKNOWN, AccessRow, CheckedRow, PostsRow, SpokenView
from kim.views.coverage.gaps import GapRow, RareRow, SameRow
from kim.views.coverage.grid import GridView, ServiceLine, TopicView
from kim.views.coverage.naming import amount, listed, share

_MOST_NAMED = 3
"""So many gaps are told in the summary; the table has all."""


class Numbers(NamedTuple):
    """Services of the day: all, without a method, without a last day, with stated languages."""

    services: int
    without_method: int
    without_end: int
    with_languages: int
    checked: Checked


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything in the report on coverage."""

    area: str
    day: str
    until: str
    numbers: Numbers
    grid: GridView
    gaps: tuple[GapRow, ...]
    rare: tuple[RareRow, ...]
    same: tuple[SameRow, ...]
    changes: tuple[ChangeRow, ...]
    spoken: SpokenView
    access: tuple[AccessRow, ...]
    kinds: tuple[CheckedRow, ...]
    organizations: tuple[CheckedRow, ...]
    posts: tuple[PostsRow, ...]
    topics: tuple[TopicView, ...]
    without_topic: tuple[ServiceLine, ...]
    summary: tuple[str, ...] = ()


def summarize(report: ReportView) -> tuple[str, ...]:
    """Say the most important in sentences, worst first."""
    return (
        *_say_topics(report),
        *_say_gaps(report),
        *_say_same(report),
        *_say_changes(report),
        *_say_checked(report),
        *_say_posts(report),
    )


def _say_topics(report: ReportView) -> Iterator[str]:
    verb = "gilt" if report.numbers.services == 1 else "gelten"
    number = amount(report.numbers.services, "Angebot", "Angebote")
    empty = [topic.name for topic in report.topics if not topic.services]
    topics = len(report.topics)
    if empty:
        yield f"Am {report.day} {verb} {number} zu {topics - len(empty)} von {topics} Themen."
        yield f"Kein Angebot gibt es zu: {listed(empty)}."
    else:
        yield f"Am {report.day} {verb} {number}. Zu jedem der {topics} Themen gibt es eines."


def _say_gaps(report: ReportView) -> Iterator[str]:
    partial = [gap for gap in report.gaps if not gap.is_whole]
    if partial:
        topics = len({gap.topic for gap in partial})
        told = "; ".join(f"{gap.topic}: {gap.words}" for gap in partial[:_MOST_NAMED])
        rest = "; weitere in der Tabelle" if len(partial) > _MOST_NAMED else ""
        head = f"In {amount(topics, 'Thema', 'Themen')} fehlt ein Angebot für einen Teil der"
        yield f"{head} Menschen. {told}{rest}."
    if report.rare:
        groups = listed(row.group for row in report.rare)
        yield f"Nur zu wenigen Themen gibt es Angebote für {groups}."
    if not report.gaps and not report.rare:
        yield "Zu jedem Thema gibt es für jede Zielgruppe ein Angebot, soweit eingetragen."


def _say_same(report: ReportView) -> Iterator[str]:
    unsettled = [row for row in report.same if row.is_open]
    several = sum(len(row.organizations) > 1 for row in unsettled)
    settled = len(report.same) - len(unsettled)
    if unsettled:
        verb = "deckt" if len(unsettled) == 1 else "decken"
        yield (
            f"{_groups(len(unsettled))} {verb} dasselbe mehrfach ab: gleiche Methode, gleiches"
            " Thema, gleiche Menschen. Wann welches Angebot richtig ist, steht dort nicht."
            f" {several} davon {'liegt' if several == 1 else 'liegen'} bei verschiedenen Trägern."
            " Das kann so gewollt sein."
        )
    if settled:
        verb = "hat" if settled == 1 else "haben"
        yield (
            f"{_groups(settled)} {verb} die gleiche Methode und beschreiben, wann welches richtig"
            " ist, oder es ist so gewollt."
        )


def _groups(number: int) -> str:
    return amount(number, "Gruppe von Angeboten", "Gruppen von Angeboten")


def _say_changes(report: ReportView) -> Iterator[str]:
    if report.changes:
        verb = "ist" if len(report.changes) == 1 else "sind"
        changes = amount(len(report.changes), "Änderung", "Änderungen")
        breaks = sum(row.is_break for row in report.changes)
        yield (
            f"Bis zum {report.until} {verb} {changes} eingetragen; bei {breaks or 'keiner'} davon"
            " bleibt eine Lücke, oder die Nachfolge ist enger gefasst."
        )
    else:
        yield f"Bis zum {report.until} ist keine Änderung eingetragen."
    if report.numbers.without_end:
        yield (
            f"Bei {report.numbers.without_end} von {report.numbers.services} Angeboten steht kein"
            " letzter Tag. Das heißt nicht, dass ihre Förderung gesichert ist."
        )


def _say_checked(report: ReportView) -> Iterator[str]:
    total, half_year, year, *_ = report.numbers.checked
    if year:
        yield (
            f"In den letzten 12 Monaten wurden {year} von {total} Angeboten geprüft"
            f" ({share(year, total)}), in den letzten 6 Monaten {half_year or 'keines'}."
        )
    else:
        yield f"In den letzten 12 Monaten wurde keines von {total} Angeboten geprüft."
    stated = report.numbers.with_languages
    if stated < total:
        yield (
            f"In welchen Sprachen beraten wird, steht bei {stated or 'keinem'} von {total}"
            " Angeboten. Was nicht angegeben ist, zählt nicht als Lücke."
        )


def _say_posts(report: ReportView) -> Iterator[str]:
    stated = [row for row in report.posts if row.granted != UNKNOWN]
    if stated and all(row.is_settled for row in stated):
        yield "Alle bewilligten Stellen, die eingetragen sind, haben einen Ort."
    for row in stated:
        if not row.is_settled:
            yield f"Stellen bei {row.entry.name}: {row.words}."
    unknown = len(report.posts) - len(stated)
    if unknown:
        programmes = amount(unknown, "Programm", "Programmen")
        yield f"Bei {programmes} ist nicht angegeben, wie viele Stellen bewilligt sind."
