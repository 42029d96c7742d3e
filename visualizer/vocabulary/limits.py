"""How much one event, one line, one source file may hold; what is beyond a limit is cut and its true size recorded."""

BYTES_LIMIT = 65_536
"""Bytes kept of one bytes value."""

TEXT_LIMIT = 16_384
"""Characters kept of one str value, and of the repr() of any other object."""

ITEMS_LIMIT = 1_000
"""Items kept of one list, tuple or mapping."""

DEPTH_LIMIT = 8
"""How deep containers may nest; what lies deeper is kept as its repr()."""

VALUES_LIMIT = 10_000
"""Values kept of one event, over all its nested containers; what comes after is cut, and counted where it was cut."""

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes of one line of a trace file or of the link; a longer line is an error, never read into memory whole."""

SOURCE_LIMIT = 512 * 1024
"""Bytes of a source file that is embedded in a trace; a larger file is named but its text left out."""

EVENTS_LIMIT = 5_000_000
"""Events of one trace; recording stops there and says how many were lost."""

TRACE_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of one trace file, once it is unpacked; a reader stops there with an error."""

WORD_LIMIT = 1_000
"""Characters of one lane's, event's, thread's, task's or source file's name."""
