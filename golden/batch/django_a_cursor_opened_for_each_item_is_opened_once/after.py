import json
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, models


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


def order_totals(customer_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id, total FROM shop_order WHERE customer_id = %s",
            [customer_id],
        )
        rows = cursor.fetchall()
    return [total for _, total in rows]


def order_totals_by_customer_ids(customer_ids: Iterable[int]) -> dict[int, list[int]]:
    """Answer `order_totals` for many keys at once: a dict by key, without the missing ones."""
    with connection.cursor() as cursor:
        keys = list(dict.fromkeys(customer_ids))
        shop_orders_by_customer_id = defaultdict(list)
        if keys:
            cursor.execute(
                "SELECT customer_id, total FROM shop_order WHERE customer_id IN (SELECT value FROM json_each(%s))",
                [json.dumps(keys)],
            )
            for row in cursor.fetchall():
                shop_orders_by_customer_id[row[0]].append(row)
    return {
        key: [total for _, total in rows]
        for key, rows in shop_orders_by_customer_id.items()
    }


def sums(ids: list[int]) -> list[int]:
    customer_ids = list(dict.fromkeys(ids))
    shop_orders_by_customer_id = order_totals_by_customer_ids(customer_ids)
    return [sum(shop_orders_by_customer_id.get(customer_id, [])) for customer_id in ids]


def emails(ids: list[int]) -> list[str | None]:
    found = []
    shop_customer_ids = list(dict.fromkeys(ids))
    shop_customers_by_id = {}
    if shop_customer_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, email FROM shop_customer WHERE id IN (SELECT value FROM json_each(%s))",
                [json.dumps(shop_customer_ids)],
            )
            for record in cursor.fetchall():
                shop_customers_by_id[record[0]] = record
    for customer_id in ids:
        row = shop_customers_by_id.get(customer_id)
        found.append(row[1] if row else None)
    return found


def query(sql: str, params: list[int]) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor.fetchall()]


def statuses(ids: list[int]) -> list[object]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    shop_orders_by_customer_id = defaultdict(list)
    if customer_ids:
        for record in query(
            "SELECT customer_id, status FROM shop_order WHERE customer_id IN (SELECT value FROM json_each(%s)) ORDER BY id",
            [json.dumps(customer_ids)],
        ):
            shop_orders_by_customer_id[record["customer_id"]].append(record)
    for customer_id in ids:
        for row in shop_orders_by_customer_id.get(customer_id, []):
            found.append(row["status"])
    return found
