"""The way to a recording: asks for a file, offers those that lie here, reads it."""
