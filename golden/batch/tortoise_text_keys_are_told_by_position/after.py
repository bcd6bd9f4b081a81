from collections import defaultdict
from decimal import Decimal

from tortoise import fields
from tortoise.exceptions import DoesNotExist
from tortoise.expressions import Case, F, Q, When
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
    unique_emails = list(dict.fromkeys(emails))
    user_by_email: dict[str, User] = {}
    for start in range(0, len(unique_emails), 50):
        wanted = unique_emails[start : start + 50]
        cases = {
            f"_position_{number}": Case(When(email=key, then=F("id")))
            for number, key in enumerate(wanted)
        }
        rows = await User.filter(
            Q(*(Q(email=key) for key in wanted), join_type=Q.OR)
        ).annotate(**cases)
        for found_row, user_row in [
            (wanted[number], user_row)
            for user_row in rows
            for number in range(len(wanted))
            if vars(user_row).pop(f"_position_{number}") is not None
        ]:
            user_by_email[found_row] = user_row
    for email in emails:
        user = user_by_email.get(email)
        found.append(user.id if user else None)
    return found


async def known(emails: list[str]) -> list[int]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    user_by_email: dict[str, User] = {}
    for start in range(0, len(unique_emails), 50):
        wanted = unique_emails[start : start + 50]
        cases = {
            f"_position_{number}": Case(When(email=key, then=F("id")))
            for number, key in enumerate(wanted)
        }
        rows = await User.filter(
            Q(*(Q(email=key) for key in wanted), join_type=Q.OR)
        ).annotate(**cases)
        for found_row, user_row in [
            (wanted[number], user_row)
            for user_row in rows
            for number in range(len(wanted))
            if vars(user_row).pop(f"_position_{number}") is not None
        ]:
            user_by_email[found_row] = user_row
    for email in emails:
        if email not in user_by_email:
            raise DoesNotExist('Object "User" does not exist')
        user = user_by_email[email]
        found.append(user.id)
    return found


async def open_orders(statuses: list[str], least: Decimal) -> list[list[int]]:
    found = []
    unique_statuses = list(dict.fromkeys(statuses))
    orders_by_status: defaultdict[str, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_statuses), 50):
        wanted = unique_statuses[start : start + 50]
        cases = {
            f"_position_{number}": Case(When(status=key, then=F("number")))
            for number, key in enumerate(wanted)
        }
        rows = (
            await Order.filter(
                Q(*(Q(status=key) for key in wanted), join_type=Q.OR), total__gte=least
            )
            .order_by("-total", "number")
            .prefetch_related("user")
            .annotate(**cases)
        )
        for found_row, order_row in [
            (wanted[number], order_row)
            for order_row in rows
            for number in range(len(wanted))
            if vars(order_row).pop(f"_position_{number}") is not None
        ]:
            orders_by_status[found_row].append(order_row)
    for status in statuses:
        orders = orders_by_status.get(status, [])
        found.append([order.number for order in orders if order.user.id])
    return found


async def at(keys: list[tuple[str, Decimal]]) -> list[list[Order]]:
    found = []
    unique_keys = list(dict.fromkeys((status, total) for status, total in keys))
    orders_by_status_and_total = defaultdict(list)
    for start in range(0, len(unique_keys), 50):
        wanted = unique_keys[start : start + 50]
        cases = {
            f"_position_{number}": Case(
                When(status=wanted_status, total=wanted_total, then=F("number"))
            )
            for number, (wanted_status, wanted_total) in enumerate(wanted)
        }
        rows = (
            await Order.filter(
                Q(
                    *(
                        Q(status=wanted_status, total=wanted_total)
                        for wanted_status, wanted_total in wanted
                    ),
                    join_type=Q.OR,
                )
            )
            .order_by("number")
            .annotate(**cases)
        )
        for found_row, order in [
            (wanted[number], order)
            for order in rows
            for number in range(len(wanted))
            if vars(order).pop(f"_position_{number}") is not None
        ]:
            orders_by_status_and_total[found_row].append(order)
    for status, total in keys:
        orders = list(orders_by_status_and_total.get((status, total), ()))
        found.append(orders)
    return found


async def numbers(statuses: list[str]) -> list[int]:
    found = []
    unique_statuses = list(dict.fromkeys(statuses))
    orders_by_status: defaultdict[str, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_statuses), 50):
        wanted = unique_statuses[start : start + 50]
        cases = {
            f"_position_{number}": Case(When(status=key, then=F("number")))
            for number, key in enumerate(wanted)
        }
        rows = (
            await Order.exclude(total=7)
            .filter(Q(*(Q(status=key) for key in wanted), join_type=Q.OR))
            .order_by("-user_id", "-number")
            .annotate(**cases)
        )
        for found_row, order_row in [
            (wanted[number], order_row)
            for order_row in rows
            for number in range(len(wanted))
            if vars(order_row).pop(f"_position_{number}") is not None
        ]:
            orders_by_status[found_row].append(order_row)
    for status in statuses:
        for order in orders_by_status.get(status, []):
            found.append(order.number)
    return found
