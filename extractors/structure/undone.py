"""Regions that turn out to be no tables become what stands there instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from extractors.model import Block, Region, Structure
from extractors.structure.sentences import join_lines


def without_tables(structure: Structure, undone: Mapping[int, Literal["prose", "figure"]]) -> Structure:
    """Return the structure with some regions undone: prose becomes one paragraph, a figure's lines stand alone.

    Captions, units and notes stay what they are. Regions keep their indexes; one that is undone is empty.
    """
    if not undone:
        return structure
    regions = tuple(
        replace(region, lines=(), rulings=(), label=None, caption=None, unit=None, notes=())
        if index in undone
        else region
        for index, region in enumerate(structure.regions)
    )
    blocks: list[Block] = []
    for block in structure.blocks:
        instead = undone.get(block.region) if block.region is not None else None
        if instead is None:
            blocks.append(block)
        elif block.kind != "table":
            blocks.append(replace(block, region=None))
        else:
            blocks += _to_blocks(block, structure.regions[block.region or 0], instead)
    return replace(structure, blocks=tuple(blocks), regions=regions)


def _to_blocks(block: Block, region: Region, instead: Literal["prose", "figure"]) -> list[Block]:
    passages = [line.passage for line in region.lines]
    if instead == "figure":
        return [replace(block, kind="figure", passage=passage, region=None) for passage in passages]
    return [replace(block, kind="paragraph", passage=join_lines(passages), region=None)] if passages else []
