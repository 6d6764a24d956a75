"""The gate for what makes figures comparable: the annotated city beside the checkout, against floors that only rise."""

import json

import pytest

from tests.gold import city, score

pytestmark = [pytest.mark.slow, pytest.mark.soak]


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    found = city.measured()
    if found is None:
        pytest.skip("the annotated city is not beside this checkout")
    return found


def test_no_score_of_the_city_is_below_its_floor(measured: dict[str, float]) -> None:
    floors = json.loads(score.FLOORS.read_text(encoding="utf-8"))

    assert floors["city"].keys() == city.scores(measured).keys()
    assert score.below_floors({"city": city.scores(measured)}, {"city": floors["city"]}) == []


def test_what_is_said_of_the_city_is_what_is_measured_on_it(measured: dict[str, float]) -> None:
    assert measured == score.kept(city.SEEN)
