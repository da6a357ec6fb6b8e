"""A user's own vocabulary: what it may hold, and what is wrong with one that holds something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

import regex

from extractors.vocabulary.indicators import Flow, Role, UnitKind
from extractors.vocabulary.places import PlaceKind

TABLES = ("places", "indicators", "classifications", "units")
_CODE = regex.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")
_MEASURE = regex.compile(r"[a-z][a-z0-9_]{0,63}")
_WORDS = ("words", "compound", "signs", "whole")
_POWERS = ("multipliers", "money_multipliers")
_LONGEST_NAME = 100
_LARGEST_POWER = 30


def find_fault(extra: Mapping[str, Any], places: Collection[str], families: Collection[str]) -> str | None:
    """Return what is wrong with a vocabulary, in a sentence's second half: `places.CN-XX: has no names`; None if nothing.

    `places` are the codes that are known without it, `families` the kinds of units.
    """
    return next(_faults(extra, places, families), None)


def _faults(extra: Mapping[str, Any], places: Collection[str], families: Collection[str]) -> Iterator[str]:
    for name, table in extra.items():
        if name not in TABLES:
            yield f"a vocabulary has no table {name!r}: {', '.join(TABLES[:-1])} and {TABLES[-1]} are"
        elif not isinstance(table, Mapping):
            yield f"{name}: is a table, [{name}.…], not {_shown(table)}"
        elif name == "places":
            known = {*places, *table}
            for code, entry in table.items():
                yield from _place_faults(f"places.{code}", code, entry, known)
        elif name == "indicators":
            for code, entry in table.items():
                yield from _indicator_faults(f"indicators.{code}", code, entry)
        elif name == "classifications":
            for system, classes in table.items():
                yield from _classification_faults(f"classifications.{system}", system, classes)
        else:
            yield from _unit_faults(table, families)


def _place_faults(where: str, code: str, entry: object, known: Collection[str]) -> Iterator[str]:
    yield from _code_faults(where, code)
    if not isinstance(entry, Mapping):
        yield f"{where}: is a table with names, kind and members, not {_shown(entry)}"
        return
    yield from _key_faults(where, entry, ("kind", "names", "members"))
    yield from _choice_faults(where, entry, "kind", get_args(PlaceKind))
    yield from _list_faults(where, entry, ("names", "members"))
    if "names" not in entry and "members" not in entry:
        yield f"{where}: has no names"
    for member in entry.get("members", ()):
        if member not in known:
            yield f"{where}: its member {member!r} is no place that is known"


def _indicator_faults(where: str, code: str, entry: object) -> Iterator[str]:
    if not _MEASURE.fullmatch(code):
        yield f"{where}: a code is made of small letters, digits and _, and begins with a letter"
    if not isinstance(entry, Mapping):
        yield f"{where}: is a table with role, unit, zh and en, not {_shown(entry)}"
        return
    yield from _key_faults(where, entry, ("role", "unit", "flow", "stem", "zh", "en", "alone"))
    yield from _choice_faults(where, entry, "role", get_args(Role))
    yield from _choice_faults(where, entry, "unit", ("", *get_args(UnitKind)))
    yield from _choice_faults(where, entry, "flow", get_args(Flow))
    yield from _list_faults(where, entry, ("zh", "en", "alone"))
    if "stem" in entry and not (isinstance(entry["stem"], str) and _MEASURE.fullmatch(entry["stem"])):
        yield f"{where}: its stem is a code, not {_shown(entry['stem'])}"
    if not any(entry.get(key) for key in ("zh", "en", "alone")):
        yield f"{where}: has no names: zh, en or alone"


def _classification_faults(where: str, system: str, classes: object) -> Iterator[str]:
    yield from _code_faults(where, system)
    if not isinstance(classes, Mapping):
        yield f"{where}: is a table of codes with their titles, not {_shown(classes)}"
        return
    for code in classes:
        yield from _code_faults(f"{where}.{code}", code)
    yield from _list_faults(where, classes, tuple(classes))


def _unit_faults(table: Mapping[str, Any], families: Collection[str]) -> Iterator[str]:
    yield from _key_faults("units", table, (*_POWERS, "not_before", "unit"))
    for name in _POWERS:
        powers = table.get(name, {})
        if not isinstance(powers, Mapping) or not all(map(_is_power, powers.values())):
            yield f"units.{name}: gives words their powers of ten, as 万 = 4, not {_shown(powers)}"
    followers = table.get("not_before", {})
    if not isinstance(followers, Mapping) or not all(isinstance(text, str) for text in followers.values()):
        yield f"units.not_before: gives words the characters that must not follow, not {_shown(followers)}"
    entries = table.get("unit", [])
    if not isinstance(entries, list):
        yield f"units.unit: is a list of tables, [[units.unit]], not {_shown(entries)}"
        return
    for number, entry in enumerate(entries, start=1):
        yield from _one_unit_faults(f"units.unit {number}", entry, families)


def _one_unit_faults(where: str, entry: object, families: Collection[str]) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"{where}: is a table with code, family and words, not {_shown(entry)}"
        return
    yield from _key_faults(where, entry, ("code", "family", "multiplier", *_WORDS))
    if not isinstance(entry.get("code"), str) or not entry["code"].strip():
        yield f"{where}: has no code"
    if entry.get("family") not in families:
        yield f"{where}: its family is one of {', '.join(sorted(families))}, not {_shown(entry.get('family'))}"
    if not _is_power(entry.get("multiplier", 0)):
        yield f"{where}: its multiplier is a power of ten, not {_shown(entry['multiplier'])}"
    yield from _list_faults(where, entry, _WORDS)
    if not any(entry.get(key) for key in _WORDS):
        yield f"{where}: has no words"


def _code_faults(where: str, code: str) -> Iterator[str]:
    if not _CODE.fullmatch(code):
        yield f"{where}: a code is made of letters, digits, _, - and ."


def _key_faults(where: str, entry: Mapping[str, Any], keys: Collection[str]) -> Iterator[str]:
    for key in entry:
        if key not in keys:
            yield f"{where}: has no {key!r}: {', '.join(keys)} are"


def _choice_faults(where: str, entry: Mapping[str, Any], key: str, choices: Collection[str]) -> Iterator[str]:
    if key in entry and entry[key] not in choices:
        yield f"{where}: its {key} is one of {', '.join(filter(None, choices))}, not {_shown(entry[key])}"


def _list_faults(where: str, entry: Mapping[str, Any], keys: Collection[str]) -> Iterator[str]:
    for key in keys:
        words = entry.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            yield f"{where}: its {key} is a list of names, not {_shown(words)}"
        elif any(len(word) > _LONGEST_NAME for word in words):
            yield f"{where}: a name in {key} is longer than {_LONGEST_NAME} characters"


def _is_power(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_POWER


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
