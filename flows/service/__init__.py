"""The running service: server, runner, supervised processes, deployments, alarms. May import run."""
