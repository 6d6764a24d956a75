"""The segmenter is made before the first test, so that no test is charged with its third of a second."""

import pytest
from hypothesis import settings

from parsers.words import tokens

# By default an example that takes a fifth of a second fails: on a busy machine any may.
settings.register_profile("any machine", deadline=None, max_examples=60)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def segmenter() -> None:
    tokens("增长5%。")
