# Rehearses an upgrade and changes nothing. NAMESPACE, RELEASE, VERSION, BORDER and OWN_FILE are set before; binder.yaml comes over
# standard input, unless OWN_FILE is yes: then it is that of the server.
export HOME=/root LC_ALL=C.UTF-8
umask 077
CONFIG=/var/lib/bindery/config
helm() { timeout 40 /snap/bin/microk8s helm "$@"; }
part() { printf '\n%s %s\n' "$BORDER" "$1"; }

work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
if [ "$OWN_FILE" = yes ]; then cat -- "$CONFIG/binder.yaml" >"$work/binder.yaml"; else cat >"$work/binder.yaml"; fi

pull() { helm pull jupyterhub/binderhub --version "$VERSION" --destination "$work" >/dev/null 2>"$work/said"; }
if ! pull; then
  helm repo update jupyterhub >"$work/renewed" 2>&1 || true
  pull || { part missing; cat "$work/said"; part end; exit 0; }
fi
chart="$work/binderhub-$VERSION.tgz"
tar -tzf "$chart" >/dev/null 2>"$work/said" || { part damaged; cat "$work/said"; part end; exit 0; }
if [ "$SCHEMA" = yes ]; then
  part schema
  tar -xzOf "$chart" binderhub/values.schema.json 2>/dev/null
  part hub-schema
  tar -xzOf "$chart" binderhub/charts/jupyterhub/values.schema.json 2>/dev/null
fi

files=()
[ ! -e "$CONFIG/secret.yaml" ] || files+=(-f "$CONFIG/secret.yaml")
dry() { helm upgrade "$RELEASE" "$chart" "$1" --namespace "$NAMESPACE" "${files[@]}" -f "$work/binder.yaml" >"$work/rendered" 2>"$work/refusal"; }
dry --dry-run=server
code=$?
# Helm before 3.13 knows no kinds of it, and asks the server all the same.
if [ "$code" != 0 ] && grep -q 'invalid argument "server"' "$work/refusal"; then
  dry --dry-run
  code=$?
fi
part rendered
cat "$work/rendered"
part refusal
grep -v '^WARNING' "$work/refusal" | head -c 20000
part code
echo "$code"
part disk
df -B1 --output=avail /var/snap/microk8s/common 2>/dev/null | tail -n 1
part end
