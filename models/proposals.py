"""Proposals: measures that towns enter for themselves, made equal to those of the catalogue.

Solutions are found on the spot; a national catalogue is a start, not the menu (paper 1). A proposal states its own
cost, scale and result; how place and lock-ins act on it is taken from the catalogue measure it is like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.case import CoefficientKey, Measure, Proposal, Triple

TAKEN_OVER = (
    "sensitivity",
    "context",
    "deadweight",
    "displacement",
    "kept",
    "returns_break",
    "returns_after",
    "gate",
    "running_cost",
    "instrument_effect",
    "instrument_cut",
    "tax_forgone_federal",
    "tax_forgone_regional",
)
"""Coefficients that a proposal has in common with the measure it is like, unless it states its own."""


def with_proposals(
    measures: tuple[Measure, ...], coefficients: Mapping[CoefficientKey, Triple], proposals: Iterable[Proposal]
) -> tuple[tuple[Measure, ...], dict[CoefficientKey, Triple]]:
    """Measures and coefficients of a catalogue with those of the proposals added."""
    catalogue = {measure.measure: measure for measure in measures}
    admitted, known = list(measures), dict(coefficients)
    shared: dict[str, list[tuple[CoefficientKey, Triple]]] = {}
    for name, triple in coefficients.items():
        if name[0] in TAKEN_OVER:
            shared.setdefault(name[1], []).append((name, triple))
    for proposal in proposals:
        like = catalogue[proposal.like]
        admitted.append(as_measure(proposal, like))
        for (coefficient, _, key), triple in shared.get(like.measure, ()):
            known.setdefault((coefficient, proposal.proposal, key), triple)
        known.update(own_coefficients(proposal))
    return tuple(admitted), known


def as_measure(proposal: Proposal, like: Measure) -> Measure:
    """A started measure of one town; category, place among points of growth and conditions are those of its like."""
    return Measure(
        measure=proposal.proposal,
        name=proposal.name,
        category=like.category,
        kind="started",
        unit=proposal.unit,
        scale_low=proposal.scale_low,
        scale_high=proposal.scale_high,
        scale_high_per_1000=0.0,
        duration_years=proposal.duration_years,
        lag_years=proposal.lag_years,
        life_years=proposal.life_years,
        point_of_growth=like.point_of_growth,
        preparation_years=proposal.preparation_years,
        needs_consent=like.needs_consent,
        after_opening=like.after_opening,
        excluded_by_opening=like.excluded_by_opening,
        stage=like.stage,
        passage=proposal.source,
        town=proposal.town,
        evidence=proposal.evidence,
        origin=proposal.origin,
    )


def own_coefficients(proposal: Proposal) -> dict[CoefficientKey, Triple]:
    """Cost and result of a proposal as its row states them.

    What rests on the town's word alone is taken at its cautious end: high end of the cost, low end of the result.
    """
    grade = "expert" if proposal.evidence == "stated" else "derived"
    source = f"Proposal, {proposal.evidence}: {proposal.source}".rstrip(": ")
    stated = proposal.evidence == "stated"
    cost = Triple(
        low=proposal.unit_cost_low_mrub,
        central=proposal.unit_cost_high_mrub if stated else proposal.unit_cost_mrub,
        high=proposal.unit_cost_high_mrub,
        grade=grade,
        source=source,
        origin=proposal.origin,
    )
    result = Triple(
        low=proposal.yield_low,
        central=proposal.yield_low if stated else proposal.yield_central,
        high=proposal.yield_high,
        grade=grade,
        source=source,
        origin=proposal.origin,
    )
    return {
        ("unit_cost", proposal.proposal, ""): cost,
        ("yield", proposal.proposal, proposal.goal): result,
    }
