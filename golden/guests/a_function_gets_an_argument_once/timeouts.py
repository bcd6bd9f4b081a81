"""Give a function and its calls a timeout."""

from bowler import Query


def lacks_timeout(node, capture, filename) -> bool:
    return "timeout" not in str(node)


def timeouts(function: str) -> Query:
    """A second run must not add a second one: hence the filter."""
    return (
        Query()
        .select_function(function)
        .add_argument("timeout", "10.0")
        .filter(lacks_timeout)
    )
