"""Units of measure as they are printed, and their codes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from extractors.characters import to_plain
from extractors.model import Unit

# A unit statement names its unit alone: 单位：亿美元, （%）, Unit: USD million, in millions of yuan. INR and inch begin otherwise.
_STATEMENT = regex.compile(r"^(?:单位|计量单位|(?:units?|in)(?![A-Za-z]))\s*[:：]?\s*", regex.IGNORECASE)
_BRACKETS = {"(": ")", "[": "]", "【": "】"}
_POWER = regex.compile(r"[x×*]?\s?10(?:\^|\*\*)?(?P<power>[1-9]\d?|[\N{SUPERSCRIPT ONE}²³⁴⁵⁶⁷⁸⁹])\s?")
# English headers print the multiple in figures: 1000 t, 1,000 ha, '000, 000s.
_THOUSAND = regex.compile(r"(?:1[ ,']?000(?P<again>[ ,']?000)?|['’]?000s?)(?:\s|$)")
# And what is counted in words of its trade: thousand bags of 60 kg, million head.
_COUNTED = regex.compile(
    r"(?P<multiple>(?:thousand|million|billion)s?)(?:\sof)?(?:\s[a-z-]{2,16}){1,3}(?:\sof\s\d{1,4}\s?[a-z]{1,12})?"
)
# What is said to be a part of a whole counts in hundredths of it: % of GDP, as a percentage of disposable income.
_PART_OF = regex.compile(
    r"(?:as\s)?(?:an?\s)?(?:%|per\s?cent|percentage|percent share|% share)\sof\s.{2,60}", regex.IGNORECASE
)
# The base of an index: 2016 = 100, previous year = 100.
_BASE_OF_INDEX = regex.compile(r"[^=]{1,30}=\s?1,?00(?:0|\.0)?")
_SUPERSCRIPTS = str.maketrans("⁰\N{SUPERSCRIPT ONE}²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# kg·hm-2: what is left of a raised minus two once the text is flattened.
_INVERSE = regex.compile(r"(?P<symbol>[A-Za-zμ]{1,4})\^?-(?P<power>[1-3]|[\N{SUPERSCRIPT ONE}²³])(?![\d.])")
# Printers join the parts of a compound unit by a slash, a raised dot, or 每.
_DIVISION = regex.compile(r"\s?(?:[/∕]|每|per\s)\s?")
_PRODUCT = regex.compile(r"\s?[·•⋅]\s?")
_BLANKS = regex.compile(r"[ \t]{0,2}")
# Codes of this project's own are their family's name.
_OWN_CODES = frozenset(("percent", "percentage_point", "times", "index", "rank", "count"))
# What a division or a product may begin with, blanks apart.
_JOINTS = frozenset("/∕每p·•⋅")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text: its code (None for a bare multiplier), its power of ten, and where it stands."""

    code: str | None
    multiplier: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or sign that prints a unit."""

    code: str
    family: str
    multiplier: int = 0


@dataclass(frozen=True, slots=True)
class Units:
    """The units that are known: longest words win, letters are matched in their case, English words in any.

    `lengths` and `multiplier_lengths` give for the small form of a first character how long the words are that
    begin with it, longest first; `sign_lengths` gives for a last character how long the signs are that end in it.
    """

    words: Mapping[str, Atom]
    compound: Mapping[str, Atom]
    signs: Mapping[str, Atom]
    whole: Mapping[str, Atom]
    multipliers: Mapping[str, int]
    money_multipliers: Mapping[str, int]
    not_before: Mapping[str, str]
    families: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    multiplier_lengths: Mapping[str, tuple[int, ...]]
    sign_lengths: Mapping[str, tuple[int, ...]]

    def family_of(self, code: str | None) -> str | None:
        """Return what kind of unit a code is: money, percent, count, duration, physical …; None if it is unknown.

        The family of a compound unit is that of its numerator, as 元/人 is money.
        """
        if code is None or code in _OWN_CODES:
            return code
        family = self.families.get(code) or self.families.get(code.split("/")[0])
        if family is not None:
            return family
        return "physical" if "/" in code or "." in code else None

    def match(self, plain: str, start: int = 0, *, money: bool = False) -> UnitMatch | None:
        """Read the longest unit that begins at `start` of a text in plain form, after at most two blanks.

        `money` says that a currency sign stands before the numeral, so that m means million.
        A multiplier alone is a match without code: the 万 of 5万.
        """
        at = _skip(plain, start)
        atom, end, power = None, at, 0
        multiplier, after = self._multiplier(plain, at, money=money)
        found = self._word(plain, at, self.words)
        # 千米, 百分点 and 万人次 are words of their own; 千 before 米 is the multiplier only when no longer word fits.
        if found is not None and found[1] > after:
            atom, end = found
        elif after > at:
            power, end = multiplier, after
            found = self._word(plain, _skip(plain, after), self.words)
            if found is not None:
                atom, end = found
            elif (money_sign := self._word(plain, _skip(plain, after), self.signs)) is not None:
                atom, end = money_sign
        if end == at:
            return None
        if atom is None:
            return UnitMatch(None, power, at, end)
        code, power, end = self._compound(plain, atom, power, end)
        return UnitMatch(code, power, at, end)

    def sign_before(self, plain: str, end: int) -> UnitMatch | None:
        """Read the currency sign that ends at `end` of a text in plain form, at most one blank apart: the US$ of US$ 3."""
        stop = end - 1 if end > 0 and plain[end - 1] == " " else end
        for length in self.sign_lengths.get(plain[stop - 1], ()) if stop > 0 else ():
            atom = self.signs.get(plain[stop - length : stop]) if length <= stop else None
            if atom is None:
                continue
            before = plain[stop - length - 1] if stop > length else ""
            # CNY in a word is no currency, nor is the $ of HK$ the dollar sign: longer signs come first.
            if plain[stop - length].isalpha() and before.isalpha() and before.isascii():
                continue
            return UnitMatch(atom.code, 0, stop - length, stop)
        return None

    def read_unit(self, text: str) -> Unit | None:
        """Read a text that names one unit and nothing else: 亿美元, （%）, USD million, kg/hm2, 10^4 t.

        None for words, for several units (亿美元、%) and for an empty text. The returned
        unit's text is the given one without its brackets and without 单位：.
        """
        printed = _unwrapped(text)
        plain = to_plain(printed)
        if not plain:
            return None
        whole = self.whole.get(plain) or self.whole.get(plain.lower())
        if whole is not None:
            return Unit(printed, whole.code, whole.multiplier)
        at, power = 0, 0
        if (ten := _POWER.match(plain)) is not None and ten.end() < len(plain):
            at, power = ten.end(), int(ten["power"].translate(_SUPERSCRIPTS))
        elif (figures := _THOUSAND.match(plain)) is not None:
            at, power = figures.end(), 6 if figures["again"] else 3
            if at == len(plain):
                return Unit(printed, None, power)
        match = self.match(plain, at)
        if match is not None and match.end == len(plain):
            return Unit(printed, match.code, match.multiplier + power)
        found = self._word(plain, at, self.signs)
        if found is not None:
            atom, end = found
            multiplier, end = self._multiplier(plain, _skip(plain, end), money=True)
            if end == len(plain):
                return Unit(printed, atom.code, multiplier + power)
        if _BASE_OF_INDEX.fullmatch(plain) is not None:
            return Unit(printed, "index", 0)
        phrase = self._of_phrase(printed, plain)
        if phrase is None and (counted := _COUNTED.fullmatch(plain)) is not None:
            return Unit(printed, None, self.multipliers[counted["multiple"]])
        if phrase is None and _PART_OF.fullmatch(plain) is not None:
            return Unit(printed, "percent", 0)
        return phrase

    def _of_phrase(self, printed: str, plain: str) -> Unit | None:
        # millions of US dollars, thousands of tonnes
        multiplier, end = self._multiplier(plain.lower(), 0, money=False)
        if end and plain[end : end + 4].lower() == " of ":
            match = self.match(plain, end + 4)
            if match is not None and match.end == len(plain):
                return Unit(printed, match.code, match.multiplier + multiplier)
        return None

    def _word(self, plain: str, at: int, words: Mapping[str, Atom]) -> tuple[Atom, int] | None:
        for length in self.lengths.get(plain[at].lower()[0], ()) if at < len(plain) else ():
            end = at + length
            part = plain[at:end]
            atom = words.get(part) or (words.get(part.lower()) if length > 3 else None)
            if atom is None or end > len(plain):
                continue
            follower = plain[end : end + 1]
            if _is_latin(part[-1]) and _is_latin(follower):
                continue
            if follower and follower in self.not_before.get(part, ""):
                continue
            return atom, end
        return None

    def _multiplier(self, plain: str, at: int, *, money: bool) -> tuple[int, int]:
        for length in self.multiplier_lengths.get(plain[at].lower()[0], ()) if at < len(plain) else ():
            part = plain[at : at + length]
            if len(part) < length:
                continue
            power = self.multipliers.get(part)
            if power is None and length > 3:
                power = self.multipliers.get(part.lower())
            if power is None and money:
                power = self.money_multipliers.get(part)
            if power is not None and not (_is_latin(part[-1]) and _is_latin(plain[at + length : at + length + 1])):
                return power, at + length
        return 0, at

    def _compound(self, plain: str, atom: Atom, power: int, end: int) -> tuple[str, int, int]:
        code, power = atom.code, power + atom.multiplier
        while True:
            joint = plain[end : end + 1]
            if joint not in _JOINTS and not joint.isspace():
                return code, power, end
            division = _DIVISION.match(plain, end)
            step = division or _PRODUCT.match(plain, end)
            if step is None:
                return code, power, end
            inverse = division is not None
            multiplier, at = self._multiplier(plain, step.end(), money=False)
            found = self._inverse(plain, at)
            if found is not None:
                inverse = True
            else:
                found = self._word(plain, at, self.compound) or self._word(plain, at, self.words)
            if found is None:
                return code, power, end
            other, stop = found
            below = "{" + plain[at:stop] + "}" if other.family == "count" else other.code
            if multiplier:
                below = f"(10*{multiplier}.{below})"
            code = f"{code}{'/' if inverse else '.'}{below}"
            end = stop

    def _inverse(self, plain: str, at: int) -> tuple[Atom, int] | None:
        raised = _INVERSE.match(plain, at)
        if raised is None:
            return None
        power = raised["power"].translate(_SUPERSCRIPTS)
        symbol = raised["symbol"] + (power if power != "1" else "")
        atom = self.words.get(symbol) or self.compound.get(symbol)
        return None if atom is None else (atom, raised.end())


def _skip(plain: str, at: int) -> int:
    if not plain.startswith((" ", "\t"), at):
        return at
    blanks = _BLANKS.match(plain, at)
    return blanks.end() if blanks is not None else at


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _unwrapped(text: str) -> str:
    printed = text.strip()
    for _ in range(2):
        printed = _STATEMENT.sub("", printed).strip()
        if len(printed) > 2 and _BRACKETS.get(to_plain(printed[0])) == to_plain(printed[-1]):
            printed = printed[1:-1].strip()
    return printed


@cache
def load_units() -> Units:
    """Return the units of the project's own list."""
    return units_from(tomllib.loads(files("extractors.vocabulary").joinpath("units.toml").read_text("utf-8")))


