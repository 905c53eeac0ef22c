"""Chains of releases of one table, and an attacker who solves linear programs over everything that they ever showed.

The attacker knows the layout, every number that was shown, that tables add up, that nothing is negative, and for each cell and each pair
of releases whether anybody left in between (which no real reader knows). For every number of people, of a version or of what came between
two, he takes the largest value that any such world allows. Where that is under the threshold, the number is derived.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from witnessmark.protect import cells
from witnessmark.protect.coarse import Area, Grid, Step, Within
from witnessmark.records.testimony import Counted, Facts, Layout, PublishedCells

GRID = Grid(step=Step.YEAR, area=Area.COUNTRY, within={f"gn:{n}": Within(unit=None, country=f"cc:{n}") for n in range(9)})
METHODS = tuple(f"tnr.{n}" for n in range(6))
COUNTRIES = tuple("ABCDEFG")


@dataclass(frozen=True, kw_only=True)
class Chain:
    layout: Layout
    states: tuple[tuple[Facts, ...], ...]
    """What is known at each of the releases."""


def chain(seed: int, *, releases: int = 10) -> Chain:
    """Return the growing knowledge of one invented case: skewed counts, several experiences, unknowns, and in some cases people who withdraw."""
    rng = random.Random(seed)
    rows, columns = rng.randint(2, 5), rng.randint(2, 5)
    one = rng.random() < 0.2
    layout = Layout(
        counted=Counted.EXPERIENCES if rng.random() < 0.25 else Counted.PERSONS,
        dimensions=("host_country",) if one else ("host_country", "method"),
        categories=(COUNTRIES[:rows],) if one else (COUNTRIES[:rows], METHODS[:columns]))
    weights = [[rng.paretovariate(0.9) for _ in range(columns)] for _ in range(rows)]
    spots = list(product(range(rows), range(columns)))
    grows, leaves, unknown = rng.choice((4, 15, 40, 90)), rng.random() < 0.25, rng.choice((0.0, 0.05, 0.2))
    known: list[Facts] = []
    states, number = [], 0
    for release in range(releases):
        for _ in range(rng.randint(20, 250) if release == 0 else rng.randint(0, grows)):
            number += 1
            for visit in range(1 if rng.random() < 0.93 else 2):
                row, column = rng.choices(spots, [weights[r][c] for r, c in spots])[0]
                known.append(Facts(
                    person=f"p{number}", experience=f"e{number}.{visit}",
                    host_country=None if rng.random() < unknown else COUNTRIES[row if rng.random() > 0.02 else -1],
                    method=None if rng.random() < unknown else METHODS[column]))
        if leaves:
            gone = {one.person for one in known if rng.random() < 0.01}
            known = [one for one in known if one.person not in gone]
        states.append(tuple(known))
    return Chain(layout=layout, states=tuple(states))


@dataclass(frozen=True, kw_only=True)
class Published:
    versions: tuple[PublishedCells, ...]
    """What left, each version once."""
    refused: int
    stood: int
    """Releases that printed the version that stands once more."""
    said: tuple[PublishedCells | None, ...] = ()
    """What each release printed."""


def publish(made: Chain, *, eager: bool = False) -> Published:
    """Publish every release of a chain as the product would; eager: a new version whenever there is one, which gives most away."""
    versions: list[PublishedCells] = []
    refused = stood = 0
    said: list[PublishedCells | None] = []
    for number, facts in enumerate(made.states):
        new = cells.table(facts, made.layout, grid=GRID, release=f"r{number}", earlier=versions)
        stands = cells.standing(made.layout, versions, facts)
        told = new if eager and isinstance(new, PublishedCells) else cells.told(new, stands)
        if isinstance(told, tuple):
            refused += 1
            said.append(None)
            continue
        said.append(told)
        if told is new:
            versions.append(told)
        else:
            stood += 1
    return Published(versions=tuple(versions), refused=refused, stood=stood, said=tuple(said))


# --- the attacker ----------------------------------------------------------------------------------------------------------------------


def derived(versions: Sequence[PublishedCells], layout: Layout, least: int) -> list[tuple[tuple[str, ...], int, int, int]]:
    """Return (cell, since, until, largest) of every number under the threshold that the attacker knows to be under it."""
    if not versions:
        return []
    system = _system(versions, layout)
    truth = np.array([[cell.count for cell in one.cells] for one in versions])
    places = {cell.at: n for n, cell in enumerate(versions[0].cells)}
    found = []
    for until in range(len(versions)):
        for since in range(-1, until):
            grown = truth[until] - (truth[since] if since >= 0 else 0)
            for at, n in places.items():
                if abs(grown[n]) < least:
                    most = system.largest(_weights(at, since, until, layout, len(versions)), least)
                    if most < least:
                        found.append((at, since, until, most))
    return found


def _inner(layout: Layout) -> list[tuple[str, ...]]:
    return list(product(*cells.headings(layout)))


def _weights(at: tuple[str, ...], since: int, until: int, layout: Layout, versions: int) -> np.ndarray:
    inner = np.array([all(a in (b, cells.TOTAL) for a, b in zip(at, one, strict=True)) for one in _inner(layout)], dtype=float)
    return np.concatenate([inner * (since < number <= until) for number in range(versions)])


def _system(versions: Sequence[PublishedCells], layout: Layout) -> Programs:
    inner = _inner(layout)
    true = np.array([[{cell.at: cell.count for cell in one.cells}[at] for at in inner] for one in versions], dtype=float)
    came = np.diff(true, axis=0, prepend=0)
    lowest = np.minimum(came, 0).ravel()
    rows, right = [], []
    for number, one in enumerate(versions):
        for cell in one.cells:
            if cell.shown:
                rows.append(_weights(cell.at, -1, number, layout, len(versions)))
                right.append(cell.count)
    floors = []
    if lowest.min() < 0:  # then a number could fall below zero, which it must not
        for number, n in product(range(len(versions)), range(len(inner))):
            floor = np.zeros(len(lowest))
            floor[[k * len(inner) + n for k in range(number + 1)]] = 1
            if floor @ lowest < 0:
                floors.append(floor)
    return Programs(np.array(rows), np.array(right, dtype=float), np.array(floors), lowest, came.ravel())


class Programs:
    """Linear programs over one set of constraints: equalities, sums not below zero, and lower bounds."""

    def __init__(self, equal: np.ndarray, right: np.ndarray, floors: np.ndarray, lowest: np.ndarray, known: np.ndarray) -> None:
        self.size, self.lowest = len(lowest), lowest
        slack = len(floors)
        matrix = np.zeros((len(equal) + slack, self.size + slack))
        matrix[: len(equal), : self.size] = equal
        for n in range(slack):
            matrix[len(equal) + n, : self.size] = floors[n]
            matrix[len(equal) + n, self.size + n] = -1
        right = np.concatenate([right, np.zeros(slack)])
        right = right - matrix[:, : self.size] @ lowest
        matrix[right < 0] *= -1
        right = np.abs(right)
        self.pool = [known]
        self._begin(matrix, right)

    def _begin(self, matrix: np.ndarray, right: np.ndarray) -> None:
        """Find a first corner: artificial variables are driven out, and rows that say nothing new are left away."""
        rows, columns = matrix.shape
        tableau = np.hstack([matrix, np.eye(rows), right[:, None]])
        basis = list(range(columns, columns + rows))
        cost = np.concatenate([np.zeros(columns), -np.ones(rows)])
        assert _simplex(tableau, basis, cost) is True
        assert sum(tableau[n, -1] for n, b in enumerate(basis) if b >= columns) < 1e-6, "no world agrees with what was published"
        keep = []
        for n in range(rows):
            if basis[n] >= columns:
                entering = np.flatnonzero(np.abs(tableau[n, :columns]) > 1e-7)
                if not len(entering):
                    continue
                _pivot(tableau, basis, n, int(entering[0]))
            keep.append(n)
        self.tableau = np.hstack([tableau[keep][:, :columns], tableau[keep][:, -1:]])
        self.basis = [basis[n] for n in keep]

    def largest(self, weights: np.ndarray, enough: int) -> int:
        """Return the largest whole value of a sum, or `enough` as soon as some world has that much."""
        if max(float(weights @ world) for world in self.pool) >= enough:
            return enough
        cost = np.concatenate([weights, np.zeros(self.tableau.shape[1] - 1 - self.size)])
        bounded = _simplex(self.tableau, self.basis, cost)
        world = np.zeros(self.tableau.shape[1] - 1)
        world[self.basis] = self.tableau[:, -1]
        world = world[: self.size] + self.lowest
        self.pool.append(world)
        return enough if not bounded else int(np.floor(weights @ world + 1e-6))


def _simplex(tableau: np.ndarray, basis: list[int], cost: np.ndarray) -> bool:
    """Go from corner to corner until nothing grows; false where it grows without end."""
    for turn in range(20_000):
        reduced = cost - cost[basis] @ tableau[:, :-1]
        better = np.flatnonzero(reduced > 1e-7)
        if not len(better):
            return True
        column = int(better[np.argmax(reduced[better])]) if turn < 300 else int(better[0])  # the smallest index cannot go round for ever
        rising = tableau[:, column] > 1e-7
        if not rising.any():
            return False
        ratio = np.where(rising, tableau[:, -1] / np.where(rising, tableau[:, column], 1), np.inf)
        ties = np.flatnonzero(ratio <= ratio.min() + 1e-9)
        _pivot(tableau, basis, int(min(ties, key=lambda n: basis[n])), column)
    raise AssertionError("the program did not end")


def _pivot(tableau: np.ndarray, basis: list[int], row: int, column: int) -> None:
    tableau[row] /= tableau[row, column]
    factors = tableau[:, column].copy()
    factors[row] = 0
    tableau -= np.outer(factors, tableau[row])
    tableau[np.abs(tableau) < 1e-10] = 0
    basis[row] = column


def kept(published: Published, layout: Layout) -> Mapping[str, int]:
    """Count what is left to read: cells that releases printed, of all and of those large enough to be printed."""
    least = cells.fewest(layout)
    printed = [one for one in published.said if one is not None]
    all_ = [cell for one in printed for cell in one.cells]
    return {"cells": len(all_), "large": sum(c.count >= least for c in all_), "shown": sum(c.shown for c in all_)}
