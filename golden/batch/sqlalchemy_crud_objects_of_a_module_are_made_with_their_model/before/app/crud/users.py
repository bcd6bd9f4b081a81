from __future__ import annotations

from app.crud.base import CRUDBase
from app.models import Order, User


class CRUDUser(CRUDBase[User, dict]):
    pass


user = CRUDUser(User)
order = CRUDBase[Order, dict](Order)
