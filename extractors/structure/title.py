"""The title, the authors and the other lines that stand above an article's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import BlockKind, Line
from extractors.structure.front_marks import read_front_mark
from extractors.structure.heading_marks import read_heading
from extractors.structure.headings import read_split_heading
from extractors.structure.line_widths import count_ideographs, find_measure
from extractors.structure.marks import is_page_number, is_prose, read_caption
from extractors.structure.sentences import ends_sentence

_ZONE: Final = 14  # lines: running head, column, issue, title, subtitle, authors, affiliations
_NAME_MARKS: Final = regex.compile(r"[\d*#†‡§①-⑳¹²³⁴⁵⁶⁷⁸⁹,，、;；·•\[\]()（）]|\b(?:and|AND|等)\b")
_CHINESE_NAMES: Final = regex.compile(r"\p{Han}(?:\s?\p{Han}){1,3}(?:\s+\p{Han}(?:\s?\p{Han}){1,3})*")
_ENGLISH_NAME: Final = regex.compile(r"(?:\p{Lu}[\p{L}'’-]*\.?|de|da|di|van|von|der|den|la|le|bin|al)")
_AFFILIATION: Final = regex.compile(
    r"大学|学院|研究院|研究所|研究中心|科学院|党校|银行|公司|统计局|委员会|\d{6}|(?i:universit|department|institute|school of|college|academy|faculty|laborator|@)"
)
_COUNTED_WORDS: Final = regex.compile(r"\p{Latin}{2,}")


def find_title(lines: Sequence[Line], body: Sequence[int], drawn: bool) -> dict[int, BlockKind]:
    """Find what stands above the text on the first page: index of a line to title, authors, front or running_head.

    On drawn pages the title is the largest type near the top. Flattened text has no type sizes:
    there a title is believed only when authors or the abstract follow it, for flattened articles
    often begin with the journal's column and then the text.
    """
    zone = _find_zone(lines, body, drawn)
    titles = _find_largest(lines, zone) if drawn else _find_before_authors(lines, zone)
    found: dict[int, BlockKind] = dict.fromkeys(titles, "title")
    last = max((zone.index(index) for index in titles), default=-1)
    named = False
    for position, index in enumerate(zone):
        text = lines[index].text
        if index in found or read_front_mark(text) is not None:
            continue
        if position > last >= 0:
            authors = not _AFFILIATION.search(text) and is_authors(text) and not (named and _starts_bracket(text))
            found[index] = "authors" if authors else "front"
            named = named or authors
        else:
            found[index] = "running_head"
    return found


def is_authors(text: str) -> bool:
    """Tell whether the line is names and nothing else: two to four ideographs each, or capitalised words."""
    names = " ".join(_NAME_MARKS.sub(" ", to_plain(text)).split())
    if not names:
        return False
    if count_ideographs(names):
        return (
            count_ideographs(names) <= 24
            and all(count_ideographs(piece) <= 4 for piece in names.split())
            and _CHINESE_NAMES.fullmatch(names) is not None
        )
    words = names.split()
    return (
        2 <= len(words) <= 30
        and all(_ENGLISH_NAME.fullmatch(word) for word in words)
        and not text.rstrip().endswith(":")
    )


def _starts_bracket(text: str) -> bool:
    return text.lstrip().startswith(("(", "（"))


def _find_zone(lines: Sequence[Line], body: Sequence[int], drawn: bool) -> list[int]:
    """Return the lines above the abstract, the first heading and the first running text."""
    measure = find_measure(lines)
    zone: list[int] = []
    for position, index in enumerate(body[:_ZONE]):
        line = lines[index]
        mark = read_front_mark(line.text)
        if line.page != lines[body[0]].page or read_caption(line.text) is not None:
            break
        if mark is not None:
            if mark[0] == "front":
                continue
            return zone
        following = [lines[other].text for other in body[position + 1 : position + 3]]
        split = len(following) == 2 and read_split_heading(line.text, *following) is not None
        if split or read_heading(line.text) is not None:
            return zone
        if _is_text(line, measure) and not (_starts_bracket(line.text) and _AFFILIATION.search(line.text)):
            announced = any(_announces(lines[other]) for other in body[position + 1 : position + 5])
            if not announced or (is_prose(line.text) and not drawn):
                return zone
        zone.append(index)
    return zone if len(zone) < _ZONE else []


def _announces(line: Line) -> bool:
    mark = read_front_mark(line.text)
    return is_authors(line.text) or bool(_AFFILIATION.search(line.text)) or (mark is not None and mark[0] == "abstract")


def _is_text(line: Line, measure: float | None) -> bool:
    if is_prose(line.text) or ends_sentence(line.text):
        return True
    return measure is not None and line.box.width / line.words[0].size >= 0.85 * measure


def _find_largest(lines: Sequence[Line], zone: Sequence[int]) -> list[int]:
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[round(word.size, 1)] += len(word.text)
    if not sizes or not zone:
        return []
    usual = max(sizes, key=lambda size: sizes[size])
    candidates = [index for index in zone if _is_titular(lines[index].text)]
    if not candidates:
        return []
    largest = max(lines[index].words[0].size for index in candidates)
    if largest < 1.15 * usual:
        return _find_before_authors(lines, zone)
    first = next(position for position, index in enumerate(zone) if lines[index].words[0].size >= 0.97 * largest)
    title = []
    for index in zone[first:]:
        if lines[index].words[0].size < 0.97 * largest:
            break
        title.append(index)
    return title


def _is_titular(text: str) -> bool:
    return count_ideographs(text) >= 4 or len(_COUNTED_WORDS.findall(text)) >= 2


def _find_before_authors(lines: Sequence[Line], zone: Sequence[int]) -> list[int]:
    end = next(
        (
            position
            for position, index in enumerate(zone)
            if position > 0
            and _is_long(lines[zone[position - 1]].text)
            and (is_authors(lines[index].text) or _AFFILIATION.search(lines[index].text))
        ),
        None,
    )
    if end is None:
        # No line of names. Where the abstract follows (a name set in two pieces may stand between), the last long line
        # is the title; where the text follows, it may as well be a line of the page before.
        end = max((position for position, index in enumerate(zone, 1) if _is_long(lines[index].text)), default=0)
        briefs = [lines[index].text for index in zone[end:]]
        if not end or not _is_before_abstract(lines, zone[-1]) or any(count_ideographs(text) > 4 for text in briefs):
            return []
    start = end - 1
    while start > 0 and _is_long(lines[zone[start - 1]].text) and not is_authors(lines[zone[start - 1]].text):
        start -= 1
    return list(zone[start:end])


def _is_before_abstract(lines: Sequence[Line], index: int) -> bool:
    marks = [read_front_mark(line.text) for line in lines[index + 1 : index + 3]]
    return any(mark is not None and mark[0] == "abstract" for mark in marks)


def _is_long(text: str) -> bool:
    plain = to_plain(text)
    if is_page_number(plain) or regex.search(r"(?:19|20)\d\d\s*年\s*(?:第|\d)|第\s*\d+\s*[卷期]|Vol\.|ISSN", plain):
        return False
    return count_ideographs(text) >= 8 or len(_COUNTED_WORDS.findall(text)) >= 4 or text.lstrip().startswith("——")
