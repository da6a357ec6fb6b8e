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


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # the next in rank, and what a figure of another name tells
        (
            "Italy had the most workers, 31.25 thousand, followed by Denmark with 9.42 thousand.",
            "Italy had the most workers, 31.25 thousand, followed by Uganda with 9.42 thousand.",
        ),
        (
            "Denmark came second with 118 dairies, and Uganda took third place.",
            "Denmark came second with 118 dairies, and Norway took third place.",
        ),
        # how many of them exceed a bound, and all of them
        (
            "The price exceeded EUR 5 per kilogram in three of the four countries.",
            "The price exceeded EUR 5 per kilogram in two of the four countries.",
        ),
        (
            "Output of cheese was above 300 thousand wheels everywhere in 2023.",
            "Output of cheese was above 350 thousand wheels everywhere in 2023.",
        ),
        # a range of what the caption names
        (
            "Output of cheese in 2023 ranged from 341 to 2,979 thousand wheels.",
            "Output of cheese in 2023 ranged from 341 to 2,997 thousand wheels.",
        ),
        # a series that stayed between two values
        (
            "Norway stayed between 300 and 350 thousand wheels in all years.",
            "Norway stayed between 320 and 350 thousand wheels in all years.",
        ),
        # the former and the latter of the sentence before
        (
            "Denmark and Uganda differ. In 2023 the price in the former was higher than in the latter.",
            "Denmark and Uganda differ. In 2023 the price in the former was lower than in the latter.",
        ),
        # a pronoun goes on with what was named last
        (
            "Output in Uganda was 795 thousand wheels in 2023. This was 1.32 times the 2015 output.",
            "Output in Uganda was 795 thousand wheels in 2023. This was 1.62 times the 2015 output.",
        ),
        # of two rates one is meant a year
        (
            "Between 2015 and 2023 output in Denmark rose by 16.4 per cent, or by 1.9 per cent a year on average.",
            "Between 2015 and 2023 output in Denmark rose by 19.4 per cent, or by 1.9 per cent a year on average.",
        ),
        # when a series was highest or lowest
        (
            "In Norway output of cheese was highest in 2023 and lowest in 2020.",
            "In Norway output of cheese was highest in 2018 and lowest in 2020.",
        ),
        ("Danish output of cheese dipped in 2020, having peaked in 2023.", "Danish output of cheese peaked in 2018."),
        # the few largest, and the part of one in the increase of all
        (
            "In 2023 the two largest producers accounted for 79.4 per cent of the output of cheese.",
            "In 2023 the two largest producers accounted for 74.9 per cent of the output of cheese.",
        ),
        (
            "Between 2015 and 2023 Uganda accounted for 32.4 per cent of the total increase in output.",
            "Between 2015 and 2023 Uganda accounted for 42.4 per cent of the total increase in output.",
        ),
        # the distance between the two of the sentence before
        (
            "Denmark and Norway differ in price. In 2023 the gap between them was EUR 1.20 per kilogram.",
            "Denmark and Norway differ in price. In 2023 the gap between them was EUR 1.72 per kilogram.",
        ),
        # on this measure, that of the sentence before
        (
            "The price was high in Norway. In 2023 Denmark lagged behind Norway on this measure.",
            "The price was high in Norway. In 2023 Norway lagged behind Denmark on this measure.",
        ),
        # two names and what they make together
        (
            "In 2023 Denmark made 1,402 and Italy 2,979 thousand wheels, so that the two countries made 4,381 thousand wheels.",
            "In 2023 Denmark made 1,402 and Italy 2,979 thousand wheels, so that the two countries made 4,831 thousand wheels.",
        ),
    ],
)
def test_orders_bounds_and_what_goes_on_are_held_against_the_table(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right, PAGE)
    assert "contradicts" in verdicts(wrong, PAGE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The lowest price that Denmark ever saw is not recorded.",
        "Norway did worse than Denmark in the school tests of that year.",
        "Cheese was followed by butter, which Uganda made in small lots.",
        "Milk yields exceeded 9,000 litres in one of the four countries.",
        "The former was a kingdom, and its exports were 14 per cent larger than in the latter.",
        "They ranged from 2 to 14 per cent in the trials.",
        "In 2023 profits in Denmark were 38 per cent of the total profit earned.",
        "Exports of cheese from Denmark were highest in 2018.",
        "The fall was smallest in 2018, when all countries had bad summers.",
        "The two largest dairies of Denmark accounted for 61 per cent of its milk.",
        "Uganda accounted for 12 per cent of the increase in prices.",
        "Denmark and Norway have long coasts. The distance between them is 118 kilometres.",
        "Costs and dairies differ: shares of the four countries ranged from 2.7 to 31.25 per cent.",
        "Retail prices stayed between EUR 12 and EUR 15 in Denmark.",
        "Danish output rose by 5.5 per cent a year in the two decades before, and by 1.1 per cent in the one after.",
    ],
)
def test_what_the_tables_do_not_show_is_left_alone(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence, PAGE)
