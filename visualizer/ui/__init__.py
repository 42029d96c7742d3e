"""The screen, in Textual: one screen a folder, one pane a file, styles beside them. Importing this imports nothing."""
