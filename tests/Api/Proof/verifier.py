"""Checks receipts, growth proofs and exported journals of Buurthulp with nothing but Python's standard library.

Written from docs/verify.md alone, so that a test can tell whether that page is enough for a stranger.

    python3 verifier.py receipt FILE [--checkpoint FILE] [--growth FILE]
    python3 verifier.py growth FILE
    python3 verifier.py journal FILE [--checkpoint FILE]
"""

import base64
import hashlib
import json
import sys

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HASHED = ("actor", "community", "data", "id", "position", "recordedAt", "type")


class Wrong(Exception):
    """What was given does not prove what it says."""


def canonical(value):
    """RFC 8785, for the values that entries hold: text, whole numbers, booleans, null, lists and objects."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(one) for name, one in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, float):
        raise Wrong("an entry holds whole numbers only")
    return json.dumps(value, ensure_ascii=False)


def leaf_of(entry):
    if sorted(entry) != sorted(HASHED):
        raise Wrong("an entry has other members than those that are hashed")
    return hashlib.sha256(b"\x00" + canonical(entry).encode()).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def checkpoint(text):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0].startswith("buurthulp/"):
        raise Wrong("a checkpoint is three lines: origin, size, root")
    root = base64.b64decode(lines[2], validate=True)
    if len(root) != 32:
        raise Wrong("a root has 32 bytes")
    return lines[0], int(lines[1]), root


def fingerprint(root):
    bits = int.from_bytes(root[:10], "big")
    letters = "".join(CROCKFORD[bits >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[start:start + 4] for start in range(0, 16, 4))


def root_of_path(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    if not 0 <= index < size:
        raise Wrong("there is no such leaf")
    at, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            raise Wrong("the path is too long")
        if at % 2 == 1 or at == last:
            found = node(beside, found)
            while at % 2 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, beside)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise Wrong("the path is too short")
    return found


def check_growth(older, newer, path):
    """RFC 9162, section 2.1.4.2."""
    (origin, first, first_root), (other, second, second_root) = older, newer
    if origin != other or not 0 < first <= second:
        raise Wrong("these checkpoints are not of one growing journal")
    if first == second:
        if path or first_root != second_root:
            raise Wrong("the same size with another root")
        return
    path = list(path)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    at, last = first - 1, second - 1
    while at % 2 == 1:
        at, last = at >> 1, last >> 1
    if not path:
        raise Wrong("the path is too short")
    was = grown = path[0]
    for beside in path[1:]:
        if last == 0:
            raise Wrong("the path is too long")
        if at % 2 == 1 or at == last:
            was, grown = node(beside, was), node(beside, grown)
            while at % 2 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            grown = node(grown, beside)
        at, last = at >> 1, last >> 1
    if last != 0 or was != first_root or grown != second_root:
        raise Wrong("the newer journal does not begin with the older one")


def hashes(path):
    return [base64.b64decode(one, validate=True) for one in path]


def read_growth(name):
    with open(name, encoding="utf-8") as file:
        growth = json.load(file)
    older, newer = checkpoint(growth["older"]), checkpoint(growth["newer"])
    check_growth(older, newer, hashes(growth["path"]))
    return older, newer


def read_receipt(name):
    with open(name, encoding="utf-8") as file:
        receipt = json.load(file)
    origin, size, root = at = checkpoint(receipt["checkpoint"])
    if not receipt["proofs"]:
        raise Wrong("the receipt proves nothing")
    for proof in receipt["proofs"]:
        entry = proof["entry"]
        if "buurthulp/" + entry["community"] != origin or entry["position"] != proof["leafIndex"] + 1:
            raise Wrong("the entry is not the one that the proof is about")
        if root_of_path(leaf_of(entry), proof["leafIndex"], size, hashes(proof["path"])) != root:
            raise Wrong(f"position {entry['position']} does not lead to the root")
    return at


def root_of_leaves(leaves):
    """RFC 9162, section 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of_leaves(leaves[:split]), root_of_leaves(leaves[split:]))


def read_journal(name, older):
    leaves, stated = [], None
    with open(name, encoding="utf-8", newline="\n") as file:
        for line in file:
            entry = json.loads(line)
            if "checkpoint" in entry:
                stated = checkpoint(entry["checkpoint"])
                continue
            if stated or entry["position"] != len(leaves) + 1:
                raise Wrong(f"position {len(leaves) + 1} is missing or moved")
            if sum(posting["amount"] for posting in entry["postings"]) != 0:
                raise Wrong(f"position {entry['position']}: the postings do not sum to zero")
            leaves.append(leaf_of({member: entry[member] for member in HASHED}))
            if "leaf" in entry and base64.b64decode(entry["leaf"]) != leaves[-1]:
                raise Wrong(f"position {entry['position']} is not what was recorded")
    if not stated or stated[1] != len(leaves) or stated[2] != root_of_leaves(leaves):
        raise Wrong("the checkpoint line is not that of the entries")
    if older and (older[0] != stated[0] or older[1] > len(leaves) or root_of_leaves(leaves[:older[1]]) != older[2]):
        raise Wrong(f"the first {older[1]} entries are not those of the checkpoint given")
    return stated


def main(arguments):
    kind, name, *rest = arguments
    options = dict(zip(rest[::2], rest[1::2]))
    given = None
    if "--checkpoint" in options:
        with open(options["--checkpoint"], encoding="utf-8", newline="\n") as file:
            given = checkpoint(file.read())
    if kind == "journal":
        found = read_journal(name, given)
    elif kind == "growth":
        found = read_growth(name)[1]
    else:
        found = read_receipt(name)
        if "--growth" in options:
            older, newer = read_growth(options["--growth"])
            if older != found:
                raise Wrong("the growth proof begins at another checkpoint")
            found = newer
        if given and given != found:
            raise Wrong("the proof leads to another checkpoint than the one given")
    print(found[1], fingerprint(found[2]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Wrong, ValueError, KeyError, TypeError) as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
