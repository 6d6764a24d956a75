"""What makes figures comparable: which quantity, of which place, level or growth or share, result or plan.

    text + figures → passage (words, spellings of the vocabulary) → spots (each figure with the words that are its own)
    → name (own words, else the quantity spoken of) · place · aspect · status → dates → figures

The vocabulary is a package of its own; the places (``data/places.tsv``) are data too.
"""

from parsers.observations.observe import observe
from parsers.observations.places import own_names

__all__ = ["observe", "own_names"]
