# bindery: take-over
# Writes binder.yaml and secret.yaml out of values that somebody made by hand, changing only what the plan demands.
# Arguments: the plan's settings (JSON), the values of before (a file of JSON), the two files to write. The settings'
# secrets are in variables of the environment. Says what changes; secrets never.
import json, os, re, sys

settings, before_file, binder_file, secret_file = json.loads(sys.argv[1]), *sys.argv[2:5]
with open(before_file, encoding="utf-8") as source:
    before = json.load(source)
after = json.loads(json.dumps(before))

SECRET = re.compile(r"passw(or)?d|secret|token|credential|private_?key|cookie|crypt", re.I)
NO_SECRET = re.compile(r"_url$|Name$|^(push|pull)_?secret$", re.I)


def is_secret(key, value):
    return isinstance(value, str) and value != "" and bool(SECRET.search(key)) and not NO_SECRET.search(key)


def value_at(values, path):
    for key in path:
        values = values.get(key) if isinstance(values, dict) else None
    return values


def put(values, path, value):
    for key in path[:-1]:
        if not isinstance(values.get(key), dict):
            if value is None:
                return
            values[key] = {}
        values = values[key]
    if value is None:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value


# An address means the same with and without a slash at its end.
def same(old, value):
    if isinstance(old, str) and isinstance(value, str) and old.startswith(("http://", "https://")):
        return old.rstrip("/") == value.rstrip("/")
    return old == value


def shown(path, value):
    if value is None:
        return "nothing"
    return "hidden" if is_secret(path[-1], value) else json.dumps(value, ensure_ascii=False)


changed, replaced = [], {}
for setting in settings:
    path, kind = setting["path"], setting["kind"]
    value = os.environ.get(setting["secret"]) or None if setting.get("secret") else setting["value"]
    old = value_at(before, path)
    demanded = kind == "plan" or isinstance(kind, dict) and kind["with"] in changed
    # The same secret in a second place goes with the first.
    demanded = demanded or old is not None and old == replaced.get(setting.get("secret"))
    # A secret that is not known here stays what it was.
    if not demanded or same(setting.get("absentMeans") if old is None else old, value) or setting.get("secret") and value is None:
        continue
    put(after, path, value)
    if setting.get("secret"):
        replaced[setting["secret"]] = old
    changed.append(path)
    print("changes: %s was %s, becomes %s" % (".".join(path), shown(path, old), shown(path, value)))
if not changed:
    print("changes: nothing, the values already say what the plan says")


# Secrets go to a file of their own. A list cannot be split: Helm does not merge lists.
def holds_secret(value):
    if isinstance(value, dict):
        return any(is_secret(key, item) or holds_secret(item) for key, item in value.items())
    return isinstance(value, list) and any(holds_secret(item) for item in value)


def split(values):
    plain, secret = {}, {}
    for key, value in values.items():
        if isinstance(value, dict) and value:
            parts = split(value)
            if parts[0]:
                plain[key] = parts[0]
            if parts[1]:
                secret[key] = parts[1]
        elif is_secret(key, value) or holds_secret(value):
            secret[key] = value
        else:
            plain[key] = value
    return plain, secret


def scalar(value):
    if not isinstance(value, str):
        return json.dumps(value)
    text = ""
    for char in value:
        code = ord(char)
        if char in '"\\':
            text += "\\" + char
        elif 0x20 <= code < 0x7F:
            text += char
        else:
            text += "\\x%02x" % code if code < 0x100 else "\\u%04x" % code if code < 0x10000 else "\\U%08x" % code
    return '"%s"' % text


def block(text):
    lines = text.split("\n")
    good = len(lines) > 1 and lines[0][:1].strip() and all(line.isprintable() for line in lines)
    return good and not text.endswith("\n\n")


def written(value, depth):
    indent = "  " * depth
    if isinstance(value, dict) and value:
        return "".join("\n%s%s:%s" % (indent, plain_key(key), written(item, depth + 1)) for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join("\n%s-%s" % (indent, written(item, depth + 1)) for item in value)
    if isinstance(value, (dict, list)):
        return " {}" if isinstance(value, dict) else " []"
    if isinstance(value, str) and block(value):
        lines = value[:-1].split("\n") if value.endswith("\n") else value.split("\n")
        return (" |" if value.endswith("\n") else " |-") + "".join("\n" + (indent + line if line else "") for line in lines)
    return " " + scalar(value)


def plain_key(key):
    word = re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", key) and key.lower() not in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
    return key if word else scalar(key)


def write(file, head, values):
    with open(file, "w", encoding="utf-8") as out:
        out.write("# %s\n" % head + "".join("\n%s:%s\n" % (plain_key(key), written(value, 1)) for key, value in values.items()))


registry = {"registry": after.pop("registry")} if "registry" in after else {}
plain, secret = split(after)
write(binder_file, "How this BinderHub is set up: values that were made by hand, with the answers of Bindery's plan.", plain)
write(secret_file, "The secrets of this BinderHub, with what belongs to them. Only root may read this file.", {**registry, **secret})
