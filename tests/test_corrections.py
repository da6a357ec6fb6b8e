"""A document read as people correct it: every kind of correction, and corrections that do not fit."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors
from extractors.corrections import (
    CellCorrection,
    ClaimCorrection,
    Corrections,
    DimensionCorrection,
    HeaderCorrection,
    NotAClaim,
    NotATable,
    cell_to_snippet,
    claim_to_snippet,
    read_corrections,
)
from extractors.readers import read_document
from extractors.structure import find_structure, without_tables

ARTICLE = """某县农业与对外贸易

摘要：本文考察某县粮食与油料产量。

一、产量

表1给出了产量。2021年粮食产量为13.1万吨，比2020年增长5.6%。

表 1 某县主要农产品产量 单位：万吨
年份
2020
2021
粮食
12.4
18.1
油料
2.05
1.98
合计
14.45
15.08
注：数据来源于某县统计年鉴。

二、贸易

2021年某县出口额达8.81亿美元，同比增长12%，进口额为8.81亿美元。

表 2 某县分行业用工 单位：人
行业
2020
2021
农业
120
131
渔业
25
28
注：示例。
"""
NAME = "article.corrections.toml"
MISPRINT = """[[cell]]
table = "t1"
row_index = 2
column_index = 1
printed = "18.1"
right = "13.1"
reason = "18.1 was read for 13.1"
"""
TRADE = "2021年某县出口额达8.81亿美元，同比增长12%，进口额为8.81亿美元。"


def read(entries: str = "", article: str = ARTICLE):
    corrections = read_corrections(f'author = "Wang Fang"\n{entries}'.encode(), NAME)
    return extractors.extract(article.encode(), "article.txt", corrections=corrections)


PLAIN = read()
ARTICLE_ID = PLAIN.article.article_id


def observation(dataset, name):
    return next(row for row in dataset.observations if row.observation_id == f"{ARTICLE_ID}/{name}")


def claim(dataset, text, number=0):
    return [row for row in dataset.claims if row.text == text][number]


def repairs(dataset):
    return [
        (row.subject.removeprefix(f"{ARTICLE_ID}/"), row.rule, row.before, row.after)
        for row in dataset.repairs
        if row.source == NAME
    ]


def test_the_article_is_read_as_the_tests_expect():
    assert [table.grid.texts()[2] for table in PLAIN.tables] == [
        ["2021", "18.1", "1.98", "15.08"],
        ["渔业", "25", "28"],
    ]
    assert len(PLAIN.observations) == 10
    assert extractors.extract(ARTICLE.encode(), "article.txt") == PLAIN


def test_a_corrected_cell_changes_observation_checks_and_indicators_and_says_so():
    corrected = read(MISPRINT)
    before, after = observation(PLAIN, "t1/r2c1"), observation(corrected, "t1/r2c1")
    assert (before.value, before.text, before.corrected) == (Decimal("18.1"), "18.1", False)
    assert (after.value, after.text, after.corrected, after.confidence) == (Decimal("13.1"), "13.1", True, 1.0)
    assert (after.place, after.row_labels, after.unit) == (before.place, before.row_labels, before.unit)
    assert [check.verdict for check in PLAIN.checks if check.rule == "equals_cell"] == ["contradicts"]
    assert [check.verdict for check in corrected.checks if check.rule == "equals_cell"] == ["agrees"]
    judged = [check for check in corrected.checks if check.verdict != "not_checkable"]
    assert all(check.verdict.startswith("agrees") for check in judged)

    def growth(dataset):
        return next(row.formula for row in dataset.indicators if row.indicator_code == "output_growth")

    assert (growth(PLAIN), growth(corrected)) == ("100 * (18.1 / 12.4 - 1)", "100 * (13.1 / 12.4 - 1)")
    cell = corrected.tables[0].grid.covering(2, 1)
    assert (cell.text, cell.corrected, cell.confidence) == ("13.1", True, 1.0)
    assert repairs(corrected) == [("t1/r2c1", "corrected_cell", "18.1", "13.1")]
    (repair,) = [row for row in corrected.repairs if row.source == NAME]
    assert (repair.author, repair.reason, repair.place) == ("Wang Fang", "18.1 was read for 13.1", before.place)
    assert corrected.article.warnings == ()


def test_what_a_correction_does_not_reach_stays_as_it_is():
    corrected = read(MISPRINT)
    assert corrected.claims == PLAIN.claims
    assert corrected.numerals == PLAIN.numerals
    assert [row for row in corrected.observations if not row.corrected] == [
        row for row in PLAIN.observations if row.observation_id != f"{ARTICLE_ID}/t1/r2c1"
    ]


def test_a_corrected_label_changes_what_stands_under_it():
    corrected = read(
        '[[cell]]\ntable = "表1"\nrow_index = 0\ncolumn_index = 2\nprinted = " 油料"\nright = "茶叶"\nreason = "a slip"\n'
    )
    for name in ("t1/r1c2", "t1/r2c2"):
        row = observation(corrected, name)
        assert (row.column_labels, row.category.label, row.corrected) == (("茶叶",), "茶叶", True)
        assert row.confidence == observation(PLAIN, name).confidence  # nobody looked at the number
    assert not observation(corrected, "t1/r1c1").corrected


def test_an_empty_cell_may_be_filled_and_a_filled_one_emptied():
    article = ARTICLE.replace("12.4\n18.1\n", "12.4\n—\n")
    entry = MISPRINT.replace('"18.1"', '"—"')
    assert observation_values(read("", article))[3] is None
    assert observation_values(read(entry, article))[3] == Decimal("13.1")
    assert observation_values(read(MISPRINT.replace('"13.1"', '"—"')))[3] is None


def observation_values(dataset):
    return [row.value for row in dataset.observations]


def test_corrected_header_rows_decide_the_structure_anew():
    corrected = read('[[header]]\ntable = 2\nprinted = "某县分行业用工"\nheader_rows = 2\nreason = "two levels"\n')
    table = corrected.tables[1]
    assert (table.grid.header_rows, table.corrected) == (2, True)
    assert [cell.role for cell in table.grid.cells if cell.row == 1] == ["corner", "column_header", "column_header"]
    rows = [row for row in corrected.observations if row.table_id == table.table_id]
    assert [(row.column_labels, row.value) for row in rows] == [
        (("2020", "120"), Decimal(25)),
        (("2021", "131"), Decimal(28)),
    ]
    assert all(row.corrected for row in rows)
    assert repairs(corrected) == [("t2", "corrected_header_rows", "1", "2")]


def test_corrected_header_columns_make_labels_of_a_column():
    corrected = read('[[header]]\ntable = "t1"\nprinted = "年份"\nheader_columns = 2\nreason = "codes"\n')
    assert [row.column for row in corrected.observations if row.table_id.endswith("t1")] == [2, 3, 2, 3]
    assert observation(corrected, "t1/r1c2").row_labels == ("2020", "12.4")


@pytest.mark.parametrize("instead", ["prose", "figure"])
def test_what_is_no_table_gives_up_its_rows_and_every_numeral_is_still_accounted_for(instead):
    entry = f'[[not_a_table]]\ntable = "t1"\nprinted = "某县主要农产品产量"\ninstead = "{instead}"\nreason = "a list"\n'
    corrected = read(entry)
    assert [table.table_id for table in corrected.tables] == [f"{ARTICLE_ID}/t2"]
    assert {row.table_id for row in corrected.observations} == {f"{ARTICLE_ID}/t2"}
    assert [(row.text, row.place) for row in corrected.numerals] == [(row.text, row.place) for row in PLAIN.numerals]
    numerals = {row.text: (row.outcome, row.reason) for row in corrected.numerals}
    # Read as prose, 粮食12.4 18.1 states what tables do: a number of something.
    assert numerals["18.1"] == (("not_a_claim", "figure") if instead == "figure" else ("claim", None))
    assert corrected.article.status == "ok"  # nobody tried to rebuild it
    assert repairs(corrected) == [("t1", "not_a_table", "table 1", instead)]


def test_prose_that_was_taken_for_a_table_states_claims():
    document = read_document(ARTICLE.encode(), "article.txt")
    structure = find_structure(document)
    undone = without_tables(structure, {1: "prose"})
    (paragraph,) = [block for block in undone.blocks if block not in structure.blocks and block.kind == "paragraph"]
    assert paragraph.passage.text == "行业2020 2021农业120 131渔业25 28"
    assert paragraph.section == ("二、贸易",)
    assert undone.regions[0] == structure.regions[0]
    assert undone.regions[1].lines == ()
    assert without_tables(structure, {}) is structure


DIMENSION = '[[dimension]]\ntable = "t1"\n{place}printed = "{printed}"\n{fields}\nreason = "it says so in the text"\n'


def dimension(place="", printed="某县主要农产品产量", fields=""):
    return DIMENSION.format(place=place, printed=printed, fields=fields)


def test_dimensions_hold_for_a_table_a_column_a_row_and_a_cell_and_the_narrowest_wins():
    corrected = read(
        dimension("row_index = 2\ncolumn_index = 1\n", "18.1", 'unit = "kg"')
        + dimension("", "某县主要农产品产量", 'unit = "吨"\nentity = "中国"')
        + dimension("column_index = 2\n", "油料", 'unit = "千克"\nperiod = "2019"')
    )
    units = {row.observation_id[-4:]: row.unit.text for row in corrected.observations if "/t1/" in row.observation_id}
    assert units == {"r1c1": "吨", "r1c2": "千克", "r1c3": "吨", "r2c1": "kg", "r2c2": "千克", "r2c3": "吨"}
    row = observation(corrected, "t1/r2c2")
    assert (row.entity.label, row.entity.code, row.entity.source) == ("中国", "CHN", "correction")
    assert (row.unit.code, row.unit.multiplier, row.unit.source) == ("kg", 0, "correction")
    assert (row.period.text, row.period.source, str(row.period.start)) == ("2019", "correction", "2019-01-01")
    assert observation(corrected, "t1/r2c1").confidence == 1.0
    assert row.confidence == observation(PLAIN, "t1/r2c2").confidence
    assert ("t1/r2c1", "corrected_unit", "万吨 (t x 10^4)", "吨 (t)") in repairs(corrected)
    assert ("t1/r2c1", "corrected_unit", "吨 (t)", "kg (kg)") in repairs(corrected)


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ('entity = "中国"', "entity", ("中国", "CHN")),
        ('entity = "丁村"', "entity", ("丁村", None)),
        ('entity = "丁村"\nentity_code = "X-1"', "entity", ("丁村", "X-1")),
        ('category_code = "X:1"', "category", ("粮食", "X:1")),
        ('category = ""', "category", (None, None)),
        ('indicator = "出口额"', "indicator", ("出口额", "export_value")),
        ('partner = "东盟"', "partner", ("东盟", "ASEAN")),
        ('unit = "万元"', "unit", ("万元", "CNY")),
        ('unit = "箱"\nunit_code = "{box}"\nunit_multiplier = 4', "unit", ("箱", "{box}")),
        ("unit_multiplier = 8", "unit", ("万吨", "t")),
        ('unit = ""', "unit", (None, None)),
        ('period = "2021-01/2021-06"', "period", ("2021-01/2021-06", None)),
        ('period = ""', "period", (None, None)),
    ],
)
def test_a_dimension_is_given_by_label_by_code_or_taken_away(fields, name, expected):
    row = observation(read(dimension("row_index = 2\ncolumn_index = 1\n", "18.1", fields)), "t1/r2c1")
    part = getattr(row, name)
    found = (part.text, getattr(part, "code", None)) if name in {"unit", "period"} else (part.label, part.code)
    assert found == expected
    assert part.source == "correction"
    assert row.corrected


def test_indicators_follow_a_corrected_dimension():
    corrected = read(dimension("row_index = 1\n", "2020", 'period = "2011"'))
    assert {row.base_period for row in corrected.indicators if row.indicator_code == "output_growth"} != {
        row.base_period for row in PLAIN.indicators if row.indicator_code == "output_growth"
    }


def test_a_cell_may_be_named_by_what_it_read_and_by_what_it_reads_now():
    for printed in ("18.1", "13.1"):
        corrected = read(MISPRINT + dimension("row_index = 2\ncolumn_index = 1\n", printed, 'unit = "吨"'))
        assert corrected.article.warnings == ()
        assert observation(corrected, "t1/r2c1").unit.text == "吨"


def test_a_corrected_claim_has_other_fields_and_the_same_sentence():
    corrected = read(
        f'[[claim]]\nclaim = "c3"\nsentence = "{TRADE}"\nprinted = "8.81亿美元"\nvalue = 8.180\nunit = "万美元"\n'
        'entity = "中国"\nperiod = "2020"\nkind = "level"\nmodifier = "about"\nreason = "the yearbook has it so"\n'
    )
    before, after = claim(PLAIN, "8.81亿美元"), claim(corrected, "8.81亿美元")
    assert (after.value, after.decimals, after.unit.code, after.unit.multiplier) == (Decimal("8.18"), 3, "USD", 4)
    assert (after.entity.code, after.period.text, after.modifier) == ("CHN", "2020", "about")
    assert (after.confidence, after.corrected) == (1.0, True)
    assert (after.sentence, after.place, after.claim_id) == (before.sentence, before.place, before.claim_id)
    assert repairs(corrected) == [
        ("c3", "corrected_entity", "", "中国 (CHN)"),
        ("c3", "corrected_unit", "亿美元 (USD x 10^8)", "万美元 (USD x 10^4)"),
        ("c3", "corrected_period", "2021", "2020"),
        ("c3", "corrected_value", "8.81", "8.180"),
        ("c3", "corrected_modifier", "exact", "about"),
    ]
    assert claim(corrected, "8.81亿美元", 1) == claim(PLAIN, "8.81亿美元", 1)


def test_what_is_said_to_be_no_claim_is_gone_and_its_numeral_is_prose():
    entry = f'[[not_a_claim]]\nclaim = "c4"\nsentence = "{TRADE}"\nprinted = "12%"\nreason = "the rate of a tariff"\n'
    corrected = read(entry)
    gone = claim(PLAIN, "12%")
    # The others stay as they are, with their ids.
    assert corrected.claims == tuple(row for row in PLAIN.claims if row is not gone)
    assert repairs(corrected) == [(gone.claim_id.rpartition("/")[2], "not_a_claim", "12%", "")]
    (repair,) = [row for row in corrected.repairs if row.source == NAME]
    assert (repair.reason, repair.author, repair.place) == ("the rate of a tariff", "Wang Fang", gone.place)
    (numeral,) = [row for row in corrected.numerals if row.reason == "correction"]
    assert (numeral.text, numeral.outcome, numeral.subject) == ("12", "not_a_claim", None)
    assert numeral.place.span.start == gone.place.span.start
    assert [row.text for row in corrected.numerals] == [row.text for row in PLAIN.numerals]
    assert not any(gone.claim_id in (check.subject, *check.inputs) for check in corrected.checks)
    assert any(gone.claim_id == check.subject for check in PLAIN.checks)
    assert corrected.article.warnings == ()
    assert read("") == PLAIN


def test_a_number_in_words_that_is_no_claim_keeps_its_row():
    article = ARTICLE.replace("同比增长12%", "占全市的三成")
    plain = read(article=article)
    gone = claim(plain, "三成")
    corrected = read(f'[[not_a_claim]]\nclaim = "{gone.claim_id}"\nprinted = "三成"\nreason = "r"\n', article)
    assert len(corrected.claims) == len(plain.claims) - 1
    of = [(row.outcome, row.reason) for row in corrected.numerals if row.text.startswith("三")]
    assert of == [("not_a_claim", "correction")]
    assert [row.text for row in corrected.numerals] == [row.text for row in plain.numerals]


def test_checks_hold_a_corrected_claim_against_the_tables():
    corrected = read('[[claim]]\nclaim = "c1"\nprinted = "13.1万吨"\nvalue = 18.1\nreason = "so in the manuscript"\n')
    assert [(check.stated_value, check.verdict) for check in corrected.checks if check.rule == "equals_cell"] == [
        (Decimal("18.1"), "agrees")
    ]


def test_a_claim_is_found_by_its_sentence_when_claims_before_it_came_or_went():
    entry = f'[[claim]]\nclaim = "c3"\nsentence = "{TRADE}"\nprinted = "12%"\nvalue = 13\nreason = "so"\n'
    corrected = read(entry)
    assert (claim(corrected, "12%").value, corrected.article.warnings) == (Decimal(13), ())
    longer = ARTICLE.replace("二、贸易\n", "二、贸易\n\n2020年某县进口额为7.5亿美元。\n")
    assert claim(read(entry, longer), "12%").value == Decimal(13)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (MISPRINT.replace('"t1"', '"t7"'), "there is no table 't7'; this document has t1 (1), t2 (2)"),
        (MISPRINT.replace('"t1"', '"3-1"'), "there is no table '3-1'"),
        (MISPRINT.replace('"t1"', '"0123456789abcdef/t1"'), "is a table of another document"),
        (MISPRINT.replace("row_index = 2", "row_index = 9"), "no cell of t1 begins at row_index 9, column_index 1"),
        (MISPRINT.replace('"18.1"', '"18.2"'), "the cell reads '18.1', not '18.2'"),
        (MISPRINT + MISPRINT.replace('"13.1"', '"13.2"'), "cell 1 (line 2) corrects this cell already"),
        ('[[header]]\ntable = "t1"\nprinted = "甲"\nheader_rows = 2\nreason = "r"', "the caption of t1 reads"),
        ('[[header]]\ntable = "t1"\nprinted = "年份"\nheader_rows = 3\nreason = "r"', "one at least is no header"),
        ('[[header]]\ntable = "t1"\nprinted = "年份"\nheader_rows = 1\nreason = "r"', "this is what was read already"),
        (dimension("row_index = 7\n", "2020", 'unit = "吨"'), "t1 has 3 rows; the last has row_index 2"),
        (dimension("column_index = 2\n", "粮食", 'unit = "吨"'), "no cell of column 2 of t1 reads '粮食'"),
        (dimension("column_index = 0\n", "年份", 'unit = "吨"'), "no number stands there"),
        (dimension("", fields='unit = "万吨"'), "this is what was read already"),
        (dimension("", fields='unit = "斗"'), "the unit '斗' is not known; give its unit_code"),
        (dimension("", fields='unit = ""\nunit_multiplier = 3'), "unit_multiplier is that of no unit"),
        (dimension("", fields='period = "去年"'), "'去年' is no period"),
        (dimension("", fields='period = "2021/2019"'), "'2021/2019' is no period"),
        (
            dimension("", fields='unit = "吨"') + dimension("", fields='unit_code = "kg"'),
            "corrects the unit there already",
        ),
        ('[[claim]]\nclaim = "c99"\nprinted = "8"\nvalue = 1\nreason = "r"', "there is no claim 'c99', not '8'"),
        ('[[claim]]\nclaim = "c1"\nprinted = "8"\nvalue = 1\nreason = "r"', "claim c1 reads '13.1万吨', not '8'"),
        (
            '[[claim]]\nsentence = "无。"\nprinted = "8"\nvalue = 1\nreason = "r"',
            "no sentence with a claim reads '无。'",
        ),
        (
            f'[[claim]]\nsentence = "{TRADE}"\nprinted = "8"\nvalue = 1\nreason = "r"',
            "no claim of its sentence reads '8'",
        ),
        (
            f'[[claim]]\nsentence = "{TRADE}"\nprinted = "8.81亿美元"\nvalue = 1\nreason = "r"',
            "2 claims read so (c3, c5)",
        ),
        (
            f'[[claim]]\nsentence = "{TRADE}"\nprinted = "12%"\nvalue = 12.0\nreason = "r"',
            "this is what was read already",
        ),
        ('[[not_a_claim]]\nclaim = "c1"\nprinted = "8"\nreason = "r"', "claim c1 reads '13.1万吨', not '8'"),
        (f'[[not_a_claim]]\nsentence = "{TRADE}"\nprinted = "8.81亿美元"\nreason = "r"', "2 claims read so (c3, c5)"),
        (
            '[[not_a_claim]]\nclaim = "c1"\nprinted = "13.1万吨"\nreason = "r"\n' * 2,
            "not_a_claim 2 (line 6): not_a_claim 1 (line 2) corrects this claim already",
        ),
        (
            '[[claim]]\nclaim = "c1"\nprinted = "13.1万吨"\nvalue = 1\nreason = "r"\n{}'.format(
                '[[not_a_claim]]\nclaim = "c1"\nprinted = "13.1万吨"\nreason = "r"\n'
            ),
            "claim 1 (line 2): not_a_claim 1 (line 7) says that it is no claim",
        ),
    ],
)
def test_a_correction_that_does_not_fit_stops_nothing_and_is_reported(entries, words):
    dataset = read(entries)
    assert words in dataset.article.warnings[-1]
    assert dataset.article.warnings[-1].startswith(f"{NAME}, ")
    assert dataset.article.status == "ok"
    if len(dataset.article.warnings) == 1 and not repairs(dataset):
        assert dataset.observations == PLAIN.observations
        assert dataset.claims == PLAIN.claims
        assert dataset.checks == PLAIN.checks


def test_two_tables_of_one_number_are_not_mistaken_for_each_other():
    dataset = read(MISPRINT.replace('"t1"', "1"), ARTICLE.replace("表 2 某县", "表 1 某县"))
    assert "that of t1 (1), t2 (1); say which is meant" in dataset.article.warnings[0]


def test_a_table_that_is_none_has_no_cells_to_correct():
    entry = '[[not_a_table]]\ntable = "t1"\nprinted = "年份"\nreason = "a list"\n'
    dataset = read(MISPRINT + entry + dimension(fields='unit = "吨"'))
    assert [warning.split(": ", 1)[1] for warning in dataset.article.warnings] == [
        "t1 is said to be no table; it is not applied.",
        "there is no table 't1'; this document has t2 (2); it is not applied.",
    ]


def test_the_snippets_of_a_page_correct_what_they_were_made_for():
    row, said = observation(PLAIN, "t1/r2c1"), claim(PLAIN, "8.81亿美元")
    cell = cell_to_snippet(row.table_id, row.row, row.column, row.text).replace('right = "18.1"', 'right = "13.1"')
    prose = claim_to_snippet(said.claim_id, said.sentence, said.text, {"value": 8.81, "unit": "亿美元"})
    filled = (cell + prose.replace("# value = 8.81", "value = 8.18")).replace('author = ""', 'author = "Li Na"')
    dataset = read(filled.replace('reason = ""', 'reason = "seen in print"'))
    assert dataset.article.warnings == ()
    assert observation(dataset, "t1/r2c1").value == Decimal("13.1")
    assert claim(dataset, "8.81亿美元").value == Decimal("8.18")


POSITIONS = st.sampled_from([(cell.row, cell.column, cell.text) for cell in PLAIN.tables[0].grid.cells])
RIGHT = st.text("0123456789.,-—%年粮食 ()*①", min_size=1, max_size=8).filter(lambda text: text.strip())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(POSITIONS, RIGHT), max_size=4, unique_by=lambda item: item[0][:2]))
def test_any_cell_reads_as_it_is_corrected_and_nothing_is_lost(changes):
    changes = [(cell, right.strip()) for cell, right in changes if right.strip() != cell[2]]
    dataset = read(
        "".join(
            f'[[cell]]\ntable = "t1"\nrow_index = {row}\ncolumn_index = {column}\nprinted = "{text}"\nright = "{right}"\n'
            'reason = "r"\n'
            for (row, column, text), right in changes
        )
    )
    assert dataset.article.warnings == ()
    texts = dataset.tables[0].grid.texts()
    assert all(texts[row][column] == right for (row, column, _), right in changes)
    assert len(repairs(dataset)) == len(changes)
    assert dataset.numerals == PLAIN.numerals or [row.text for row in dataset.numerals] == [
        row.text for row in PLAIN.numerals
    ]


TABLES = st.sampled_from(["t1", "t2", "1", "表 2", "t9"])
PRINTED = st.sampled_from(["年份", "18.1", "油料", "某县主要农产品产量", "13.1万吨", "12%", "8.81亿美元", "没有"])
INDEXES = st.none() | st.integers(0, 4)
FIELDS = st.lists(
    st.sampled_from(
        [
            ("entity", "中国"),
            ("entity_code", ""),
            ("category", ""),
            ("indicator", "出口额"),
            ("unit", "万元"),
            ("unit", ""),
            ("unit_multiplier", 3),
            ("period", "2021-Q3"),
            ("period", "去年"),
        ]
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda field: field[0],
).map(tuple)
VALUES = st.sampled_from([("value", Decimal(3)), ("value", Decimal("-0.5")), ("kind", "trend"), ("direction", "down")])
SAID = st.just("me"), st.just("why")
ASKED = st.one_of(
    st.builds(CellCorrection, TABLES, st.integers(0, 4), st.integers(0, 4), PRINTED, RIGHT, *SAID),
    st.builds(HeaderCorrection, TABLES, PRINTED, INDEXES, INDEXES, *SAID),
    st.builds(NotATable, TABLES, PRINTED, st.sampled_from(["prose", "figure"]), *SAID),
    st.builds(DimensionCorrection, TABLES, INDEXES, INDEXES, PRINTED, FIELDS, *SAID),
    st.builds(
        ClaimCorrection,
        st.sampled_from(["c1", "c2", "c3", "c9"]),
        st.none() | st.just(TRADE),
        PRINTED,
        st.tuples(FIELDS, VALUES).map(lambda parts: (*parts[0], parts[1])),
        *SAID,
    ),
    st.builds(NotAClaim, st.sampled_from(["c1", "c2", "c3", "c9"]), st.none() | st.just(TRADE), PRINTED, *SAID),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ASKED, max_size=6))
def test_whatever_is_asked_for_the_document_is_read_and_each_entry_is_applied_or_refused(entries):
    dataset = extractors.extract(ARTICLE.encode(), "article.txt", corrections=Corrections(NAME, tuple(entries)))
    assert len(dataset.article.warnings) <= len(entries)
    assert bool(repairs(dataset)) == (len(dataset.article.warnings) < len(entries))
    assert [row.text for row in dataset.numerals] == [row.text for row in PLAIN.numerals]
    reached = {row.subject for row in dataset.repairs if row.source == NAME}
    assert all(row.corrected for row in (*dataset.observations, *dataset.claims) if reached & {row_id(row)})
    if not entries:
        assert dataset == PLAIN


def row_id(row):
    return row.claim_id if hasattr(row, "claim_id") else row.observation_id


PAGE = (Path(__file__).parent.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]


def test_the_example_of_the_documentation_applies_as_a_whole():
    dataset = read(EXAMPLE.removeprefix('author = "Wang Fang"'))
    assert dataset.article.warnings == ()
    assert {rule for _, rule, _, _ in repairs(dataset)} == {
        "corrected_cell",
        "corrected_unit",
        "corrected_value",
        "corrected_entity",
        "corrected_period",
        "corrected_header_columns",
    }
    assert claim(dataset, "12%") == claim(PLAIN, "12%")
    whole = read(re.sub("^# ", "", EXAMPLE.removeprefix('author = "Wang Fang"'), flags=re.MULTILINE))
    assert "t2 is said to be no table" in whole.article.warnings[0]
    assert "12%" not in [row.text for row in whole.claims]
    assert ("t2", "not_a_table", "table 2", "prose") in repairs(whole)
