"""``briefings sites check --live``, as typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.sample import DEFINITION, sample_server
from tests.faultsite import fault_site, faults


def test_check_live_of_a_list_that_changed_shows_the_table_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DEFINITION.read_text(encoding="utf-8")
    definition = tmp_path / "changed.toml"
    definition.write_text(re.sub(r"(?m)^item = .*", 'item = ".liste li"', text), encoding="utf-8")
    with sample_server() as server:
        monkeypatch.setenv("BRIEFINGS_BASE_URL", server.url)
        assert run(["sites", "check", str(definition), "--live", "--data-dir", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert re.search(r"✗ +listing.item +.liste li +0 +nothing", shown.out)
    assert "listing.item: .liste li matches nothing" in shown.err


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<title>登录</title><form><input type='password' name='p'></form>", "refused with a login page"),
        ("<title>安全验证</title><p>请输入验证码</p><img src='/kaptcha.jpg'>", "refused with a captcha"),
        (
            "<ul class='news'></ul><script>$.get('/list.json', show)</script>" + "<p>政务公开</p>" * 60,
            "drawn by a script",
        ),
    ],
)
def test_check_live_of_a_list_behind_something_says_so_in_a_sentence(
    page: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with fault_site() as web:
        monkeypatch.setenv("BRIEFINGS_BASE_URL", web.url)
        text = f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>"
        web.fault("/nw9820/index.html", faults.body(text.encode(), faults.HTML))
        definition = str(web.write_definition(tmp_path))
        assert run(["sites", "check", definition, "--live", "--data-dir", str(tmp_path / "data")]) == 1
    (sentence,) = [line for line in capsys.readouterr().err.splitlines() if "index.html" in line]
    assert said in sentence


def test_check_live_asks_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sample_server() as server:
        monkeypatch.setenv("BRIEFINGS_BASE_URL", server.url)
        assert run(["sites", "check", str(DEFINITION), "--live", "--json", "--data-dir", str(tmp_path)]) == 0
    found = {finding["key"] + finding["selector"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert found["listinglinks"]["matches"] > 1
    assert found["articleturns"]["ok"]
