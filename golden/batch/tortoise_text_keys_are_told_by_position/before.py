from decimal import Decimal

from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)

    class Meta:
        table = "users"


class Order(Model):
    number = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders")
    status = fields.CharField(max_length=20, null=True)
    total = fields.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        table = "orders"
        ordering = ["-user_id", "-number"]


async def ids(emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        user = await User.filter(email=email).first()
        found.append(user.id if user else None)
    return found


async def known(emails: list[str]) -> list[int]:
    found = []
    for email in emails:
        user = await User.get(email=email)
        found.append(user.id)
    return found


async def open_orders(statuses: list[str], least: Decimal) -> list[list[int]]:
    found = []
    for status in statuses:
        orders = (
            await Order.filter(total__gte=least, status=status)
            .order_by("-total", "number")
            .prefetch_related("user")
        )
        found.append([order.number for order in orders if order.user.id])
    return found


async def at(keys: list[tuple[str, Decimal]]) -> list[list[Order]]:
    found = []
    for status, total in keys:
        orders = await Order.filter(status=status, total=total).order_by("number")
        found.append(orders)
    return found


async def numbers(statuses: list[str]) -> list[int]:
    found = []
    for status in statuses:
        for order in await Order.exclude(total=7).filter(status=status):
            found.append(order.number)
    return found
