"""`python -m ergo_cli` is `ergo`."""

from ergo_cli.cli.main import run

if __name__ == "__main__":
    run()
