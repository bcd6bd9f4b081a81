from django.core.files.base import ContentFile
from django.db import models


class Document(models.Model):
    title = models.CharField(max_length=50)
    file = models.FileField(upload_to="docs")

    class Meta:
        app_label = "shop"


class Version(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    number = models.IntegerField()

    class Meta:
        app_label = "shop"


def store(title: str, data: bytes) -> int:
    document = Document.objects.create(title=title)
    document.file.save(f"{title}.txt", ContentFile(data))
    Version.objects.create(document=document, number=1)
    return document.pk
