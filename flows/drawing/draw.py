"""A file becomes pictures of its pages, painted in a worker process."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Final

import regex
from pebble import ProcessExpired

from extractors.dataset import explain
from extractors.errors import ExtractionError
from extractors.model import Document, Explanation, Page
from flows.corrections import CorrectionsFile
from flows.drawing.marks import find_marks
from flows.drawing.paint import paint_page
from flows.drawing.sheets import draw_sheet, open_sheets, page_to_scale
from flows.failure import Failure, RunError
from flows.isolation import open_workers
from flows.limits import Limits
from flows.sources import find_sources, printable

MOST_PAGES: Final = 200
_LIMITS: Final = Limits()
_PAGES: Final = regex.compile(r"(\d{1,6})(?:-(\d{1,6}))?")

PageRange = tuple[int, int]


def draw_file(file: Path, folder: Path, pages: str | None = None) -> str:
    """Draw the pages of a PDF into a folder, as `<document stem>-page-003.png`, and return the files' names as lines.

    `pages` is one page (`3`) or a run of them (`3-5`), counted from 1; all when None. What is there under these
    names is replaced. Raises `ExtractionError` when the document cannot be read, `RunError` for a text, which
    has no page to draw, a run of pages that is none, and more than `MOST_PAGES` pages.
    """
    if file.is_dir():
        raise RunError(f"{printable(file)}: is a folder; give one file.")
    source = find_sources(file).documents[0]
    if source.failure:
        raise RunError(f"{printable(file)}: {source.failure.sentence}")
    chosen = read_pages(pages)
    # A page is drawn by a native library, and may be anything: what it does costs a worker, not the command.
    with open_workers(_LIMITS, 1) as workers:
        future: Future[list[str] | Failure] = workers.schedule(draw_document, file, folder, chosen, source.corrections)
        result = _wait(future)
    if isinstance(result, Failure):
        if result.kind == RunError.__name__:
            raise RunError(result.sentence)
        raise ExtractionError(printable(file), result.sentence)
    return "".join(f"{name}\n" for name in result)


def read_pages(text: str | None) -> PageRange | None:
    """Read `3` or `3-5` as the first and last page; None for None. Raises `RunError` for anything else."""
    if text is None:
        return None
    match = _PAGES.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise RunError(f"--pages {text}: is no run of pages; give one page, or the first and the last: 3-5.")
    return first, last


def draw_document(
    file: Path, folder: Path, chosen: PageRange | None, beside: CorrectionsFile | None = None
) -> list[str] | Failure:
    """Draw the chosen pages of a file and return the names of the pictures. Runs in a worker: errors are values."""
    try:
        content = file.read_bytes()
        explanation = explain(content, printable(file), corrections=beside.corrections if beside else None)
        if not explanation.document.drawn:
            sentence = f"{printable(file)}: is a text, which has no pages to draw; give the PDF."
            return Failure(RunError.__name__, sentence)
        return draw_explanation(explanation, content, folder / file.stem, chosen)
    except RunError as error:
        return Failure(RunError.__name__, str(error))
    except ExtractionError as error:
        return Failure(type(error).__name__, error.sentence)
    except OSError as error:
        return Failure(RunError.__name__, f"{printable(folder)}: cannot be written ({error.strerror}).")
    except MemoryError:
        return Failure("MemoryLimitError", "needs more memory than allowed; draw fewer pages, with --pages.")
    except Exception as error:  # noqa: BLE001 (whatever it is, it costs this document alone)
        message = " ".join(str(error).split())[:300] or type(error).__name__
        return Failure(type(error).__name__, f"the drawing failed ({message}); please report it with the document.")


def draw_explanation(explanation: Explanation, content: bytes, target: Path, chosen: PageRange | None) -> list[str]:
    """Draw the chosen pages of a PDF that was extracted as `<target>-page-003.png`, and return the pictures' names."""
    document = explanation.document
    pages = choose_pages(document, chosen)
    marks = find_marks(explanation)
    target.parent.mkdir(parents=True, exist_ok=True)
    names = []
    with open_sheets(content) as sheets:
        for page in pages:
            title = f"page {page.number} of {len(document.pages)}"
            if page.number in document.unreadable_pages:
                title += ", which could not be read"
            sheet = draw_sheet(sheets, page)
            picture = paint_page(sheet, page, marks.get(page.number, ()), page_to_scale(page), title)
            final = target.with_name(f"{target.name}-page-{page.number:03}.png")
            # Never half a picture under its name.
            unfinished = final.with_name(f".{final.name}.unfinished")
            picture.save(unfinished, "PNG")
            unfinished.replace(final)
            names.append(printable(final))
    return names


def choose_pages(document: Document, chosen: PageRange | None) -> tuple[Page, ...]:
    """Return the chosen pages, all by default. Raises `RunError` for pages that are not there, and for too many."""
    pages = document.pages
    first, last = chosen or (1, len(pages))
    if last > len(pages):
        raise RunError(f"{document.name}: page {last} is not there, the last one is {len(pages)}.")
    if last - first >= MOST_PAGES:
        raise RunError(
            f"{document.name}: {last - first + 1} pages exceed the limit of {MOST_PAGES}; choose with --pages."
        )
    return pages[first - 1 : last]


def _wait(future: Future[list[str] | Failure]) -> list[str] | Failure:
    try:
        return future.result()
    except TimeoutError:
        sentence = f"took longer than {_LIMITS.seconds:g} s and was stopped; draw fewer pages, with --pages."
        return Failure("TimeLimitError", sentence, by_limits=True)
    except ProcessExpired as error:
        sentence = f"ended its worker process (exit status {error.exitcode}); please report it with the document."
        return Failure("WorkerCrashError", sentence, by_limits=True)
