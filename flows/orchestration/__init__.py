"""What Prefect adds to a run: flows, retries, names, artifacts, events. May import everything but service and cli."""
