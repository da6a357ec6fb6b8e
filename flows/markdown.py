"""An article's dataset as Markdown, to be read by people."""

from __future__ import annotations

from extractors.model import Dataset, Repair, Table

_UNACCOUNTED_SHOWN = 20


def dataset_to_markdown(dataset: Dataset) -> str:
    """Return title, counts, every table as printed, the contradictions, and the numerals that no row accounts for."""
    article = dataset.article
    contradictions = [check for check in dataset.checks if check.verdict == "contradicts"]
    unaccounted = [numeral.text for numeral in dataset.numerals if numeral.outcome == "unaccounted"]
    counts = (
        (len(dataset.tables), "tables"),
        (len(dataset.observations), "observations"),
        (len(dataset.claims), "claims"),
        (len(dataset.checks), "checks"),
        (len(contradictions), "contradictions"),
        (len(dataset.indicators), "indicators"),
        (len(dataset.numerals), "numerals"),
        (len(unaccounted), "of them not accounted for"),
    )
    lines = [f"# {_inline(article.title or article.name)}", ""]
    if article.authors:
        lines += [", ".join(map(_inline, article.authors)), ""]
    if article.error:
        lines += [f"**{article.status}**: {_inline(article.error)}", ""]
    lines += [", ".join(f"{number} {name}" for number, name in counts) + ".", ""]
    for table in dataset.tables:
        lines += table_to_lines(table)
    corrected = [repair for repair in dataset.repairs if repair.author is not None]
    if corrected:
        lines += ["## Corrections", "", *map(_correction_to_line, corrected), ""]
    if contradictions:
        lines += ["## Contradictions", ""]
        lines += [f"- {_inline(check.message)} (`{check.formula}`)" for check in contradictions]
        lines += [""]
    if unaccounted:
        more = ", …" if len(unaccounted) > _UNACCOUNTED_SHOWN else ""
        lines += ["## Numerals not accounted for", "", ", ".join(unaccounted[:_UNACCOUNTED_SHOWN]) + more, ""]
    return "\n".join(lines)


def table_to_lines(table: Table) -> list[str]:
    """Return a table's caption, unit, grid and notes. A spanning cell's text stands at its first position."""
    label = f"{table.number or table.ordinal} {table.caption or ''}".strip()
    about = f"{table.grid.method}, confidence {table.grid.confidence:.2f}"
    if table.page_first is not None:
        pages = (
            f"{table.page_first}" if table.page_first == table.page_last else f"{table.page_first}-{table.page_last}"
        )
        about = f"page {pages}, {about}"
    lines = [f"## Table {_inline(label)}", "", *([_inline(table.unit), ""] if table.unit else [])]
    for index, row in enumerate(table.grid.texts()):
        lines.append("| " + " | ".join(_inline(text).replace("|", "\\|") for text in row) + " |")
        if index == 0:
            lines.append("|" + "---|" * len(row))
    lines += ["", *(f"- {_inline(note)}" for note in table.notes), *([""] if table.notes else [])]
    return [*lines, f"({about})", ""]


def _correction_to_line(repair: Repair) -> str:
    subject = repair.subject.partition("/")[2]
    change = f"{repair.before} → {repair.after}"
    return f"- {_inline(f'{subject}: {change} ({repair.reason}; {repair.author})')}"


def _inline(text: str) -> str:
    return " ".join(text.split())
