from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.characters import to_plain
from extractors.model import Passage, Span
from extractors.quantities import read_numerals
from extractors.quantities.chinese import read_chinese, read_decimal
from extractors.quantities.sentences import split_sentences
from extractors.vocabulary.units import load_units

UNITS = load_units()


def stated(text):
    return [quantity for quantity in read_numerals(text, UNITS) if quantity.reason is None]


def refused(text):
    return {quantity.text: quantity.reason for quantity in read_numerals(text, UNITS) if quantity.reason is not None}


@pytest.mark.parametrize(
    ("text", "printed", "value", "code", "multiplier"),
    [
        ("进口额为4.52亿美元。", "4.52亿美元", "4.52", "USD", 8),
        ("总产值达到1.5万亿元。", "1.5万亿元", "1.5", "CNY", 12),
        ("投资3.5千万元。", "3.5千万元", "3.5", "CNY", 7),
        ("安置1,100万人。", "1,100万人", "1100", "count", 4),
        ("产量21 305万t。", "21 305万t", "21305", "t", 4),
        ("增长了１２．５％。", "１２．５％", "12.5", "percent", 0),
        ("提高0.8个百分点。", "0.8个百分点", "0.8", "percentage_point", 0),
        ("是前者的4倍。", "4倍", "4", "times", 0),
        ("死亡率为6.9‰。", "6.9‰", "6.9", "percent", -1),
        ("单产6.1 t/hm2。", "6.1 t/hm2", "6.1", "t/har", 0),
        ("每人US$ 1,234.5 million。", "US$ 1,234.5 million", "1234.5", "USD", 6),
        ("worth €3.4bn.", "€3.4bn", "3.4", "EUR", 9),
        ("with 31 coastal provinces", "31", "31", "count", 0),
        ("收入比为3.1：1。", "3.1：1", "3.1", "times", 0),
        ("约占1/4。", "1/4", "25", "percent", 0),
        ("指数为-0.25。", "-0.25", "-0.25", None, 0),
        ("为2.1×10^4 t。", "2.1×10^4 t", "21000", "t", 0),
    ],
)
def test_digits_are_read_with_their_unit(text, printed, value, code, multiplier):
    (quantity,) = stated(text)
    assert quantity.text == printed
    assert quantity.value == Decimal(value)
    assert (quantity.unit.code, quantity.unit.multiplier) == (code, multiplier)


@pytest.mark.parametrize(
    ("text", "printed", "value", "code", "multiplier"),
    [
        ("突破百亿元。", "百亿元", "100", "CNY", 8),
        ("突破万亿元大关。", "万亿元", "1", "CNY", 12),
        ("三千万人。", "三千万人", "3000", "count", 4),
        ("补贴两千五百元。", "两千五百元", "2500", "CNY", 0),
        ("不低于百分之三十。", "百分之三十", "30", "percent", 0),
        ("提高百分之三点五。", "百分之三点五", "3.5", "percent", 0),
        ("占三分之一。", "三分之一", "33.33333333333333333333333333", "percent", 0),
        ("占比超过六成。", "六成", "60", "percent", 0),
        ("占比为三成五。", "三成五", "35", "percent", 0),
        ("占比过半。", "过半", "50", "percent", 0),
        ("减少一半。", "一半", "50", "percent", 0),
        ("翻了两番。", "两番", "3", "times", 0),
        ("增长了一倍。", "一倍", "1", "times", 0),
        ("涉及四类商品。", "四类", "4", "count", 0),
        ("连续三年上升。", "三年", "3", "a", 0),
        ("居全国第三位。", "第三位", "3", "rank", 0),
        ("市场占有率第一。", "第一", "1", "rank", 0),
        ("位居前五。", "五", "5", "rank", 0),
    ],
)
def test_words_of_number_are_read_where_they_state_a_quantity(text, printed, value, code, multiplier):
    (quantity,) = stated(text)
    assert quantity.text == printed
    assert quantity.value == Decimal(value)
    assert (quantity.unit.code, quantity.unit.multiplier) == (code, multiplier)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("About two-thirds of firms closed.", "66.66666666666666666666666667", "percent"),
        ("Half of the farms are small.", "50", "percent"),
        ("Exports doubled.", "2", "times"),
        ("Trade rose sixfold.", "6", "times"),
        ("The port ranked third.", "3", "rank"),
        ("The port ranked 12th in the world.", "12", "rank"),
        ("It covers thirty-one provinces.", "31", "count"),
        ("It took four years.", "4", "a"),
    ],
)
def test_english_words_of_number_are_read(text, value, code):
    (quantity,) = stated(text)
    assert (quantity.value, quantity.unit.code) == (Decimal(value), code)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2016年", "date"),
        ("2011年至2019年", "date"),
        ("2012和2013年", "date"),
        ("2015—2019年", "date"),
        ("5月12日", "date"),
        ("1—2月份", "date"),
        ("一季度", "date"),
        ("前三季度", "date"),
        ("二〇一九年", "date"),
        ("20世纪90年代", "date"),
        ("in 2014", "date"),
        ("June 2014", "date"),
        ("近三年来", "date"),
        ("第12类", "class_code"),
        ("第84章", "class_code"),
        ("第二产业", "ordinal"),
        ("第三届", "ordinal"),
        ("见表4。", "table_reference"),
        ("如图3-2所示", "table_reference"),
        ("式（5）", "table_reference"),
        ("Table A.1", "table_reference"),
        ("Figures 2 and 3", "table_reference"),
        ("[12]", "citation"),
        ("[3-5,9]", "citation"),
        ("(Miller, 2018)", "citation"),
        ("“十三五”期间", "plan"),
        ("商发〔2015〕12号", "document_number"),
        ("国际标准ISO 9001", "identifier"),
        ("https://example.org/2015/7", "identifier"),
        ("G20", "name"),
        ("5A级", "name"),
        ("PM2.5", "name"),
        ("CO2", "name"),
        ("(P<0.05)", "significance"),
        ("在5%的水平上显著", "significance"),
        ("(2015=100)", "base"),
        ("每10股", "denominator"),
        ("65岁及以上人口", "age_group"),
        ("[-1，1]", "interval"),
        ("12×30=", "formula"),
        ("第一，", "heading"),
        ("一是", "heading"),
    ],
)
def test_a_numeral_that_counts_nothing_says_why(text, reason):
    assert stated(text) == []
    assert set(refused(text).values()) == {reason}


