from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.claims import find_claims
from extractors.vocabulary import load_vocabulary
from tests.prose import ARTICLE, claim_of, claims_of, prose


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("全年进口额为6.2亿欧元。", "level"),
        ("年末常住人口312.4万人。", "level"),
        ("粮食产量达到54万吨。", "level"),
        ("现有码头泊位62个。", "count"),
        ("出口额占全省的比重为18.2%。", "share"),
        ("森林覆盖率提高到41.3%。", "share"),
        ("市场份额由12%上升。", "share"),
        ("出口额同比增长9.4%。", "growth_rate"),
        ("进口增速为9.4%。", "growth_rate"),
        ("价格下降了约9.4%。", "growth_rate"),
        ("实现了9.4%的增长。", "growth_rate"),
        ("保持9.4%的较高增速。", "growth_rate"),
        ("税率下调2.5个百分点。", "point_change"),
        ("是十年前水平的4.5倍。", "multiple"),
        ("城乡收入比为2.4:1。", "multiple"),
        ("市盈率为18.4。", "multiple"),
        ("吞吐量位居全国第4位。", "rank"),
        ("显性比较优势指数为1.86。", "index"),
        ("居民消费价格指数为102.1%。", "index"),
        ("为期18个月。", "duration"),
        ("平均年龄为45.3岁。", "level"),
        ("新订单指数（NOI）为51.9%。", "index"),
        ("支出与生产总值之比为2.6%。", "share"),
        ("毛利率上升3.5pct。", "point_change"),
        ("增速分别为：湖北5.6%，湖南4.3%。", "growth_rate"),
        ("出口增长5.6%；净资产收益率达到18.2%。", "share"),
        ("Exports rose 4.1% last year.", "growth_rate"),
        ("The yield was 2.3% more than in the year before.", "growth_rate"),
        ("It is home to 1.4 billion people.", "level"),
        ("Exports accounted for 4.1% of output.", "share"),
        ("Exports rose to $4.1 billion.", "level"),
        ("Output grew at an average annual rate of 3.2 percent.", "growth_rate"),
        ("The subsidy reduced costs by 6.8%.", "growth_rate"),
    ],
)
def test_a_number_is_stated_as_one_kind_of_thing(sentence, kind):
    assert claims_of(sentence)[-1].kind == kind


@pytest.mark.parametrize(
    ("sentence", "sense", "direction"),
    [
        ("出口额同比增长9.4%。", "year_on_year", "up"),
        ("出口额比上年下降9.4%。", "year_on_year", "down"),
        ("出口额年均增长9.4%。", "average_annual", "up"),
        ("出口额降幅为9.4%。", None, "down"),
        ("出口额增长了3.1倍。", "growth_by", "up"),
        ("出口额增长到3.1倍。", "ratio_to", None),
        ("出口额翻了一番。", "growth_by", "up"),
        ("税率回落1.2个百分点。", "change_by", "down"),
        ("增速高于全国2.1个百分点。", "change_by", "up"),
        ("存款余额比年初减少8.8亿元。", "change_by", "down"),
        ("毛利率同比-1.6个百分点。", "change_by", "down"),
        ("Exports fell 4.1% year-on-year.", "year_on_year", "down"),
        ("The rate was 0.4 percentage points higher.", "change_by", "up"),
    ],
)
def test_a_change_has_a_sense_and_a_direction(sentence, sense, direction):
    claim = claims_of(sentence)[-1]
    assert (claim.sense, claim.direction) == (sense, direction)


def test_the_sign_of_a_change_is_its_direction_and_a_level_keeps_its_own():
    assert claim_of("出口同比-5.1%。").value == Decimal("5.1")
    assert claim_of("贸易差额为-5.1亿美元。").value == Decimal("-5.1")


def test_a_verb_that_says_what_was_reached_states_no_growth():
    low, high = claims_of("从2014年的21%增长到2019年的33.5%。")
    assert (low.kind, high.kind) == ("share", "share")


@pytest.mark.parametrize(
    "sentence",
    [
        "第7类和第12类产品见表3。",
        "2015年至2019年，双方贸易进一步发展。",
        "一般贸易十分重要，零售业进一步开放。",
        "“十三五”规划指出，要统一市场。",
        "该结论与已有研究一致[12]。",
        "首先是两岸合作，其次是三农问题。",
        "2018年3月5日，G20会议召开。",
        "一是扩大开放；二是防范风险。",
        "Table 4 and Figure 2 report the results of Model 3 (Miller, 2018).",
        "第二产业发展较快，第三届博览会召开。",
    ],
)
def test_a_sentence_that_states_no_number_makes_no_claim(sentence):
    assert claims_of(sentence) == ()


