"""Run the command `kim` as `python -m kim.cli`."""

from kim.cli import main

main()
