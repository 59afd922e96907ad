"""Commands of the command line that fill files of their own; ``cli.py`` puts them together."""
