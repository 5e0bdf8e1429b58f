#!/usr/bin/env python3
"""Checks .gitlab-ci.yml and the components in templates/ against GitLab's schema, as check-jsonschema has it.

The inputs of a component get their defaults first, as GitLab puts them in. Needs the packages check-jsonschema and
PyYAML: run by .ci/run where they can be installed.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUT = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")


def filled(node, values):
    if isinstance(node, dict):
        return {filled(key, values): filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [filled(item, values) for item in node]
    if isinstance(node, str):
        whole = INPUT.fullmatch(node)
        if whole:
            return values[whole.group(1)]
        return INPUT.sub(lambda match: str(values[match.group(1)]), node)
    return node


def documents(path):
    texts = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    if len(texts) == 1:
        return texts
    head, body = texts
    values = {name: value.get("default", "") for name, value in head["spec"]["inputs"].items()}
    return [head, filled(body, values)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for path in [ROOT / ".gitlab-ci.yml", *sorted((ROOT / "templates").glob("*.yml"))]:
            for number, document in enumerate(documents(path)):
                file = pathlib.Path(folder) / f"{path.stem.strip('.')}-{number}.json"
                file.write_text(json.dumps(document), encoding="utf-8")
                files.append(str(file))
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", *files]
        return subprocess.run(command, check=False).returncode


sys.exit(main())
