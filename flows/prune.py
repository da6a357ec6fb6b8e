"""What nobody needs any more goes: old snapshots, and what runs that were killed left behind."""

from __future__ import annotations

from dataclasses import dataclass
from time import time

from flows.failure import RunError
from flows.manifest import find_objects
from flows.place import HISTORY, OBJECTS, PAGES, SNAPSHOTS, Entry, Head, Place
from flows.report.entry import find_pages

# A reader that began with an earlier snapshot finds its files there for two more publications, and for an hour.
SNAPSHOTS_KEPT = 3
GRACE = 3600.0


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed. `waiting` says that others were writing, so that unreachable files stay until the next time."""

    snapshots: int = 0
    objects: int = 0
    bytes: int = 0
    waiting: bool = False


def prune(place: Place, keep: int = SNAPSHOTS_KEPT, grace: float = GRACE) -> Pruned:
    """Remove all snapshots but the current one, the `keep` - 1 before it, and those that were current `grace` seconds ago.

    Then objects go that none of these lists, unless somebody is writing some. It may be killed at any step.
    """
    head = place.head()
    if head is None:
        return Pruned()
    earlier = sorted(
        (entry for entry in place.list(HISTORY) if _last(entry) != head.snapshot),
        key=lambda entry: (entry.modified, entry.name),
        reverse=True,
    )
    since = time() - grace
    leaving = [_last(entry) for entry in earlier[keep - 1 :] if entry.modified <= since]
    with place.writing():
        place.remove(SNAPSHOTS, leaving)
        place.remove(HISTORY, leaving)
    with place.sweeping() as before:
        if before is None:
            return Pruned(len(leaving), waiting=True)
        unreachable = _find_unreachable(place, before)
        for folder in (OBJECTS, PAGES):
            names = [entry.name for entry in unreachable if entry.name.startswith(f"{folder}/")]
            place.remove(folder, [name.removeprefix(f"{folder}/") for name in names])
    return Pruned(len(leaving), len(unreachable), sum(entry.bytes for entry in unreachable))


def _find_unreachable(place: Place, before: float) -> list[Entry]:
    """Return the objects that no snapshot lists; snapshots that never were current are removed on the way."""
    head = place.head()
    known = {_last(entry) for entry in place.list(HISTORY)} | ({head.snapshot} if head else set())
    snapshots = {_last(entry): entry.modified for entry in place.folders(SNAPSHOTS)}
    place.remove(SNAPSHOTS, [name for name, written in snapshots.items() if name not in known and written < before])
    reachable: set[str] = set()
    reports: set[str] = set()  # an issue that stays as it is has the same report in each snapshot
    for name in known & snapshots.keys():
        try:
            files, found = find_objects(place, Head(name, ""))
        except RunError:
            return []  # what it lists is not known: nothing goes
        reachable |= files
        reports |= found
    for report in reports:
        reachable |= find_pages(place, report)
    objects = (*place.list(OBJECTS), *place.list(PAGES))
    return [entry for entry in objects if entry.name not in reachable and entry.modified < before]


def _last(entry: Entry) -> str:
    return entry.name.rpartition("/")[2]
