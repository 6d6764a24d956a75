"""Tests, in the order of the rooms; ``faultsite`` is a site for them that can misbehave."""
