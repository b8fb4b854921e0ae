"""A case back to rows of sheets, as the writer takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from models.case import Case, CoefficientKey, Triple
from models.findings import as_stated
from models.proposals import TAKEN_OVER, own_coefficients
from planner.tables.places import PlacedRow, PlacedSettings
from planner.tables.schema import COEFFICIENT_BY_NAME, SETTINGS, SHEET_BY_NAME

SheetRows = dict[str, list[dict[str, object]]]

ROWS_OF_SHEET: Mapping[str, Callable[[Case], Sequence[object]]] = {
    "Towns": lambda case: [as_stated(town) for town in case.towns],
    "Scores": lambda case: case.scores,
    "Proposals": lambda case: case.proposals,
    "Readiness": lambda case: case.readiness,
    "Contributions": lambda case: case.contributions,
    "Regions": lambda case: case.regions,
    "Budgets": lambda case: case.budgets,
    "Instruments": lambda case: case.instruments,
    "Inflation": lambda case: case.inflation,
    "Loans": lambda case: case.loans,
    "Cofinancing": lambda case: case.cofinancing,
    "Limits": lambda case: case.limits,
    "Locks": lambda case: case.locks,
    "Indicators": lambda case: case.indicators,
    "Observations": lambda case: case.observations,
    "Findings": lambda case: case.findings,
    "Goals": lambda case: case.goals,
    "LockIns": lambda case: case.lock_ins,
    "Statuses": lambda case: case.statuses,
    "Factors": lambda case: case.factors,
    "Measures": lambda case: [measure for measure in case.measures if not measure.town],
    "Products": lambda case: case.products,
    "Industries": lambda case: case.industries,
    "Employment": lambda case: case.employment,
    "Initiators": lambda case: case.initiators,
    "Clusters": lambda case: case.clusters,
    "ClusterSteps": lambda case: case.cluster_steps,
    "Tased": lambda case: case.tased,
    "Residents": lambda case: case.residents,
    "Roadmaps": lambda case: case.roadmap_steps,
    "Links": lambda case: case.links,
}


def rows_of_case(case: Case) -> SheetRows:
    """Rows of every sheet by column. Read again they give an equal case, apart from origins.

    Notes, units and meanings, which the case does not hold, come from the origin of a row where it was read from a
    workbook. Coefficients stated for `all` come one measure at a time; proposals come on their own sheet, and only
    those of their coefficients that their rows and the measures they are like do not give.
    """
    rows: SheetRows = {"Settings": _settings(case)}
    factor_kinds = {factor.factor: factor.kind for factor in case.factors}
    for sheet_name, rows_of in ROWS_OF_SHEET.items():
        columns = [column.name for column in SHEET_BY_NAME[sheet_name].columns]
        rows[sheet_name] = [_row(row, columns) for row in rows_of(case)]
    for score in rows["Scores"]:
        if factor_kinds[str(score["factor"])] == "yes_no":
            score["value"] = "yes" if score["value"] else "no"
    for factor in rows["Factors"]:
        # The sheet requires a meaning, a factor made in memory has only its name.
        factor.setdefault("meaning", factor["name"])
    rows["Coefficients"] = _coefficients(case)
    return rows


def _row(row: object, columns: Sequence[str]) -> dict[str, object]:
    remarks = _remarks(getattr(row, "origin", None))
    cells = {column: _cell(getattr(row, column, remarks.get(column))) for column in columns}
    return {column: value for column, value in cells.items() if value not in (None, "")}


def _remarks(origin: object) -> Mapping[str, str]:
    return origin.remarks if isinstance(origin, PlacedRow) else {}


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return value


def _settings(case: Case) -> list[dict[str, object]]:
    origin = case.settings.origin
    placed = origin.rows if isinstance(origin, PlacedSettings) else {}
    rows = []
    for setting in SETTINGS:
        value = getattr(case.settings, setting.name)
        if value is None and setting.name not in placed:
            continue
        remarks = _remarks(placed.get(setting.name))
        cells = {
            "setting": setting.name,
            "value": value,
            "unit": remarks.get("unit", setting.unit),
            "note": remarks.get("note", ""),
        }
        rows.append({column: value for column, value in cells.items() if value not in (None, "")})
    return rows


def _stated(case: Case) -> Iterator[tuple[CoefficientKey, Triple]]:
    """Coefficients that need a row; what a proposal takes over from the measure it is like comes back by itself."""
    like = {proposal.proposal: proposal.like for proposal in case.proposals}
    own = {key for proposal in case.proposals for key in own_coefficients(proposal)}
    for (coefficient, subject, key), triple in case.coefficients.items():
        taken_over = (
            coefficient in TAKEN_OVER
            and subject in like
            and triple == case.coefficients.get((coefficient, like[subject], key))
        )
        if not taken_over and (coefficient, subject, key) not in own:
            yield (coefficient, subject, key), triple


def _coefficients(case: Case) -> list[dict[str, object]]:
    rows = []
    for (coefficient, subject, key), triple in _stated(case):
        cells = {
            "coefficient": coefficient,
            "subject": subject,
            "key": key,
            "low": triple.low,
            "central": triple.central,
            "high": triple.high,
            "unit": _remarks(triple.origin).get("unit", COEFFICIENT_BY_NAME[coefficient].unit),
            "grade": triple.grade,
            # The sheet requires a source, a coefficient made in memory may have none.
            "source": triple.source or "not stated",
        }
        rows.append({column: value for column, value in cells.items() if value != ""})
    return rows
