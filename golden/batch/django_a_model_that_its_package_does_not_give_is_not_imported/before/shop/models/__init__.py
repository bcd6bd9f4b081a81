from . import orders
from .people import Customer

__all__ = ["Customer", "orders"]