@pytest.mark.parametrize(
    "text",
    ["一般贸易", "进一步", "十分重要", "统一市场", "一方面", "零售业", "两岸关系", "双方", "唯一", "百货", "一带一路", "千方百计", "三农问题", "半导体", "零部件",
     "一系列措施", "同一时期", "万一", "成千上万", "百姓", "四川", "九江", "三亚", "一个企业", "一种方法", "这一趋势", "二类口岸", "两个方面", "三个方面", "四个维度",
     "每百元", "数十个", "几百家", "成立", "one of the reasons", "the first half of the year", "一成不变"],
)  # fmt: skip
def test_words_that_hold_a_number_word_state_nothing(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("约3万吨", "about"),
        ("大约为3万吨", "about"),
        ("3万吨左右", "about"),
        ("近3万吨", "nearly"),
        ("接近3万吨", "nearly"),
        ("超过3万吨", "over"),
        ("突破3万吨", "over"),
        ("3万多吨", "over"),
        ("30余家", "over"),
        ("高于3万吨", "over"),
        ("不足3万吨", "under"),
        ("低于3万吨", "under"),
        ("跌破每吨300元", "under"),
        ("不到出口总额的5%", "under"),
        ("不超过3万吨", "at_most"),
        ("3万吨以下", "at_most"),
        ("不少于3万吨", "at_least"),
        ("3万吨以上", "at_least"),
        ("只有3万吨", "only"),
        ("仅为3万吨", "only"),
        ("达到3万吨", "exact"),
        ("最近3万吨", "exact"),
        ("合约3万吨", "exact"),
        ("more than 3 million tonnes", "over"),
        ("nearly 3 million tonnes", "nearly"),
        ("up to 3 million tonnes", "at_most"),
        ("at least 3 million tonnes", "at_least"),
        ("fewer than 3 million farms", "under"),
        ("over 3 million tonnes", "over"),
    ],
)
def test_the_words_around_a_number_make_it_a_bound(text, modifier):
    (quantity,) = stated(text)
    assert quantity.modifier == modifier


def test_over_four_years_is_a_span_of_time_and_no_bound():
    (quantity,) = stated("It grew over four years.")
    assert quantity.modifier == "exact"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("介于0.31~0.52之间", "0.31", "0.52"),
        ("在0到1之间", "0", "1"),
        ("10%-15%", "10", "15"),
        ("3.5亿—4亿元", "3.5", "4"),
        ("2至3年", "2", "3"),
        ("三至五年", "3", "5"),
        ("by 10 to 15 percent", "10", "15"),
        ("between 3 and 5 percent", "3", "5"),
    ],
)
def test_a_range_is_one_quantity(text, low, high):
    (quantity,) = stated(text)
    assert (quantity.value, quantity.value_to, quantity.modifier) == (Decimal(low), Decimal(high), "between")


def test_from_one_level_to_another_is_two_quantities():
    assert [quantity.value for quantity in stated("从3%到5%")] == [Decimal(3), Decimal(5)]
    assert [quantity.value for quantity in stated("from 3% to 5%")] == [Decimal(3), Decimal(5)]


def test_the_members_of_a_list_share_the_unit_of_the_last():
    found = stated("利润分别为1.8、-2.4和3.6亿元。")
    assert [quantity.value for quantity in found] == [Decimal("1.8"), Decimal("-2.4"), Decimal("3.6")]
    assert {(quantity.unit.code, quantity.unit.multiplier) for quantity in found} == {("CNY", 8)}
    assert [quantity.unit.source for quantity in found] == ["list", "list", "stated"]


