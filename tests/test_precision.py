"""What must not be called a contradiction: habits of real reports, articles and prospectuses, and what stays one beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import extract
from extractors.checks import compute_checks
from extractors.checks.readings import View
from extractors.checks.scopes import is_statistic_of_others
from extractors.checks.sheets import tables_to_sheets
from extractors.checks.slips import differ_as_misprints, is_shifted
from extractors.checks.words import Sentence, is_english
from extractors.model import Check, Table
from extractors.observations import find_observations
from extractors.quantities.contexts import find_contexts
from extractors.quantities.intervals import to_places
from extractors.vocabulary import load_vocabulary
from tests.prose import claim_of, claims_of
from tests.tables_by_hand import article, lines, table


def of_table(printed: Table, language: str = "en") -> list[Check]:
    observations = find_observations((printed,), article(language=language), (), load_vocabulary())
    return list(compute_checks((printed,), observations, (), "0123456789abcdef", "zh" if language == "zh" else "en"))


def wrong(printed: Table, language: str = "en") -> list[str]:
    return [item.stated for item in of_table(printed, language) if item.verdict == "contradicts"]


def accused(text: str) -> list[str]:
    return [item.stated for item in extract(text.encode(), "article.txt").checks if item.verdict == "contradicts"]


def test_a_sum_with_nought_is_no_sum() -> None:
    # The fund's total repeats its only large entry; the fee is nought but in one year.
    rows = [
        ("Account", "2018", "2019", "2020", "2021", "2022"),
        ("Radio fees", "412", "3,958", "7,164", "5,283", "6,417"),
        ("Late fees", "0", "0", "121", "0", "0"),
        ("Radio fund", "412", "3,958", "7,285", "5,283", "6,417"),
        ("Radio", "412", "3,958", "7,285", "5,283", "6,417"),
    ]
    assert wrong(table(lines(rows))) == []


def test_a_part_that_is_nought_elsewhere_is_no_fault_of_a_total() -> None:
    rows = [
        ("Account", "2017", "2018", "2019", "2020", "2021"),
        ("Grants", "18,534", "17,236", "16,921", "18,054", "19,377"),
        ("Levies", "12,750", "11,348", "13,902", "12,075", "12,466"),
        ("Interest", "0", "0", "0", "37", "0"),
        ("Staff", "12", "13", "12", "14", "12"),
        ("Board", "31,284", "28,584", "30,823", "30,166", "31,843"),
    ]
    assert wrong(table(lines(rows))) == []


def test_a_misprint_among_sums_that_only_numbers_tell_is_found() -> None:
    rows = [
        ("Month", "Parolees", "Probationers", "Supervised"),
        ("July", "500", "1,788", "2,288"),
        ("August", "501", "1,797", "2,298"),
        ("September", "502", "1,807", "2,039"),
        ("October", "503", "1,841", "2,344"),
        ("November", "509", "1,890", "2,399"),
    ]
    assert wrong(table(lines(rows))) == ["2,039"]


def test_an_absolute_difference_may_turn_its_sign() -> None:
    rows = [
        ("年份", "实际产量", "预测产量", "误差"),
        ("2016", "84.78", "84.74", "0.04"),
        ("2017", "82.55", "85.16", "2.61"),
        ("2018", "83.06", "85.77", "2.71"),
        ("2019", "85.54", "86.28", "0.74"),
        ("2020", "87.42", "88.06", "0.64"),
    ]
    assert wrong(table(lines(rows), "产量的预测", "万吨"), "zh") == []


def test_sums_of_small_numbers_hold_by_chance() -> None:
    # Of forty lines of one figure some add up to others, in two columns of which one follows from the other.
    rows = [
        ("County", "Cases", "Points", "County seat", "Seat points"),
        ("Arden", "4", "2.78", "26", "18.06"),
        ("Brook", "1", "0.69", "24", "16.67"),
        ("Cole", "3", "2.08", "1", "0.69"),
        ("Dale", "2", "1.39", "12", "8.33"),
        ("Eden", "8", "5.56", "4", "2.78"),
        ("Ford", "5", "3.47", "8", "5.56"),
    ]
    assert wrong(table(lines(rows))) == []


def test_flags_of_one_figure_are_no_terms_of_a_sum() -> None:
    rows = [
        ("任务", "原定价", "原完成", "现定价", "现完成"),
        ("B0026", "66", "1", "66", "1"),
        ("B0012", "65.5", "0", "69", "1"),
        ("B0216", "65.5", "1", "65.5", "1"),
        ("B0452", "68", "1", "67", "1"),
        ("B0745", "83", "1", "82", "1"),
        ("B0711", "86", "1", "84", "1"),
    ]
    assert wrong(table(lines(rows), "任务的定价"), "zh") == []


def test_a_share_that_is_merged_over_rows_is_of_all_of_them() -> None:
    rows = [
        ("股东", "出资（万元）", "比例（%）"),
        ("赵某", "175.00", "35.00"),
        ("钱某", "152.50", "32.50"),
        ("^", "10.00", "^"),
        ("孙某", "160.00", "32.00"),
        ("李某", "2.50", "0.50"),
        ("合计", "500.00", "100.00"),
    ]
    assert wrong(table(lines(rows), "股东出资"), "zh") == []


def test_percentages_below_numbers_of_cases_add_up_to_nothing() -> None:
    rows = [
        ("Age in months", "Recent", "Earlier", "Total"),
        ("Under 1", "65", "31", "96"),
        ("1 to 5", "44", "12", "56"),
        ("6 to 11", "49", "23", "72"),
        ("Proportion of the first", "41.1", "47.0", "42.9"),
    ]
    assert wrong(table(lines(rows))) == []


def test_sums_of_rounded_numbers_may_be_off_by_their_rounding() -> None:
    rows = [
        ("Use", "2003", "2004", "2005", "2006", "2007"),
        ("Primary", "90,400", "102,000", "100,000", "124,000", "103,000"),
        ("Secondary", "101,000", "103,000", "101,000", "108,000", "128,000"),
        ("Total", "191,400", "205,000", "201,000", "232,000", "232,000"),
    ]
    assert wrong(table(lines(rows), "Consumption of copper scrap")) == []


def test_points_that_mark_thousands_are_no_decimals() -> None:
    rows = [
        ("Nascimentos", "Urbana", "Rural", "Total"),
        ("Primeiro", "2.561", "1.221", "3.782"),
        ("Segundo", "1.466", "1.105", "2.571"),
        ("Terceiro", "1.334", "1.211", "2.545"),
        ("Outros", "2.344", "221", "2.565"),
    ]
    assert wrong(table(lines(rows))) == []


def test_shares_of_numbers_whose_points_mark_thousands_are_not_computed() -> None:
    rows = [
        ("Regione", "Casi", "Quota di casi (%)"),
        ("Nord", "412", "27.6"),
        ("Centro", "388", "26.0"),
        ("Sud", "103", "6.9"),
        ("Isole", "589", "39.5"),
        ("Italia", "1.492", "62.3"),
    ]
    assert wrong(table(lines(rows))) == []


def test_totals_are_held_against_the_amounts_beside_shares() -> None:
    rows = [
        ("年份", "总费用", "政府支出", "社会支出", "个人支出", "个人占比（%）"),
        ("2015年", "4073.2", "1246.3", "1637.5", "1189.4", "29.20"),
        ("2016年", "4570.6", "1390.6", "1853.2", "1263.8", "28.04"),
        ("2017年", "5015.2", "1521.9", "2121.7", "1371.6", "27.35"),
        ("2018年", "5531.9", "1639.4", "2416.3", "1476.2", "26.69"),
    ]
    assert "4570.6" in wrong(table(lines(rows), "卫生费用", "亿元"), "zh")


@pytest.mark.parametrize("big", ["31" * 20, "1.5e30", "9" * 27, "0." + "1" * 40, "1e99"])
def test_numbers_of_more_figures_than_arithmetic_has_stop_no_article(big: str) -> None:
    text = f"表1 产值（亿元）\n年份 产值 占比\n2019 1234.5 3.2\n2020 {big} 3.3\n2021 1434.5 3.4\n\n2020年产值为{'31' * 20}亿元，2021年产值为1443.5亿元。"
    assert extract(text.encode(), "article.txt").checks
    assert to_places(Decimal(big), 4)


def test_a_sign_of_money_on_the_first_amount_of_a_column_is_no_stray_unit() -> None:
    rows = [
        ("Degree", "Average amount ($)", "Borrowers"),
        ("Total", "$33,200", "448"),
        ("Bachelor", "23,300", "323"),
        ("Master", "22,900", "454"),
        ("Doctor", "44,100", "643"),
    ]
    assert wrong(table(lines(rows))) == []


def test_percent_alone_heads_a_column_of_percentages() -> None:
    rows = [("County", "Offenders", "%"), ("Arden", "7", "3.07"), ("Brook", "12", "5.26")]
    found = find_observations((table(lines(rows)),), article(language="en"), (), load_vocabulary())
    assert [item.unit.code for item in found] == [None, "percent"] * 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("3.4", "33", False),  # two slips at once
        ("0.59", "55.9", False),
        ("250", "245", False),  # the nought is a figure
        ("48.2", "458.2", True),
        ("109.2", "10.9", True),
        ("36.9", "39.6", True),
        ("63.1", "63100", True),  # thousands for millions
    ],
)
def test_misprints_are_one_slip(one: str, other: str, alike: bool) -> None:
    assert differ_as_misprints(Decimal(one), Decimal(other), 2) is alike


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The share of institutions rose in 2010.12 Approximately 4 percent live there.", "4"),
        ("They live in assisted facilities.11 Approximately 4 percent are ill.", "4"),
        ("Exemptions under § 1308.22 hold for 4 percent.", "4"),
        ("Section 2.3.59.6 covers 4 percent.", "4"),
        ("The population was 13.009.000 then.", "13.009.000"),
        ("It rose to 12.5 percent.", "12.5"),
    ],
)
def test_numbers_of_sections_and_raised_marks_count_nothing(text: str, kept: str) -> None:
    plain = list(text)
    for context in find_contexts(text):
        plain[context.start : context.end] = " " * (context.end - context.start)
    assert [word.rstrip(".") for word in "".join(plain).split() if any(map(str.isdigit, word))] == [kept]


def test_texts_in_other_languages_are_not_english() -> None:
    portuguese = (
        "A taxa de mortalidade infantil era de muitas mortes em cada mil nados vivos, segundo o inquérito. " * 20
    )
    english = "The rate of mortality was that of the years before, and in most of the regions it fell. " * 20
    assert not is_english([portuguese])
    assert is_english([english])
    assert is_english(["Poucas palavras provam pouco."])


CRYSTALS = """Crystals of a reductase

