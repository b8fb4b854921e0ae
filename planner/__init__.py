"""The planner: workbooks, commands, search and views around the mathematics in ``models``."""

__version__ = "0.1.0"