def test_years_in_front_of_a_list_take_no_unit_from_it():
    assert [quantity.text for quantity in stated("2018、2019和2020年分别为7%、8%和9%")] == ["7%", "8%", "9%"]


@pytest.mark.parametrize("text", ["其中17出现", "共有12把", "12 x"])
def test_a_number_that_nothing_explains_is_bare(text):
    assert stated(text) == []
    assert "bare" in refused(text).values()


@pytest.mark.parametrize(
    ("text", "value"),
    [("大于1，", 1), ("等于0。", 0), ("得分为85，", 85), ("exceeding 1.", 1), ("10 of the 27 states", 10)],
)
def test_a_whole_number_behind_a_word_that_states_it_is_a_value(text, value):
    assert stated(text)[0].value == value


def test_a_hyphen_behind_a_word_is_no_minus_and_a_long_dash_none_either():
    assert stated("覆盖率—5.5%")[0].value == Decimal("5.5")
    assert stated("下降（RCEP）-5.5%")[0].value == Decimal("5.5")
    assert stated("同比-5.5%")[0].value == Decimal("-5.5")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十", 30),
        ("两百零五", 205),
        ("一千零一", 1001),
        ("百", 100),
        ("千", 1000),
        ("廿", 20),
        ("一亿两千万", 120000000),
        ("二〇一九", 2019),
        ("零", 0),
    ],
)
def test_numbers_in_characters_are_read_exactly(text, value):
    assert read_chinese(text) == value


@pytest.mark.parametrize("text", ["三四十", "五六", "十百", "百百"])
def test_characters_that_name_no_single_number_are_refused(text):
    assert read_chinese(text) is None


def test_a_decimal_in_characters_has_its_digits():
    assert read_decimal("三点一四") == (Decimal("3.14"), 2)
    assert read_decimal("三点") is None
    assert read_decimal("三点十") is None
    assert read_decimal("三四十点一") is None


def test_spans_slice_back_to_the_printed_text():
    text = "２０１８年出口额约为４．３亿美元，同比增长十二点五个百分点。"
    for quantity in read_numerals(text, UNITS):
        assert text[quantity.span.start : quantity.span.end] == quantity.text
        assert quantity.span.start <= quantity.numeral.start < quantity.numeral.end <= quantity.span.end


SCRIPT = st.text(
    alphabet="0123456789.,，。、~-—%％ 年月第一二三十百千万亿元吨个类表和至到从约近超过以上[]()（）abcMUS$倍成分之",
    max_size=60,
)


@given(SCRIPT)
def test_every_digit_of_a_text_lies_in_exactly_one_numeral(text):
    found = read_numerals(text, UNITS)
    for position, character in enumerate(to_plain(text)):
        if character.isdecimal():
            assert sum(quantity.span.start <= position < quantity.span.end for quantity in found) == 1


@given(SCRIPT)
def test_numerals_come_in_order_and_do_not_overlap(text):
    found = read_numerals(text, UNITS)
    ends = 0
    for quantity in found:
        assert quantity.span.start >= ends
        ends = quantity.span.end


@pytest.mark.parametrize(
    "unit", ["1", "1,", "第", "百分之", "1-", "(2019;", "从3%到", "a1", "一", "2019、", "表1、", "。", "占比为的"]
)
def test_hostile_repetition_is_read_to_its_end(unit):
    text = unit * (20_000 // len(unit))
    # A pattern that backtracks would not come to an end here.
    assert all(quantity.span.end <= len(text) for quantity in read_numerals(text, UNITS))


def test_a_unit_that_begins_a_date_is_no_unit():
    assert [quantity.text for quantity in read_numerals("0十月", UNITS)] == ["0", "十"]


def test_a_sign_that_one_number_has_taken_is_not_the_next_ones():
    assert next(quantity.text for quantity in read_numerals("0十$0，", UNITS)) == "0十$"


def test_sentences_end_where_they_are_printed_to_end():
    text = "出口增长5.2%。进口为3亿元；顺差扩大！“稳中有进。”The U.S. share, e.g. 5.3%, fell. It rose by No. 3 later."
    passage = Passage.of(text, Span(0, len(text)))
    assert [text[start:end] for start, end in split_sentences(passage)] == [
        "出口增长5.2%。",
        "进口为3亿元；顺差扩大！",
        "“稳中有进。”",
        "The U.S. share, e.g. 5.3%, fell.",
        "It rose by No. 3 later.",
    ]


@pytest.mark.parametrize("text", ["增长5.5%，" * 900, "字" * 5000, "12345678" * 700, "1 " * 3000, "1.5" * 2000])
def test_what_is_too_long_for_a_sentence_is_read_in_parts_that_cut_no_numeral(text):
    parts = split_sentences(Passage.of(text, Span(0, len(text))))
    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")
    for _, end in parts[:-1]:
        assert not (text[end - 1].isdecimal() and text[end].isdecimal())
