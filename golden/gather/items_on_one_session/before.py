from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str]


async def words(session: AsyncSession, ids: list[int]) -> list[str]:
    tags = [await session.get(Tag, tag_id) for tag_id in ids]
    return [tag.word for tag in tags if tag is not None]
