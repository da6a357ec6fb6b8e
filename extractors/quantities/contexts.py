"""Numerals that count nothing: dates, references, codes, names, and words that hold a number word.

Each pattern states a habit of print; the first that claims a character keeps it. What no
pattern claims is read as a quantity, or left as a numeral without a reason.
"""

from __future__ import annotations

import string
from dataclasses import dataclass

import regex

from extractors.quantities.formulas import OF_FORMULAS
from extractors.quantities.patterns import by_beginning, patterns_from
from extractors.quantities.works import OF_WORKS

# All patterns run over the plain form of one sentence or paragraph, and none repeats a repetition.
_HAN_DIGITS = "一二三四五六七八九十"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DASH = r"(?:--?|~|/|至|到|—)"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# Circled and bracketed numbers, and raised digits.
_MARKS = "".join(map(chr, range(ord("①"), ord("⒇") + 1))) + "\N{SUPERSCRIPT ONE}²³⁰⁴⁵⁶⁷⁸⁹"
_WORD_LIST = (
    "一般贸易|一般|一体|一直|一定|一些|一样|一方面|一方|一面|一旦|一致|一切|一带一路|一带|一路|一系列|一线|一流|一同|一起|一共|一律|一再|一向|一贯|一度|一站式|一揽子|一次性|一手|一举|一并|一味|一时|"
    "一股脑|一如既往|一视同仁|一枝独秀|一马当先|一蹴而就|一目了然|一成不变|一脉相承|一步|一刻|一点(?![零一二三四五六七八九])|一会|一端|一侧|一边|一部分|一大批|(?<!第)一大|一番事业|一体化|统一|唯一|单一|同一|进一步|(?<!分)之一|万一|逐一|不一|合一|专一|划一|第一时间|"
    "二元|二手|二次|二氧化|二战|二者|二维|二级|二线|二孩|二胎|二等|二代|三农|三角|三资|三来一补|三者|三线|三级|三维|三方|三峡|三亚|三通|三明|三门|三沙|三包|三权|三产|再三|四川|四海|四处|四面|四大发明|四通|四平|四舍五入|五金|五险|五湖四海|五指|五粮液|五台|六安|六盘水|七台河|八达|九江|"
    "九龙|九州|三元|两岸|两地|两者|两国|两会|两端|两极|两侧|两边|两面|两型|两性|两手|两头|两难|两个(?!百分点|基点|月|季|星期|小时|工作日|多月)|两位|两点|两用|两化|两栖|斤斤计较|十分(?!之)|十足|十堰|百姓|百货|百花|百科|百分比|百分率|百分数|百年|千方百计|千家万户|千差万别|千万别|千里|千岛|万物|"
    "万科|万达|万国|万象|万隆|万元户|亿万|成千上万|成百上千|百万富翁|数以|零售|零件|零部件|零星|零距离|零和|零散|零碎|零食|零工|零关税|零排放|零增长|零基础|归零|清零|为零|半径|半岛|半导体|半壁江山|半成品|半自动|半殖民|半封闭|半结构|半干旱|半湿润|半参数|半夜|多半|半球|双|"
    "三中全会|二十大|十九大|十八大|十七大|三次产业|一二三产业|一产|二产|一把手|一窗|一网|一卡|一图|一件事|一村一品|一县一业|一国两制|不一而足|一事一议|三大攻坚战|三去一降一补|三重|双重|多重|五保|低五保|六稳|六保|八项规定|"
    "千禧|万宝|五四|五一|十一黄金周|十一假期|六一|三八|七夕|九九|三伏|三九|百度|百强|千强|百家(?=争鸣|讲坛)|三板|新三板|一卡通|一号|二号|三号"
)
_LETTERS = string.ascii_letters
# Parts of works, which are numbered.
_PARTS_OF_WORKS = r"tables?|figures?|figs?\.|eqs?\.|equations?|models?|columns?|panels?|appendix|appendices|sections?|chapters?|steps?|boxes|box|scenarios?|use cases?|hypothesis|hypotheses|articles?|annex(?:es)?|paragraphs?|rev\.?|version|vol\.|volume|pp?\.|pages?|issue|category|class|groups?|type|phase|tier|parts?|questions?|goals?|sdg|pillar|route|grade|zone"
# A reason, a pattern, and groups of characters, parted by blanks, of each of which at least one stands in whatever the
# pattern matches; \d stands for any digit, "year" for what may be one. See patterns.py.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    *OF_WORKS,
    *OF_FORMULAS,
    ("note_mark", r"[①-⑳⑴-⒇]|(?<![x×]\s?10[⁻\N{SUPERSCRIPT ONE}]?)[\N{SUPERSCRIPT ONE}²³⁰⁴-⁹]", _MARKS),
    # … in 2010.12 Approximately …; care facilities.11: a raised mark behind a full stop is no decimal.
    (
        "date",
        rf"(?<=\b(?i:in|of|since|by|from|to|until|during|and|for|through)\s){_YEAR}(?=\.\d{{1,2}}(?:\s+[\p{{Lu}}“\"(]|\s*$))",
        "year",
    ),
    (
        "note_mark",
        rf"(?:(?<=\b(?i:in|of|since|by|from|to|until|during|and|for|through)\s{_YEAR})|(?<=\p{{Ll}}{{3}}[)”\"]?))\.\d{{1,2}}(?=\s+[\p{{Lu}}“\"(]|\s*$)",
        r". \d",
    ),
    # § 1308.22, 2.3.59.6: sections of laws and manuals; 13.009.000 is a number with points for thousands.
    ("table_reference", r"§{1,2}\s?\d{1,6}(?:\.\d{1,4}){0,4}", "§"),
    (
        "heading",
        r"(?<![\d.,$€£¥])(?!\d{1,3}(?:\.\d{3})+(?![.\d]))\d{1,3}(?:\.\d{1,3}){2,5}(?![\d%]|\.\d)",
        r". \d",
    ),
    # (Smith, 2019; Li et al., 2020), 王某（2018）: the year of a work.
    (
        "citation",
        rf"\((?:[^()\d]{{0,60}}[,，]?\s?{_YEAR}[a-z]?(?::\s?\d{{1,4}}(?:-\d{{1,4}})?)?[;；,，]?\s?){{1,6}}\)",
        "( ) year",
    ),
    # 表1、表2和3, 图1.1, 式（3）, Table A.1, Figures 2 and 3, 附件2
    (
        "table_reference",
        (
            rf"(?:{by_beginning('附表|附图|表|图|公式|式|方程|模型|专栏|附件|附录|附注|注|定理|命题|用例|假设|引理|步骤|情景|方案|案例')}|"
            rf"\b(?i:{by_beginning(_PARTS_OF_WORKS)}))"
            r"(?<![代发公图直仪手年报列外封钟电]表|[方形模正样款]式)\s?[(]?\s?[A-Z]?\.?\d{1,3}(?:[-.]\d{1,3}){0,2}[a-z]?(?![\d.]*[%亿万个倍元吨家户人])\s?[)]?"
            r"(?:\s?(?:[、,，和与及至~-]|and|to|或)\s?(?:[附]?[表图式]\s?|列)?[(]?\d{1,3}(?:[-.]\d{1,3}){0,2}(?![\d.年%亿万个倍元吨家户人月])[)]?){0,6}"
        ),
        rf"\d 表图式程型栏件录注理题例设骤景案{_LETTERS}",
    ),
    (
        "table_reference",
        r"(?:第\s?[(]?\d{1,2}[)]?(?:\s?[-~至到、和与]\s?(?:第\s?)?[(]?\d{1,2}[)]?){0,5}\s?[列行栏]|[(]\d{1,2}[)]\s?[列行栏]|列\s?[(]\d{1,2}[)])",
        r"列行栏 \d",
    ),
    # 十四五, 第十四个五年规划, 十二五期间: plans that bear a number.
    (
        "plan",
        r"[“\"'‘]?(?:十[一二三四五六]五|[一二三四五六七八九]五(?=规划|计划|时期|期间)|(?:第)?[一二三四五六七八九十]{1,2}个五年)[”\"'’]?",
        "五",
    ),
    ("plan", r"[“\"‘](?:\d{1,4}|[一二三四五六七八九十两双百千万〇零]{1,6})(?:[·.+\-]\d{1,4}){0,2}[”\"’]", '“"‘'),
    (
        "plan",
        r"[“\"‘][一二三四五六七八九十两双百千万]\p{Han}{1,2}[一二三四五六七八九十两双百千万]\p{Han}{1,3}[”\"’]",
        '“"‘',
    ),
    # Dates. Longest forms first: 2021年3月15日, 2011年至2021年, 2015-2020年, 2020和2021年, 2024/25年度.
    (
        "date",
        rf"(?<![\d.,]){_YEAR}\s?(?:年度?)?\s?(?:{_DASH}|和|与|及|以及|、|,|，|and|to)\s?(?:{_YEAR}|\d\d(?=\s?年度?))(?!\d|\.\d|,\d|\s?[万亿元美个人户家吨公千米%倍台辆种件亩头])\s?年度?(?:代)?(?:间|期间|末|底|初)?",
        "year",
    ),
    (
        "date",
        rf"(?<![\d.,]){_YEAR}\s?年\s?{_MONTH}\s?(?:{_DASH}\s?{_MONTH}\s?)?月(?:份|\s?{_DAY}\s?[日号])?(?:末|底|初)?",
        "年 月 year",
    ),
    (
        "date",
        rf"(?<![\d.,]){_YEAR}\s?年度?\s?(?:第?[一二三四1-4]季度|[上下]半年|前[一二三1-3]季度|前?{_MONTH}个月)?(?:末|底|初|代)?",
        "年 year",
    ),
    ("date", rf"(?<![\d.,]){_YEAR}[-./]{_MONTH}[-./]{_DAY}(?!\d)", "-./ year"),
    (
        "date",
        rf"(?=[1-4QHqh])(?:(?<![\d.,]){_YEAR}[-/]{_MONTH}(?!\d|\.\d)|(?<![\d.,]){_YEAR}\s?(?:[QHqh][1-4]|[MmTt]\d{{1,2}})\b|\b[QHqh][1-4]\s?,?\s?{_YEAR}|\b[1-4][QH](?:{_YEAR}|\d\d)?\b|\bQ[1-4]\b|\bH[12]\b)",
        r"-/QHqhMmTt \d",
    ),
    ("date", rf"(?<![\d.]){_MONTH}\s?(?:月份?)?\s?{_DASH}\s?{_MONTH}\s?月(?:份)?", r"月 \d"),
    (
        "date",
        rf"(?<![\d.]){_MONTH}\s?(?:[、和与]\s?{_MONTH}\s?){{0,3}}月(?:份|\s?{_DAY}\s?[日号])?(?!球|亮|饼|薪|租|收入)(?:\s?{_DASH}\s?(?:{_MONTH}\s?月\s?)?{_DAY}\s?[日号])?",
        r"月 \d",
    ),
    ("date", r"(?<!\d)\d\d年(?=[上下]半年|第?[一二三四]季度|\d{1,2}月|[初末底])", r"年 \d"),
    ("date", rf"(?<![\d.]){_DAY}\s?{_DASH}\s?{_DAY}\s?日|(?<![\d.]){_DAY}\s?日(?!元|圆|均|本|产)", r"日 \d"),
    (
        "date",
        r"(?=\d)(?:(?<![\d.])\d{1,2}\s?世纪(?:\s?\d{2}\s?年代)?|(?<!\d)[0-9]0\s?年代|(?<![\d.])\d0后(?!\p{Han}?\d))",
        r"纪代后 \d",
    ),
    (
        "date",
        r"(?<![\d.])(?=\d)(?<!比(?:为|是)?\s?)\d{1,2}:\d{2}(?::\d{2})?(?=\s?(?:时|分|开|am|pm|[，。、]))|(?<![\d.])\d{1,2}时(?:\d{1,2}分)?(?=[，。至到]|许|整)",
        r":时 \d",
    ),
    (
        "date",
        r"(?=[ADFJMNOS])(?<!\b\d{1,2}(?:st|nd|rd|th)?\s)\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?(?:1[5-9]|20)\d\d",
        r"ADFJMNOS \d",
    ),
    (
        "date",
        r"(?=\d)\b\d{1,2}(?:st|nd|rd|th)?\s(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s(?:1[5-9]|20)\d\d)?",
        r"ADFJMNOS \d",
    ),
    ("date", r"(?=\d)\b(?:(?:1[5-9]|20)\d0s\b|\d{1,2}(?:st|nd|rd|th)\s(?:century|centuries))", r"cs \d"),
    ("date", rf"(?<![\d.,/]){_YEAR}[-/]\d\d(?!\d|%|\.\d)", "-/ year"),
    (
        "date",
        rf"[二一][{_HAN_DIGITS}〇零○О]{{3}}年度?|(?<![{_HAN_DIGITS}百千])(?:十[一二]?|[一二三四五六七八九])月(?:份|[{_HAN_DIGITS}]{{1,3}}[日号])?(?!\p{{Han}}?饼)",
        "一二月",
    ),
    (
        "date",
        r"(?:第|前)?[一二三四两](?:[、至和][一二三四]){0,2}(?:个)?季度|[上下前后]半年|(?:上|本)?[一二][十]?[一二三四五六七八九十]?世纪(?:[一二三四五六七八九]十年代)?|[二三四五六七八九]十年代",
        "季半纪代",
    ),
    (
        "date",
        r"(?=[前1-4])(?:(?:前|[1-4])[1-4一二三四]?季度|(?<!\d)[1-4]\s?季度|前\s?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})\s?个月)",
        "季月 季个",
    ),
    (
        "date",
        r"(?:最近|过去|未来|今后|此后|往后|近|前|后|头|这|该|此|每|当)(?:的)?(?:[一二两三四五六七八九十几]{1,3}|\d{1,2})(?:至|到|-|~)?(?:[一二三四五六七八九十]|\d{1,2})?(?:多|余)?年(?!度|均|期)(?:来|间|里|内)?",
        "年",
    ),
    (
        "date",
        r"(?=[一二两三四五六七八九十\d])(?:(?:[一二两三四五六七八九十]{1,3}|(?<![\d.])\d{1,2})年(?:以)?来|[一二三四五六七八九十]{1,3}年(?:规划|计划|行动|愿景|方案|攻坚)|一年(?:一度|四季|内|中|里|之计)|(?<=[这那同某当])一年|一天天|一日)",
        "年天日",
    ),
    (
        "base",
        rf"(?:{_YEAR}|上年|上月|上年同期|上年同月|去年|基期)\s?(?:年)?\s?(?:价格?)?\s?=\s?10{{1,4}}(?!\d)",
        r"= \d",
    ),
    # Codes of a classification: 第16类, 第84章, HS 8703, SITC 5-8, 第三产业.
    (
        "class_code",
        rf"第\s?(?:\d{{1,4}}|[{_HAN_DIGITS}百]{{1,5}})(?:\s?[-~至到、和]\s?(?:第\s?)?(?:\d{{1,4}}|[{_HAN_DIGITS}]{{1,3}})){{0,8}}\s?(?:大?类|章|节|条|款|编|目|税号|品目|部分|部类|部门|组|号)",
        "第",
    ),
    (
        "ordinal",
        rf"(?:[{_HAN_DIGITS}]、)?第\s?(?:[一二三四五六七八九]、){{0,3}}(?:\d{{1,4}}|[{_HAN_DIGITS}百]{{1,5}})\s?(?:产业|季度|届|次|期|卷|轮|批|版|页|步|阶段|代|梯队|梯次|方阵|课|集|线|方|国|国家|段|年|个|种|层|级|天|月|周|时间|手|人|家|例|场|轮次|任|师|军|师|炼钢|中学|医院|道|要务|要素|动力|资源|主成分|因子|公里|站|岛|桥|国际)",
        "第",
    ),
    (
        "ordinal",
        r"(?=\d)\b(?<!\brank(?:s|ed|ing)?\s)\d{1,3}(?:st|nd|rd|th)\b(?!\s+(?:percentile|place|position|rank|largest|in))",
        r"dht \d",
    ),
    # First, second, third in a chain of reasons: 第一，… 第二，…; 其一; 一是 … 二是 …
    (
        "heading",
        rf"(?:^|(?<=[。；;，,:：\s（(“]))(?:第[{_HAN_DIGITS}]{{1,2}}(?=[，,、:：])|其[{_HAN_DIGITS}](?=[，,、是])|[{_HAN_DIGITS}](?:则|是|要|来|为)(?!\d))",
        f"{_HAN_DIGITS} 第其则是要来为",
    ),
    (
        "heading",
        rf"^\s?(?:[{_HAN_DIGITS}]{{1,3}}[、.．]|[(][{_HAN_DIGITS}]{{1,3}}[)]、?|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=\s?[\p{{Han}}A-Z])(?!\s?(?:[%亿万千百个倍元吨公]|美元|[A-Z]{{3}}\b))|\d{{1,2}}[、.．](?!\d)\s?)",
        "、.．(",
    ),
    ("heading", r"(?:^|(?<=[。；;，,:：\s\p{Han}]))[(]\d{1,2}[)][.．、]?(?=\s?[\p{Han}A-Z])", r"( ) \d"),
    ("heading", r"(?=\d{1,2}[)）])(?:^|(?<=[。；;，,:：\s】]))\d{1,2}[)）](?=\s?[\p{Han}A-Z])", r")） \d"),
    # Letters and digits in one: G20, 5A, PM2.5, CO2, COVID-19, 4K, R2, H1N1.
    ("significance", r"(?i:\bp)\s?(?:-?(?:value|值))?\s?[<>=≤≥]\s?0?\.\d{1,4}", r"<>=≤≥ . \d"),
    (
        "significance",
        r"(?=\d)(?:(?:\d{1,2}(?:\.\d)?)\s?%\s?(?:[、,，和与]|以及)\s?){0,3}\d{1,2}(?:\.\d)?\s?%\s?(?:的)?(?:统计)?(?:的)?(?:显著性水平|置信水平|显著水平|置信度|置信区间|(?:的)?水平(?:上|下)?[^，。；\d]{0,6}(?:显著|拒绝)|显著性检验|显著性|significance|confidence|level)",
        r"% 显置水e \d",
    ),
    (
        "significance",
        r"(?:显著性水平|显著水平|置信水平|置信度|置信区间)(?:分别|设定|设|均)?(?:为|取|是|在)?\s?\d{1,2}(?:\.\d)?\s?%",
        r"% 显置 \d",
    ),
    (
        "name",
        r"(?=[A-Z\d])(?<![A-Za-z\d.])(?!(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|US)[\s\d])(?:[A-Z][A-Za-z]{0,12}-?\d{1,4}(?:\.\d{1,2})?|\d{1,2}[A-Z](?<!\d[WLJKVHMBT])(?![A-Za-z·/]|\s?[·/]))[A-Za-z\d]{0,6}(?:-\d{1,3})?(?![\d.]*[%亿万])",
        r"ABCDEFGHIJKLMNOPQRSTUVWXYZ \d",
    ),
    ("name", r"[A-Za-z][\w]{0,15}[-_]\d{1,4}(?![\d.%])", r"-_ \d"),
    (
        "name",
        r"(?:工业|农业|制造|版本|经济|互联网|教育)\s?\d\.\d|\d\.0(?=版|时代|模式|战略|阶段)|RCEP\d{2}|\d{1,2}\+\d{1,2}(?:\+\d)?(?=国|合作|机制|对话|模式|N)",
        r"工农制版经互教代式略段C+ \d",
    ),
    (
        "name",
        r"(?:北纬|南纬|东经|西经)\s?\d{1,3}(?:\.\d+)?°?(?:\d{1,2}['′])?(?:\s?[-~至]\s?\d{1,3}(?:\.\d+)?°(?:\d{1,2}['′])?)?|\d{1,3}°\d{1,2}['′](?:\d{1,2}[\"″])?[NESW]?",
        r"°纬经 \d",
    ),
    ("word", by_beginning(_WORD_LIST), ""),
)


@dataclass(frozen=True, slots=True)
class Context:
    """A run of a text in which numerals state no quantity, and why."""

    start: int
    end: int
    reason: str


_CONTEXTS = patterns_from(_PATTERNS)
_NUMERAL = regex.compile(r"[\p{Nd}\p{No}〇零○О一二三四五六七八九十两百千万亿半双廿卅多为统单同合专划归清再]")


def find_contexts(plain: str) -> tuple[Context, ...]:
    """Return the runs of a text in plain form whose numerals count nothing, in order and without overlap."""
    if _NUMERAL.search(plain) is None:
        return ()
    taken = bytearray(len(plain))
    found: list[Context] = []
    for reason, pattern in _CONTEXTS.possible(plain):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if start == end or taken.find(1, start, end) >= 0:
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Context(start, end, reason))
    return tuple(sorted(found, key=lambda context: context.start))
