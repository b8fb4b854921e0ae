"""Prices of a large country from a small part of it, to begin with.

National prices are set by many towns at once, so some hundred towns drawn at random, with their share of the national
money, know them nearly as well as all. The bound they prove for the whole is valid whatever they are, and it is flat
around the best prices; regions then find the prices of their own rows by themselves.
"""

from __future__ import annotations

import numpy as np

from models.blocks import scales_of, spend_of, starts_of
from models.bound import reply_at
from models.case import FEDERAL
from models.columns import Indices
from models.diagnosis import Floats
from models.pairs import whole_offer
from models.parts import Country
from models.pricing import fair_price, find_prices

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
    by_people = float(population[towns].sum() / population.sum())
    small = country.sample(regions, by_people, shares_of(country, towns, by_people))
    found = find_prices(*small, gap_share=GAP_SHARE, seconds=seconds)
    price = np.zeros(len(rows))
    price[country.national] = found.price[len(found.price) - len(country.national) :]
    return with_regional_money(country, price), found.cut


def shares_of(country: Country, towns: Indices, by_people: float) -> Floats:
    """Of what each national row grants, the part of some towns: that of what all would use, if money cost all the same.

    Teams of experts, say, go to the parts of the country that have towns in crisis, not to where most people live.
    """
    arrays, rows = country.arrays, country.rows
    choice = reply_at(whole_offer(arrays), rows, fair_price(whole_offer(arrays), rows))[1].choice
    quantities = spend_of(arrays, choice), starts_of(arrays, choice), scales_of(arrays, choice)
    whole, mine = np.zeros(len(country.national)), np.zeros(len(country.national))
    for matrix, quantity in zip(country.shared, quantities, strict=False):
        of_towns = np.zeros(quantity.shape)
        of_towns[towns] = quantity[towns]
        whole += matrix @ quantity.ravel()
        mine += matrix @ of_towns.ravel()
    share = np.full(len(whole), by_people)
    np.divide(mine, whole, out=share, where=mine * whole > 0.0)
    return share


def with_regional_money(country: Country, price: Floats) -> Floats:
    """Prices in which a region's rouble of a year costs what a federal one does."""
    rows, sets = country.rows, country.arrays.sets
    number = {name: k for k, name in enumerate(rows.names)}
    for year in sets.YEARS:
        federal = price[number[f"{FEDERAL}_budget[{year}]"]]
        price[[number[f"region_budget[{region},{year}]"] for region in sets.REGIONS]] = federal
    return price
