WORLD = "sqlite3"
MODULE = "shop.posts"
FAULTS = "writes"


def fill(module, world):
    world.connection.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)")
    world.connection.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, post_id INT)")


def scenario(module, world):
    from flask import Flask
    from shop.db import init_app

    app = Flask("shop")
    app.config["DATABASE"] = world.path
    app.testing = True
    init_app(app)
    app.register_blueprint(module.bp)
    answer = app.test_client().post("/posts", data={"title": "new"})
    return answer.status_code, answer.text
