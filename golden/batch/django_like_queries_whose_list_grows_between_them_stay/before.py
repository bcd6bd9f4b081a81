from django.db import models


class Task(models.Model):
    kind = models.IntegerField()
    owner_id = models.IntegerField()

    class Meta:
        app_label = "shop"


def numbers(first: int, second: int) -> list[int]:
    owners = [first]
    few = Task.objects.filter(kind=1, owner_id__in=owners).count()
    owners.append(second)
    more = Task.objects.filter(kind=2, owner_id__in=owners).count()
    most = Task.objects.filter(kind=3, owner_id__in=owners).count()
    return [few, more, most]
