from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(100))


class Comment(Base):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    text: Mapped[str] = mapped_column(String(100))


class Feed:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def latest(self, author_id: int) -> list[dict[str, object]]:
        stmt = select(Post).where(Post.author_id == author_id).order_by(Post.id)
        posts = (await self.session.scalars(stmt)).all()
        cards = []
        for post in posts:
            if post.title:
                cards.append(await self._card(post))
        return cards

    async def _card(self, post: Post) -> dict[str, object]:
        heading = post.title.upper()
        result = await self.session.execute(
            select(Comment).where(Comment.post_id == post.id).order_by(Comment.id)
        )
        comments = result.scalars().all()
        return {"title": heading, "comments": [comment.text for comment in comments]}
