"""Names in the order of each language's own alphabet."""

from __future__ import annotations

import pytest

from kim.views.alphabet import ALPHABETS, LATIN, sort_key

ORDERS = {
    "de": ["1. Hilfe", "Amt für Arbeit", "Ämter", "Arbeit", "Ofen", "Öffnung", "Straße",
           "Strasse 2", "Übergang", "Uhr", "Zahl", "Київ", "عربي"],
    "fr": ["Accès", "âge", "Aide", "École", "écolier", "Œuvre", "Zone"],
    "tr": ["Anne", "Ceza", "Çocuk", "Dil", "Gelir", "Ğ", "Hukuk", "Irk", "Isınma", "İş", "İzin",
           "Oturum", "Öğrenim", "Sağlık", "Şiddet", "Uyum", "Ücret", "Vize", "Zaman"],
    "ro": ["acasă", "ajutor", "ăla", "âncă", "bani", "ieșire", "îngrijire", "sănătate", "școală",
           "tineri", "țară", "viză"],
    "uk": ["адреса", "вулиця", "гроші", "ґанок", "дитина", "екзамен", "єдність", "житло", "зал",
           "ім'я", "їжа", "йод", "кава", "щастя", "юрист", "Caritas"],
    "ru": ["адрес", "ежедневно", "ёлка", "жильё", "йод", "школа", "эхо", "язык", "Caritas"],
    "bg": ["адрес", "език", "жилище", "ученик", "ъгъл", "юрист", "Caritas"],
    "ar": ["إقامة", "أمان", "تعليم", "جنسية", "سكن", "صحة", "عمل", "لغة", "مدرسة", "Caritas"],
    "fa": ["آموزش", "اقامت", "پول", "تابعیت", "جوانان", "چاپ", "خانواده", "زبان", "ژاله", "کار",
           "گروه", "مدرسه", "وکیل", "هنر", "یادگیری", "Caritas"],
}  # fmt: skip


@pytest.mark.parametrize("language", ORDERS)
def test_names_stand_in_the_order_of_their_alphabet(language: str) -> None:
    """Own letters where they belong, accents ignored where they are none, other scripts last."""
    backwards = reversed(ORDERS[language])
    assert sorted(backwards, key=lambda name: sort_key(name, language)) == ORDERS[language]


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_stands_once(language: str) -> None:
    """A letter named twice would sort where nobody looks for it."""
    letters = ALPHABETS[language]
    assert len(set(letters)) == len(letters)
    assert len(letters) >= len(LATIN)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("کتاب", "كتاب", "fa"),
        ("ştiri", "știri", "ro"),
        ("KIM – Team", "KIM Team", "de"),
        ("مدرسة", "مَدرسة", "ar"),
        ("e\u0301cole", "école", "fr"),
    ],
)
def test_spellings_of_one_name_sort_alike(one: str, other: str, language: str) -> None:
    """Only the text itself decides between them, so that the order is always the same."""
    assert sort_key(one, language)[0] == sort_key(other, language)[0]
    assert sort_key(one, language) != sort_key(other, language)
