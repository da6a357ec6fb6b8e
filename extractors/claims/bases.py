"""With whom a number compares: another place, or the whole country."""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractors.claims.scene import Scene
from extractors.claims.wholes import Comparison
from extractors.model import Dimension, Quantity

_WIDER = regex.compile(r"全国|全省|全市|全球|世界")
_COMPARED_WIDER = regex.compile(r"(?:比|较|高于|低于|多于|少于|快于|慢于|大于|小于)(?P<whom>全国|全省|全市|全球|世界)")
_CLAUSE_MARK = regex.compile(r"[，。；,;.]")


def base_entity_of(
    scene: Scene,
    quantity: Quantity,
    comparison: Comparison | None,
    entity: Dimension,
    contains: Callable[[str, str], bool],
) -> str | None:
    """Return the place with which a number compares: the base of a multiple, 高于乙省, 比全国低; None where none is named.

    `contains` tells whether a place (its first argument) holds another: 占全国的 is a whole and no base.
    """
    start, end = quantity.span.start, quantity.span.end
    if comparison is not None and comparison.whole is not None:
        whole = comparison.whole
        named = [p for p in scene.parties if whole.start <= p.span.start < whole.end]
        if quantity.unit.code != "times":
            alone = comparison.compares and named and named[0].span == whole and entity.label != named[0].mention.label
            return named[0].mention.label if alone and not contains(named[0].mention.code, entity.code or "") else None
        words = _WIDER.search(scene.text[whole.start : whole.end])
        return named[0].mention.label if named else words.group() if words is not None else None
    begin = scene.clause_start(start)
    compared = [p for p in scene.parties if p.role == "compared"]
    before = [p for p in compared if begin <= p.span.start and p.span.end <= start]
    behind = [
        p
        for p in compared
        if end <= p.span.start < end + 40 and not _CLAUSE_MARK.search(scene.text[end : p.span.start])
    ]
    if before or behind:
        return (before[-1:] or behind)[0].mention.label
    words = _COMPARED_WIDER.search(scene.text[begin:start])
    return words["whom"] if words is not None else None
