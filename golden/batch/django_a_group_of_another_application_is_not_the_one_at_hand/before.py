from django.db import models


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
    return [Rule.objects.filter(group_id=i).count() for i in group_ids]