Table 1 Statistics of the crystals
Crystal        No. of crystals    Univariate p value
RED-OX                    75              0.52
RED-NIT                   62              0.04
RED-RED                   33              0.31

{sentence}
"""


def test_the_strongest_predictor_is_not_the_one_with_the_largest_probability() -> None:
    assert accused(CRYSTALS.format(sentence="RED-NIT was overall the strongest predictor (p = 0.04).")) == []


@pytest.mark.parametrize(
    ("stated", "expected", "shifted"),
    [
        ("0.010", "100", False),  # of one figure
        ("178.51", "17772.6", False),  # nearly, and not the same figures
        ("2.4", "24", True),
        ("81.42", "8142", True),
    ],
)
def test_the_point_moves_in_numbers_of_the_same_figures(stated: str, expected: str, shifted: bool) -> None:
    assert is_shifted(claim_of(f"2019年产值为{stated}亿元。"), Decimal(expected)) is shifted


FORMS = """某公司的子公司

表1 甲公司的财务数据 单位：万元
项目        2022年12月31日    2023年12月31日
总资产          63012.44            60012.44
净资产          56214.18            54844.43
净利润           8125.04             7366.12

表2 乙公司的财务数据 单位：万元
项目        2023年12月31日
总资产          21507.38
净资产          12018.42
净利润           1366.02

