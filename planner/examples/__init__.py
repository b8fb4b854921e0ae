"""Worked examples: the towns of the two papers, the single-industry towns of Russia, an invented country."""

from __future__ import annotations

from pathlib import Path

from planner.examples.invented import invented_rows
from planner.examples.papers import papers_rows
from planner.examples.russia import DRAFT_PROGRAMME, russia_rows
from planner.tables.write import write_case_workbook, write_template

__all__ = ["DRAFT_PROGRAMME", "invented_rows", "make_examples", "papers_rows", "russia_rows"]


def make_examples(inputs_dir: Path) -> list[Path]:
    """Write ``papers.xlsx``, ``russia.xlsx``, ``russia-six-years.xlsx``, ``clusters.xlsx``, ``template.xlsx``.

    Args:
        inputs_dir: Folder of the workbooks; its folder ``facts`` holds the facts they are made from.

    Returns:
        The workbooks written.

    Raises:
        FileNotFoundError: a file of facts is missing.
    """
    facts_dir = inputs_dir / "facts"
    names = ("papers", "russia", "russia-six-years", "clusters", "template")
    papers, russia, six_years, clusters, template = (inputs_dir / f"{name}.xlsx" for name in names)
    write_case_workbook(papers, papers_rows(facts_dir), notes=None)
    write_case_workbook(russia, russia_rows(facts_dir), notes=None)
    write_case_workbook(six_years, russia_rows(facts_dir, DRAFT_PROGRAMME), notes=None)
    write_case_workbook(clusters, invented_rows(), notes=None)
    write_template(template)
    return [papers, russia, six_years, clusters, template]
