import pytest

from visualizer.probe import settings
from visualizer.vocabulary.link import HOLD_SECONDS


def test_without_an_address_there_is_no_program() -> None:
    assert settings.read({}) is None


def test_the_environment_names_the_program() -> None:
    found = settings.read({"VISUALIZER_LINK": "127.0.0.1:99", "VISUALIZER_TOKEN": "t", "VISUALIZER_LANE": "asgi"})
    assert found == (("127.0.0.1", 99), "t", "asgi", HOLD_SECONDS)
    found = settings.read({"VISUALIZER_LINK": "[::1]:99", "VISUALIZER_HOLD_SECONDS": "2.5"})
    assert found == (("::1", 99), "", "lane", 2.5)


@pytest.mark.parametrize("environment", [{"VISUALIZER_LINK": "nonsense"}, {"VISUALIZER_LINK": "a:b"}])
def test_a_malformed_address_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be HOST:PORT"):
        settings.read(environment)
