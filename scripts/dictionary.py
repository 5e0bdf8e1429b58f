#!/usr/bin/env python3
"""Makes rules/lists/dictionary.coded and its licence file from SCOWL, the word lists that most spelling dictionaries of
English are made of.

usage: scripts/dictionary.py [FOLDER]

FOLDER is an unpacked Debian package `scowl`; without it, the package is fetched with `apt-get download`.

Both American and British spellings are right. A line of the dictionary is a digit for how rare the word is, a letter for
how many letters it shares with the word before (`a` is none), and the rest of the word. Standard library only.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

PACKAGE, VERSION = "scowl", "2020.12.07-2"
LISTS = pathlib.Path(__file__).resolve().parent.parent / "rules/lists"
SPELLINGS = ["english", "american", "british", "british_z", "variant_1", "british_variant_1"]
# SCOWL's sizes, from the commonest words up; 80 and 95 are for word games.
RANKS = {10: 0, 20: 1, 35: 2, 40: 3, 50: 3, 55: 4, 60: 4, 70: 5}
NAME = 6


def fetch():
    folder = tempfile.mkdtemp()
    subprocess.run(["apt-get", "download", f"{PACKAGE}={VERSION}"], cwd=folder, check=True)
    (package,) = pathlib.Path(folder).glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return pathlib.Path(folder)


def read(folder):
    words = {}
    for path in sorted((folder / "usr/share/dict/scowl").iterdir()):
        name, size = path.name.rsplit(".", 1)
        spelling, kind = name.split("-", 1)
        rank = RANKS.get(int(size))
        if spelling not in SPELLINGS or rank is None:
            continue
        if "variant" in spelling:
            rank = 5
        if kind in ("upper", "proper-names"):
            rank = NAME
        elif kind not in ("words", "contractions"):
            continue
        for word in path.read_text(encoding="latin-1").split():
            # What belongs to a word only with a possessive ending is told by the word itself.
            word = word.lower()
            if word.endswith("'s") or not re.fullmatch(r"[a-z]{2,23}('[a-z]+)?", word):
                continue
            words[word] = min(rank, words.get(word, NAME))
    return words


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else fetch()
    words = read(folder)
    lines, last = [], ""
    for word in sorted(words):
        shared = len(os.path.commonprefix([word, last]))
        lines.append(f"{words[word]}{chr(ord('a') + shared)}{word[shared:]}\n")
        last = word
    head = f"# Made by scripts/dictionary.py from Debian's {PACKAGE} {VERSION}: see LICENSE-{PACKAGE}.\n"
    (LISTS / "dictionary.coded").write_text(head + "".join(lines))
    licence = (folder / f"usr/share/doc/{PACKAGE}/copyright").read_bytes().decode("utf-8", "replace")
    (LISTS / f"LICENSE-{PACKAGE}").write_text(licence)
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
