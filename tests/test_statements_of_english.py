"""Single English sentences over small tables: how English writers name what they speak of."""

from __future__ import annotations

import pytest

from tests.test_statements_of_prose import verdicts

PAGE = """Cheese in four countries

Abstract: The paper compares the making of cheese in four countries.

1 Output

The countries differ, as the figures of four years show. {sentence}

Table 1 Output of cheese in four countries (thousand wheels of 40 kg)
Country        2015     2018     2020     2023
Denmark       1,204    1,316    1,283    1,402
Italy         2,805    2,841    2,907    2,979
Uganda          602      663      728      795
Norway          310      325      309      341
All wheels    4,921    5,145    5,227    5,517

Table 2 Dairies, workers and prices, 2023
Country    Dairies (number)    Workers (1000)    Price (EUR/kg)    Advertising costs (EUR million)
Denmark                 118              9.42              8.15                               31.6
Italy                   407             31.25              7.45                               80.3
Uganda                   64              3.88              4.05                                2.7
Norway                   31              2.16              9.35                               12.9

2 Conclusion

There is room for more.
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # what belongs to a country is said by an adjective
        (
            "Danish output reached 1,402 thousand wheels in 2023.",
            "Danish output reached 1,420 thousand wheels in 2023.",
        ),
        (
            "In 2023 the Ugandan price was EUR 4.05 per kilogram.",
            "In 2023 the Ugandan price was EUR 4.50 per kilogram.",
        ),
        # what is counted is named by the unit, in figures of thousands and in words of the trade
        (
            "Norway had 31 dairies and Italy 407 dairies in 2023.",
            "Norway had 31 dairies and Italy 418 dairies in 2023.",
        ),
        ("Italy employed 31.25 thousand workers in 2023.", "Italy employed 32.15 thousand workers in 2023."),
        # the total by its noun, or by a word for all
        (
            "Total output was 5,145 thousand wheels in 2018.",
            "Total output was 5,154 thousand wheels in 2018.",
        ),
        (
            "In 2023 the four countries made 5,517 thousand wheels.",
            "In 2023 the four countries made 5,571 thousand wheels.",
        ),
        # the name stands behind the number
        (
            "From 2015 to 2023 output grew by 16.4 per cent in Denmark and by 32.1 per cent in Uganda.",
            "From 2015 to 2023 output grew by 16.4 per cent in Denmark and by 31.2 per cent in Uganda.",
        ),
        # a percentage by which something stands above another year
        (
            "In 2023 output in Uganda was 19.9 per cent above 2018.",
            "In 2023 output in Uganda was 29.9 per cent above 2018.",
        ),
        # how much more than another
        (
            "In 2023 Denmark made 607 thousand wheels more than Uganda.",
            "In 2023 Denmark made 670 thousand wheels more than Uganda.",
        ),
        # from and to without years
        (
            "Output in Italy rose from 2,805 to 2,979 thousand wheels.",
            "Output in Italy rose from 2,805 to 2,997 thousand wheels.",
        ),
    ],
)
def test_what_english_writers_name_is_found_in_the_table(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right, PAGE)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right, PAGE))
    assert "contradicts" in verdicts(wrong, PAGE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Danish Bank held 1,204 thousand wheels as pledges in 2023.",
        "Organic output in Denmark was 1,240 thousand wheels in 2023.",
        "North American output reached 1,420 thousand wheels in 2023.",
        "Prices as advertised averaged EUR 5.60 in Uganda in late 2023.",
        "Dairies in Denmark kept 119 thousand cows in 2023.",
        "Output in Uganda grew by a quarter more slowly than in Denmark, where 19.4 per cent of it was exported.",
    ],
)
def test_what_is_narrower_or_of_others_is_not_accused(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence, PAGE)
