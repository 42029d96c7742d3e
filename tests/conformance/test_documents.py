"""docs/http-choices.md names cases that there are."""

import re

from tests.conformance.cases import ALL
from tests.conformance.servers import ROOT


def test_every_choice_has_its_case() -> None:
    text = (ROOT / "docs" / "http-choices.md").read_text(encoding="utf-8")
    named = re.findall(r"\| `([^`]+)` \|$", text, re.MULTILINE)
    assert named
    assert set(named) <= {case.id for case in ALL}
