from django.db import models
from django.db.models import Count


class Order(models.Model):
    status = models.CharField(max_length=20)
    user_id = models.IntegerField()
    total = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"


def numbers() -> dict[str, int]:
    found = {}
    user_ids = [1, 2, 3]
    order_counts_by_user_id: dict[int, int] = {}
    for user_id, count in (
        Order.objects.filter(user_id__in=user_ids, total__isnull=False)
        .order_by()
        .values_list("user_id")
        .annotate(count=Count("pk"))
    ):
        order_counts_by_user_id[user_id] = count
    found["open"]   = order_counts_by_user_id.get(1, 0)  # fmt: skip
    found["paid"]   = order_counts_by_user_id.get(2, 0)  # fmt: skip
    found["late"]   = order_counts_by_user_id.get(3, 0)  # fmt: skip
    return found


def shown(items: list[dict[str, int]]) -> dict[str, int]:
    found = {}
    user_ids = list(dict.fromkeys(item["user"] for item in items))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in (
            Order.objects.filter(user_id__in=user_ids[start : start + 1000])
            .order_by()
            .values_list("user_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_user_id[user_id] = count
    for item in items:
        found["total"]   = order_counts_by_user_id.get(item["user"], 0)  # fmt: skip
    return found
