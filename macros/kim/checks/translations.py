"""Checks of translations: what fits no German text, what is older than it, what is missing."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import update_wrapper
from typing import TypeAlias

from kim.catalogue import Catalogue
from kim.checks.finding import Each, Findings, each
from kim.fields import HOME_LANGUAGE
from kim.models import Record
from kim.problems import Place, quote
from kim.translate import Adviser
from kim.translations import SITE_KIND, TranslationFile, fingerprint
from kim.untranslated import path_of, texts_for_citizens
from kim.words import REVIEWED, languages_with_words

_LISTED = 5


_Languages: TypeAlias = tuple[str, ...]


def _written_languages(catalogue: Catalogue) -> _Languages:
    return tuple(dict.fromkeys(owner[0] for owner in catalogue.translations))


def _each_translation(look: Callable[[TranslationFile, date], Findings]) -> Each:
    """Make a check of a look at one file of translations; it looks at what its record says."""

    def look_at(
        catalogue: Catalogue, owner: tuple[str, str], today: date, languages: _Languages
    ) -> Findings:
        for language in languages:
            file = catalogue.translations.get((language, *owner))
            if file:
                yield from look(file, today)

    def of_record(
        catalogue: Catalogue, record: Record, today: date, languages: _Languages
    ) -> Findings:
        owner = record.kind, record.id
        return look_at(catalogue, owner, today, languages) if languages else iter(())

    def of_site(catalogue: Catalogue, today: date, languages: _Languages) -> Findings:
        return look_at(catalogue, (SITE_KIND, SITE_KIND), today, languages)

    return each(Record, sees=_written_languages, besides=of_site)(update_wrapper(of_record, look))


@_each_translation
def translation_target(file: TranslationFile, _today: date) -> Findings:
    """Eine Übersetzung nennt ein Textfeld, das im deutschen Eintrag ausgefüllt ist.

    Felder in Blöcken nennt man mit Punkt, Zeilen einer Liste mit ihrer Kennung oder Nummer:
    'eligibility.description', 'terms.aufenthalt.name', 'required_documents.1'.

    Falsch:

        texts:
          sumary: {text: Counselling for adults, of: 9f86d081}

    Richtig:

        texts:
          summary: {text: Counselling for adults, of: 9f86d081}
    """
    adviser, known = Adviser(), tuple(file.known)
    for path in file.sidecar.texts:
        if path not in file.known:
            cure = adviser.cure(path, known)
            message = f"im deutschen Eintrag gibt es keinen Text '{quote(path)}'{cure}"
            yield file.source.key_place(("texts", path)), message


@_each_translation
def translation_twice(file: TranslationFile, _today: date) -> Findings:
    """Eine Übersetzung steht im Eintrag selbst oder unter 'translations', nicht an beiden Stellen.

    Falsch, wenn der Eintrag schon 'name: {de: Beratung, en: Counselling}' hat:

        texts:
          name: {text: Advice, of: 9f86d081}

    Richtig: eine der beiden Fassungen löschen.

        name: Beratung
    """
    for path in file.doubled:
        yield (file.source.key_place(("texts", path)),
               (f"'{path}' ist im Eintrag selbst schon übersetzt;"
                " eine der beiden Fassungen löschen"))  # fmt: skip


@_each_translation
def review_without_day(file: TranslationFile, today: date) -> Findings:
    """Wer eine Übersetzung geprüft hat, nennt den Tag, und der liegt nicht in der Zukunft.

    Auf den übersetzten Seiten steht, von wann die Prüfung ist.

    Falsch:

        state: reviewed

    Richtig:

        state: reviewed
        reviewed_by: ki
        reviewed_on: 2026-11-02
    """
    day = file.sidecar.reviewed_on
    if day and day > today:
        yield (file.source.place(("reviewed_on",)),
               f"die Prüfung liegt in der Zukunft; heute ist der {today:%d.%m.%Y}")  # fmt: skip
    elif not day and _is_reviewed(file):
        yield (file.source.place(("state",)),
               "wer geprüft hat, nennt den Tag; 'reviewed_on:' fehlt")  # fmt: skip


def _is_reviewed(file: TranslationFile) -> bool:
    states = {file.sidecar.state, *(text.state for text in file.sidecar.texts.values())}
    return REVIEWED in states


@_each_translation
def translation_outdated(file: TranslationFile, _today: date) -> Findings:
    """Eine Übersetzung ist so neu wie der deutsche Text, aus dem sie entstand.

    Ändert sich der deutsche Text, steht auf der übersetzten Seite, dass sie älter ist. Wer die
    Übersetzung angepasst hat, trägt bei 'of' den neuen Fingerabdruck ein.

    Falsch, wenn der deutsche Text jetzt den Fingerabdruck 4ed8b2a0 hat:

        name: {text: Counselling, of: 9f86d081}

    Richtig:

        name: {text: Counselling for adults, of: 4ed8b2a0}
    """
    for path in file.outdated:
        new = fingerprint(file.known[path])
        yield (file.source.place(("texts", path, "of")),
               ("der deutsche Text hat sich geändert; die Übersetzung anpassen und"
                f" 'of: {new}' eintragen"))  # fmt: skip


def language_without_words(catalogue: Catalogue, _today: date) -> Findings:
    """Die Seite erscheint nur in Sprachen, für die das Programm eigene Wörter hat.

    Menü, Überschriften und Knöpfe stehen in Katalogen, die zum Programm gehören. Eine Sprache ohne
    Katalog lässt das Programm weg.

    Falsch, solange es für Polnisch keinen Katalog gibt:

        languages: [de, en, pl]

    Richtig:

        languages: [de, en]
    """
    site, source = catalogue.site, catalogue.site_source
    if site is None or source is None:
        return
    known = languages_with_words()
    for number, language in enumerate(site.languages):
        if language not in known:
            others = ", ".join(sorted(known))
            yield (source.place(("languages", number)),
                   (f"für '{language}' hat das Programm noch keine Wörter; mit Wörtern:"
                    f" {others}"))  # fmt: skip


def translation_missing(catalogue: Catalogue, today: date) -> Findings:
    """Was Bürger*innen lesen, ist in jede Sprache der Seite übersetzt.

    Je Sprache und Art steht hier eine Zeile. Was fehlt, erscheint auf Deutsch. Namen von Orten und
    Organisationen bleiben, wie sie sind.

    Falsch, wenn die Seite auch auf Englisch erscheint:

        name: Beratung für Erwachsene

    Richtig, oder mit einer Datei unter directory/translations/en/:

        name:
          de: Beratung für Erwachsene
          en: Counselling for adults
    """
    languages = _languages(catalogue)
    missing: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for kind, record_id, texts in texts_for_citizens(catalogue, today) if languages else ():
        for language in languages:
            count = sum(language not in text.root for text in texts.values())
            if count:
                missing[language, kind][record_id] = count
    for (language, kind), found in missing.items():
        path = path_of(language, kind, "")
        yield Place(path if kind == SITE_KIND else path.parent), _say_missing(found)


def _languages(catalogue: Catalogue) -> list[str]:
    """List the languages in which pages are made from translations."""
    languages = catalogue.site.languages if catalogue.site else ()
    return [code for code in languages if code in languages_with_words() - {HOME_LANGUAGE}]


def _say_missing(missing: dict[str, int]) -> str:
    count, names = sum(missing.values()), sorted(missing)
    said = "ein Text fehlt" if count == 1 else f"{count} Texte fehlen"
    if len(names) > 1:
        more = len(names) - _LISTED
        rest = f" und {more} weitere" if more > 0 else ""
        return f"{said} in {len(names)} Einträgen: {', '.join(names[:_LISTED])}{rest}"
    return said if names == [SITE_KIND] else f"{said} im Eintrag {names[0]}"
