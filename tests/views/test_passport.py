"""The Beratungspass: what it says, in which language, and what must never be on it."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import segno

from kim.export.passport import codes_in, pack_code
from kim.models.service import Service
from kim.render.data import data_files
from kim.render.qr import encode_qr, know_codes
from kim.views.passport import IN_A_PART, see_pass_entry, see_passport
from kim.views.viewpoint import Phrase, Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.views.passport import PassEntry

TODAY = date(2026, 11, 21)
SITE = "https://kim.stadt.example/"
AWO = "{name: AWO, type: welfare, phones: [{number: 0208 1}, {number: 0208 2, type: fax}]}"


def entry_of(catalogue: Catalogue, service: str = "mbe", language: str = "de") -> PassEntry:
    """Show what the pass says about a service."""
    return see_pass_entry(Viewpoint(catalogue, TODAY, language), catalogue.all(Service)[service])


def data_of(catalogue: Catalogue, language: str = "de") -> dict[str, Any]:
    """Read all files of the pass as one."""
    view = Viewpoint(catalogue, TODAY, language)
    files = data_files(view, see_passport(view), "")
    return {key: value for file in files for key, value in json.loads(file.content).items()}


def test_the_services_own_number_comes_first() -> None:
    """Then its contact's, its provider's; a fax is no number to call."""
    own = make_catalogue(
        organizations__awo=AWO,
        services__mbe="{name: MBE, organization: awo, phones: [{number: 0208 3}]}",
    )
    provider = make_catalogue(
        organizations__awo=AWO, services__mbe="{name: MBE, organization: awo}"
    )
    assert [phone.number for phone in entry_of(own).phones] == ["0208 3"]
    assert [phone.number for phone in entry_of(provider).phones] == ["0208 1"]


def test_a_persons_own_mailbox_stays_off_the_paper() -> None:
    """The number of the function or of the person is there, a name is not."""
    catalogue = make_catalogue(
        organizations__ki="{name: KI, type: administrative_unit}",
        contacts__leitung="""
            name: Leitung
            organization: ki
            person: {name: Erika Muster, phone: 030 1234-5, email: erika@stadt.example,
                basis: official_function}
        """,
        services__mbe="{name: MBE, organization: ki, contacts: [leitung]}",
    )
    entry = entry_of(catalogue)
    assert [phone.number for phone in entry.phones] == ["030 1234-5"]
    assert "rika" not in repr(entry)


def test_a_confidential_address_is_not_on_the_pass() -> None:
    """The place has its name and the advice to call."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        locations__haus="""
            name: Schutzhaus
            confidential: ja
            address: {street: Geheimweg 1, postal_code: "46045", city: Oberhausen}
        """,
        services__mbe="{name: MBE, organization: awo, locations: [haus]}",
    )
    assert "Geheimweg" not in repr(entry_of(catalogue))
    assert entry_of(catalogue).places[0][0] == Phrase("Schutzhaus")


def test_german_stands_beside_another_language() -> None:
    """What is German anyway is not said twice."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__mbe="""
            name: {de: Beratung, en: Counselling}
            organization: awo
            summary: Hilft beim Ankommen
            schedules: [{days: [mo], opens_at: "09:00", closes_at: "12:00"}]
        """,
    )
    said = data_of(catalogue, "en")["mbe"]
    assert said["name"] == "Counselling"
    assert said["what"] == ["Hilft beim Ankommen", "de"]
    assert said["de"] == {"name": "Beratung", "hours": ["Montag 09:00 bis 12:00 Uhr"]}
    assert "de" not in data_of(catalogue)["mbe"]


def test_an_ended_service_names_its_successor_and_a_former_id_still_leads_to_it() -> None:
    """A shared link does not grow old."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__alt="{name: Alt, organization: awo, valid_until: 2022-06-30, successor: neu}",
        services__neu="{name: Neu, organization: awo, formerly: [uralt]}",
    )
    data = data_of(catalogue)
    assert (data["alt"]["ended"], data["alt"]["next"]) == ("Beendet am 30.06.2022", "neu")
    assert data["uralt"] == "neu"


def test_long_directories_are_split_by_id() -> None:
    """Each file says with which id it begins; all together hold every service once."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        **{f"services__s{n}": "{name: S, organization: awo}" for n in range(IN_A_PART + 5)},
    )
    view = Viewpoint(catalogue, TODAY)
    files = data_files(view, see_passport(view), "")
    ids = [list(json.loads(file.content)) for file in files]
    assert [file.first for file in files] == [some[0] for some in ids]
    assert [name for some in ids for name in some] == sorted(catalogue.all(Service))


def test_the_code_survives_its_packing() -> None:
    """The browser reads the same modules that were encoded."""
    text = "https://kim.stadt.example/angebote/mbe/"
    size, packed = pack_code(*encode_qr(text))
    bits = "".join(f"{byte:08b}" for byte in base64.b64decode(str(packed)))
    assert isinstance(size, int)
    assert len(bits) - size * size in range(8)
    drawn = [bits[row * size : (row + 1) * size] for row in range(size)]
    code = segno.make_qr(text, error="m", mode="byte", mask=3, boost_error=False)
    assert drawn == ["".join(str(module & 1) for module in row) for row in code.matrix]


def test_a_code_is_taken_from_the_file_of_the_build_before() -> None:
    """It is the one that would be drawn again, which nobody has to do then."""
    catalogue = make_catalogue(
        organizations__awo=AWO, services__mbe="{name: MBE, organization: awo, formerly: [alt]}"
    )
    view = Viewpoint(catalogue, TODAY)
    (file,) = data_files(view, see_passport(view), SITE)
    address = f"{SITE}angebote/mbe/"
    assert codes_in(file.content, SITE) == {address: encode_qr(address)}
    know_codes({"zum-beispiel": (21, 5)})
    assert encode_qr("zum-beispiel") == (21, 5)