def test_only_the_abstract_and_the_paragraphs_make_claims():
    parts = [
        (kind, f"增长{number}%。")
        for number, kind in enumerate(
            ("heading", "caption", "note", "reference", "running_head", "front", "unit_line"), 1
        )
    ]
    structure, document = prose(*parts, ("abstract", "增长8%。"), ("paragraph", "增长9%。"))
    found = find_claims(structure, document, load_vocabulary(), ARTICLE)
    assert [claim.value for claim in found] == [8, 9]
    assert [claim.claim_id for claim in found] == [f"{ARTICLE}/c1", f"{ARTICLE}/c2"]
    assert found[1].section == ("增长1%。",)


def test_offsets_slice_back_to_the_print_in_sentence_and_document():
    structure, document = prose(
        ("heading", "一、现状"), ("paragraph", "贸易发展较快。2018年出口额达３.２亿美元，增长近两成。")
    )
    found = find_claims(structure, document, load_vocabulary(), ARTICLE)
    assert [claim.text for claim in found] == ["３.２亿美元", "两成"]
    for claim in found:
        assert claim.sentence[claim.start : claim.end] == claim.text
        assert "".join(document.text[span.start : span.end] for span in claim.spans) == claim.text
        assert claim.place.span is not None


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("2018年出口额为3亿美元，同比增长5%。", ["2018", "2018"]),
        ("2017和2018年占比分别达到12%和15%。", ["2017", "2018"]),
        ("由2009年的12亿元增至2018年的31亿元。", ["2009", "2018"]),
        ("2009—2018年年均增长6%。", ["2009/2018"]),
        ("2018年产量为3万吨，比2012年增长2倍。", ["2018", "2018"]),
        ("2016-2018年净利润1.1、1.4、1.9亿元。", ["2016", "2017", "2018"]),
        ("2018年一季度增长5%，二季度增长6%。", ["2018-Q1", "2018-Q2"]),
        ("Exports rose to $5 billion in 2018.", ["2018"]),
        ("2018年两年平均增长5%。", [None, "2016/2018"]),
    ],
)
def test_a_claim_holds_for_the_period_that_its_sentence_names(sentence, periods):
    found = [claim.period.text for claim in claims_of(sentence)]
    assert found[-1] == periods[-1]
    assert [period for period, wanted in zip(found, periods, strict=True) if wanted] == [p for p in periods if p]


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("2018年出口额同比增长5%。", "2017"),
        ("2018年6月出口额同比增长5%。", "2017-06"),
        ("2018年出口额比2012年增长2倍。", "2012"),
        ("2009—2018年年均增长6%。", "2009"),
        ("由2009年的12亿元增至2018年的31亿元。", "2009"),
        ("2018年出口额为31亿元。", None),
    ],
)
def test_a_comparison_names_its_base(sentence, base):
    assert claims_of(sentence)[-1].base_period == base


def test_a_period_is_carried_from_the_sentence_before_and_says_so():
    first, second = claims_of("2018年出口额为31亿元。", "进口额为12亿元。")
    assert (first.period.source, second.period.text, second.period.source) == ("stated", "2018", "carried")
    assert second.confidence < first.confidence


def test_nothing_is_carried_into_another_section():
    structure, document = prose(
        ("paragraph", "2018年云南与越南的贸易额为31亿元。"), ("heading", "二、问题"), ("paragraph", "规模仅为12亿元。")
    )
    found = find_claims(structure, document, load_vocabulary(), ARTICLE)
    assert found[1].period.text is None
    assert found[1].entity.label is None


@pytest.mark.parametrize(
    ("sentence", "entity", "partner"),
    [
        ("2018年云南与越南的贸易额为31亿元。", "云南", "越南"),
        ("云南对越南的出口额为31亿元。", "云南", "越南"),
        ("云南从越南进口31亿元。", "云南", "越南"),
        ("中国-东盟贸易额为31亿元。", "中国", "东盟"),
        ("云南的出口额为31亿元。", "云南", None),
        ("云南出口额占全国的2.1%。", "云南", None),
        ("该类商品占云南出口总额的2.1%。", "云南", None),
        ("全市出口额为31亿元。", "全市", None),
        ("China's exports to Vietnam reached $31 billion.", "China", "Vietnam"),
    ],
)
def test_a_claim_speaks_of_a_place_and_its_partner(sentence, entity, partner):
    claim = claims_of(sentence)[-1]
    assert (claim.entity.label, claim.partner.label) == (entity, partner)