表3 合伙人的认缴出资 单位：万元
合伙人        认缴出资额
金某            93.0774
罗某           457.6963
王某           379.9999

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "经审计，截至2023年12月31日的净资产为40482.37万元。",  # of which company?
        "本次新增出资额730.7737万元，其中：金某认缴73.0774万元，罗某认缴277.6963万元。",  # of the addition
        "2023年末净资产为54844.43万元，主要系期末存货增加1734.24万元所致。",  # the noun is in no table
    ],
)
def test_forms_that_repeat_and_additions_are_no_contradictions(sentence: str) -> None:
    assert accused(FORMS.format(sentence=sentence)) == []


def test_a_quoted_cell_of_one_of_the_forms_is_still_checked() -> None:
    assert accused(FORMS.format(sentence="罗某的认缴出资额为475.6963万元。")) == ["475.6963万元"]


RISKS = """共病的概率

表1 共病概率统计
共病情况      中风与心脏病    中风与肝硬化    心脏病与肝硬化
概率              0.026965        0.018768          0.213143

表2 2023年7月1日各品种的销售量 单位：千克
品种          销售量    补货量
青梗花菜       40.74     8.26
云南生菜       32.41     6.55
上海青         28.61     4.84
竹叶菜         39.86     4.64

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "中风与肝硬化的共病概率达0.018768，中风与心脏病的共病概率达0.026965，是三病齐发概率的2.60倍。",
        "未来一周，云南生菜销售量居第1位，竹叶菜居第4位。",
    ],
)
def test_bases_choices_and_forecasts_outside_of_tables_are_no_contradictions(sentence: str) -> None:
    assert accused(RISKS.format(sentence=sentence)) == []


def test_a_multiple_of_what_the_table_names_is_still_checked() -> None:
    sentence = "中风与心脏病的共病概率是中风与肝硬化的1.84倍。"
    assert accused(RISKS.format(sentence=sentence)) == ["1.84倍"]


TAXES = """税负与销量

