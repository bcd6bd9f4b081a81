from flask import Blueprint, jsonify, request

from shop.db import get_db

bp = Blueprint("posts", __name__)


@bp.route("/posts", methods=("POST",))
def create():
    db = get_db()
    cursor = db.execute(
        "INSERT INTO posts (title) VALUES (?)", (request.form["title"],)
    )
    db.execute("INSERT INTO audit (post_id) VALUES (?)", (cursor.lastrowid,))
    db.commit()
    return jsonify(id=cursor.lastrowid)
