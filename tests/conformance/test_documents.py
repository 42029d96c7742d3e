"""docs/http-choices.md names cases and tests that there are, one in each of its rows."""

import re

from tests.conformance.cases import ALL
from tests.conformance.servers import ROOT


def test_every_choice_is_proved() -> None:
    text = (ROOT / "docs" / "http-choices.md").read_text(encoding="utf-8")
    proofs = [
        row.rstrip(" |").rpartition("| ")[2] for row in re.findall(r"^\| (?!the standard ).*\|$", text, re.MULTILINE)
    ]
    cases = {f"`{case.id}`" for case in ALL}
    assert len(proofs) > 40
    assert [proof for proof in proofs if proof not in cases and not (ROOT / proof).is_file()] == []
