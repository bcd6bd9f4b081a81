import sqlite3


# fmt: off
def page(con: sqlite3.Connection, post_id: int) -> list[object]: return [post_id, *con.execute("SELECT name FROM tags WHERE post_id = ?", (post_id,)).fetchall()]
# fmt: on


def pages(con: sqlite3.Connection, post_ids: list[int]) -> list[list[object]]:
    return [page(con, post_id) for post_id in post_ids]
