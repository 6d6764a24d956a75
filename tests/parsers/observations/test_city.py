"""The gate for what makes figures comparable: annotated cities against floors that only rise, by the scorer beside the checkout."""

import json

import pytest

from tests.gold import city, score

pytestmark = [pytest.mark.slow, pytest.mark.soak]


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    found = city.measured()
    if not found:
        pytest.skip("the scorer of annotated cities is not beside this checkout")
    return found


def test_no_score_of_a_city_is_below_its_floor(measured: dict[str, dict[str, float]]) -> None:
    floors = json.loads(score.FLOORS.read_text(encoding="utf-8"))
    reached = city.floored(measured)

    assert all(floors[group].keys() == lines.keys() for group, lines in reached.items())
    assert score.below_floors(reached, {group: floors[group] for group in reached}) == []


def test_what_is_said_of_the_cities_is_what_is_measured_on_them(measured: dict[str, dict[str, float]]) -> None:
    assert measured == score.kept(city.SEEN)
