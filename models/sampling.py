"""Prices of a large country from a small part of it, to begin with.

National prices are set by many towns at once, so some hundred towns drawn at random, with their share of the national
money, know them nearly as well as all. The bound they prove for the whole is valid whatever they are, and it is flat
around the best prices; regions then find the prices of their own rows by themselves.
"""

from __future__ import annotations

import numpy as np

from models.case import FEDERAL
from models.diagnosis import Floats
from models.parts import Country
from models.pricing import find_prices

SAMPLE_TOWNS = 250
GAP_SHARE = 0.002
"""How near the prices of the sample come to its best: those of all towns are found by the regions later."""
SEED = 2_016


def sampled_prices(country: Country, seconds: float) -> tuple[Floats, bool]:
    """Prices of all rows (K), and whether time cut the search for them.

    National prices come from a sample of regions; regional money begins at the price of federal money.
    """
    arrays, rows = country.arrays, country.rows
    population = np.array([town.population for town in arrays.case.towns])
    regions: list[int] = []
    for r in np.random.default_rng(SEED).permutation(len(arrays.sets.REGIONS)).tolist():
        if sum(len(country.towns[q]) for q in regions) >= SAMPLE_TOWNS:
            break
        regions.append(r)
    towns = np.concatenate([country.towns[r] for r in regions])
    small = country.sample(regions, float(population[towns].sum() / population.sum()))
    found = find_prices(*small, gap_share=GAP_SHARE, seconds=seconds)
    price = np.zeros(len(rows))
    price[country.national] = found.price[len(found.price) - len(country.national) :]
    return with_regional_money(country, price), found.cut


def with_regional_money(country: Country, price: Floats) -> Floats:
    """Prices in which a region's rouble of a year costs what a federal one does."""
    rows, sets = country.rows, country.arrays.sets
    number = {name: k for k, name in enumerate(rows.names)}
    for year in sets.YEARS:
        federal = price[number[f"{FEDERAL}_budget[{year}]"]]
        price[[number[f"region_budget[{region},{year}]"] for region in sets.REGIONS]] = federal
    return price
