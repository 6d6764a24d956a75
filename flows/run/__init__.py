"""The flows, and what every run does from its lock to its report. May import every room above but service and cli."""
