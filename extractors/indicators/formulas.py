"""Indices of the trade literature as functions of plain numbers. Where a divisor is nought the value is None.

The worked examples are made from the definitions, unless they say where they were printed. All definitions are also in Mikic and
Gilbert, Trade Statistics in Policymaking (UN ESCAP, 2009).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

_ONE = Decimal(1)


def herfindahl(shares: Sequence[Decimal]) -> Decimal:
    """Return the Herfindahl-Hirschman index, 1/n to 1, of shares that sum to 1 (Herfindahl 1950; Hirschman 1964).

    Four firms with 30, 30, 20 and 20 per cent give 2,600 on the scale to 10,000 (US Department of Justice and Federal
    Trade Commission, Horizontal Merger Guidelines, 1992, footnote 17):

    >>> herfindahl([Decimal("0.3"), Decimal("0.3"), Decimal("0.2"), Decimal("0.2")]) * 10000
    Decimal('2600.00')
    """
    return sum((share * share for share in shares), Decimal(0))


def concentration_ratio(shares: Sequence[Decimal], largest: int) -> Decimal:
    """Return the sum of the largest shares, CR-n (Bain 1951).

    >>> concentration_ratio([Decimal(20), Decimal(40), Decimal(10), Decimal(30)], 3)
    Decimal('90')
    """
    return sum(sorted(shares, reverse=True)[:largest], Decimal(0))


def grubel_lloyd(flows: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the index of intra-industry trade, 0 to 1, of exports and imports (Grubel and Lloyd 1975).

    One pair gives the index of a class, several the average weighted by their trade. Exports of 6 and imports of 2 in one
    class give 1 - 4 / 8:

    >>> grubel_lloyd([(Decimal(6), Decimal(2))])
    Decimal('0.5')
    >>> grubel_lloyd([(Decimal(6), Decimal(2)), (Decimal(4), Decimal(4))])
    Decimal('0.75')
    """
    trade = sum((exports + imports for exports, imports in flows), Decimal(0))
    if trade == 0:
        return None
    return _ONE - sum((abs(exports - imports) for exports, imports in flows), Decimal(0)) / trade


def trade_intensity(
    flow: Decimal, own_total: Decimal, other_total: Decimal, world: Decimal, own_other: Decimal
) -> Decimal | None:
    """Return the intensity of trade, (X_ij / X_i) / (M_j / (M_w - M_i)) (Brown 1949; Kojima 1964).

    `flow` is what i exports to j and `own_total` all that it exports; `other_total` is what j imports, `world` what the world
    does, and `own_other` what i itself does, since it exports nothing to itself. Exports and imports changed, it is the
    intensity of imports. A tenth of the exports go where a twentieth of the others' imports do:

    >>> trade_intensity(Decimal(10), Decimal(100), Decimal(50), Decimal(1100), Decimal(100))
    Decimal('2')
    """
    rest = world - own_other
    if own_total == 0 or other_total == 0 or rest == 0:
        return None
    return (flow / own_total) / (other_total / rest)


def comparative_advantage(own: Decimal, own_total: Decimal, world: Decimal, world_total: Decimal) -> Decimal | None:
    """Return the revealed comparative advantage in a class, (X_ik / X_i) / (X_wk / X_w) (Balassa 1965).

    In 2008 soybeans were 0.35 per cent of world trade with exports of 42 billion dollars; Brazil sold nearly 11 of its 140 billion
    dollars in them, 7.8 per cent or "around 21 times" its fair share (Hausmann, Hidalgo et al., The Atlas of Economic
    Complexity, 2011, technical box 2.2; 7.8 over 0.35 is 22.3):

    >>> soybeans = comparative_advantage(Decimal("10.9"), Decimal(140), Decimal(42), Decimal(42) / Decimal("0.0035"))
    >>> round(soybeans or 0, 1)
    Decimal('22.2')
    """
    if own_total == 0 or world == 0 or world_total == 0:
        return None
    return (own / own_total) / (world / world_total)


def symmetric_advantage(advantage: Decimal) -> Decimal:
    """Return the symmetric index (RCA - 1) / (RCA + 1), -1 to 1 (Laursen 1998; Dalum, Laursen and Villumsen 1998).

    >>> symmetric_advantage(Decimal(3)), symmetric_advantage(Decimal(1))
    (Decimal('0.5'), Decimal('0'))
    """
    return (advantage - 1) / (advantage + 1)


def complementarity(
    exports: Mapping[str, Decimal], imports: Mapping[str, Decimal], world: Mapping[str, Decimal]
) -> Decimal | None:
    """Return how i's exports fit j's imports, the sum of x_ik * m_jk / w_k (Drysdale 1967), 1 for the world itself.

    Shares of the classes k, each of a whole of 1; `world` are those of the others' imports. None where the classes differ.

    >>> half = {"a": Decimal("0.5"), "b": Decimal("0.5")}
    >>> complementarity({"a": Decimal("0.8"), "b": Decimal("0.2")}, {"a": Decimal("0.9"), "b": Decimal("0.1")}, half)
    Decimal('1.48')
    """
    if not exports.keys() == imports.keys() == world.keys() or not all(world.values()):
        return None
    return sum((share * imports[key] / world[key] for key, share in exports.items()), Decimal(0))


def michaely(exports: Mapping[str, Decimal], imports: Mapping[str, Decimal]) -> Decimal | None:
    """Return 1 - sum |m_jk - x_ik| / 2, 0 where nothing fits, 1 where the shares are the same (Michaely 1996).

    >>> michaely({"a": Decimal("0.8"), "b": Decimal("0.2")}, {"a": Decimal("0.5"), "b": Decimal("0.5")})
    Decimal('0.7')
    """
    if exports.keys() != imports.keys():
        return None
    return _ONE - sum((abs(imports[key] - share) for key, share in exports.items()), Decimal(0)) / 2
