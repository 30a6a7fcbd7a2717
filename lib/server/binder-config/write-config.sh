# Writes binder.yaml and secret.yaml. Gets BINDER_YAML and SECRET_YAML (the plan as files; «NAME» stands for a secret; nothing else in them is beyond ASCII),
# SETTINGS (what the plan demands, as JSON), HUB_URL_IS_READ and take_over_values, and, hidden, REGISTRY_TOKEN and REGISTRY_TOKEN_YAML.
# Files that are as Bindery wrote them are written anew. Values that somebody made by hand, in the files or in a release
# without files, are kept but for what the plan demands. Nothing is replaced before the chart accepts it.

umask 077
mkdir -p -- "$CONFIG"
chmod 700 -- "$CONFIG"
rm -rf -- "$CONFIG"/.new.*
work=$(mktemp -d "$CONFIG/.new.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

# Of a file but for hub_url, which the step "hub-url" may write.
fingerprint() { grep -v '^ *hub_url:' -- "$1" | sha256sum | cut -d ' ' -f 1; }

# The word between hub and proxy: the one in use, if any; never another one than that.
proxy_token() {
  local token
  token=$(sed -n 's/^    secretToken: "\([0-9A-Za-z]*\)"$/\1/p' "$CONFIG/secret.yaml" 2>/dev/null) || token=
  [ -n "$token" ] || token=$(kubectl get secret hub -n "$NAMESPACE" \
    -o 'jsonpath={.data.hub\.config\.ConfigurableHTTPProxy\.auth_token}' 2>/dev/null | base64 -d) || token=
  [ -n "$token" ] || token=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s' "$token"
}

write_fresh() {
  local secret=$SECRET_YAML old
  case $secret in
    *«REGISTRY_TOKEN»*) [ -n "${REGISTRY_TOKEN-}" ] || give_up 'there is no token for the registry: enter it in the plan' ;;
  esac
  # Quoted, so that bash takes no & and no \ in the secret for its own.
  secret=${secret//«REGISTRY_TOKEN»/"${REGISTRY_TOKEN_YAML-}"}
  secret=${secret//«PROXY_TOKEN»/"\"$(proxy_token)\""}
  printf '%s' "$secret" >"$work/secret.yaml"
  printf '%s' "$BINDER_YAML" >"$work/binder.yaml"
  if [ "$HUB_URL_IS_READ" = yes ] && [ -e "$CONFIG/binder.yaml" ]; then
    old=$(hub_url_of "$CONFIG/binder.yaml")
    [ -z "$old" ] || set_hub_url "$work/binder.yaml" "$old"
  fi
}

# as_json FILE…: values files as JSON, read and merged by Helm itself: a chart that does nothing but show its values.
as_json() {
  local files=() file
  for file in "$@"; do files+=(-f "$file"); done
  mkdir -p "$work/reader/templates"
  printf 'apiVersion: v2\nname: reader\nversion: 0.0.0\n' >"$work/reader/Chart.yaml"
  printf 'values: {{ .Values | toJson }}\n' >"$work/reader/templates/values.yaml"
  helm template reader "$work/reader" "${files[@]}" >"$work/read" || return
  sed -n 's/^values: //p' "$work/read"
}

# The chart reads the new files, and so does its schema. The rendered objects hold secrets: they are thrown away.
accepted() {
  helm template "$RELEASE" jupyterhub/binderhub --version "$VERSION" --namespace "$NAMESPACE" --kube-version "$kubernetes" \
    -f "$work/secret.yaml" -f "$work/binder.yaml" >/dev/null 2>"$work/refusal"
}

# adapt: leaves out what this chart does not know, or adds what it wants, where the plan does not care. Fails otherwise.
adapt() {
  if grep -q "Additional property cordon\|additional properties 'cordon'" "$work/refusal" && [ "$how" = fresh ] &&
    grep -q '^imageCleaner:' "$work/binder.yaml"; then
    say 'This chart has no imageCleaner.cordon any more: it is left out.'
    awk '/^imageCleaner:/ { skip = 1 } !skip { print } /^$/ { skip = 0 }' "$work/binder.yaml" >"$work/less" && mv "$work/less" "$work/binder.yaml"
  elif grep -q 'secretToken' "$work/refusal" && ! grep -q 'secretToken' "$work/secret.yaml"; then
    say 'This chart wants jupyterhub.proxy.secretToken: it gets the word that is in use.'
    as_json "$work/secret.yaml" "$work/binder.yaml" >"$work/before.json"
    PROXY_TOKEN=$(proxy_token) take_over_values '[{"path":["jupyterhub","proxy","secretToken"],"secret":"PROXY_TOKEN","kind":"plan","value":""}]' \
      "$work/before.json" "$work/binder.yaml" "$work/secret.yaml"
  else
    return 1
  fi
}

demand_api
kubernetes=$(kubectl get nodes -o 'jsonpath={.items[0].status.nodeInfo.kubeletVersion}')
how=fresh
if [ -e "$CONFIG/binder.yaml" ]; then
  if [ "$(fingerprint "$CONFIG/binder.yaml")" != "$(cat "$CONFIG/.written" 2>/dev/null)" ]; then
    how=file
    say "$CONFIG/binder.yaml has values that were made by hand: those that the plan does not name stay."
    files=()
    for file in "$CONFIG/secret.yaml" "$CONFIG/binder.yaml"; do [ ! -e "$file" ] || files+=("$file"); done
    as_json "${files[@]}" >"$work/before.json" || give_up "$CONFIG/binder.yaml cannot be read, see the line above"
  fi
else
  status=$(release_status) || give_up 'Helm could not say whether there is a release already'
  if [ "$status" != none ]; then
    how=release
    say "The release $RELEASE is there already ($status): its values are taken over."
    helm get values "$RELEASE" --namespace "$NAMESPACE" --output json >"$work/before.json"
  fi
fi
case $how in
  fresh) write_fresh ;;
  *)
    # A release without values of its own has null there.
    grep -q '^{' "$work/before.json" || printf '{}' >"$work/before.json"
    take_over_values "$SETTINGS" "$work/before.json" "$work/binder.yaml" "$work/secret.yaml" >"$work/changes"
    cat "$work/changes"
    # Nothing to change: then the comments of whoever wrote the files stay, too.
    if [ "$how" = file ] && [ -e "$CONFIG/secret.yaml" ] && grep -q '^changes: nothing' "$work/changes"; then
      cp -- "$CONFIG/secret.yaml" "$CONFIG/binder.yaml" "$work/"
    fi
    ;;
esac
until accepted; do
  adapt || {
    grep -v '^WARNING' "$work/refusal" || true
    give_up 'the chart does not accept these values; the files are as they were'
  }
done
checked "chart $VERSION accepts the values"

changed=no
for file in secret.yaml binder.yaml; do
  if cmp -s "$work/$file" "$CONFIG/$file"; then continue; fi
  changed=yes
  [ ! -e "$CONFIG/$file" ] || cp -p -- "$CONFIG/$file" "$CONFIG/$file.before"
done
# The mark goes first and comes back last: cut off in between, the files count as changed by hand, and nothing is lost.
rm -f -- "$CONFIG/.written"
mv -f -- "$work/secret.yaml" "$work/binder.yaml" "$CONFIG/"
[ "$how" != fresh ] || fingerprint "$CONFIG/binder.yaml" >"$CONFIG/.written"
sync -f "$CONFIG" || true
case $changed in
  yes) say "Written: $CONFIG/secret.yaml and $CONFIG/binder.yaml" ;;
  no) say 'The files were right already.' ;;
esac
# Values that were made by hand may hold secrets where nobody expects them.
[ "$how" != fresh ] || show cat "$CONFIG/binder.yaml"
