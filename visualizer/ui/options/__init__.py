"""The form of the lanes' options: server, limits, middleware and settings, as they are and as they are to be."""
