from types import SimpleNamespace

from django.http import QueryDict

WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Tag, module.Post)
    module.Tag.objects.create(name="red")
    module.Tag.objects.create(name="blue")


def scenario(module, world):
    request = SimpleNamespace(POST=QueryDict("title=new&tags=2&tags=1"))
    return module.create_post(request).status_code
