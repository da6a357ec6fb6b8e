"""Numbers in a row, and the names they belong to one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import regex

from extractors.claims.kinds import Statement
from extractors.model import Quantity, Span

# 分别增长12%、9%和下降4%: a member may have a verb of its own. 9.8:45.6:44.6 are three parts of one whole.
_MARK = regex.compile(
    r"(?:左右|以上|以下|上下)?\s?(?:、|[:：∶]|和|与|及|以及|;|；|,\s?(?:and\s)?|\sand\s)\s?(?:增长|下降|上升|上涨|下跌|提高|减少|增加|降低)?了?\s?"
)
# 河南（126.4亿美元）、湖南（117.1亿美元）: each number stands in brackets behind its name.
_BRACKET_MARK = regex.compile(
    r"[)）]\s?(?:、|和|与|及|以及|，|,\s?(?:and\s)?|\sand\s)\s?[^，。；（()\d]{1,20}[（(][^（(\d]{0,8}"
)
_COORDINATED = regex.compile(
    r"\s?(?:、|和|与|及|以及|,\s?(?:and\s)?|\sand\s|[（(][^（）()]{0,20}[)）](?:、|和|与|及|以及))\s?"
)


class Named(Protocol):
    """Something that stands somewhere in a sentence."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


Name = TypeVar("Name", bound=Named)


@dataclass(frozen=True, slots=True)
class Series:
    """A list of numbers: the indexes of its claims, and whether each stands in brackets behind its own name."""

    members: tuple[int, ...]
    bracketed: bool


def find_series(text: str, stated: Sequence[tuple[Quantity, Statement]]) -> tuple[Series, ...]:
    """Return the lists of two or more numbers of one unit that a sentence prints."""
    series: list[Series] = []
    members: list[int] = []
    bracketed = False
    for index, (quantity, _) in enumerate(stated):
        joined = False
        if members:
            before = stated[members[-1]][0]
            between = text[before.span.end : quantity.span.start]
            same = before.unit.code == quantity.unit.code
            in_brackets = _BRACKET_MARK.fullmatch(between) is not None
            joined = same and (in_brackets or _MARK.fullmatch(between) is not None)
            joined = joined and (len(members) == 1 or in_brackets == bracketed)
            bracketed = in_brackets if joined else bracketed
        if not joined:
            _close(series, members, bracketed)
            members, bracketed = [], False
        members.append(index)
    _close(series, members, bracketed)
    return tuple(series)


def _close(series: list[Series], members: list[int], bracketed: bool) -> None:
    if len(members) > 1:
        series.append(Series(tuple(members), bracketed))


def names_before(text: str, names: Sequence[Name], end: int, count: int) -> tuple[Name, ...]:
    """Return the names that a list of `count` numbers beginning at `end` belongs to, in order; none where they do not fit.

    They are the last coordinated run of that many names before the list, else all the names before it
    when they are that many.
    """
    earlier = [name for name in names if name.span.end <= end]
    run: list[Name] = []
    best: tuple[Name, ...] = ()
    for name in earlier:
        if run and _COORDINATED.fullmatch(text[run[-1].span.end : name.span.start]):
            run.append(name)
        else:
            run = [name]
        if len(run) == count:
            best = tuple(run)
        elif len(run) > count and best and best[-1] is run[-2]:
            best = ()
    if best:
        return best
    return tuple(earlier) if len(earlier) == count else ()
