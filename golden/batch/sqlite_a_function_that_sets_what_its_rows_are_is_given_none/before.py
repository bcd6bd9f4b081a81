import sqlite3


def page(con: sqlite3.Connection, post_id: int) -> list[str]:
    con.row_factory = sqlite3.Row
    rows = con.execute("SELECT name FROM tags WHERE post_id = ?", (post_id,)).fetchall()
    return [str(post_id), *(row["name"] for row in rows)]


def pages(con: sqlite3.Connection, post_ids: list[int]) -> list[list[str]]:
    return [page(con, post_id) for post_id in post_ids]
