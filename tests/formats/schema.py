"""A release against its JSON Schema, by `jsonschema`; and a release that is spoilt, which must not pass."""

import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

schema, release = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
errors = [f"{'/'.join(map(str, one.path))}: {one.message[:200]}" for one in validator.iter_errors(release)]
if errors:
    print("\n".join(errors[:10]))
    sys.exit(1)


def spoilt(change):
    other = {key: value if key != "rows" else copy.deepcopy(value[:1]) for key, value in release.items()}
    other["survey"] = dict(release["survey"])
    change(other)
    return not validator.is_valid(other)


assert spoilt(lambda one: one.pop("waves")), "a release without waves"
assert spoilt(lambda one: one["survey"].update(name=7)), "a survey called 7"
assert spoilt(lambda one: one["rows"][0].update(kind="other")), "a measure of another kind"
assert spoilt(lambda one: one["rows"][0].update(figures={"withheld": "q"})), "another marker"
print("valid")
