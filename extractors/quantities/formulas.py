"""Numerals of algebra: indexes, intervals, codings of variables and the numbers of equations."""

from __future__ import annotations

# A reason, a pattern, and groups of characters of each of which one stands in whatever it matches; see patterns.py.
OF_FORMULAS: tuple[tuple[str, str, str], ...] = (
    # [-1，1] is the range of an index, 15×31=465 is worked out in the text.
    # ARIMA(0,1,0) is a model's name; (2) alone is the number of an equation.
    (
        "name",
        r"(?<![A-Za-z])[A-Z]{2,10}\s?[(]\s?\d{1,2}(?:\s?,\s?\d{1,2}){0,4}\s?[)]",
        r"( ABCDEFGHIJKLMNOPQRSTUVWXYZ \d",
    ),
    ("heading", r"^\s?[(]\d{1,2}(?:[-.]\d{1,2})?[)]\s?$", r"( \d"),
    ("interval", r"\[\s?-?\d{1,4}(?:\.\d{1,4})?\s?[,，]\s?-?\d{1,4}(?:\.\d{1,4})?\s?[\])]", r"[ \d"),
    # i=1 under a sum, (I-W)-1, 1 - e, Y=36.9+0.06*X: signs of algebra stand between letters and digits.
    (
        "formula",
        r"(?<![A-Za-z])[A-Za-z]\w?\s?=\s?-?\d{1,9}(?:\.\d{1,6})?(?:\s?[-+*×]\s?(?:\d{1,9}(?:\.\d{1,6})?|[A-Za-z]\w{0,2})){1,20}",
        r"= \d",
    ),
    (
        "formula",
        r"(?=[a-z)\]\d])(?:(?<![A-Za-z])[a-mo-z]\s?[=<>≤≥]\s?-?\d{1,3}(?![\d.%]|\s?[万亿])|[)\]]\s?-\s?[12](?![\d.%\p{Han}])|(?<![\d.])\d\s?[-+]\s(?=[A-Za-z](?:\w|\s|$)))",
        r"=<>≤≥- \d",
    ),
    # 取值为1，否则为0; 男=1，女=0: how a variable is coded.
    (
        "coding",
        r"(?=[取赋记设=为是])(?:取值?|赋值?|记|设|[=为是])(?:为|是)?\s?\d{1,2}\s?[，,；;、)]\s?(?:否则|反之|其余|其他|其它|不然)(?:情况)?(?:下)?(?:则|均|都)?(?:为|取值?|赋值?|记|=)?(?:为|是)?\s?\d{1,2}(?![\d.]*[%\d万亿个])",
        r"则之余他它然 取赋记设=为是 \d",
    ),
    ("coding", r"(?:\p{Han}{1,6}\s?=\s?\d\s?[，,；;、]\s?){1,9}\p{Han}{1,6}\s?=\s?\d(?![\d.])", r"= \d"),
    ("formula", r"\d{1,6}(?:\.\d{1,4})?(?:\s?[×x*+]\s?\d{1,6}(?:\.\d{1,4})?){1,6}(?=\s?=)", r"= ×x*+ \d"),
    # β1, α 12, ε 2: a letter of Greek and its index. (1 - v), N(0,1), j = 1, 2, 3, …
    (
        "formula",
        r"[α-ωΑ-Ω]\s?\d{1,2}(?![.\d%]|\s?[万亿元个家倍])",
        r"αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ \d",
    ),
    ("formula", r"[(［\[]\s?1\s?[-+]\s?(?=[A-Za-zα-ω(])|[A-Zχ]\s?[(]\s?0\s?[,，]\s?[01]\s?[)]", r"(［[ \d"),
    ("formula", r"(?<![A-Za-z])[a-z]\s?=\s?\d(?:\s?[,，]\s?\d){1,4}\s?[,，]\s?(?:…|⋯|\.\.\.)", r"= \d"),
    # … + ε (4) 其中: the number of an equation stands behind it.
    ("formula", r"(?<=[A-Za-zα-ω∞)\]|]\s?)[(]\s?\d{1,2}\s?[)](?=\s?(?:其中|式中|上式|该式|$))", r"( \d"),
    ("name", r"(?<![\d.A-Za-z])[23]SLS", r"S \d"),
    ("name", r"(?<![\d\p{Han}])点\s?\d{1,3}(?=\s?[、，。,;)]|\s?(?:为|与|和|连))", r"点 \d"),
)
