import sqlite3


def set_rows(con: sqlite3.Connection) -> None:
    con.row_factory = sqlite3.Row


def names(con: sqlite3.Connection, post_ids: list[int]) -> list[list[str]]:
    found = []
    for post_id in post_ids:
        set_rows(con)
        rows = con.execute(
            "SELECT name FROM tags WHERE post_id = ?", (post_id,)
        ).fetchall()
        found.append([row["name"] for row in rows])
    return found
