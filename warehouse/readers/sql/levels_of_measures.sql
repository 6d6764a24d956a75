-- The unit and the kind of time of the levels of some measures.
SELECT unit, span FROM measured() WHERE list_contains($names, measure) AND aspect = 'level'
