from app.crud.users import order, user

__all__ = ["order", "user"]
