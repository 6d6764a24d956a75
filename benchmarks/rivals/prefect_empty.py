"""A Prefect flow that does nothing: what any scheduled run costs at least."""

from prefect import flow


@flow
def empty() -> None:
    """Nothing."""


if __name__ == "__main__":
    empty()
