from __future__ import annotations

from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Base

ModelType = TypeVar("ModelType", bound=Base)
CreateType = TypeVar("CreateType")


class CRUDBase(Generic[ModelType, CreateType]):
    def __init__(self, model: type[ModelType]) -> None:
        self.model = model

    async def get(self, db: AsyncSession, id: Any) -> ModelType | None:
        result = await db.execute(select(self.model).where(self.model.id == id))
        return result.scalars().first()

    async def create(self, db: AsyncSession, *, obj_in: CreateType) -> ModelType:
        row = self.model(**obj_in.__dict__)
        db.add(row)
        await db.flush()
        return row

    async def update(
        self, db: AsyncSession, row: ModelType, values: dict[str, Any]
    ) -> None:
        for field, value in values.items():
            setattr(row, field, value)
        await db.flush()
