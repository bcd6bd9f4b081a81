from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.exceptions import Aborter

db = SQLAlchemy()


class App(Flask):
    aborter_class = Aborter


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(100), unique=True, nullable=False)


def emails(ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = User.query.get_or_404(user_id)
        found.append(user.email)
    return found
