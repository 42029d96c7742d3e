"""The program's own editor of a working copy's code."""
