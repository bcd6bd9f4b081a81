import sqlite3

from flask import Flask, current_app, g


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(error=None):
    db = g.pop("db", None)
    if db is not None:
        db.commit()
        db.close()


def init_app(app: Flask) -> None:
    app.teardown_appcontext(close_db)
