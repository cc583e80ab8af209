"""Calendar files: read back by the library, folded as the standard asks, the same every time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar as File

from kim.export.calendar import calendar_file
from kim.models.committee import Committee
from kim.views.committees import see_committee
from kim.views.events import see_all_events
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from kim.views.events import Calendar

TODAY = date(2026, 11, 21)
BERLIN = ZoneInfo("Europe/Berlin")
ADDRESS = "https://stadt.example/"
RECORDS = {
    "committees__lenkungskreis": "{name: Lenkungskreis, level: steering, seats: [{role: A}]}",
    "organizations__ki": "{name: Integrationszentrum, type: authority}",
    "locations__rathaus": """
        name: Rathaus, Saal 1
        address: {street: Marktplatz 1, postal_code: 46045, city: Musterstadt}
    """,
    "locations__schutz": """
        name: Geschützter Ort
        confidential: ja
        address: {street: Geheimgasse 7, postal_code: 46045, city: Musterstadt}
    """,
}
MEETING = """
    name: Sitzung
    description: "Es geht um **Geld**; siehe [Plan](https://stadt.example/plan)."
    last_verified: 2026-10-01
    starts_on: 2026-12-03
    starts_at: 09:00
    ends_at: 12:30
    format: on_site
    organizer: ki
    committee: lenkungskreis
    location: rathaus
    audience: Mitglieder
