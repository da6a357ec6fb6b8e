"""The checks of an article as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.report.refs import Row, to_ref

# By colour, by sign and by word: never by colour alone.
SIGNS: Final[Mapping[str, str]] = {
    "contradicts": "\N{BALLOT X}",
    "ambiguous": "?",
    "agrees": "\N{CHECK MARK}",
    "agrees_rounded": "\N{CHECK MARK}",
    "agrees_truncated": "\N{CHECK MARK}",
    "not_checkable": "\N{EN DASH}",
}
_STATES: Final[Mapping[str, str]] = {"contradicts": "bad", "ambiguous": "doubt"}


@dataclass(frozen=True, slots=True)
class Link:
    """The name of a thing, and what is printed there."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check: its row of the dataset, its name, its sign, what it judges and what it is computed from."""

    row: Row
    ref: str
    sign: str
    state: str
    subject: Link
    inputs: tuple[Link, ...]

    @property
    def expected(self) -> str:
        """What the inputs give, with the interval where their decimals leave one."""
        low, middle, high = (self.row[name] for name in ("expected_low", "expected", "expected_high"))
        if low is not None and high is not None and low != high:
            return f"{to_figure(low)} \N{EN DASH} {to_figure(high)}"
        return "" if middle is None else to_figure(middle)


def find_checks(rows: Mapping[str, Sequence[Row]]) -> list[CheckView]:
    """Return the checks in the order of the article."""
    printed = {row["observation_id"]: row["text"] for row in rows["observations"]}
    printed |= {row["claim_id"]: row["text"] for row in rows["claims"]}
    printed |= {row["table_id"]: row["caption"] or to_ref(row["table_id"]) for row in rows["tables"]}

    def link(identifier: str) -> Link:
        return Link(to_ref(identifier), printed.get(identifier) or to_ref(identifier))

    return [
        CheckView(
            row,
            to_ref(row["check_id"]),
            SIGNS.get(row["verdict"], ""),
            _STATES.get(row["verdict"], "good" if row["verdict"].startswith("agrees") else ""),
            link(row["subject"]),
            tuple(link(identifier) for identifier in row["inputs"] or ()),
        )
        for row in rows["checks"]
    ]


def find_states(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Return `bad` or `doubt` for the names of what a check contradicts or leaves in doubt."""
    states: dict[str, str] = {}
    for row in rows["checks"]:
        state = _STATES.get(row["verdict"])
        ref = to_ref(row["subject"])
        if state and states.get(ref) != "bad":
            states[ref] = state
    return states


def to_figure(number: float) -> str:
    """Return a number as people read it: no more digits than it has, and no power of ten where it can be written out."""
    text = f"{number:.6g}"
    return f"{number:.0f}" if "e+" in text and abs(number) < 1e15 else text