表1 变量的描述
变量                    2005      2013
幸福感                 3.398     3.745
省级税负水平（%）      11.99     14.39
城镇化率（%）          42.99     53.73

{sentence}
"""


def test_the_lowest_of_cases_of_which_means_are_printed_is_no_contradiction() -> None:
    assert accused(TAXES.format(sentence="据此计算得到2005年省级税负水平最低值为8.16%，最高值为23.51%。")) == []
    assert accused(TAXES.format(sentence="2005年省级税负水平为19.11%。")) == ["19.11%"]


def test_bounds_of_an_interval_in_brackets_are_not_the_value() -> None:
    printed = table("人群 | 相对风险\n男性 | 1.0137\n女性 | 1.0190", "相对风险")
    observations = find_observations((printed,), article(), (), load_vocabulary())
    (sheet,) = tables_to_sheets((printed,), observations)
    sentence = "女性的相对风险为1.0190(1.0109, 1.0271)。"
    bounds = [
        is_statistic_of_others(View(claim, sheet, Sentence.of(sentence), (), ())) for claim in claims_of(sentence)
    ]
    assert bounds == [False, True, True]


SALES = """各品种的销量

表1 2023年7月1日各品种的销售量
品种          销售量    补货量
青梗花菜       40.74     8.26
云南生菜       32.41     6.55
上海青         28.61     4.84
竹叶菜         39.86     4.64

{sentence}
"""


def test_what_is_taken_for_its_size_is_not_put_in_order() -> None:
    assert accused(SALES.format(sentence="以销售量最大的云南生菜的日销量为响应变量，其他品种的销量为解释变量。")) == []
    assert len(accused(SALES.format(sentence="销售量最大的是云南生菜。"))) == 1


TALC = """Talc in two countries

Table 1 Production of talc (tonnes)
Country              2019      2023
Montana            31,700    35,000
Vermont            12,400    11,800

{sentence}
"""


def test_what_a_reduction_is_of_is_said_behind_its_number() -> None:
    emissions = "Montana announced a 26% reduction in greenhouse gas emissions from 2019 to 2023."
    assert accused(TALC.format(sentence=emissions)) == []


CODES = """Codes for infusions

Table 1 Codes of procedures
Procedure                Code
First hour              90765
Each hour after         90766
Next drug               90767
Drug beside it          90768

Each hour after the first has a code of its own. The visit would be reported as 90471, 90713 and 90716.
"""


def test_codes_that_count_on_misprint_nothing() -> None:
    assert accused(CODES) == []


ERRORS = """产量预测

摘要：逐步回归模型的平均相对误差为1.17%。

一、引言

王某等[4]（2022）使用逐步回归模型预测苹果产量，平均相对误差为11.6%。

二、结果

逐步回归模型的平均相对误差见下文，{sentence}
"""


def test_what_cited_authors_found_is_not_repeated() -> None:
    assert accused(ERRORS.format(sentence="图中可见。")) == []
