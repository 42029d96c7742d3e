"""A learner changes the view's header, and the first place where the two runs part is that header; the runs stay."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_lesson import recorded

EDITOR = """\
#!/bin/sh
sed 's/content_type="[^"]*"/&, headers={"X-Edited": "by me"}/' "$1" > "$1.new" && mv "$1.new" "$1"
"""


def test_the_first_divergence_after_an_edit_is_the_changed_header(start: Start, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    with start("lesson", "5", environment={"EDITOR": str(editor)}) as terminal:
        recorded(terminal)
        terminal.press("E")
        terminal.wait_for("LIVE · your copy")
        terminal.press("d")
        terminal.wait_for("divergence 1 of")
        screen = terminal.wait_for("headers.x-edited")
        assert "run 1 · wsgi" in screen
        assert "run 2 · wsgi" in screen
        row = next(line for line in screen.split("\n") if "●" in line)
        assert row.count("≠ · start_response") == 2
        assert "run 1 · wsgi  does not have it" in screen
        assert "run 2 · wsgi  'by me'" in screen
        terminal.press("enter")
        terminal.wait_for("● start_response")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0

    with start("lesson", "5") as terminal:
        recorded(terminal)
        terminal.press("end", "s", "s", "D")
        screen = terminal.wait_for(lambda text: all(name in text for name in ("run 1 ", "run 2 ", "run 3 ")))
        assert "changed: your copy of the code" in next(line for line in screen.split("\n") if "run 2 " in line)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
