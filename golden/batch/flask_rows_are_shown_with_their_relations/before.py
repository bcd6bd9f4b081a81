from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Author(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    books = db.relationship("Book", backref="author", lazy=True)

    def to_dict(self):
        return {"name": self.name, "books": sorted(book.title for book in self.books)}


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    author_id = db.Column(db.Integer, db.ForeignKey("author.id"))

    def to_dict(self):
        return {"title": self.title, "author": self.author.name if self.author else ""}


def authors():
    return [author.to_dict() for author in Author.query.order_by(Author.id).all()]


def books():
    found = []
    for book in Book.query.order_by(Book.id):
        found.append(book.to_dict())
    return found
