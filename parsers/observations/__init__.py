"""What makes figures comparable: which quantity, of which place, level or growth or share, result or plan.

    text + figures → passage (words, spellings of the vocabulary) → spots (each figure with the words that are its own)
    → name (own words, else the quantity spoken of) · place · aspect · status · comparison → figures

The vocabulary (``data/measures.tsv``) and the places (``data/places.tsv``) are data; a user's table is merged into it.
"""

from parsers.observations.observe import observe
from parsers.observations.places import own_names
from parsers.observations.vocabulary import Measure, Vocabulary, bundled, merged, reader_version

__all__ = ["Measure", "Vocabulary", "bundled", "merged", "observe", "own_names", "reader_version"]
