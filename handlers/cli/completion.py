"""Completion in bash, zsh and fish: a few lines of each shell, which ask us what may come next.

What we answer comes from the same parsers that read the command, so it needs no list of its own,
and a new operation is completed at once, without a new script.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final, TypeAlias

from handlers.cli.parser import Parser

SCRIPTS: Final = {
    "bash": """\
# source <(spolvero completion bash)
_spolvero() {
  local IFS=$'\\n'
  COMPREPLY=($("${COMP_WORDS[0]}" complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _spolvero spolvero
""",
    "zsh": """\
#compdef spolvero
# source <(spolvero completion zsh)
_spolvero() {
  local -a found
  found=("${(@f)$(${words[1]} complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n ${found[1]} ]]; then _describe spolvero found; else _files; fi
}
compdef _spolvero spolvero
""",
    "fish": """\
# spolvero completion fish | source
complete -c spolvero -a '(spolvero complete fish (commandline -opc)[2..] (commandline -ct))'
""",
}

Choice: TypeAlias = "tuple[str, str]"
"""What may stand there, and a few words about it."""


def written(choices: Sequence[Choice], current: str, shell: str) -> list[str]:
    """The choices that begin as the word does, as the shell wants to read them."""
    fitting = [(name, about) for name, about in choices if name.startswith(current)]
    if shell == "zsh":
        return [f"{name.replace(':', chr(92) + ':')}:{about}" for name, about in fitting]
    if shell == "fish":
        return [f"{name}\t{about}" for name, about in fitting]
    return [name for name, _ in fitting]


def joined(words: Sequence[str]) -> list[str]:
    """The words as they were typed: bash takes `--state=queued` for three of them."""
    found: list[str] = []
    for word in words:
        if found and (word == "=" or found[-1].endswith("=")) and found[-1].startswith("--"):
            found[-1] += word
        else:
            found.append(word)
    return found


def of_operation(parser: Parser, words: Sequence[str]) -> list[Choice]:
    """What may come next behind an operation's name; nothing where it is a file or free text."""
    *before, current = words
    actions: dict[str, argparse.Action] = {}
    for action in parser._actions:
        for flag in action.option_strings:
            actions[flag] = action
    if current.startswith("--") and "=" in current:
        flag = current.partition("=")[0]
        return [(f"{flag}={value}", about) for value, about in _values(actions.get(flag))]
    waiting = actions.get(before[-1]) if before else None
    if waiting is not None and _takes_a_value(waiting):
        return _values(waiting)
    if current.startswith("-"):
        given = {*before}
        return [
            (flag, _first(action.help))
            for flag, action in actions.items()
            if flag.startswith("--")
            and (flag not in given or isinstance(action, argparse._AppendAction))
        ]
    places = [action for action in parser._actions if not action.option_strings]
    place = len(_placed(before, actions))
    return _values(places[place]) if place < len(places) else []


def value_of(written: str, current: str, shell: str) -> str:
    """What bash is to put in the place of the last word, which begins behind the `=`."""
    if shell == "bash" and current.startswith("--") and "=" in current:
        return written.partition("=")[2]
    return written


def _placed(words: Sequence[str], actions: dict[str, argparse.Action]) -> list[str]:
    """The words that are no options and no values of options."""
    found: list[str] = []
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif word.startswith("-") and len(word) > 1:
            action = actions.get(word)
            is_value = action is not None and _takes_a_value(action)
        else:
            found.append(word)
    return found


def _takes_a_value(action: argparse.Action) -> bool:
    return action.nargs != 0


def _values(action: argparse.Action | None) -> list[Choice]:
    if action is None or not action.choices:
        return []
    return [(str(each), "") for each in action.choices]


def _first(text: str | None) -> str:
    """The first sentence of an option's help."""
    return (text or "").partition(". ")[0].replace("%%", "%")[:80]
