from django.db import models
from django.http import HttpResponse


class Tag(models.Model):
    name = models.CharField(max_length=30)

    class Meta:
        app_label = "shop"


class Post(models.Model):
    title = models.CharField(max_length=100)
    tags = models.ManyToManyField(Tag)

    class Meta:
        app_label = "shop"


def create_post(request):
    post = Post.objects.create(title=request.POST["title"])
    post.tags.add(*Tag.objects.filter(pk__in=request.POST.getlist("tags")))
    return HttpResponse(status=201)
