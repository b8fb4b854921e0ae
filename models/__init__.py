"""The mathematics of the planner: it knows no files, no workbooks and no screen."""