def test_a_member_of_the_partner_group_becomes_the_partner():
    first, second = claims_of("云南与东盟的贸易额为31亿元。", "其中，越南占比为42%。")
    assert (first.entity.label, first.partner.label) == ("云南", "东盟")
    assert (second.entity.label, second.partner.label) == ("云南", "越南")
    assert second.entity.source == "carried"


def test_numbers_of_a_list_belong_to_the_names_of_a_list():
    found = claims_of("2018年，四川、湖北和湖南的出口额分别为9.1亿元、8.2亿元和7.3亿元。")
    assert [claim.entity.label for claim in found] == ["四川", "湖北", "湖南"]
    assert [claim.list_position for claim in found] == [1, 2, 3]
    assert len({claim.list_id for claim in found}) == 1


def test_a_number_in_brackets_belongs_to_the_name_before_it():
    found = claims_of("出口额较高的是四川（9.1亿元）、湖北（8.2亿元）和湖南（7.3亿元）。")
    assert [claim.entity.label for claim in found] == ["四川", "湖北", "湖南"]
    assert all(claim.list_id for claim in found)


def test_classes_and_measures_of_a_list_are_aligned_too():
    goods = claims_of("第7类和第12类商品的出口占比分别为12%和15%。")
    assert [claim.category.label for claim in goods] == ["第7类", "第12类"]
    rates = claims_of("光缆覆盖率和电视综合覆盖率分别达到95%和98%。")
    assert [claim.indicator.label for claim in rates] == ["光缆覆盖率", "电视综合覆盖率"]
    owners = claims_of("甲组、乙组和丙组的均值分别为0.5、0.6和0.7。")
    assert [claim.category.label for claim in owners] == ["甲组", "乙组", "丙组"]


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("2018年云南的出口额为31亿元。", "出口额"),
        ("全年水路客运量54万人。", "水路客运量"),
        ("地区生产总值（GDP）为31亿元。", "地区生产总值"),
        ("新建滴灌带61万亩。", "滴灌带"),
        ("已建成12个产业园区。", "产业园区"),
        ("加工贸易的占比为31%。", "加工贸易占比"),
    ],
)
def test_a_claim_says_what_is_measured(sentence, indicator):
    label = claims_of(sentence)[-1].indicator.label
    assert label is not None
    assert indicator in label or label in indicator


def test_growth_goes_on_with_the_measure_of_the_number_before():
    level, growth, rate = claims_of("全年公路货运量54万吨，同比增长4%，增速提高0.9个百分点。")
    assert level.indicator.label == growth.indicator.label
    assert rate.indicator.label is not None
    assert rate.indicator.label.endswith("增速")


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("出口额占全省生产总值的比重为18.2%。", "全省生产总值"),
        ("果园占总种植面积的18.2%。", "总种植面积"),
        ("出口额占比为18.2%。", None),
        ("Exports accounted for 18.2% of total output.", "total output"),
    ],
)
def test_a_share_names_its_whole(sentence, whole):
    assert claims_of(sentence)[-1].denominator == whole


def test_a_multiple_names_its_base():
    claim = claims_of("湖北的出口额是云南的12倍。")[-1]
    assert (claim.entity.label, claim.base_entity) == ("湖北", "云南")


def test_a_comparison_with_the_whole_country_names_it():
    assert claims_of("湖北的单产比全国低12公斤。")[-1].base_entity == "全国"


@pytest.mark.parametrize(
    "word", ["达到", "增长到", "其中已有共", "占比的", "为是", "，中", "）的", "(", " of the ", " and the", "与同对"]
)
def test_a_long_run_of_one_word_is_read_in_time(word):
    # A pattern that tried every way to part such a run would not end.
    assert [claim.text for claim in claims_of(f"出口额{word * 120}3%。")] == ["3%"]


def test_what_falls_by_more_than_itself_is_doubted():
    assert claim_of("出口额下降了3倍。").confidence < 0.5
    assert claim_of("出口额增长了3倍。").confidence > 0.5


def test_what_has_lasted_since_a_year_is_compared_with_it():
    assert claims_of("2019年产量为3万吨，自2010年以来增长了2倍。")[-1].base_period == "2010"
    assert claims_of("Since 2010, exports have risen 40% by 2018.")[-1].base_period == "2010"


