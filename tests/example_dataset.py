"""A dataset made by hand, with every kind of noun and every optional field set somewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

from extractors.model import (
    Article,
    Box,
    Cell,
    Check,
    Claim,
    Dataset,
    Dimension,
    Grid,
    Indicator,
    Numeral,
    Observation,
    Period,
    Place,
    Repair,
    Span,
    Table,
    Unit,
)

PLACE = Place(2, Box(50.0, 60.5, 90.0, 72.0), Span(10, 14))
TONNES = Unit("万t", "t", 4, "caption")
UNKNOWN = Unit()


def example_dataset(content: bytes = b"example", name: str = "example.txt") -> Dataset:
    """Return the example as if it had been extracted from `content`. Pure, and importable by worker processes."""
    digest = sha256(content).hexdigest()
    article_id = digest[:16]
    article = Article(
        article_id,
        name,
        digest,
        "text/plain",
        "utf-8",
        len(content),
        language="zh",
        title="甲县产量研究",
        authors=("张三", "李四"),
        keywords=("产量",),
        page_count=None,
    )
    tables = tuple(example_table(article_id, ordinal) for ordinal in range(1, 12))
    observation = Observation(
        f"{article_id}/t1/r1c1",
        f"{article_id}/t1",
        1,
        1,
        ("2020",),
        ("粮食",),
        "12.4①",
        Decimal("12.4"),
        decimals=1,
        unit=TONNES,
        entity=Dimension("甲县", None, "caption"),
        indicator=Dimension("产量", "output", "caption"),
        period=Period("2020", date(2020, 1, 1), date(2020, 12, 31), "stated"),
        confidence=0.9,
        place=PLACE,
    )
    missing = Observation(
        f"{article_id}/t1/r1c2", f"{article_id}/t1", 1, 2, ("2020",), ("油料",), "—", None, status="O"
    )
    claim = Claim(
        f"{article_id}/c1",
        ("1 引言", "1.1 背景"),
        "2020年甲县粮食产量为12.4万t。",
        11,
        16,
        "12.4万t",
        Decimal("12.4"),
        "level",
        decimals=1,
        unit=TONNES,
        period=Period("2020", source="prose"),
    )
    trend = Claim(f"{article_id}/c10", (), "产量逐年上升。", 0, 6, "产量逐年上升", None, "trend", direction="up")
    second = Claim(f"{article_id}/c2", (), "约为3家。", 0, 3, "约为3家", Decimal(3), "count", modifier="about")
    check = Check(
        f"{article_id}/k1",
        claim.claim_id,
        "equals_cell",
        "12.4",
        (observation.observation_id,),
        "12.4万t",
        "contradicts",
        "major",
        "文中为12.4万t。",
        stated_value=Decimal("12.4"),
    )
    indicator = Indicator(
        f"{article_id}/i1",
        "share",
        Decimal("0.5"),
        "1 / 2",
        (observation.observation_id,),
        unit=Unit(None, "percent", 0, "default"),
    )
    numerals = (
        Numeral("12.4", "claim", None, claim.claim_id, PLACE),
        Numeral("7", "unaccounted", None, None, Place(span=Span(40, 41))),
    )
    repair = Repair(f"{article_id}/t1", "joined_line", "粮\n食", "粮食", "wrapped label", place=PLACE, author="王芳")
    return Dataset(
        article,
        tables,
        (observation, missing),
        (claim, trend, second),
        (check,),
        (indicator,),
        numerals,
        (repair,),
        "x",
    )


def example_table(article_id: str, ordinal: int) -> Table:
    """Return a table of two rows and three columns; its corner spans the header rows of two columns."""
    texts = [["年份", "粮食", "油料"], ["2020", "12.4①", "—"]]
    cells = tuple(
        Cell(
            row,
            column,
            text,
            role="body" if row and column else "row_header" if row else "column_header" if column else "corner",
            note_marks=("①",) if "①" in text else (),
            place=PLACE,
        )
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    )
    grid = Grid(cells, 2, 3, 1, 1, "sequence", 0.8, row_pages=(None, None))
    return Table(
        f"{article_id}/t{ordinal}", ordinal, grid, str(ordinal), "甲县产量", "单位：万t", ("① 初步数。",), place=PLACE
    )
