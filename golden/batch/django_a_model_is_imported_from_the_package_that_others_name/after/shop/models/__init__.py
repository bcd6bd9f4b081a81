from .orders import Order
from .people import Customer

__all__ = ["Customer", "Order"]
