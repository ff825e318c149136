"""The tests on every Python that ergo supports: `nox -s tests`, each where it is installed."""

import nox

nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the tests, without coverage."""
    session.install("--require-hashes", "-r", "requirements/dev.txt")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("python", "-m", "ergo_cli.content.compile", "data")
    session.run("pytest", "-q", "-n", "4", *session.posargs)
