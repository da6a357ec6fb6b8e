"""Which issues of a plan this ingestion reads, and which it leaves to others that read them already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from time import monotonic, sleep

from flows.failure import PassingError, tell
from flows.place import Place
from flows.plan import Plan
from flows.publish import Publication

_PATIENCE, _PAUSE = 5.0, 0.1  # seconds


@contextmanager
def claimed(plan: Plan, place: Place) -> Iterator[tuple[Plan, tuple[str, ...]]]:
    """Give what is left of a plan without the issues that other ingestions read at this moment, and the ids of those.

    To be entered while `writing`.
    """
    with ExitStack() as claims:
        taken = {
            name
            for name in (
                *(issue.issue.id for issue in plan.changed),
                *(issue.issue.id for issue in plan.removed_issues),
            )
            if not claims.enter_context(place.claim(name))
        }
        mine = replace(
            plan,
            changed=tuple(issue for issue in plan.changed if issue.issue.id not in taken),
            removed_issues=tuple(issue for issue in plan.removed_issues if issue.issue.id not in taken),
        )
        yield mine, tuple(sorted(taken))


def refuse_taken(plan: Plan, place: Place, patience: float = _PATIENCE) -> None:
    """Raise `RunError` when other ingestions read all that the plan would, and when the place cannot be written.

    What is taken is asked for again for some seconds: the engine of a command that was killed ends by itself, which takes it
    a moment on a busy machine, and whoever starts the next run at once should not have to start it twice.
    """
    deadline = monotonic() + patience
    with place.writing():
        while True:
            with claimed(plan, place) as (mine, taken):
                if not taken:
                    return
            if monotonic() > deadline:
                break
            sleep(_PAUSE)
    if mine.is_empty:
        names = ", ".join(taken)
        raise PassingError(f"{place.name}: {names}: another ingestion is reading this; run again when it has finished.")


def tell_of_others(place: str, publication: Publication, taken: Sequence[str]) -> None:
    """Say which issues another ingestion published first, with the same rows. Raises `RunError` for those that are not this run's.

    `taken` are the ids of issues that were left to others.
    """
    for name in publication.same:
        tell(f"{place}: {name} was published by another ingestion meanwhile, from the same documents; its rows stay.")
    sentences = [
        *(f"{name} is being read by another ingestion and was left to it" for name in taken),
        *(f"{name} was published by another ingestion meanwhile, and its rows stay" for name in publication.lost),
    ]
    if sentences:
        raise PassingError(f"{place}: {'; '.join(sentences)}; all else was published, run again when it has finished.")
