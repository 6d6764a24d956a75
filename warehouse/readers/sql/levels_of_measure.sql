-- The unit and the kind of time of the levels of a measure.
SELECT unit, span FROM measured() WHERE measure = $name AND aspect = 'level'
