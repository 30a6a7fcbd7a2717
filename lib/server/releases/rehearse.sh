# Rehearses an upgrade and changes nothing, with what pull-chart.sh fetched. binder.yaml comes over standard input, unless OWN_FILE is
# yes: then it is that of the server.
if [ "$OWN_FILE" = yes ]; then cat -- "$CONFIG/binder.yaml" >"$work/binder.yaml"; else cat >"$work/binder.yaml"; fi

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
