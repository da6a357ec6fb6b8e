"""How far an ingestion is: the flow says it, a terminal may show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.run_log import is_logging


def _silent(done: int, total: int) -> None:
    """Show nothing."""


# Called with the number of documents done and of all to do. A context variable, since an engine's flow
# takes parameters that can be stored, and a display cannot.
_SHOW: ContextVar[Callable[[int, int], None]] = ContextVar("show", default=_silent)


def current_display() -> Callable[[int, int], None]:
    """Return what shows progress in this context."""
    return _SHOW.get()


@contextmanager
def shown_by(show: Callable[[int, int], None]) -> Iterator[None]:
    """Let `show` be called with (done, total) within the context."""
    token = _SHOW.set(show)
    try:
        yield
    finally:
        _SHOW.reset(token)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Draw a bar on standard error while it is a terminal, and nothing else is written there; otherwise show nothing."""
    from rich.console import Console  # noqa: PLC0415 (wanted by ingestions alone)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal or is_logging():
        yield _silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Starting the engine", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, description="Reading documents", completed=done, total=total)

        yield show
