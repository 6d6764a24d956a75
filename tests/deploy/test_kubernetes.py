"""The Kubernetes files fit the schemas of Kubernetes, strictly: a field that it does not know is an error."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from kubernetes_validate import ValidationError, validate

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
OLDEST, NEWEST = "1.31", "1.37"
"""The oldest that anybody should still run, and the newest whose schemas are at hand."""

SWITCH = {"type": "object", "additionalProperties": False, "properties": {"enabled": {"type": "boolean"}}}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


TEXT, YES_OR_NO = {"type": "string", "minLength": 1}, {"type": "boolean"}
VALUES = closed(
    **{"global": closed(prefect=closed(env={"type": "array", "items": {"type": "object"}}))},
    server=closed(
        basicAuth=closed(enabled=YES_OR_NO, existingSecret=TEXT),
        uiConfig=closed(prefectUiApiUrl=TEXT),
        livenessProbe=SWITCH,
        readinessProbe=SWITCH,
    ),
    postgresql=SWITCH,
    secret=closed(create=YES_OR_NO, name=TEXT),
)
"""The options of the chart prefect-server that are used here, by its documentation; the chart's own schema is in the
chart, which is not among the packages that tests can install."""


def manifests() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((FOLDER / "runner.yaml").read_text("utf-8")))


def values() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "server-values.yaml").read_text("utf-8")))


def pod(env: list[dict[str, Any]]) -> dict[str, Any]:
    """The server's pod as the chart makes it of these values, as far as they say anything about it."""
    container = {"name": "server", "image": "prefect", "env": env}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "server"}, "spec": {"containers": [container]}}


@pytest.mark.parametrize("version", (OLDEST, NEWEST))
@pytest.mark.parametrize("manifest", manifests(), ids=lambda manifest: manifest["kind"])
def test_every_manifest_fits_its_schema(manifest: dict[str, Any], version: str) -> None:
    assert validate(manifest, version, strict=True) == version


def test_every_file_of_the_folder_is_checked_here() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"runner.yaml", "server-values.yaml"}
    assert [manifest["kind"] for manifest in manifests()] == ["PersistentVolumeClaim", "StatefulSet"]


def test_a_misspelt_field_would_be_noticed() -> None:
    broken = deepcopy(manifests()[1])
    broken["spec"]["template"]["spec"]["containers"][0]["volumeMount"] = []
    with pytest.raises(ValidationError, match="volumeMount"):
        validate(broken, NEWEST, strict=True)


def test_the_charts_values_are_options_it_has_and_their_environment_is_one() -> None:
    jsonschema.validate(values(), VALUES)
    env = values()["global"]["prefect"]["env"]
    assert env
    validate(pod(env), NEWEST, strict=True)
    with pytest.raises(ValidationError, match="100 is not of type"):
        validate(pod([{"name": "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE", "value": 100}]), NEWEST, strict=True)


def test_server_and_runner_share_their_password() -> None:
    runner, _ = manifests()[1]["spec"]["template"]["spec"]["containers"]
    (auth,) = [entry for entry in runner["env"] if entry["name"] == "PREFECT_API_AUTH_STRING"]
    secret = auth["valueFrom"]["secretKeyRef"]
    # The chart reads this key of the secret.
    assert secret == {"name": values()["server"]["basicAuth"]["existingSecret"], "key": "auth-string"}