def test_a_month_of_the_year_before_is_no_period_of_the_claim():
    assert claims_of("2019年5月产量3万吨，比上年12月增加1万吨。")[-1].period.text == "2019-05"


def test_the_same_class_by_number_and_by_title_is_one():
    assert [
        claim.category.label for claim in claims_of("第16类（机电产品）和第15类（贱金属）的占比分别为31%和12%。")
    ] == ["第16类", "第15类"]


def test_names_of_a_list_that_are_too_many_or_too_few_are_not_dealt_out():
    found = claims_of("四川、湖北和湖南的出口额分别为9.1亿元和8.2亿元。")
    assert {claim.entity.source for claim in found} == {"stated"}


def test_classes_are_carried_to_the_sentence_that_speaks_of_them():
    found = claims_of("主要商品是第16类和第15类。", "这两类商品的占比分别为31%和12%。")
    assert [claim.category.label for claim in found[-2:]] == ["第16类", "第15类"]


def test_a_list_of_places_is_known_again_by_their_number():
    found = claims_of("云南与越南、泰国和老挝往来密切。", "云南与这三国的贸易额为31亿元。")
    assert found[-1].partner.label == "越南、泰国、老挝"


def test_units_without_a_word_are_index_or_times():
    assert claim_of("贸易互补性指数为1.2。").unit.code == "index"
    assert claim_of("收入比值为2.4。").unit.code == "times"


@pytest.mark.parametrize(
    ("sentence", "printed", "direction"),
    [
        ("云南对越南的出口额逐年上升。", "逐年上升", "up"),
        ("云南的出口占比呈波动下降趋势。", "呈波动下降趋势", "down"),
        ("除2015年外，出口额均有增长。", "均有增长", "up"),
        ("进口额有所减少。", "有所减少", "down"),
        ("Exports rose steadily.", "rose steadily", "up"),
        ("The share shows a downward trend.", "downward trend", "down"),
    ],
)
def test_a_course_without_a_number_is_a_trend_without_a_value(sentence, printed, direction):
    claim = claim_of(sentence)
    assert (claim.kind, claim.value, claim.text, claim.direction) == ("trend", None, printed, direction)


@pytest.mark.parametrize(
    "sentence",
    [
        "出口额无明显增长趋势。",
        "贸易并未逐年上升。",
        "平均增长速度较快。",
        "出口额没有持续增长。",
        "Exports have not steadily increased.",
    ],
)
def test_a_course_that_is_denied_is_no_trend(sentence):
    assert claims_of(sentence) == ()


def test_a_course_with_its_size_is_the_change_alone():
    assert [claim.kind for claim in claims_of("出口额持续增长5.2%。")] == ["growth_rate"]


def test_an_excepted_year_is_not_carried_on():
    first, second = (
        claims_of("2011年出口额为3亿元。")[0],
        claims_of("出口额除2015年下降3%外均有增长。", "进口额为2亿元。")[-1],
    )
    assert first.period.text == "2011"
    assert second.period.text is None


@given(st.text(alphabet="2018年第3类一二十百%，。、（）云南越与的占比增长到为亿元分别和从5.高于", max_size=80))
def test_claims_of_any_text_slice_back_and_do_not_overlap(text):
    end = 0
    for claim in claims_of(text) if text.strip() else ():
        assert claim.sentence[claim.start : claim.end] == claim.text
        assert claim.spans[0].start >= end
        assert (claim.value is None) == (claim.kind in ("trend", "comparison"))
        end = claim.spans[-1].end


def test_a_new_paragraph_goes_on_with_a_place_that_is_known_but_not_with_the_whole_city():
    structure, document = prose(
        ("paragraph", "全市工业增加值为45亿元。"),
        ("paragraph", "粮食产量为3万吨。"),
        ("paragraph", "江苏省的城镇化率为66%。"),
        ("paragraph", "粮食产量为9万吨。"),
    )
    claims = find_claims(structure, document, load_vocabulary(), ARTICLE)
    assert [claim.entity.label for claim in claims] == ["全市", None, "江苏省", "江苏省"]


def test_those_who_were_asked_keep_the_place_where_they_were_asked():
    claims = claims_of("江苏省回收问卷468份。", "样本农户平均年龄为52岁。", "山东省农户平均年龄为49岁。")
    assert [claim.entity.label for claim in claims] == ["江苏省", "江苏省", "山东省"]
