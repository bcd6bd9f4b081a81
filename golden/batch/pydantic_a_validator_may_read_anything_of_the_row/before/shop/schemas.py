from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str

    @model_validator(mode="before")
    @classmethod
    def check(cls, row: object) -> object:
        if not getattr(row, "orders", ()):
            raise ValueError("nothing was ordered")
        return row
