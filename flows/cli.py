"""The `shubiao` command."""

from __future__ import annotations

import io
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter, UnusedCliTokensError, validators

from flows.commands.corrections import corrections
from flows.commands.export import export
from flows.commands.ingest import ingest
from flows.commands.prune import prune
from flows.commands.report import report
from flows.commands.schedule import notify, schedule
from flows.failure import RunError, tell
from flows.run_log import RunLog

# Everything else is imported where it is wanted: help and an ingestion with nothing to do take no second for it.

app = App(
    name="shubiao",
    help="Rebuild the tables and numeric claims of journal articles into tidy, checked datasets.",
    help_format="plaintext",
    version=lambda: version("shubiao"),
    suppress_keyboard_interrupt=False,
    help_epilogue=(
        "Exit status: 0 done; 1 some documents could not be read, corrections do not apply, or check found what --fail-on asks for; "
        "2 wrong usage or the run was not possible."
    ),
)

app.command(ingest)
app.command(schedule)
app.command(notify)

_DONE, _SOME_FAILED, _REFUSED, _INTERRUPTED = 0, 1, 2, 130


@app.command
def extract(
    file: Path,
    /,
    *,
    format: Literal["markdown", "json", "csv"] | None = None,  # noqa: A002 (the option is called so)
    output: Path | None = None,
    draw: Path | None = None,
    pages: str | None = None,
    vocabulary: Path | None = None,
    reference: Path | None = None,
    profile: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Extract one document and show it, or draw what was found on pictures of its pages; nothing is published.

    Parameters
    ----------
    file
        A PDF with a text layer, or a text in UTF-8, UTF-16 or GB18030.
    format
        markdown (the default): to read; json: everything, for programs; csv: one file per table.
    output
        Folder to write into instead of the terminal; csv takes <FILE's name>-tables when it is not given.
    draw
        Folder for a picture of each page (<FILE's name>-page-003.png) with what was found on it: tables, cells, claims,
        contradictions, the order of reading. Takes the place of the other formats; PDFs only.
    pages
        Pages to draw, 3 or 3-5; all of them when it is not given.
    vocabulary
        TOML file of your own places, indicators, classifications and units (docs/vocabulary.md).
    reference
        CSV or Parquet file with figures of partners and of the world (docs/indicators.md).
    profile
        Print the seconds of each stage on standard error.
    """
    if draw is None:
        if pages is not None:
            raise RunError("--pages: says which pages to draw; give --draw with it.")
        from flows.knowledge import read_knowledge  # noqa: PLC0415
        from flows.single import extract_file  # noqa: PLC0415

        known = read_knowledge(vocabulary, reference)
        run_log = RunLog()
        sys.stdout.write(extract_file(file, format or "markdown", output, known, run_log.passed))
        sys.stderr.write(run_log.to_text() if profile else "")
        return _DONE
    if profile or any(option is not None for option in (format, output, vocabulary, reference)):
        raise RunError(
            "--draw: goes without --format, --output, --vocabulary, --reference and --profile; run the command once for each."
        )
    from flows.drawing.draw import draw_file  # noqa: PLC0415

    sys.stdout.write(draw_file(file, draw, pages))
    return _DONE


@app.command
def quantities(*, jsonl: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Read text on standard input and print the quantities in it, one JSON object a line: a filter for other programs.

    Each has text, start and end (in characters), value and value_to (the end of a range), unit (ISO 4217, UCUM, percent,
    count ...; 8.81亿美元 is 881000000 USD), printed_value, printed_unit, multiplier, decimals and modifier.

    Parameters
    ----------
    jsonl
        Read lines {"id": ..., "text": ...} and print for each of them one line {"id": ..., "items": [...]}.
    """
    from flows.quantities import records_to_lines, text_to_lines  # noqa: PLC0415

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict", newline="")
    try:
        for line in records_to_lines(sys.stdin) if jsonl else text_to_lines(sys.stdin.read()):
            sys.stdout.write(line)
    except UnicodeDecodeError as error:
        raise RunError(f"standard input: is not UTF-8 ({error.reason} at byte {error.start}).") from error
    return _DONE


@app.command
def check(
    output: str = "output",
    /,
    *,
    fail_on: Literal["contradicts", "ambiguous"] | None = None,
    format: Literal["text", "json", "markdown", "github"] = "text",  # noqa: A002 (the option is called so)
) -> int:
    """Print what the articles published in OUTPUT/current state wrongly, with rule, formula and place.

    Parameters
    ----------
    output
        The folder that the datasets were published in.
    fail_on
        End with status 1 when there is a contradiction; with `ambiguous` also when something is in doubt, which is then
        printed as well.
    format
        text: to read; json: one object a line; markdown: a table, for a pull request; github: annotations of a workflow.
    """
    from flows.finding_lines import findings_to_lines  # noqa: PLC0415
    from flows.findings import find_findings  # noqa: PLC0415

    findings = find_findings(output, doubts=fail_on == "ambiguous")
    sys.stdout.write(findings_to_lines(findings, format))
    return _SOME_FAILED if findings and fail_on else _DONE


@app.command
def labels(
    output: str = "output",
    /,
    *,
    top: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 20,
    format: Literal["text", "csv"] = "text",  # noqa: A002 (the option is called so)
) -> int:
    """Print the labels in OUTPUT/current that no code is known for, the most frequent first, so that a vocabulary can grow.

    Parameters
    ----------
    output
        The folder that the datasets were published in.
    top
        Number of labels of each kind: entity, partner, category, indicator, unit.
    format
        text: to read; csv: with the number of rows and articles, and a place where the label stands.
    """
    from flows.unknown_labels import find_unknown_labels, labels_to_csv, labels_to_text  # noqa: PLC0415

    found = find_unknown_labels(output, top)
    sys.stdout.write(labels_to_csv(found) if format == "csv" else labels_to_text(found))
    return _DONE


app.command(corrections)
app.command(export)
app.command(prune)
app.command(report)


@app.command
def schema() -> int:
    """Print the data dictionary: every column of every dataset."""
    from flows.dictionary import schemas_to_dictionary  # noqa: PLC0415

    sys.stdout.write(schemas_to_dictionary())
    return _DONE


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status. Every error is one sentence on standard error."""
    from extractors.errors import ExtractionError  # noqa: PLC0415

    _open_closed_streams()
    _speak_utf_8()
    # A polite request to end is obeyed like Ctrl-C: the engine's server and the workers end too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except UnusedCliTokensError as error:
        tell(f"too many arguments: {' '.join(error.unused_tokens or ())} (see shubiao --help)")
        return _REFUSED
    except CycloptsError as error:
        tell(f"{error} (see shubiao --help)")
        return _REFUSED
    except RunError as error:
        tell(str(error))
        return _REFUSED
    except ExtractionError as error:
        tell(str(error))
        return _SOME_FAILED
    except BrokenPipeError:
        # Whoever read the output has enough of it: the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except OSError as error:
        # Without a name it was the terminal, pipe or file that the output goes to.
        tell(f"{error.filename or 'the output'}: {error.strerror or error}.")
        return _REFUSED
    except Exception as error:  # noqa: BLE001 (a user is told in a sentence; --help and the documentation say where to report)
        tell(f"something is wrong with the program or its installation ({type(error).__name__}: {error}); report it.")
        return _REFUSED
    except KeyboardInterrupt:
        tell("stopped; what was published before is untouched.")
        return _INTERRUPTED
    return status


def _open_closed_streams() -> None:
    """Let a program that was started with closed streams (`>&-`, some schedulers) speak to nobody, which is no error.

    Their numbers are taken for good: otherwise the next file that is opened would be what the engine writes its words to.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # open() takes the lowest number that is free
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 (open until the end)
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _speak_utf_8() -> None:
    """Let every character be printed: in files and pipes as UTF-8 anywhere, on a terminal as far as it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            blind = stream.encoding.lower() in {"ascii", "ansi_x3.4-1968", "us-ascii"}
            encoding = "utf-8" if blind or not stream.isatty() else stream.encoding
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _run(arguments: list[str] | None) -> int:
    status = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    return status if isinstance(status, int) else _DONE


if __name__ == "__main__":
    sys.exit(main())
