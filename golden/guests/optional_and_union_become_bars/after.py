"""Finding users."""

from typing import Optional

Key = int | str


class Users:
    def __init__(self, rows: dict[Key, str]) -> None:
        self.rows = rows

    def find(self, key: int | str, default: Optional[str] = None) -> Optional[str]:
        return self.rows.get(key, default)
