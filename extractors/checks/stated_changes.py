"""Amounts by which something changed or differs, told from amounts that something has."""

from __future__ import annotations

from typing import Final

import regex

from extractors.model import Claim

# 棉花减少的167.3千公顷: what changed by so much.
_CHANGED: Final = regex.compile(
    r"(?:比|较)(?:上年|去年|(?:19|20)\d\d年)(?:同期)?\p{Han}{1,4}了$|(?:比|较)[^，。；]{2,12}?(?:少|多)(?!数|年|种|样)\p{Han}{0,3}$|(?:增加|减少|增长|下降|上升|回落|净增|新增|增产|减产|多出|少了|多了)(?:了|的|额为)?约?$|\b(?:by|gain(?:ing|ed)|los(?:ing|t)|add(?:ing|ed)|shed(?:ding)?|(?:fall|drop|rise|increase|decline|gain|reduction) of)\s(?:some |about )?(?:[A-Z]{3}\s)?$",
    regex.IGNORECASE,
)
# 减少额分别为9.2亿美元、3.4亿美元: a list of changes.
_CHANGES_LISTED: Final = regex.compile(
    r"(?:增加|减少|增长|下降|净增|增|减)(?:额|量|数)(?:分别|依次)?(?:为|达到?|是)?[\d.,，、亿万千元美吨人家个户和与\s]*$"
)
# 新增出资额730万元，其中甲73万元、乙277万元: what an amount that is added is made of is added as well.
_ADDED: Final = regex.compile(
    r"(?:新增|增资|追加|增发|增持|减持|转让|受让|划转|收购)(?![后前])[^。；;]*$|\b(?:newly|additional|transferred)\b[^.;]*$",
    regex.IGNORECASE,
)
SHORT_OF: Final = regex.compile(
    r"\s?(?:[a-z]{3,10}\s)?(?:(?:short|ahead) of|(?:more|less|fewer|higher|lower|larger|smaller|greater)(?:\s(?:per|a|each)\s?[a-z]{0,8})? than|above|below|behind)\b",
    regex.IGNORECASE,
)


def is_of_addition(claim: Claim) -> bool:
    """Tell whether the words before a number, from the last full stop on, tell of something that is added or handed over, and not of what is there."""
    return claim.kind in {"level", "count", "share"} and _ADDED.search(claim.sentence[: claim.start]) is not None


def is_change(claim: Claim) -> bool:
    """Tell whether an amount is one by which something changed or differs: 增加0.92万人, 减少的167.3千公顷, 9.1 billion short of."""
    if claim.kind not in {"level", "count"}:
        return False
    return (
        _CHANGES_LISTED.search(claim.sentence[: claim.start]) is not None
        or claim.sense in {"change_by", "year_on_year"}
        or SHORT_OF.match(claim.sentence, claim.end) is not None
        or _CHANGED.search(claim.sentence[: claim.start]) is not None
    )
