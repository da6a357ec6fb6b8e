"""What came of corrections at one step of the reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.corrections.entries import Correction, Corrections
from extractors.model import Repair


class MisfitError(ValueError):
    """A correction does not fit what was read: the message is the rest of a sentence that begins with file and entry."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Repairs for what was changed, and a sentence for each correction that does not apply."""

    repairs: tuple[Repair, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Applied:
    """Collects what comes of the corrections of a file: repairs, problems, and what each place is corrected by."""

    file: Corrections
    repairs: list[Repair] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    taken: dict[tuple[object, ...], Correction] = field(default_factory=dict)

    def take(self, correction: Correction, *places: tuple[object, ...]) -> None:
        """Keep places for a correction. Raises `MisfitError` where another has one of them."""
        for place in places:
            if place in self.taken:
                raise MisfitError(f"{self.taken[place].entry.label} corrects {place[-1]} already")
        self.taken.update(dict.fromkeys(places, correction))

    def refuse(self, correction: Correction, error: MisfitError) -> None:
        """Note that a correction does not apply."""
        self.problems.append(self.file.problem(correction.entry, f"{error}; it is not applied."))

    @property
    def outcome(self) -> Outcome:
        """What came of them."""
        return Outcome(tuple(self.repairs), tuple(self.problems))


def require_change(changed: object) -> None:
    """Refuse (`MisfitError`) a correction after which all is as before."""
    if not changed:
        raise MisfitError("this is what was read already")