"""


def calendar_of(**events: str) -> Calendar:
    """Give the calendar of all dates."""
    texts = {f"events__{name}": text for name, text in events.items()}
    calendar = see_all_events(Viewpoint(make_catalogue(**RECORDS, **texts), TODAY)).calendar
    assert calendar
    return calendar


def read(**events: str) -> list[Any]:
    """Write a calendar and read its entries back."""
    content = calendar_file(calendar_of(**events), ADDRESS).content
    return list(File.from_ical(content).walk("VEVENT"))


@pytest.mark.promise("calendar")
def test_a_meeting_says_everything_that_is_known() -> None:
    """Time with its zone, place, for whom, who invites; the stamp is the day of the last check."""
    (entry,) = read(sitzung=MEETING)
    assert entry["summary"] == "Sitzung"
    assert entry["dtstart"].dt == datetime(2026, 12, 3, 9, tzinfo=BERLIN)
    assert entry["dtend"].dt == datetime(2026, 12, 3, 12, 30, tzinfo=BERLIN)
    assert entry["dtstamp"].dt == datetime(2026, 10, 1, tzinfo=UTC)
    assert entry["location"] == "Rathaus, Saal 1, Marktplatz 1, 46045 Musterstadt"
    assert entry["description"] == (
        "Es geht um Geld; siehe Plan (https://stadt.example/plan).\n"
        "Für: Mitglieder\nVeranstaltet von: Integrationszentrum\nForm: vor Ort"
    )
    assert entry["categories"].cats == ["Lenkungskreis"]
    assert entry["url"] == "https://stadt.example/termine/#sitzung"
    assert "rrule" not in entry


@pytest.mark.parametrize(
    ("written", "start", "end", "days"),
    [
        ("starts_on: 2026-12-03", date(2026, 12, 3), date(2026, 12, 4), None),
        (
            "{starts_on: 2026-12-30, ends_on: 2027-01-01}",
            date(2026, 12, 30),
            date(2027, 1, 2),
            None,
        ),
        (
            "{starts_on: 2026-07-03, starts_at: 18:00}",
            datetime(2026, 7, 3, 18, tzinfo=BERLIN),
            None,
            None,
        ),
        (
            "{starts_on: 2026-07-03, starts_at: 20:00, ends_at: 24:00}",
            datetime(2026, 7, 3, 20, tzinfo=BERLIN),
            datetime(2026, 7, 4, tzinfo=BERLIN),
            None,
        ),
        (
            "{starts_on: 2026-03-28, ends_on: 2026-03-30, starts_at: 09:00, ends_at: 16:00}",
            datetime(2026, 3, 28, 9, tzinfo=BERLIN),
            datetime(2026, 3, 28, 16, tzinfo=BERLIN),
            3,
        ),
    ],
    ids=["a day", "several days", "no end", "until midnight", "hours on several days"],
)
def test_when_it_is(written: str, start: Any, end: Any, days: int | None) -> None:
    """A whole day ends before the next one; hours hold on each of several days."""
    (entry,) = read(termin="{name: Termin, " + written.strip("{}") + "}")
    assert entry["dtstart"].dt == start
    assert (entry["dtend"].dt if end else entry.get("dtend")) == end
    assert entry.get("rrule", {}).get("count") == ([days] if days else None)


def test_the_time_zone_is_in_the_file_and_right() -> None:
    """A calendar that knows no zones turns the clock on the last Sundays of March and October."""
    content = calendar_file(calendar_of(sitzung=MEETING), "").content
    (zone,) = File.from_ical(content).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Berlin"
    described = zone.to_tz()
    for turn in (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)):
        for moment in (turn - timedelta(minutes=1), turn, turn + timedelta(days=30)):
            expected = moment.astimezone(BERLIN)
            assert moment.astimezone(described).utcoffset() == expected.utcoffset(), moment


def test_lines_are_folded_and_end_as_they_must() -> None:
    """No line has more than 75 bytes, each ends in CR LF, and no letter is torn apart."""
    name = "Überörtlicher Ausschuss für Öffentlichkeit, Übergänge; Ähnliches " * 3
    content = calendar_file(calendar_of(sitzung=f"{{name: '{name}', starts_on: 2026-12-03}}"), "")
    lines = content.content.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert all(line.decode() for line in lines)
    (entry,) = File.from_ical(content.content).walk("VEVENT")
    assert entry["summary"].split() == name.split()


def test_a_confidential_place_keeps_its_address() -> None:
    """The name is all that a calendar learns."""
    meeting = MEETING.replace("location: rathaus", "location: schutz")
    content = calendar_file(calendar_of(sitzung=meeting), ADDRESS).content
    assert "Geschützter Ort" in content.decode()
    assert b"Geheimgasse" not in content.replace(b"\r\n ", b"")


def test_past_dates_stay_and_stand_first() -> None:
    """The archive is a calendar too; the order is that of the days."""
    entries = read(b="{name: Neu, starts_on: 2027-01-01}", a="{name: Alt, starts_on: 2021-02-05}")
    assert [str(entry["summary"]) for entry in entries] == ["Alt", "Neu"]
    assert entries[0]["dtstamp"].dt == datetime(2021, 2, 5, tzinfo=UTC)


def test_the_same_date_keeps_its_uid() -> None:
    """Other words and another day change the entry in place; another record is another entry."""
    (before,) = read(sitzung=MEETING)
    (after,) = read(sitzung=MEETING.replace("2026-12-03", "2026-12-10").replace("Sitzung", "X"))
    (other,) = read(zweite=MEETING)
    assert before["uid"] == after["uid"]
    assert before["uid"] != other["uid"]


def test_a_calendars_name_ends_no_line() -> None:
    """The name of a committee may be written over two lines; it begins no entry of its own."""
    catalogue = make_catalogue(
        committees__kreis="""
            name: "Kreis; West,\\nEND:VCALENDAR\\nBEGIN:VEVENT"
            level: expert
        """,
        events__sitzung="{name: Sitzung, starts_on: 2026-12-01, committee: kreis}",
    )
    meetings = see_committee(
        Viewpoint(catalogue, TODAY), catalogue.all(Committee)["kreis"]
    ).meetings
    assert meetings.calendar
    calendar = File.from_ical(calendar_file(meetings.calendar, ADDRESS).content)
    name = str(calendar["x-wr-calname"]).replace("\\", "")  # the library leaves them as they are
    assert "Kreis; West, END:VCALENDAR BEGIN:VEVENT" in name
    assert len(list(calendar.walk("VEVENT"))) == 1


def test_a_committee_has_its_own_file() -> None:
    """Only its own meetings stand in it; a committee without any has no file."""
    texts = {"events__sitzung": MEETING, "events__fest": "{name: Fest, starts_on: 2026-12-01}"}
    catalogue = make_catalogue(
        **RECORDS, **texts, committees__ak="{name: AK, level: expert, seats: [{role: A}]}"
    )
    view = Viewpoint(catalogue, TODAY)
    shown = {
        name: see_committee(view, committee).meetings.calendar
        for name, committee in catalogue.all(Committee).items()
    }
    assert shown["ak"] is None
    calendar = shown["lenkungskreis"]
    assert calendar
    assert calendar.href == "gremien/lenkungskreis/termine.ics"
    assert [event.id for event in calendar.events] == ["sitzung"]


@pytest.mark.slow
def test_the_site_publishes_its_calendar_and_leads_to_it(site: Path) -> None:
    """The file lies beside the page of dates; each date of the page is an entry."""
    page = (site / "termine" / "index.html").read_text("utf-8")
    assert 'href="../termine/termine.ics"' in page
    entries = File.from_ical((site / "termine" / "termine.ics").read_bytes()).walk("VEVENT")
    anchors = re.findall(r'<li class="date" id="([^"]+)"', page)
    assert len(anchors) > 20
    assert sorted(str(entry["url"]).rpartition("#")[2] for entry in entries) == sorted(anchors)
