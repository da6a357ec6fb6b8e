"""Numbers that bound a class: 年收入5万元以下的农户. They name those of whom something is said, and state nothing themselves."""

from __future__ import annotations

import regex

from extractors.model import Quantity
from extractors.vocabulary.units import Units

# What is bounded follows at once. A class is named by its bounds alone where it takes a share: 10万元以上的占23%.
_BOUND = regex.compile(
    r"\s?(?:(?:及|\(含\)|含)?以[上下内外]|之间|左右)(?:\(含\))?(?:的(?=\p{Han})(?!增|降|升|跌|比[例重]|速度|水平|规模(?!以)|份额|贡献)|(?=\p{Han}{1,8}?(?:占|的?(?:比[例重]|数量)))(?!占|的))"
)
_RANGED = regex.compile(r"\s?的(?=占|\p{Han}{2,8}(?:有|占|为|达|共|数))")
_OPENING = regex.compile(r"(?:^|[，。；：、])(?:其中|而)?\s?$")
# Behind a word that states a value the number is stated: 增速达到50%以上的高水平, 有200万人以上的游客.
_STATED = regex.compile(
    r"(?:达到?|高达|超过?|占|有|为|是|增长|增加|上升|提高|下降|减少|降低|实现|完成|保持|维持|稳定|突破|近|约|创造|带动|吸引|投入|新增|共|吸纳|覆盖|拥有|提供)(?:在|了|到|至)?\s?$"
)


def is_bound(plain: str, quantity: Quantity, units: Units) -> bool:
    """Tell whether a quantity of a Chinese sentence in plain form is the bound of a class that the sentence speaks of.

    Only amounts bound classes so; a share or a count is stated of the class (五成以上的企业认为…, 比重在65%以上的省份).
    """
    start, end = quantity.span.start, quantity.span.end
    family = units.family_of(quantity.unit.code)
    if family in ("rank", "duration", "percentage_point", "percent", "times", "count", "index"):
        return False
    before = plain[max(0, start - 8) : start]
    if _STATED.search(before) is not None:
        return False
    if quantity.value_to is not None and _OPENING.search(before) and _RANGED.match(plain, end) is not None:
        # 5亿元至10亿元的企业有38家
        return True
    return _BOUND.match(plain, end) is not None
