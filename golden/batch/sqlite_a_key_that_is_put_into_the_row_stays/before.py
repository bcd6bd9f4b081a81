import sqlite3

SCHEMA = """
CREATE TABLE posts (id INTEGER PRIMARY KEY, first_id INTEGER NOT NULL);
CREATE TABLE tags (post_id INTEGER NOT NULL REFERENCES posts (id), name TEXT NOT NULL);
"""


def tagged(connection: sqlite3.Connection) -> list[dict]:
    rows = connection.execute("SELECT id, first_id FROM posts ORDER BY id").fetchall()
    posts = [{"id": int(row[0]), "first_id": int(row[1])} for row in rows]
    for post in posts:
        post["id"] = post["first_id"]
        post["tags"] = connection.execute(
            "SELECT name FROM tags WHERE post_id = ? ORDER BY name", (post["id"],)
        ).fetchall()
    return posts
