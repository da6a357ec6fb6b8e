"""Countries, provinces, cities and groups of them, by the names that articles use."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import regex

from extractors.model import Span
from extractors.vocabulary.lexicon import Lexicon, fold

# The first two digits of a number in GB/T 2260 are those of the province, whose letters are those of ISO 3166-2.
_GB_PROVINCES = dict(
    pair.split(":")
    for pair in [
        "11:BJ",
        "12:TJ",
        "13:HE",
        "14:SX",
        "15:NM",
        "21:LN",
        "22:JL",
        "23:HL",
        "31:SH",
        "32:JS",
        "33:ZJ",
        "34:AH",
        "35:FJ",
        "36:JX",
        "37:SD",
        "41:HA",
        "42:HB",
        "43:HN",
        "44:GD",
        "45:GX",
        "46:HI",
        "50:CQ",
        "51:SC",
        "52:GZ",
        "53:YN",
        "54:XZ",
        "61:SN",
        "62:GS",
        "63:QH",
        "64:NX",
        "65:XJ",
    ]
)
PlaceKind = Literal["country", "province", "city", "group"]

# Words that may stand between a place's name and the word that makes it an organisation (中国|工商|银行, Zhejiang|Normal|University).
_REACH = 8
_NOT_ACROSS = frozenset("的与和同对从在及占、，。；：,.;:()（）“”《》")
_KINDS_OF_PROVINCES = {"省": "Province", "市": "Municipality", "区": "Autonomous Region"}
_SUFFIXES = ("省", "市", "自治区", "特别行政区", "地区")


_PARTS_OF_COUNTRY = ("部", "东北", "全国")
_COUNTS = dict(zip("两二三四五六", (2, 2, 3, 4, 5, 6), strict=True))
_COUNTED = regex.compile(r"(?<=\p{Han}{2})(?P<count>[两二三四五六])(?:个)?(?P<of>大?[市城]|省|地|省市|省区)")
_DIRECTED = regex.compile(
    r"(?<![针相])(?:对|自|从|输|赴)(?P<sign>\p{Han})(?=(?:货物|服务|商品|农产品|机电产品)?(?:进出口|出口|进口|贸易|直接投资|投资|逆差|顺差|关税))"
)
_DIRECTIONS = ("North ", "South ", "East ", "West ", "Latin ", "Central ")
_ADJECTIVE = regex.compile(
    r"(?<![A-Za-z-])(?:[A-Z][a-z]{2,6} )??[A-Z][A-Za-z-]{2,14}(?![A-Za-z]|[ -][A-Z]|[ -](?:language|speak))"
)
_JOINS = regex.compile(r"[、和与及]|以及")
_JOINED = regex.compile(r"(?:[、和与及]|以及)$")


@dataclass(frozen=True, slots=True)
class Territory:
    """A place as a value of a dimension.

    `code` is ISO 3166-1 alpha-3 for a country, ISO 3166-2 for a province, CN_ and its
    number in GB/T 2260 for a city of China, UN M49 or a listed code for a group. `members` are
    the codes of a group that is used as a whole, else empty.
    """

    code: str
    kind: PlaceKind
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: where, as printed (a sign of one character spelt out: 中国 for 中 of 中美), and what it is."""

    span: Span
    label: str
    code: str
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class Places:
    """The places that are known, and their names."""

    names: Lexicon[Territory]
    alone: Lexicon[Territory]
    territories: Mapping[str, Territory]
    traps: Mapping[str, tuple[str, ...]]
    institutions: tuple[str, ...]
    pairs: Mapping[str, tuple[str, str]]
    pair_followers: tuple[str, ...]
    signs: Mapping[str, str]
    spelt: Mapping[str, str]
    adjectives: Mapping[str, str]
    abbreviations: dict[str, str]
    city_signs: dict[str, str]

    def find_adjectives(self, text: str) -> tuple[Mention, ...]:
        """Return where an English text says of what country something is (German exports, the Dutch one), from left to right.

        An adjective stands before a word in small letters or ends its phrase; before a capital it is a part of a name
        (German Bank), behind one of North, South, Latin of another place, and what is spoken is a language.
        """
        found = []
        for match in _ADJECTIVE.finditer(text):
            # South African, Sri Lankan; of The German the second word alone.
            for start in (match.start(), match.start() + match.group().rfind(" ") + 1):
                word = text[start : match.end()]
                code = self.adjectives.get(word)
                if code is None and word.startswith(_DIRECTIONS):
                    break
                if code is not None:
                    found.append(Mention(Span(start, match.end()), word, code, self.territories[code].kind))
                    break
        return tuple(found)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the places that a text names, from left to right.

        Refused are names inside other words (其中国有 is no 中国) and names of
        organisations and publications (中国银行, 中国统计年鉴).
        """
        found = self.names.find(text)
        folded = fold(text)
        mentions = []
        for index, (span, territory) in enumerate(found):
            following = found[index + 1][0].start if index + 1 < len(found) else len(text)
            if self._is_trapped(folded, span) or self._is_institution(folded, span, following):
                continue
            end = self._with_suffix(text, span.end, territory)
            mentions.append(Mention(Span(span.start, end), text[span.start : end], territory.code, territory.kind))
        mentions += self._coordinated(text, mentions)
        mentions += [
            one for one in self._abbreviated(text) if not any(one.span.overlaps(other.span) for other in mentions)
        ]
        pairs = [pair for pair in self._pairs(text) if not any(pair.span.overlaps(other.span) for other in mentions)]
        return tuple(sorted([*mentions, *pairs], key=lambda mention: mention.span))

    def read(self, text: str) -> Mention | None:
        """Return the place that a label as a whole names: 越南, 海南省, 东部, "the Philippines"."""
        stripped = text.strip(" \N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}*")
        if not stripped:
            return None
        start = text.index(stripped)
        span = Span(start, start + len(stripped))
        territory = self.alone.get(stripped)
        if territory is None:
            mentions = self.find(stripped)
            whole = len(mentions) == 1 and len(mentions[0].span) == len(stripped)
            territory = self.territories[mentions[0].code] if whole else None
        return None if territory is None else Mention(span, stripped, territory.code, territory.kind)

    def contains(self, outer: str, inner: str) -> bool:
        """Tell whether one place is a part or a member of another: ASEAN of VNM, CHN of CN-GD, the world of all others."""
        if outer == inner:
            return False
        if outer == "001":
            return True
        if outer == "CHN":
            return inner.startswith(("CN-", "CN_"))
        if inner.startswith("CN_") and outer.startswith("CN-"):
            return _GB_PROVINCES.get(inner[3:5]) == outer[3:]
        territory = self.territories.get(outer)
        if inner.startswith("CN-") and territory is not None and inner not in territory.members:
            return outer.startswith("CN") is False and "CHN" in territory.members
        return territory is not None and inner in territory.members

    def is_part_of_country(self, code: str) -> bool:
        """Tell whether a code is that of a province, a city or a region within a country."""
        return code.startswith(("CN-", "CN_"))

    def _coordinated(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        # 东部、中部和西部地区: names that are words by themselves are places where they are listed with each other.
        if _JOINS.search(text) is None or not any(name in text for name in _PARTS_OF_COUNTRY):
            return []
        taken = {mention.span.start for mention in mentions}
        starts = {mention.span.start for mention in mentions if mention.kind == "group"}
        found = [
            (span, place)
            for span, place in self.alone.find(text)
            if len(span) > 1 and not text[span.start].isascii() and span.start not in taken
        ]
        ends = {span.end for span, _ in found} | {mention.span.end for mention in mentions if mention.kind == "group"}
        starts |= {span.start for span, _ in found}
        listed = []
        for span, place in found:
            before = _JOINED.search(text, max(0, span.start - 2), span.start)
            behind = _JOINS.match(text, span.end)
            if (before is not None and before.start() in ends) or (behind is not None and behind.end() in starts):
                listed.append(Mention(span, text[span.start : span.end], place.code, place.kind))
        return listed

    def _pairs(self, text: str) -> Iterator[Mention]:
        # 中美贸易: two places, a character each, known only by the word that follows.
        for word in self.pair_followers:
            at = text.find(word)
            while at >= 0:
                codes = self.pairs.get(text[at - 2 : at]) if at >= 2 else None
                if codes is not None and text[max(at - 3, 0)] not in "其空高期":
                    for start, code in zip((at - 2, at - 1), codes, strict=True):
                        territory = self.territories[code]
                        yield Mention(Span(start, start + 1), self.spelt[code], code, territory.kind)
                at = text.find(word, at + 1)

    def _abbreviated(self, text: str) -> Iterator[Mention]:
        # 对日出口, 自美进口, 对华投资: one character behind the word for the direction of trade.
        for match in _DIRECTED.finditer(text):
            code = self.signs.get(match["sign"])
            if code is not None:
                yield Mention(Span(*match.span("sign")), self.spelt[code], code, self.territories[code].kind)
        # 粤苏浙三省: as many signs as are counted behind them.
        for match in _COUNTED.finditer(text):
            size = _COUNTS[match["count"]]
            first = match.start("count") - size
            # 苏 is a city beside 锡 and 常, and a province beside 浙; four provinces are cities too.
            known = self.abbreviations | (self.city_signs if match["of"][-1] in "市城" else {})
            codes = [known.get(sign) for sign in text[max(first, 0) : match.start("count")]]
            if len(set(codes)) == size and None not in codes:
                for at, code in enumerate(codes, start=first):
                    if code is not None:
                        yield Mention(Span(at, at + 1), text[at], code, self.territories[code].kind)

    def _is_trapped(self, folded: str, span: Span) -> bool:
        for trap in self.traps.get(folded[span.start : span.end], ()):
            offset = trap.index(folded[span.start : span.end])
            begin = span.start - offset
            if begin >= 0 and folded.startswith(trap, begin):
                return True
        return False

    def _is_institution(self, folded: str, span: Span, following: int) -> bool:
        latin = folded[span.end - 1].isascii()
        window = folded[span.end : min(following, span.end + (3 if latin else 1) * _REACH + 12)]
        for word in self.institutions:
            at = window.find(word)
            if at < 0 or word[0].isascii() != latin:
                continue
            between = window[:at]
            if len(between) <= (3 if latin else 1) * _REACH and not _NOT_ACROSS.intersection(between.rstrip(" ")):
                return True
        return False

    def _with_suffix(self, text: str, end: int, territory: Territory) -> int:
        # 海南 is listed, 海南省 as well; a user's own city may be listed without its 市.
        if territory.kind in {"province", "city"} and text[end - 1] not in "省市区":
            for suffix in _SUFFIXES[:3]:
                if text.startswith(suffix, end):
                    return end + len(suffix)
        return end


def load_places(extra: Mapping[str, Any] | None = None) -> Places:
    """Read the shipped places.

    `extra` adds or replaces some: `{code: {"kind": "city", "names": [...], "members": [...]}}`.
    """
    folder = files("extractors.vocabulary")
    other = tomllib.loads(folder.joinpath("names.toml").read_text(encoding="utf-8"))
    groups = tomllib.loads(folder.joinpath("groups.toml").read_text(encoding="utf-8"))
    territories: dict[str, Territory] = {}
    names: list[tuple[str, str]] = []
    abbreviations: dict[str, str] = {}
    for source in ("countries.csv", "provinces.csv", "cities.csv"):
        for row in csv.DictReader(folder.joinpath(source).read_text(encoding="utf-8").splitlines()):
            territories[row["code"]] = Territory(row["code"], _kind(row["kind"]))
            names += [(name, row["code"]) for name in _spellings(row)]
            abbreviations |= {row["abbreviation"]: row["code"]} if row.get("abbreviation") else {}
    for code, group in groups.items():
        territories[code] = Territory(code, "group", tuple(group.get("members", ())))
        names += [(name, code) for name in (*group["zh"], *group["en"])]
    names += [(name, code) for code, more in other["names"].items() for name in more]
    for code, entry in (extra or {}).items():
        known = territories.get(code)
        kind = _kind(entry.get("kind", known.kind if known else "group"))
        members = tuple(entry.get("members", known.members if known else ()))
        territories[code] = Territory(code, kind, members)
        names += [(name, code) for name in entry.get("names", ())]
    return Places(
        names=Lexicon.of((name, territories[code]) for name, code in names),
        alone=Lexicon.of((name, territories[code]) for code, more in other["alone"].items() for name in more),
        territories=territories,
        traps={fold(name): tuple(fold(trap) for trap in more) for name, more in other["traps"].items()},
        institutions=tuple(fold(word) for word in other["institutions"]["words"]),
        pairs={name: (codes[0], codes[1]) for name, codes in other["pairs"].items()},
        pair_followers=tuple(other["pair_followers"]["words"]),
        signs=other["signs"],
        adjectives={word: code for code, words in other["adjectives"].items() for word in words},
        abbreviations=abbreviations,
        city_signs=dict(other["city_signs"]),
        spelt=_spelt(names, [*other["signs"].values(), *(code for pair in other["pairs"].values() for code in pair)]),
    )


def _spelt(names: Iterable[tuple[str, str]], codes: Iterable[str]) -> Mapping[str, str]:
    wanted, spelt = frozenset(codes), dict[str, str]()
    for name, code in names:
        if code in wanted:
            spelt.setdefault(code, name)
    return spelt


def _spellings(row: Mapping[str, str]) -> Iterator[str]:
    # A city whose short name is also a word (白银, 日照) is listed with its full name alone.
    yield from (row[name] for name in ("zh", "en") if row[name])
    if row.get("full"):
        yield row["full"]
    if row.get("full") and row["kind"] == "province":
        yield f"{row['en']} {_KINDS_OF_PROVINCES[row['full'][-1]]}"
    if " & " in row["en"]:
        yield row["en"].replace(" & ", " and ")


def _kind(text: str) -> PlaceKind:
    if text in {"country", "province", "city", "group"}:
        return text  # type: ignore[return-value]  # the set is the literal's
    raise ValueError(f"a place is a country, province, city or group, not {text!r}")
