"""The segmenter is made before the first test, so that no test is charged with its third of a second."""

import pytest

from parsers.words import tokens


@pytest.fixture(scope="session", autouse=True)
def segmenter() -> None:
    tokens("增长5%。")
