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


def sums(ids: list[int]) -> list[int]:
    return [sum(order_totals(customer_id)) for customer_id in ids]


def emails(ids: list[int]) -> list[str | None]:
    found = []
    for customer_id in ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, email FROM shop_customer WHERE id = %s", [customer_id]
            )
            row = cursor.fetchone()
        found.append(row[1] if row else None)
    return found


def query(sql: str, params: list[int]) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor.fetchall()]


def statuses(ids: list[int]) -> list[object]:
    found = []
    for customer_id in ids:
        for row in query(
            "SELECT customer_id, status FROM shop_order"
            " WHERE customer_id = %s ORDER BY id",
            [customer_id],
        ):
            found.append(row["status"])
    return found
