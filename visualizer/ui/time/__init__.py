"""Time, large: a row for each thread, loop, database and queue, on an axis to zoom and pan, and counters beside it."""
