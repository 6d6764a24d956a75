"""Search with facets, and questions in SQL."""

from __future__ import annotations

import json
import re

import pytest

from warehouse.explore import searching


def found(server, **query):
    return json.loads(server.get("/search.json?" + "&".join(f"{k}={v}" for k, v in query.items())).text)


def facet(content, name):
    return {row["value"]: row["hits"] for row in content["facets"] if row["facet"] == name}


def test_names_are_searched_with_the_words(server):
    content = found(server, q="岑晚舟 毕业生")
    assert content["total"] == 4
    assert {row["speaker"] for row in content["hits"]} == {"岑晚舟"}
    assert all("毕业生" in row["snippet"] for row in content["hits"][:1])


def test_what_is_shown_of_a_turn_begins_and_ends_with_whole_numbers_and_an_ellipsis_where_it_is_cut(server):
    whole = re.compile("[0-9.万亿]+")
    page = re.sub("</?mark>", "", server.get("/search?q=养老床位").text)
    for row in found(server, q="养老床位")["hits"]:
        ((text,),) = server.rows("SELECT text FROM turns WHERE turn_id = $id", id=row["turn_id"])
        text, core = re.sub(r"\s+", " ", text), row["snippet"].strip("…")
        assert set(whole.findall(core)) <= set(whole.findall(text))
        assert row["snippet"] == "…" * (not text.startswith(core)) + core + "…" * (not text.endswith(core))
        assert row["snippet"] in page


def test_facets_count_all_hits_and_narrow_them_down(server):
    everything = found(server, q="就业")
    assert sum(facet(everything, "year").values()) == everything["total"]
    assert sum(facet(everything, "role").values()) == everything["total"]
    for name in ("year", "role", "speaker", "outlet", "site"):
        for value, hits in facet(everything, name).items():
            assert found(server, q="就业", **{name: value})["total"] == hits


def test_of_a_single_character_the_latest_come_first_and_no_page_repeats_another(server):
    first, second = found(server, q="市"), found(server, q="市", page="2")
    assert first["total"] > 60
    plain = [row["held_on"] for row in first["hits"] + second["hits"] if row["score"] == 1]
    assert plain == sorted(plain, reverse=True)
    assert not {row["turn_id"] for row in first["hits"]} & {row["turn_id"] for row in second["hits"]}


def test_of_a_word_that_too_many_turns_hold_the_newest_come_first(server, monkeypatch):
    best = found(server, q="发展")
    assert best["ranked"] is True
    monkeypatch.setattr(searching, "RANKED", 5)
    newest = found(server, q="发展", n="1")
    assert newest["ranked"] is False
    days = [row["held_on"] for row in newest["hits"]]
    assert days == sorted(days, reverse=True) != [row["held_on"] for row in best["hits"]]
    assert newest["total"] == best["total"]
    assert newest["facets"] == best["facets"]
    assert "the newest come first" in server.get("/search?q=发展&n=1").text
    assert found(server, q="发展", n="1", role="answer")["ranked"] is False
    name, hits = next(iter(facet(best, "speaker").items()))
    one = found(server, q="发展", n="1", speaker=name)
    assert one["ranked"] is True
    assert one["total"] == hits


def test_days_narrow_a_search_down(server):
    content = found(server, q="就业", **{"from": "2025-01-01", "to": "2025-04-30"})
    assert content["hits"]
    assert {row["held_on"][:4] for row in content["hits"]} == {"2025"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%20",
        "q=就业&page=0",
        "q=就业&page=x",
        "q=就业&year=x",
        "q=就业&from=x",
        "q=%27%3B--",
        "q=" + "词" * 900,
        "q={words}",
        "q=%25",
        "q=就业&role=none",
    ],
)
def test_whatever_is_asked_gets_a_page(server, query):
    assert server.get(f"/search?{query}").status == 200


def test_words_are_marked_in_context(server):
    assert "<mark>就业</mark>" in server.get("/search?q=就业").text


def test_a_recipe_is_a_form_with_its_answer(server):
    got = server.get("/recipes/latest_briefings").text
    assert "<textarea" in got
    assert "2025-10-23" in got


def test_a_recipe_is_asked_with_other_values(server):
    usual = json.loads(server.get("/recipes/answers_of_an_official.json").text)
    other = json.loads(server.get("/recipes/answers_of_an_official.json?official=祝屿&from=2024-01-01&to=").text)
    assert "'岑晚舟'" in usual["statement"]
    assert "'祝屿'" in other["statement"]
    assert "DATE '2024-01-01'" in other["statement"]
    assert "DATE '2025-06-30'" in other["statement"]
    assert other["answer"]
    assert other["answer"] != usual["answer"]
    page = server.get("/recipes/answers_of_an_official").text
    assert re.search(
        '<label for="v-official">Official</label> <input id="v-official" name="official" value="岑晚舟"', page
    )


def test_a_value_of_a_recipe_stays_a_text(server):
    got = json.loads(server.get("/recipes/words_of_an_official.json?official=%27 OR 1=1 --").text)
    assert "= ''' OR 1=1 --'" in got["statement"]
    assert got["answer"] == []


def test_a_value_that_is_no_day_is_said_to_be_none(server):
    got = server.get("/recipes/answers_of_an_official?from=soon")
    assert got.status == 400
    assert "from=soon is not a day" in got.text


def test_a_day_that_the_database_does_not_take_is_answered_with_a_sentence(server):
    got = server.get("/recipes/answers_of_an_official?from=2024-W05-6")
    assert got.status == 400
    assert 'role="alert"' in got.text


def test_sql_answers_with_rows_and_says_when_there_are_more(server):
    content = json.loads(server.get("/sql.json?q=SELECT+turn_id+FROM+turns,+range(10)").text)
    assert len(content["answer"]) == 500
    assert content["more"] is True


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '/tmp/x'",
        "FROM read_text('/etc/passwd')",
        "ATTACH ':memory:' AS x",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2",
        "SET memory_limit='9GB'",
        "PRAGMA database_list",
        "FROM nothing",
        "DELETE FROM turns",
        "CALL enable_logging()",
        "FROM '/etc/passwd'",
    ],
)
def test_sql_can_only_read_the_tables(server, statement):
    got = server.get("/sql?q=" + statement.replace(";", "%3B").replace(" ", "+"))
    assert got.status == 400
    assert 'role="alert"' in got.text
