"""Whether a number of the prose is at odds with what its words mean: beyond doubt, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.checks.labels import label_to_tokens
from extractors.checks.misplaced import is_misplaced
from extractors.checks.misprints import (
    Explained,
    is_bare,
    is_one_of_series,
    is_printed,
)
from extractors.checks.readings import View
from extractors.checks.scopes import (
    is_narrowed,
    is_of_other,
    is_statistic_of_others,
    names_unknown_base,
    says_another_line,
    speaks_of_another,
    speaks_of_elsewhere,
    sums_several,
)
from extractors.checks.slips import digits_of, is_misprint, is_slip, is_told
from extractors.checks.stated_changes import is_of_addition
from extractors.checks.stated_figures import both_stated
from extractors.model import Claim

# What words must weigh before a number that they do not give is at odds with them: less where it differs as misprints do.
_CERTAIN: Final = 0.62
_CERTAIN_OF_MISPRINT: Final = 0.4
_CERTAIN_OF_OTHERS: Final = 0.68
_BEYOND_DOUBT: Final = 0.9  # for a number that is quoted, and wrong by more than a misprint
_UNSAID: Final = 0.36  # for a cell whose period or line the sentence does not name
_BEYOND_DOUBT_OF_PLACE: Final = 0.8
_LEFT_OPEN: Final = 0.72  # for a way of computing that the words leave open
_BY_CHANCE: Final = (
    0.3  # of the weight of what the words surely mean: a reading below that gives the number is one of many
)
_QUOTED: Final = 0.15  # and before a number that they do give is what they mean
_GIVEN: Final = 0.25  # for a number that a reading gives, and too few figures to say that it is meant
_TELLING: Final = 3  # figures as printed: of fewer, some reading is right by chance
_RIVAL: Final = 0.4
_OF_OTHER_NAMES: Final = 4  # figures of a misprint in a clause that names what only another table has
_UNKNOWN: Final = 0.6  # for a table whose words are not those of the claim's indicator
_AHEAD: Final = 1.4  # times the weight of a reading of any other table
_ALONE: Final = 0.95  # for a table that alone has the names of the sentence
_OF_PREDICATES: Final = frozenset("升降增减跌涨居位首末第达至到为是占排名列跃退最高低大小多少仅只有已差距额相")
_OF_PREDICATES_EN: Final = regex.compile(
    r"gap|difference|spread|lead|margin|distance|average|rise|fall|increase|decline|drop|growth|gain|loss|change|total|number|value|amount"
    r"|figure|between|them|the|of|in|for|its?|their|they|and|by"
)
_TABLE: Final = regex.compile(r"(?:表|\btable\s?)\s?(\d+(?:[-－.]\d+)?)", regex.IGNORECASE)


def choose_explanation(
    views: Sequence[View], found: Sequence[Explained], focus: set[str], home: frozenset[str]
) -> Explained | None:
    """Return what a number is confirmed by, or is at odds with beyond doubt; None where neither is sure.

    `found` explains it, what agrees before what does not, the surest first; `focus` are the tables that other numbers of its
    sentence quote, `home` words for a whole that the article itself is about.
    """
    if not found:
        return None
    claim, first = views[0].claim, found[0]
    least = _CERTAIN if claim.modifier not in {"exact", "only"} else _QUOTED if digits_of(claim) >= 3 else 0.4
    agreed = first if first.verdict.startswith("agrees") and first.hypothesis.weight >= least else None
    surest = max((item.hypothesis.weight for item in found if item.hypothesis.certain), default=0.0)
    misplaced = _find_misplaced(views, found)
    if misplaced is not None and not speaks_of_elsewhere(claim, home):
        return misplaced
    if agreed is not None and not (
        surest >= _BEYOND_DOUBT and agreed.hypothesis.weight < _BY_CHANCE * surest and claim.period.stated
    ):
        return agreed
    others = [item for item in found if not item.verdict.startswith("agrees")]
    if agreed is None and first.verdict.startswith("agrees") and first.hypothesis.weight >= _GIVEN:
        telling = len(str(abs(claim.value or 0)).replace(".", "")) >= _TELLING
        if telling or not others or first.hypothesis.weight >= _RIVAL * others[0].hypothesis.weight:
            return None
    found = others
    if claim.modifier not in {"exact", "only"} or claim.confidence < 0.5 or digits_of(claim) < 2:
        return agreed
    if speaks_of_elsewhere(claim, home):
        return agreed
    told_itself = next((item for item in found if item.unmistakable), None)
    if told_itself is not None and not is_of_addition(claim) and not is_printed(views):
        return Explained(told_itself.sheet, told_itself.hypothesis, "contradicts")
    numbers = {match[1] for match in _TABLE.finditer(claim.sentence)}
    by_table = {view.sheet.table.table_id: view for view in views}
    for item in found:
        view, table = by_table[item.sheet.table.table_id], item.sheet.table
        about = max(_UNKNOWN, view.measure())
        rivals = [other for other in found if other.sheet is not item.sheet]
        if table.table_id in focus or (table.number and table.number in numbers):
            about = 1.0
        elif all(_AHEAD * other.hypothesis.weight <= item.hypothesis.weight for other in rivals):
            about = max(about, _ALONE)
        told = is_told(claim, item.hypothesis.expected.value) and not (
            is_bare(claim) and is_one_of_series(item.sheet, item.hypothesis.inputs)
        )
        misprint = told or is_misprint(claim, item.hypothesis.expected.value)
        sure = item.hypothesis.weight * about
        if sure < (_CERTAIN_OF_MISPRINT if misprint else _CERTAIN_OF_OTHERS):
            continue
        if (
            not misprint
            and table.number not in numbers
            and _leaves_open(by_table, item, rivals, known=table.table_id in focus)
        ):
            continue
        if is_of_addition(claim) and item.hypothesis.rule == "equals_cell":
            continue
        if item.hypothesis.rule == "equals_cell" and is_statistic_of_others(view):
            continue
        if claim.kind == "multiple" and names_unknown_base(view):
            continue
        # 占全省贸易的: a share is of what its clause names, not the thing itself.
        if speaks_of_another(view, item.hypothesis.inputs) and not (
            misprint and claim.kind in {"share", "growth_rate"} and sure >= _LEFT_OPEN
        ):
            continue
        if claim.kind == "share" and item.hypothesis.rule == "growth":
            continue  # 占比提高到21.8%
        if item.hypothesis.rule == "share" and sums_several(view, item.hypothesis.inputs):
            continue
        if not told and says_another_line(view, item.hypothesis.inputs):
            continue
        if not item.hypothesis.certain and not (misprint and sure >= _LEFT_OPEN):
            continue
        if not misprint and (is_narrowed(view) or (claim.kind == "share" and not (view.mentions or view.anchor))):
            continue  # its share: whose, the sentence before says, and often another one
        if claim.kind == "share" and is_of_other(view, item.hypothesis.inputs):
            continue
        if (
            view.names_others()
            and not both_stated(view, item.hypothesis)
            and not (sure >= _LEFT_OPEN and is_misprint(claim, item.hypothesis.expected.value, _OF_OTHER_NAMES))
        ):
            continue
        # Four figures that differ as misprints do name the table by themselves.
        if (
            table.number not in numbers
            and not view.is_named(known=table.table_id in focus)
            and not (told and sure >= _CERTAIN_OF_MISPRINT and view.is_carried())
        ):
            continue
        return (
            Explained(item.sheet, item.hypothesis, "contradicts")
            if is_slip(
                claim,
                item.hypothesis.expected.value,
                quoted=item.hypothesis.rule == "equals_cell" and sure < _BEYOND_DOUBT,
            )
            else agreed
        )
    return agreed


def _leaves_open(views: Mapping[str, View], item: Explained, rivals: Sequence[Explained], *, known: bool) -> bool:
    """Tell whether a sentence leaves open which table is meant, or speaks of what no table shows.

    Prospectuses print the same form for each of many companies; and the noun right before a number (the arsenic standard of the
    United States) is often one of which no word stands in or over a table that has the other names of the sentence.
    """
    view = views[item.sheet.table.table_id]

    def weight(one: Explained) -> float:
        return one.hypothesis.weight * max(_UNKNOWN, views[one.sheet.table.table_id].measure())

    value = item.hypothesis.expected.value
    likely = [other for other in rivals if weight(other) >= _ALONE * weight(item)]
    if not known and any(other.hypothesis.expected.value != value for other in likely):
        return True
    quoted = item.hypothesis.rule in {"equals_cell", "difference"}
    return quoted and view.measure() == 0 and _names_a_thing(view.claim)


def _names_a_thing(claim: Claim) -> bool:
    """Tell whether the noun of a claim is one, and not a rest of its predicate (升至首位) or what it counts in (34.9 thousand jobs)."""
    if not claim.indicator.stated:
        return False
    counted = label_to_tokens(claim.unit.text or "")
    words = [word for word in label_to_tokens(claim.indicator.label or "") if word not in counted]
    return any(word not in _OF_PREDICATES and _OF_PREDICATES_EN.fullmatch(word) is None for word in words)


def _find_misplaced(views: Sequence[View], found: Sequence[Explained]) -> Explained | None:
    """Return the cell that a claim surely means where it states the value of a cell that it does not mean."""
    first, others = found[0], [item for item in found if item.verdict == "contradicts"]
    if not first.verdict.startswith("agrees") or first.hypothesis.rule != "equals_cell" or not others:
        return None
    meant = others[0]
    if (
        first.hypothesis.weight > _UNSAID
        or meant.hypothesis.weight < _BEYOND_DOUBT_OF_PLACE
        or meant.hypothesis.rule != "equals_cell"
        or meant.sheet is not first.sheet
    ):
        return None
    cells = {cell.observation_id: cell for cell in meant.sheet.cells.values()}
    view = next(view for view in views if view.sheet is meant.sheet)
    printed, wanted = (cells[item.hypothesis.inputs[0]] for item in (first, meant))
    return replace(meant, verdict="contradicts") if is_misplaced(view, printed, wanted) else None
