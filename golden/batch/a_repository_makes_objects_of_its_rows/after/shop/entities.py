from dataclasses import dataclass


@dataclass(frozen=True)
class User:
    id: int
    email: str

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


@dataclass(frozen=True)
class Order:
    id: int
    total: int


@dataclass(frozen=True)
class Card:
    text: str
