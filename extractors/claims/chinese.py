"""What the clauses of Chinese sentences measure, and of which class of goods, trade or industry."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.claims.classes import ANY_CLASS, as_measured, bracketed_class, class_of
from extractors.claims.kinds import Statement
from extractors.claims.nouns import GENERIC, MEASURED, RATE, SHARE, find_noun, subject_of
from extractors.claims.scene import Scene
from extractors.claims.succession import follow, read_successor, renamed
from extractors.claims.topic import Topic
from extractors.claims.wholes import Comparison, share_taken
from extractors.model import Quantity, Span
from extractors.model.data import Dimension
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.units import Units

# 7个园区, 18种钢材产品: what is counted stands behind the measure word, up to a verb or a particle.
_COUNTED = regex.compile(
    r"(?!以上|以下|左右|方面|之间|占|的|中|往|内|外|增|减|下|上|后|前|表示|认为|受到|选择|属于|来自|完成|实现|参与|达到|超过|其中|发展|扩大|提高|上升|缩小|合计|共计|总计|排名|位居)\p{Han}{2,10}?"
    r"(?=[，。；、,;）)（(“]|的|中|在|为|占|与|和|共|实现|达到|签|是|营|不|超|增|减|由|从|将|已|均|都|也|各|看|来看|被|表示|认为|分别|合计|仅|[\d]|$)"
)
_WHOLE_OF = regex.compile(r"总|全部|全社会|合计|平均")
_WITH = regex.compile(r"(?:^|[^参])[与同和较比]")
_ALIKE = regex.compile(r"\s?(?:相比|相较|持平)")
_TRADER = regex.compile(r"(?:^|[|，：])(?P<owner>[\p{Han}A-Za-z]{2,14}?)[对向与同自从]\|+(?:等\p{Han}{0,8}|的)?$")
_PULLS = regex.compile(r"^[^，。；]{0,4}(?:拉动|带动|推动)")
_IN_MONEY = frozenset(("金额", "数额", "总额", "总值"))
_TOTAL_END = regex.compile(r"(?:数量|金额|数额|重量|总量|总额)$")
# 苹果是我国第一大水果，产量占…: of what is introduced so, the bare measures behind are.
_INTRODUCED = regex.compile(
    r"^(?P<name>(?![这其该])\p{Han}{2,8}?)(?:一直|历来|仍然?)?(?:是|为|作为)[^，。；]{0,16}(?:第[一二三四五]大|最大|主要|重要|传统|优势)[^，。；]{0,10}(?:水果|作物|产品|商品|行业|产业|品种|货物|物资|原料|能源)[^，。；]{0,4}，"
)
_SAID = regex.compile(r"[^，。；：（(\d]{2,24}")
# 这7个省面积和产量分别占…: behind the places that are counted begins another noun.
_PLACES_BEHIND = regex.compile(r"(?:省份?|国家|城市|县|乡镇|地区)(?=\p{Han}{2})(?![和或与及、人区市级])")
_PLACES_COUNTED = frozenset(("国", "省", "市", "区", "县", "州", "国家", "省份", "城市", "地区", "省市", "乡镇", "村"))
_HAS = regex.compile(r"(?:共|现|已|还)?(?:有|拥有|设有|建有|下辖|设立了?)\s?$")
_NO_OWNER = regex.compile(r"[的中里内等]|样本|目录|其|各|这|企业|产品|商品")
_COPULA = regex.compile(r"(?:为|是|达到?|有|高于|低于|大于|小于|超过|不足|不到)(?:了|约|大约|近|仅|只)?\s?$")
# 加工贸易的占比 and 加工贸易占比 name one indicator.
_GOODS = regex.compile(r"^(?:商品|产品|货物|行业)的?(?=\p{Han}{2})")
_PARTICLE = regex.compile(r"的(?=占比)")
_FAMILIES = {
    "money": ("money",),
    "percent": ("percent", "money", "quantity", "count", "index"),
    "percentage_point": ("percent", "index"),
    "times": ("money", "quantity", "count", "percent", "times", "index"),
    "index": ("index", "times", "percent"),
    "count": ("count", "quantity"),
    "physical": ("quantity",),
    "trend": ("money", "quantity", "count", "percent", "index", "times", "rank"),
    "rank": ("money", "quantity", "count", "percent", "rank", "index"),
}
_MEASURED_ON = ("growth_rate", "point_change", "rank")


def chinese_topic(
    scene: Scene, said: tuple[Quantity, Statement], units: Units, before: Topic | None, comparison: Comparison | None
) -> Topic:
    """Return the topic of a number: the noun of its clause, else that of the number before, else of a clause before.

    `before` is the topic of the number stated before it in the sentence; 同比增长4 % goes on with it, and a rate
    or a share without a noun of its own (增速, 占比) is that of what was measured there.
    """
    quantity, statement = said
    start, since = quantity.span.start, before.end if before is not None else 0
    before = before if before is not None and before.indicator.label is not None else None
    family = "trend" if quantity.value is None else units.family_of(quantity.unit.code) or "index"
    counted = _counted(scene, quantity) if family == "count" else None
    begin = max(scene.clause_start(start), since)
    stop = comparison.topic_end if comparison is not None else start
    topic = _of_clause(scene, begin, stop, family)
    if _ALIKE.match(scene.text, quantity.span.end) is not None and _WITH.search(scene.text[begin:start]) is not None:
        # 与2010年普查的442854人相比: the number is that of another time, of what is measured here.
        topic = counted = None
    bracketed, named = bracketed_class(scene, start)
    # 变异系数最大的是甲县（0.52）: what is measured stands before the name.
    begin = named if bracketed is not None and named >= since else begin
    # 平均年龄52岁 states an age; 受教育年限以6~9年为主 the range in which most lie.
    told = statement.kind == "level" or _COPULA.search(scene.text[begin:start]) is not None
    mostly = scene.text[:start].rstrip().endswith("以") and scene.text[quantity.span.end :].lstrip().startswith("为主")
    measures = family != "duration" or not (told or mostly)
    if (
        family in ("rank", "duration")
        and measures
        and (topic is None or topic.indicator.code is None or _is_measured(before))
    ):
        # 贸易总值22亿美元，…中排名第3位: ranked is what was measured.
        topic = None
    if counted is not None and (topic is None or begin == since or topic.indicator.code is None):
        topic = Topic(Dimension(counted, None, "stated"), topic.category if topic is not None else Dimension())
    if topic is not None and RATE.fullmatch(topic.indicator.label or "") is not None:
        goes_on = before or _of_sentence(scene, since, begin, family)
        topic = _rated(goes_on, topic.indicator, statement) if goes_on is not None else None
    elif topic is not None and SHARE.fullmatch(topic.indicator.label or "") is not None:
        topic = _shared(before, topic)
    elif topic is not None and GENERIC.fullmatch(topic.indicator.label or "") is not None and before is not None:
        topic = _other_total(topic, before)
    elif topic is not None and before is not None and comparison is None and counted is None:
        topic = _parallel(scene, topic, _as_amount(before, statement), Span(begin, start))
        topic = as_measured(topic, before, statement)
    if topic is None and comparison is not None and comparison.whole is not None and comparison.whole.start > start:
        # 约七成受访者支持该政策: what is said of the part stands behind it.
        said_of = _SAID.match(scene.text, comparison.whole.start)
        topic = Topic(Dimension(said_of.group(), None, "stated")) if said_of is not None else None
    follower = read_successor(scene, since, start) if before is not None else None
    if follower is not None and before is not None:
        topic = follow(scene, before, follower)
    if topic is None:
        topic = _carried(scene, statement, family, (since, begin), before)
    if before is not None and topic.category.label is None and _PULLS.search(scene.text[begin:start]) is not None:
        # 第一产业…，拉动生产总值增长0.2个百分点: what pulls is the class spoken of.
        topic = replace(topic, category=before.category)
    bare = topic.category.label is None and topic.measure != "" and topic.indicator.label == topic.measure
    if bare and (introduced := _INTRODUCED.match(scene.mask)) is not None:
        topic = replace(topic, category=Dimension(introduced["name"], None, "stated"))
    if bracketed is not None:
        own = renamed(topic.indicator, topic.category, bracketed) if topic.category.label else topic.indicator
        topic = replace(topic, indicator=own, category=bracketed)
    owner = _owner(scene, begin, start) if counted is not None else Dimension()
    if owner.label is None and before is not None:
        owner = before.owner
    end = quantity.span.end
    if counted is not None and (places := _PLACES_BEHIND.match(scene.text, end)) is not None:
        end = places.end()
    return replace(topic, end=end, amount=_amount(topic, statement, before), owner=owner)


def _other_total(topic: Topic, before: Topic) -> Topic:
    # 鲜果数量占74%，金额占76%: the same goods, by another total.
    label = before.indicator.label or ""
    last = _TOTAL_END.search(label)
    if last is None or (last.group() in _IN_MONEY) == ((topic.indicator.label or "") in _IN_MONEY):
        return before
    return replace(
        before, indicator=replace(topic.indicator, label=label[: last.start()] + (topic.indicator.label or ""))
    )


def _is_measured(topic: Topic | None) -> bool:
    # A count in passing (12个省市中，…) is no quantity that the rank could be of.
    return topic is not None and (
        topic.indicator.code is not None or MEASURED.search(topic.indicator.label or "") is not None
    )


def _owner(scene: Scene, begin: int, start: int) -> Dimension:
    # 某厂有18种产品: who has them is whom the number is of.
    has = _HAS.search(scene.text, begin, start)
    found = find_noun(scene.masked(begin, has.start())) if has is not None else None
    if found is None:
        return Dimension()
    label = scene.text[begin + found[0].start : begin + found[0].end]
    names = len(label) <= 8 and MEASURED.search(label) is None and ANY_CLASS.fullmatch(label) is None
    named = names and _NO_OWNER.search(label) is None
    return Dimension(label, None, "stated") if named else Dimension()


def _parallel(scene: Scene, topic: Topic, before: Topic, clause: Span) -> Topic:
    """Read a clause that only names another carrier: 处理组的均值为3.25，对照组为2.87 states the mean of both."""
    label, earlier = topic.indicator.label or "", before.indicator.label or ""
    if topic.category.label is None and topic.indicator.code is not None and _WHOLE_OF.match(label) is None:
        # 玉米调整前的面积为…，调整后的面积为…: the same measure of the same class.
        same = topic.indicator.code == before.indicator.code and "的" in label
        return replace(topic, category=before.category) if same else topic
    if topic.indicator.code is not None or MEASURED.search(label) is not None or len(label) > 12:
        return topic
    if (MEASURED.search(earlier) is None and before.indicator.code is None) or _COPULA.search(
        scene.text[clause.start : clause.end]
    ) is None:
        return topic
    owner, of, measure = earlier.rpartition("的")
    size = len(label)
    if not of and len(earlier) >= size + 2 and label[-1] == earlier[size - 1] and label != earlier[:size]:
        # 男性平均年龄为42岁，女性为39岁: two owners that are named alike, and one measure.
        owner, of, measure = earlier[:size], "的", earlier[size:]
    if before.category.label is not None and earlier.startswith(before.category.label):
        measure = earlier[len(before.category.label) :].removeprefix("的")
    if not owner and not before.category.label:
        return topic
    category = topic.category if topic.category.label is not None else Dimension(label, None, "stated")
    return replace(
        topic, indicator=replace(before.indicator, label=measure if of or measure else earlier), category=category
    )


def _amount(topic: Topic, statement: Statement, before: Topic | None) -> Dimension:
    if statement.kind in ("level", "count", "index"):
        return topic.indicator
    return before.amount if before is not None else Dimension()


def _carried(scene: Scene, statement: Statement, family: str, window: tuple[int, int], before: Topic | None) -> Topic:
    since, begin = window
    if before is not None:
        if statement.kind == "multiple" and before.amount.label is not None:
            # 占比是23%，是乙省的36倍: amounts are multiplied, not the share between.
            return replace(before, indicator=before.amount)
        earlier = None if statement.kind in _MEASURED_ON else _of_sentence(scene, since, begin, family, known=True)
        # 三国合计占65%: a count in passing leaves the share what it is.
        return earlier or (before if statement.kind == "count" else _as_amount(before, statement))
    return _of_sentence(scene, since, begin, family) or Topic()


def _as_amount(before: Topic, statement: Statement) -> Topic:
    # 有245家，占比61%；乙类为98家: what is counted is no share, and what grows is the amount.
    label = before.indicator.label or ""
    of_share = statement.kind in ("count", "level") and SHARE.search(label[-3:]) is not None
    changes = statement.kind == "growth_rate" or of_share
    return replace(before, indicator=before.amount) if changes and before.amount.label is not None else before


def _of_sentence(scene: Scene, since: int, begin: int, family: str, *, known: bool = False) -> Topic | None:
    """Return the topic of the nearest earlier clause that has one; with `known` only where its measure is a listed term."""
    nearest = None
    for low, high in reversed(scene.clauses_between(since, begin)):
        topic = _of_clause(scene, low, high, family)
        if (
            topic is None
            or RATE.fullmatch(topic.indicator.label or "")
            or GENERIC.fullmatch(topic.indicator.label or "")
        ):
            continue
        if topic.indicator.code is not None:
            return topic
        nearest = nearest or topic
    return None if known else nearest


def _of_clause(scene: Scene, begin: int, end: int, family: str) -> Topic | None:
    words = scene.masked(begin, end)
    taken = share_taken(words)
    found = find_noun(words[: taken[0] if taken is not None else None])
    if found is None and taken is not None and (noun := SHARE.search(words, taken[1])) is not None:
        # 丙国在甲盟中的份额最大: where no noun stands before, it is the share itself.
        return Topic(Dimension(noun.group().removeprefix("的"), "share", "stated"))
    if found is None:
        return None
    span, _ = found
    noun = Span(begin + span.start, begin + span.end)
    measure = _measure(scene, noun, family)
    last = _last_measure(scene, noun)
    category = class_of(scene, noun, last)
    if category.label is None and (trader := _TRADER.search(words[: span.start])) is not None:
        # 民营企业对甲盟进出口, 第一产业对全县生产总值的贡献率: who trades or adds stands before whom it is done with.
        category = class_of(scene, Span(begin + trader.start("owner"), begin + trader.end("owner")), None)
    label = _PARTICLE.sub("", scene.text[noun.start : noun.end])
    if category.label is not None and last is not None and label == f"{category.label}的{last.label}":
        label = f"{category.label}{last.label}"
    # 这三类商品的出口: behind a count the word for goods says only what was counted.
    label = _GOODS.sub("", label) if begin > 0 and scene.text[begin - 1] in "类种项" else label
    indicator = Dimension(label, measure.code if measure is not None else None, "stated")
    words_of_measure = scene.text[last.span.start : noun.end] if last is not None else ""
    subject = subject_of(words, span)
    if category.label is None and subject is not None:
        owner = Span(begin + subject.start, begin + subject.end)
        category = class_of(scene, owner, None)
        if category.label is None and len(owner) >= 4:
            category = Dimension(scene.text[owner.start : owner.end], None, "stated")
    return Topic(indicator, category, measure=words_of_measure)


def _last_measure(scene: Scene, noun: Span) -> Measure | None:
    inside = [measure for measure in scene.measures if noun.start <= measure.span.start < noun.end]
    return inside[-1] if inside and inside[-1].span.end >= noun.end else None


def _measure(scene: Scene, noun: Span, family: str) -> Measure | None:
    measure = _last_measure(scene, noun)
    if measure is None or measure.code == "growth":
        return None
    fits = measure.unit is None or measure.unit in _FAMILIES.get(family, ("quantity", "count"))
    return measure if fits else None


def _counted(scene: Scene, quantity: Quantity) -> str | None:
    # 三区合计, 这五国的贸易额: places are counted without a measure word.
    if counts_places(quantity):
        return quantity.unit.text
    match = _PLACES_BEHIND.match(scene.text, quantity.span.end) or _COUNTED.match(scene.text, quantity.span.end)
    return str(match.group()) if match is not None else None


def counts_places(quantity: Quantity) -> bool:
    """Tell whether a number counts places without a measure word: 三区, 五国."""
    return (quantity.unit.text or "") in _PLACES_COUNTED


def _rated(topic: Topic, rate: Dimension, statement: Statement) -> Topic:
    # 增速提高0.9个百分点 changes the rate of what was measured before, not that itself.
    label = topic.indicator.label
    if statement.kind != "point_change" or label is None or RATE.search(label[-4:]) is not None:
        return topic
    return replace(topic, indicator=replace(topic.indicator, label=f"{label}{rate.label}", code=None))


def _shared(before: Topic | None, own: Topic) -> Topic:
    # 服务贸易额为…，占比是23%: the share is that of the amount before; its own noun says no more.
    if before is None or before.indicator.label is None or before.amount.label is None:
        return own
    label = f"{before.amount.label}{own.indicator.label}"
    return replace(before, indicator=replace(before.amount, label=label))
