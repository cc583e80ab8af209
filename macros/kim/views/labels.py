"""German labels of the fixed choices in records.

What citizens' pages show is marked for translation; views say it in the page's language.
"""

from kim.words import N_

CITIZENS = {
    "services": N_("Angebote"),
    "organizations": N_("Organisationen"),
    "areas": N_("Gebiete"),
    "contacts": N_("Ansprechstellen"),
}
"""Kinds whose pages exist in every language of the site, and what their lists are called."""

SCRIPT_WORDS = (
    N_("Angebot"),
    N_("Thema"),
    N_("Zielgruppe"),
    N_("Organisation"),
    N_("Gremium"),
    N_("Programm"),
    N_("Begriff"),
    N_("Handbuch"),
    N_("Ansprechstelle"),
    N_("Gebiet"),
    N_("Sprache"),
    N_("Kategorie"),
    N_("Seite"),
    N_("Telefon"),
    N_("beendet"),
    N_("Weitere Treffer zeigen"),
    N_("Treffer für „{query}“: {count}"),
    N_("Nichts gefunden für „{query}“."),
    N_("Meinten Sie „{query}“?"),
)
"""What scripts say; words in braces are filled in there."""

AREA_LEVELS = {
    "land": N_("Land"),
    "kreis": N_("Kreis"),
    "kreisfreie_stadt": N_("Kreisfreie Stadt"),
    "gemeinde": N_("Gemeinde"),
    "sozialraum": N_("Sozialraum"),
}
ORGANIZATION_TYPES = {
    "municipality": N_("Kommune"),
    "administrative_unit": N_("Bereich der Verwaltung"),
    "authority": N_("Behörde"),
    "ministry": N_("Ministerium"),
    "welfare": N_("Freie Wohlfahrtspflege"),
    "association": N_("Verein oder Verband"),
    "religious": N_("Kirche oder Religionsgemeinschaft"),
    "company": N_("Unternehmen"),
    "research": N_("Forschung und Beratung"),
    "network": N_("Zusammenschluss"),
}
COMMITTEE_LEVELS = {
    "political": "Politik",
    "steering": "Strategische Steuerung",
    "administrative": "Leitung der Verwaltung",
    "expert": "Fachebene",
    "project": "Projekte auf Zeit",
    "network": "Netzwerke",
}
ROLES = {
    "leads": N_("zuständig"),
    "involved": N_("wirkt mit"),
    "informed": N_("wird informiert"),
    "none": N_("gibt es hier nicht"),
}
INHERITED = {
    "land": N_("gilt vom Land"),
    "kreis": N_("gilt vom Kreis"),
    "kreisfreie_stadt": N_("gilt von der Stadt"),
    "gemeinde": N_("gilt von der Gemeinde"),
    "sozialraum": N_("gilt vom Sozialraum"),
}
"""What stands beside an office that is responsible because the larger area's is."""
ACCESS_MODES = {
    "open": N_("Offene Sprechstunde, ohne Termin"),
    "appointment": N_("Mit Termin"),
    "phone": N_("Am Telefon"),
    "online": N_("Im Internet"),
    "outreach": N_("Wir kommen zu Ihnen"),
    "referral": N_("Über eine andere Stelle"),
}
STAY = {
    "new": N_("Menschen, die neu in Deutschland sind"),
    "longer": N_("Menschen, die schon länger in Deutschland leben"),
}
PHONE_TYPES = {"voice": N_("Telefon"), "mobile": N_("Handy"), "fax": N_("Fax"), "sms": N_("SMS")}
WEEKDAYS = {
    "mo": "Montag",
    "di": "Dienstag",
    "mi": "Mittwoch",
    "do": "Donnerstag",
    "fr": "Freitag",
    "sa": "Samstag",
    "so": "Sonntag",
}
MILESTONE_STATUS = {
    "planned": "geplant",
    "running": "läuft",
    "done": "erreicht",
    "dropped": "aufgegeben",
}
EVENT_FORMATS = {"online": "online", "on_site": "vor Ort", "hybrid": "vor Ort und online"}
DOCUMENT_TYPES = {
    "concept": "Konzept",
    "law": "Gesetz",
    "directive": "Richtlinie oder Erlass",
    "resolution": "Beschluss",
    "report": "Bericht",
    "study": "Studie",
    "guide": "Handreichung",
    "agreement": "Vereinbarung",
    "web_page": "Internetseite",
}
PERSON_BASIS = {
    "official_function": "Amt mit Außenkontakt",
    "consent": "Einwilligung",
    "published_source": "amtlich veröffentlicht",
}
CHANGE_WEIGHTS = {"substantial": "wesentlich", "editorial": "redaktionell"}
REDACTION_REASONS = {
    "person": "zu einer Person",
    "place": "zu einem Ort mit geheimer Anschrift",
}
UNITS = {"number": "Anzahl", "percent": "Prozent"}
DIRECTIONS = {"ltr": "von links nach rechts", "rtl": "von rechts nach links"}
CHARTS = {"bars": "Balken", "none": "keines"}

CHOICES: dict[tuple[str, str], dict[str, str]] = {
    ("Area", "level"): AREA_LEVELS,
    ("Organization", "type"): ORGANIZATION_TYPES,
    ("Committee", "level"): COMMITTEE_LEVELS,
    ("Assignment", "role"): ROLES,
    ("Access", "modes"): ACCESS_MODES,
    ("Criteria", "length_of_stay"): STAY,
    ("Eligibility", "length_of_stay"): STAY,
    ("Exclusion", "length_of_stay"): STAY,
    ("Group", "length_of_stay"): STAY,
    ("Phone", "type"): PHONE_TYPES,
    ("Schedule", "days"): WEEKDAYS,
    ("Milestone", "status"): MILESTONE_STATUS,
    ("Event", "format"): EVENT_FORMATS,
    ("Document", "type"): DOCUMENT_TYPES,
    ("Person", "basis"): PERSON_BASIS,
    ("ChangeNote", "weight"): CHANGE_WEIGHTS,
    ("Redaction", "reason"): REDACTION_REASONS,
    ("Column", "unit"): UNITS,
    ("Term", "direction"): DIRECTIONS,
    ("Statistic", "chart"): CHARTS,
}
"""Labels by model and field; a test holds this against every Literal of the models."""
