from django.db import models
from django.db.models import Count, Sum, Value


class Order(models.Model):
    status = models.CharField(max_length=20)
    user_id = models.IntegerField()
    total = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"


def numbers(user_id: int) -> dict[str, int]:
    statuses = ["open", "paid", "late"]
    order_counts_by_status: dict[str, int] = {}
    queries = [
        Order.objects.filter(user_id=user_id, status=key)
        .annotate(_position=Value(number))
        .values_list("_position")
        .annotate(count=Count("pk"))
        for number, key in enumerate(statuses)
    ]
    for position, count in Order.objects.none().union(*queries, all=True):
        order_counts_by_status[statuses[position]] = count
    return {
        "open": order_counts_by_status.get("open", 0),
        "paid": order_counts_by_status.get("paid", 0),
        "late": order_counts_by_status.get("late", 0),
    }


def totals(user_id: int) -> list[int | None]:
    unique_totals = [1, 2, 9]
    order_numbers_by_total = {}
    for row in (
        Order.objects.filter(user_id=user_id, total__in=unique_totals)
        .order_by()
        .values_list("total")
        .annotate(Sum("id"))
    ):
        order_numbers_by_total[row[0]] = {"sum": row[1]}
    first = order_numbers_by_total.get(1, {"sum": None})
    second = order_numbers_by_total.get(2, {"sum": None})
    third = order_numbers_by_total.get(9, {"sum": None})
    return [first["sum"], second["sum"], third["sum"]]
