from django.db import models, transaction


class Batch(models.Model):
    name = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default="new")

    class Meta:
        app_label = "shop"


class Failure(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE)
    text = models.CharField(max_length=200)

    class Meta:
        app_label = "shop"


def load(batch: Batch, values: list[str]) -> int:
    try:
        return sum(int(value) for value in values)
    except ValueError as error:
        with transaction.atomic():
            Failure.objects.create(batch=batch, text=str(error))
            Batch.objects.filter(pk=batch.pk).update(status="failed")
        raise
