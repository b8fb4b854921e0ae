"""The arrow of imports: the mathematics knows no application, and each of its modules only those before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import models
import planner

MODELS = Path(models.__file__).parent
PLANNER = Path(planner.__file__).parent

ORDER = (
    "models",
    "models.case",
    "models.findings",
    "models.monitoring",
    "models.industries",
    "models.residents",
    "models.proposals",
    "models.sets",
    "models.diagnosis",
    "models.instruments",
    "models.columns",
    "models.pooling",
    "models.roadmaps",
    "models.costs",
    "models.offers",
    "models.effects",
    "models.lifts",
    "models.clusters",
    "models.joins",
    "models.arrays",
    "models.rules.cells",
    "models.rules.masters",
    "models.rules.rows",
    "models.rules.absorption",
    "models.rules.budgets",
    "models.rules.clusters",
    "models.rules.cofinancing",
    "models.rules.limits",
    "models.rules.links",
    "models.rules.locks",
    "models.rules.networks",
    "models.rules.rollout",
    "models.rules",
    "models.quiet",
    "models.pairs",
    "models.blocks",
    "models.bound",
    "models.mixing",
    "models.pricing",
    "models.options",
    "models.templates",
    "models.mix",
    "models.money",
    "models.repair",
    "models.parts",
    "models.sampling",
    "models.branching",
    "models.together",
    "models.certificate",
    "models.results",
    "models.reports",
)
"""Every module of the mathematics, each importing only those before it."""

THE_CASE = {"models.case", "models.findings", "models.proposals"}
"""What reading a case takes."""
FOREIGN_TO_TABLES = (
    "planner.marking",
    "planner.solving",
    "planner.verifying",
    "planner.views",
    "planner.plan",
    "planner.cli",
)
FOREIGN_TO_SOLVING = ("planner.marking", "planner.verifying", "planner.views", "planner.cli")
FOREIGN_TO_VERIFYING = ("planner.marking", "planner.solving", "planner.views", "planner.plan", "planner.cli")
FOREIGN_TO_VIEWS = ("planner.verifying", "planner.marking", "planner.cli")
FOREIGN_TO_MARKING = (
    "planner.solving",
    "planner.verifying",
    "planner.views",
    "planner.plan",
    "planner.run",
    "planner.cli",
)

SECOND_COMPUTATION_DOES_WITHOUT = ("numpy", "scipy", "pandas", "pyomo", "highspy")
HELP_DOES_WITHOUT = ("pyomo", "pandas", "numpy", "openpyxl", "lxml", "scipy", "highspy")


def modules_of(root: Path) -> dict[str, Path]:
    """Every module below a package, by its dotted name."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = (root.name, *path.relative_to(root).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(path: Path) -> set[str]:
    """Modules of this project that a file imports anywhere in it, inside functions and for types alike.

    ``from package import name`` counts as the module ``package.name`` where there is one.
    """
    known = modules_of(MODELS) | modules_of(PLANNER)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a module stands"
            assert node.module is not None
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & known.keys()
            found |= inner or {node.module}
    return {name for name in found if name.split(".")[0] in ("models", "planner")}


def is_inside(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_the_order_names_every_module_of_the_mathematics() -> None:
    assert sorted(ORDER) == sorted(modules_of(MODELS))


@pytest.mark.parametrize("module", ORDER)
def test_mathematics_imports_only_what_comes_before(module: str) -> None:
    """In particular nothing from the application."""
    assert imports_of(modules_of(MODELS)[module]) <= set(ORDER[: ORDER.index(module)])


@pytest.mark.parametrize(
    ("package", "foreign"),
    [
        ("planner.tables", FOREIGN_TO_TABLES),
        ("planner.solving", FOREIGN_TO_SOLVING),
        ("planner.verifying", FOREIGN_TO_VERIFYING),
        ("planner.views", FOREIGN_TO_VIEWS),
        ("planner.marking", FOREIGN_TO_MARKING),
    ],
)
def test_packages_of_the_application_keep_apart(package: str, foreign: tuple[str, ...]) -> None:
    inside = {name: path for name, path in modules_of(PLANNER).items() if is_inside(name, (package,))}
    assert len(inside) > 1
    for name, path in inside.items():
        crossed = {other for other in imports_of(path) if is_inside(other, foreign)}
        assert not crossed, name


def test_tables_and_the_second_computation_know_the_case_alone() -> None:
    """They read and check what a plan says; neither may lean on the mathematics that made it.

    The reader admits proposals and findings to the case; that is part of reading, not of the mathematics.
    """
    for name, path in modules_of(PLANNER).items():
        if is_inside(name, ("planner.tables", "planner.verifying")):
            assert {other for other in imports_of(path) if is_inside(other, ("models",))} <= THE_CASE, name


def test_words_know_nothing_of_what_they_are_about() -> None:
    """Every part of the application speaks; what it speaks with leans on none of them."""
    for name, path in modules_of(PLANNER).items():
        if is_inside(name, ("planner.words",)):
            assert {other for other in imports_of(path) if not is_inside(other, ("planner.words",))} == set(), name


def loaded_after(code: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after some code."""
    code += "\nimport sys; print('|'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stderr.strip().splitlines()[-1].split("|"))


def test_the_second_computation_loads_no_mathematics() -> None:
    loaded = loaded_after("import planner.verifying.verify")
    assert "planner.verifying.verify" in loaded
    assert {name for name in loaded if is_inside(name, ("models",))} == {"models", *THE_CASE}
    assert not {name for name in loaded if is_inside(name, SECOND_COMPUTATION_DOES_WITHOUT)}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["solve", "--help"], ["check", "--help"], ["verify", "--help"], ["--version"]]
)
def test_help_answers_without_heavy_imports(arguments: list[str]) -> None:
    call = f"main({arguments!r})"
    loaded = loaded_after(
        f"from planner.cli import main\ntry:\n    {call}\nexcept SystemExit as left:\n    assert not left.code"
    )
    assert "planner.cli" in loaded
    assert not {name for name in loaded if is_inside(name, HELP_DOES_WITHOUT)}
