"""A small Django project, laid out as `startproject` does, that the lanes run: every view exists sync and async."""
