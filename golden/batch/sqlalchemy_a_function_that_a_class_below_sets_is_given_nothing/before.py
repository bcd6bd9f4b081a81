from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Song(Base):
    __tablename__ = "songs"

    id: Mapped[int] = mapped_column(primary_key=True)


class Verse(Base):
    __tablename__ = "verses"

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id"))
    text: Mapped[str] = mapped_column(String(100))


class Book:
    def __init__(self, db: Session) -> None:
        self.db = db

    def pages(self) -> list[list[str]]:
        songs = self.db.scalars(select(Song).order_by(Song.id)).all()
        return [self._page(song) for song in songs]

    def _page(self, song: Song) -> list[str]:
        verses = self.db.scalars(select(Verse).where(Verse.song_id == song.id)).all()
        return [str(song.id), *sorted(verse.text for verse in verses)]


def no_page(song: Song) -> list[str]:
    return []


class Cover(Book):
    _page = staticmethod(no_page)
