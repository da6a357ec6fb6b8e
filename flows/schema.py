"""The nine datasets, declared once: the Parquet schema, the data dictionary and the data package are made from this."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from extractors.model import CellRole, ClaimKind, Method, Modifier, Outcome, Sense, Severity
from flows.fields import (
    ARTICLE,
    BASE,
    CONFIDENCE,
    CORRECTED,
    DECIMALS,
    INDICATOR,
    ISSUE,
    MULTIPLIER,
    PLACE,
    SOURCES,
    STATUS,
    TABLE,
    UNIT,
    UNIT_CODE,
    UNIT_FROM,
    VERDICTS,
    DatasetSchema,
    Field,
    count,
    dimensions,
    number,
    required,
    text,
    texts,
)

SCHEMA_VERSION = "1.1"


ARTICLES = DatasetSchema(
    "articles",
    "One row per source document, also those that could not be read",
    (
        *required(
            replace(
                ARTICLE,
                description=ARTICLE.description
                + "; for a file refused before it was read (a second copy, unreadable), of its source path instead",
            ),
            ISSUE,
        ),
        text("journal", "Journal"),
        count("year", "Year of the issue"),
        text("number", "Number of the issue within the year"),
        Field("source", "string", "Path of the document below the raw root", nullable=False),
        text("sha256", "SHA-256 of the source bytes, in hex; null when they could not be read"),
        Field("extraction_key", "string", "Hash of everything but the bytes that the rows depend on", nullable=False),
        text("media_type", "application/pdf or text/plain; null when it could not be told"),
        text("encoding", "Character encoding of a text source"),
        Field("bytes", "int32", "Size of the source in bytes; null when it could not be read"),
        text("language", "Language of the article", ("zh", "en")),
        text("title", "Title as printed"),
        texts("authors", "Authors as printed"),
        text("abstract", "Abstract, mended"),
        texts("keywords", "Keywords as printed"),
        text("doi", "Digital object identifier"),
        text("article_number", "Article number as printed (文章编号)"),
        text("clc", "Chinese Library Classification as printed (中图分类号)"),
        count("pages", "Number of pages; null for text sources"),
        *required(
            text(
                "status",
                "ok; partial: some pages or tables could not be read; failed: nothing could be",
                ("ok", "partial", "failed"),
            )
        ),
        text("error", "What went wrong: class and sentence; null when the status is ok"),
        texts("warnings", "Corrections that do not apply to the document any more, a sentence each"),
        *required(
            count("tables", "Number of tables"),
            count("observations", "Number of observations"),
            count("claims", "Number of claims"),
            count("contradictions", "Number of checks with the verdict contradicts"),
            count("numerals", "Number of printed numerals"),
            count("numerals_unaccounted", "Number of them that no row accounts for"),
            Field("extracted_at", "timestamp", "When these bytes were first extracted under this extraction key"),
        ),
    ),
    key=("article_id",),
    order=("source",),
)

TABLES = DatasetSchema(
    "tables",
    "One row per table as printed",
    (
        *required(TABLE, ARTICLE, ISSUE, count("ordinal", "Position among the article's tables, counted from 1")),
        text("number", "Number as printed: `1`, `3-2`"),
        text("caption", "Caption without label and unit"),
        text("unit", "Unit statement as printed"),
        texts("notes", "Notes under the table, one an entry"),
        count("page_first", "First page; null for text sources"),
        count("page_last", "Last page; null for text sources"),
        *PLACE,
        *required(
            count("rows", "Number of grid rows, header included"),
            count("columns", "Number of grid columns, row labels included"),
            count("header_rows", "Number of rows that head the columns"),
            count("header_columns", "Number of columns that label the rows"),
            text("method", "How the grid was read", get_args(Method)),
            number("confidence", "Estimated probability that the grid is exact, 0 to 1"),
            number("orientation_confidence", "Estimated probability that rows are rows and not columns, 0 to 1"),
            CORRECTED,
        ),
    ),
    key=("table_id",),
    order=("ordinal",),
)

CELLS = DatasetSchema(
    "cells",
    "One row per cell as printed, also the empty ones",
    (
        *required(
            TABLE,
            ARTICLE,
            ISSUE,
            count("row_index", "Grid row of the cell's first position, counted from 0"),
            count("column_index", "Grid column of the cell's first position, counted from 0"),
            count("row_span", "Number of grid rows covered"),
            count("column_span", "Number of grid columns covered"),
            text("role", "Part of the table", get_args(CellRole)),
            text(
                "text",
                "Text as printed, wrapped lines joined, the words of a corner cut by a diagonal by `/`; empty for an empty cell",
            ),
            texts("note_marks", "Marks that refer to notes: ①, *"),
            CONFIDENCE,
            CORRECTED,
        ),
        *PLACE,
    ),
    key=("table_id", "row_index", "column_index"),
    order=("table_id", "row_index", "column_index"),
)

OBSERVATIONS = DatasetSchema(
    "observations",
    "One row per body cell that holds, or should hold, a number",
    (
        *required(
            text("observation_id", "The observation: `<table_id>/r<row_index>c<column_index>`"),
            TABLE,
            ARTICLE,
            ISSUE,
            count("row_index", "Grid row of the cell, counted from 0"),
            count("column_index", "Grid column of the cell, counted from 0"),
            texts("row_labels", "Labels of the row, outermost first, without note marks"),
            texts("column_labels", "Labels of the column, outermost first, without note marks"),
        ),
        *dimensions(),
        *INDICATOR,
        text("period", "Period: ISO 8601 (2021, 2021-03, 2016/2020), else SDMX (2021-Q3, 2021-S1)"),
        Field("period_start", "date", "First day of the period"),
        Field("period_end", "date", "Last day of the period"),
        text("period_from", "Where the period was taken from", SOURCES),
        number("value", "The number, in printed units; null when missing"),
        number("value_to", "Upper end of a printed range"),
        number("uncertainty", "Printed uncertainty or standard error"),
        *required(text("text", "The cell as printed")),
        DECIMALS,
        *UNIT,
        UNIT_FROM,
        BASE,
        *required(STATUS),
        CONFIDENCE,
        CORRECTED,
        *PLACE,
    ),
    key=("observation_id",),
    order=("table_id", "row_index", "column_index"),
)

CLAIMS = DatasetSchema(
    "claims",
    "One row per number, bound or trend that the prose states",
    (
        *required(text("claim_id", "The claim: `<article_id>/c<n>`"), ARTICLE, ISSUE),
        text("section", "Headings above the sentence, outermost first, joined by ` > `"),
        *required(
            text("sentence", "The sentence, mended"),
            count("char_start", "First code point of the claim in the sentence"),
            count("char_end", "The code point after its last one"),
        ),
        *PLACE,
        *required(text("text", "As printed: 8.81亿美元")),
        number("value", "The number without sign, in printed units; null for a trend"),
        number("value_to", "Upper end of a stated range"),
        DECIMALS,
        *UNIT,
        BASE,
        *required(text("kind", "What kind of number it is", get_args(ClaimKind))),
        text(
            "sense",
            "How a comparison is meant",
            get_args(Sense),
        ),
        *required(text("modifier", "Words that loosen or bound the number", get_args(Modifier))),
        text("direction", "Direction of a change; carries the sign", ("up", "down")),
        *dimensions(),
        *INDICATOR,
        text("denominator", "The whole that a share is of"),
        text("period", "Period: ISO 8601, else SDMX"),
        text("period_from", "Where the period was taken from", SOURCES),
        text("base_entity", "Entity compared with"),
        text("base_period", "Period compared with"),
        UNIT_FROM,
        text("list_id", "Same for the claims of a list aligned by 分别 or `respectively`"),
        count("list_position", "Position in that list"),
        *required(STATUS),
        CONFIDENCE,
        CORRECTED,
    ),
    key=("claim_id",),
    order=("claim_id",),
)

CHECKS = DatasetSchema(
    "checks",
    "One row per statement that is recomputed, and per number of the prose that cannot be",
    (
        *required(
            text("check_id", "The check: `<article_id>/k<n>`"),
            ARTICLE,
            ISSUE,
            text("subject", "Id of the claim, table or observation that is checked"),
            text(
                "rule",
                "What was recomputed: equals_cell, sum, growth, share_sum, range, trend, duplicate_line …; or why it cannot be: missing_period, missing_unit, open_reading …",
            ),
            text("formula", "The computation, readable: `15.97 + 7.52`; `5.6% = ?` where nothing gives the number"),
            texts("inputs", "Ids of the observations and claims that go in"),
            text("stated", "What the article says"),
        ),
        number("stated_value", "The number that it says"),
        number("expected_low", "Lower end of what the inputs allow, from their printed decimals"),
        number("expected", "What the inputs give"),
        number("expected_high", "Upper end of what the inputs allow"),
        *required(
            text("verdict", "How the two compare", VERDICTS),
            text("severity", "How much it matters", get_args(Severity)),
            text("message", "One sentence, in the article's language, fit to send to the author"),
        ),
    ),
    key=("check_id",),
    order=("check_id",),
)

INDICATORS = DatasetSchema(
    "indicators",
    "One row per value computed from the observations",
    (
        *required(
            text("indicator_id", "The value: `<article_id>/i<n>`"),
            ARTICLE,
            ISSUE,
            text("indicator_code", "Code of the indicator"),
        ),
        *dimensions(origin=False),
        text("period", "Period: ISO 8601, else SDMX"),
        text("base_period", "Period compared with"),
        Field("value", "float64", "The computed value", nullable=False),
        UNIT_CODE,
        MULTIPLIER,
        *required(
            text("formula", "The computation, readable"),
            texts("inputs", "Ids of the observations that go in"),
        ),
        number("stated_value", "The value that the article itself states"),
        text("stated_by", "Id of the observation or claim that states it"),
        text("verdict", "How the two compare", VERDICTS),
    ),
    key=("indicator_id",),
    order=("indicator_id",),
)

NUMERALS = DatasetSchema(
    "numerals",
    "One row per printed numeral: nothing is lost silently",
    (
        *required(ARTICLE, ISSUE, text("text", "As printed")),
        *PLACE,
        *required(text("outcome", "What became of it", get_args(Outcome))),
        text(
            "reason",
            "Why it states no quantity: date, heading, class code, citation, word …; `correction`: somebody says that it is no claim",
        ),
        text("subject", "Id of the row that accounts for it"),
    ),
)

REPAIRS = DatasetSchema(
    "repairs",
    "One row per mending of what was printed",
    (
        *required(
            ARTICLE,
            ISSUE,
            text("subject", "Id of what was mended"),
            text("rule", "Name of the mending"),
            text("before", "Text as printed, or as it was read"),
            text("after", "Text as mended"),
            text("reason", "Why"),
            text("source", "What mended: reader, or the name of a corrections file"),
        ),
        text("author", "Who asks for it in the corrections file; null for the reader"),
        *PLACE,
    ),
)

DATASETS = (ARTICLES, TABLES, CELLS, OBSERVATIONS, CLAIMS, CHECKS, INDICATORS, NUMERALS, REPAIRS)
