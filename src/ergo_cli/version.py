"""The version, apart from everything else: reading the installed metadata would cost 23 ms at start-up."""

__version__ = "0.1.0"
