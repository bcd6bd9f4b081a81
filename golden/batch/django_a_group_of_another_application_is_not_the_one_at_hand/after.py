from django.db import models
from django.db.models import Count


class Group(models.Model):
    code = models.CharField(max_length=50, primary_key=True)

    class Meta:
        app_label = "shop"


class Rule(models.Model):
    group = models.ForeignKey("auth.Group", on_delete=models.CASCADE)
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def counts(group_ids: list[int]) -> list[int]:
    unique_group_ids = list(dict.fromkeys(group_ids))
    rule_counts_by_group_id: dict[int, int] = {}
    for start in range(0, len(unique_group_ids), 1000):
        for group_id, count in (
            Rule.objects.filter(group_id__in=unique_group_ids[start : start + 1000])
            .order_by()
            .values_list("group_id")
            .annotate(count=Count("pk"))
        ):
            rule_counts_by_group_id[group_id] = count
    return [rule_counts_by_group_id.get(i, 0) for i in group_ids]
