-- Names that may be those of one quantity, the surest first.
FROM alike
WHERE $site IS NULL OR site = $site
ORDER BY same_values DESC, shared DESC, figures + other_figures DESC, measure, other
