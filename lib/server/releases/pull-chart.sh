# Fetches the package of a chart, and prints its schemas where SCHEMA is yes. RELEASE, NAMESPACE, VERSION and BORDER are set before;
# what comes after finds it as $chart, in the folder $work, which goes at the end.
export HOME=/root LC_ALL=C.UTF-8
umask 077
CONFIG=/var/lib/bindery/config
helm() { timeout 40 /snap/bin/microk8s helm "$@"; }
part() { printf '\n%s %s\n' "$BORDER" "$1"; }

work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT

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
