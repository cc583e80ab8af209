"""Values with marks stay what may stand in a record; each text is known by its line."""

from __future__ import annotations

import json

from kim.editions.form import write_json
from kim.editions.values import KEY, choose, lines_of, put, rest_of_values

VALUE = {
    "b": ["eins", {"c": "zwei", "d": []}, "drei"],
    "a": {},
    "e": {"f": {"g": "vier"}},
    "h": "fünf",
}


def test_every_text_has_the_line_of_the_written_file() -> None:
    """Keys too; the file is the one that is frozen."""
    written = write_json(VALUE).decode().splitlines()
    found = list(lines_of(json.loads(write_json(VALUE))))
    assert len(found) == 13
    assert [
        one
        for one in found
        if json.dumps(one.text, ensure_ascii=False) not in written[one.line - 1]
    ] == []


def test_new_texts_and_keys_are_put_and_others_left_out() -> None:
    """By their keys in the old values."""
    new = {("b", 0): None, ("b", 1, "c"): "2", ("e", "f"): None, ("h", KEY): "neu"}
    assert put(VALUE, new) == {"b": [{"c": "2", "d": []}, "drei"], "a": {}, "e": {}, "neu": "fünf"}


def test_what_may_not_be_any_text_is_left_out_with_as_little_as_can_be() -> None:
    """First the value, then what holds it; what cannot be cut is not chosen."""
    value = {"mail": "x", "phones": [{"number": "x"}, {"number": "y"}], "id": "x", "text": "x"}

    def is_valid(one: object) -> bool:
        assert isinstance(one, dict)
        phones = [phone.get("number") in {"x", "y"} for phone in one.get("phones", [])]
        return one.get("mail", "x") == "x" and one.get("id") == "x" and all(phones)

    marked = dict.fromkeys([("mail",), ("phones", 0, "number"), ("id",), ("text",)], "‹weg›")
    assert choose(value, marked, is_valid) == {
        ("mail",): None,
        ("phones", 0): None,
        ("text",): "‹weg›",
    }


def test_the_rest_is_without_marks() -> None:
    """In texts and in titles."""
    assert rest_of_values({"‹Name gelöscht›": ["a ‹Name gelöscht›"]}) == {"\0": ["a \0"]}
