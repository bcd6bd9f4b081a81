from __future__ import annotations

from collections import defaultdict

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
        post_ids = list(dict.fromkeys(post.id for post in posts if post.title))
        comments_by_post_id: defaultdict[int, list[Comment]] = defaultdict(list)
        for start in range(0, len(post_ids), 1000):
            for comment in await self.session.scalars(
                select(Comment)
                .where(Comment.post_id.in_(post_ids[start : start + 1000]))
                .order_by(Comment.id)
            ):
                comments_by_post_id[comment.post_id].append(comment)
        for post in posts:
            if post.title:
                cards.append(
                    await self._card(post, comments_by_post_id=comments_by_post_id)
                )
        return cards

    async def _card(
        self, post: Post, *, comments_by_post_id: dict[int, list[Comment]] | None = None
    ) -> dict[str, object]:
        heading = post.title.upper()
        comments = (
            comments_by_post_id.get(post.id, [])
            if comments_by_post_id is not None
            else (
                await self.session.execute(
                    select(Comment)
                    .where(Comment.post_id == post.id)
                    .order_by(Comment.id)
                )
            )
            .scalars()
            .all()
        )
        return {"title": heading, "comments": [comment.text for comment in comments]}
