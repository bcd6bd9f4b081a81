from sqlalchemy import event
from sqlalchemy.orm import Mapper


def on(name: str):
    def register(function):
        event.listen(Mapper, name, function)
        return function

    return register
