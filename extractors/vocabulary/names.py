"""How codes are called where people read them: the first Chinese and the first English name of the shipped lists.

>>> names = load_names()
>>> names.of_indicator("export_average_growth")
Name(zh='出口年均增长率', en='average annual growth of exports')
>>> names.of_unit("USD", 8)
Name(zh='亿美元', en='100 million US dollars')
>>> names.of_place("VNM").en, names.of_class("HS:XVI+HS:V").zh
('Vietnam', '机电产品、矿产品')
>>> names.of_place("XX") is None
True
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

# A label that heaps up heads (占比占比占比 …) makes a code as long as itself; the longest of ours has some thirty characters.
_LONGEST = 100
_HAN = regex.compile(r"\p{Han}")
# A name as people say it: not the sign of a unit or a currency, which is often its code.
_WORD = regex.compile(r"[A-Za-z][a-z]{2,}|[A-Za-z.]+ [A-Za-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """What a code is called in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the codes of the shipped lists. A code that only a user's own vocabulary knows has none."""

    indicators: Mapping[str, Name]
    axes: Mapping[str, Name]
    places: Mapping[str, Name]
    classes: Mapping[str, Name]
    units: Mapping[str, Name]
    powers: Mapping[int, Name]

    def of_indicator(self, code: str) -> Name | None:
        """Return the name of an indicator; one that is composed is called after its parts (growth of the share of exports)."""
        name = self.indicators.get(code)
        if len(code) > _LONGEST:
            return None
        if name is not None:
            return None if "{}" in name.zh else name
        stem, _, last = code.rpartition("_")
        if last in self.axes:
            made = self.of_indicator(stem)
            return made and _fill(self.axes[last], made)
        # The longest head first: contribution_points is none of contribution.
        for at in (at for at, character in enumerate(code) if character == "_"):
            head, base = self.indicators.get(code[at + 1 :]), self.of_indicator(code[:at])
            if head is not None and base is not None:
                return _fill(head, base)
        return None

    def of_place(self, code: str) -> Name | None:
        """Return the name of a country, a part of one, or a group; of several joined by +, all names."""
        return _join(self.places.get(part) for part in code.split("+"))

    def of_class(self, code: str) -> Name | None:
        """Return the title of a class; of several joined by +, all titles. A class that is known by its number alone has none."""
        return _join(self.classes.get(part) for part in code.split("+"))

    def of_unit(self, code: str, power: int = 0) -> Name | None:
        """Return the name of a unit with its power of ten; a ratio of units is called after both (kg/har: 公斤/公顷)."""
        parts = [self.units.get(part.strip("{}")) or self.units.get(part) for part in code.split("/")]
        name = self.units.get(code) or _join(parts, "/", "/")
        if name is None or power == 0:
            return name
        times = self.powers.get(power, Name(f"10^{power} ", f"10^{power}"))
        return Name(f"{times.zh}{name.zh}", f"{times.en} {name.en}")


@cache
def load_names() -> Names:
    """Read the names of the shipped lists."""
    shown = _read("shown.toml")
    terms, groups, units = _read("indicators.toml"), _read("groups.toml"), _read("units.toml")
    places = {
        row["code"]: Name(row["zh"] or row["en"], row["en"] or row["zh"])
        for source in ("countries.csv", "provinces.csv", "cities.csv")
        for row in csv.DictReader(_text(source).splitlines())
    }
    words: dict[str, list[str]] = {}
    for unit in units["unit"]:
        if not unit.get("multiplier"):
            words.setdefault(unit["code"], []).extend([*unit.get("words", ()), *unit.get("whole", ())])
    return Names(
        {
            code: Name(entry["zh"][0], entry["en"][0])
            for code, entry in terms.items()
            if entry.get("zh") and entry.get("en")
        }
        | _pairs(shown["indicator"]),
        _pairs(shown["axis"]),
        places | {code: Name(group["zh"][0], group["en"][0]) for code, group in groups.items()},
        {
            f"{system}:{code}": _first(titles)
            for system, classes in _read("classifications.toml").items()
            for code, titles in classes.items()
        },
        {code: _first(names) for code, names in words.items()} | _pairs(shown["unit"]),
        {int(power): name for power, name in _pairs(shown["power"]).items()},
    )


def _first(names: Iterable[str]) -> Name:
    """Choose among names of both languages: the first with an ideograph, and the first that is a word of letters."""
    listed = [*names]
    zh = next((name for name in listed if _HAN.search(name)), listed[0])
    plain = [name for name in listed if not _HAN.search(name)]
    en = next((name for name in plain if _WORD.match(name)), plain[0] if plain else zh)
    return Name(zh, en)


def _fill(form: Name, base: Name) -> Name:
    zh = form.zh if "{}" in form.zh else f"{{}}{form.zh}"
    en = form.en if "{}" in form.en else f"{form.en} of {{}}"
    return Name(zh.replace("{}", base.zh), en.replace("{}", base.en))


def _join(names: Iterable[Name | None], zh: str = "、", en: str = ", ") -> Name | None:
    found = [*names]
    known = [name for name in found if name is not None]
    if len(known) < len(found):
        return None
    return Name(zh.join(name.zh for name in known), en.join(name.en for name in known))


def _pairs(table: Mapping[str, list[str]]) -> dict[str, Name]:
    return {code: Name(*pair) for code, pair in table.items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files("extractors.vocabulary").joinpath(name).read_text(encoding="utf-8")
