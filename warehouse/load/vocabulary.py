"""The table of quantities with a name: written when another vocabulary reads the pages."""

from __future__ import annotations

from parsers.vocabulary import Vocabulary
from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql


def keep_vocabulary(con: Connection, vocabulary: Vocabulary) -> None:
    """Make the table ``vocabulary`` say what this one says; costs a look-up when it does."""
    (stored,) = con.execute(sql("load/vocabulary_digest")).fetchone() or (None,)
    if stored == vocabulary.digest:
        return
    con.execute(sql("load/delete_vocabulary"))
    append(
        con,
        "vocabulary",
        (
            {
                "measure": measure.name,
                "english": measure.english,
                "topic": measure.topic,
                "units": sorted(measure.units),
                "nature": measure.nature,
                "digest": vocabulary.digest,
            }
            for measure in vocabulary.measures.values()
        ),
    )
