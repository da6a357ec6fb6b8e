"""What is said of a number, handed on from clause to clause."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model.data import Dimension


@dataclass(frozen=True, slots=True)
class Topic:
    """What is measured, and of which class of goods, trade or industry.

    `end` is where the number ends of which it was said, `amount` the last quantity as such (no share,
    no rate) that the sentence measured. `measure` is the word for it behind its class (增加值 of 采矿业增加值). `owner` is
    who has what is counted (某厂有18种产品), where no place is named.
    """

    indicator: Dimension = Dimension()
    category: Dimension = Dimension()
    end: int = 0
    amount: Dimension = Dimension()
    owner: Dimension = Dimension()
    measure: str = ""