def units_from(*lists: Mapping[str, Any]) -> Units:
    """Return the units of one or more lists in the form of units.toml; a later list wins over an earlier one."""
    tables: dict[str, dict[str, Atom]] = {"words": {}, "compound": {}, "signs": {}, "whole": {}}
    plain: dict[str, dict[str, Any]] = {"multipliers": {}, "money_multipliers": {}, "not_before": {}}
    for one in lists:
        for key, table in plain.items():
            table.update({to_plain(str(word)): value for word, value in one.get(key, {}).items()})
        for entry in one.get("unit", ()):
            atom = Atom(entry["code"], entry["family"], entry.get("multiplier", 0))
            for key, words in tables.items():
                words.update({to_plain(word): atom for word in _strings(entry.get(key, ()))})
    return Units(
        tables["words"],
        tables["compound"],
        tables["signs"],
        tables["whole"],
        plain["multipliers"],
        plain["money_multipliers"],
        plain["not_before"],
        {atom.code: atom.family for atom in reversed(tables["words"].values())},
        _lengths((*tables["words"], *tables["compound"], *tables["signs"]), 0),
        _lengths((*plain["multipliers"], *plain["money_multipliers"]), 0),
        _lengths(tables["signs"], -1, small=False),
    )


def _lengths(words: Iterable[str], index: int, *, small: bool = True) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in filter(None, words):
        key = word[index].lower()[0] if small else word[index]
        found.setdefault(key, set()).add(len(word))
    return {key: tuple(sorted(lengths, reverse=True)) for key, lengths in found.items()}


def _strings(words: Iterable[Any]) -> Iterable[str]:
    return (str(word) for word in words)
