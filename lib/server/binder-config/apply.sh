# Puts binder.yaml in place and upgrades, then looks whether it works. BINDER_YAML_BASE64 is the file; NUMBER its revision
# here; PROVE and GO_BACK are yes or no; prove is a function that waits for the pods, asks for health and launches.

umask 077
[ -e "$CONFIG/secret.yaml" ] || give_up "$CONFIG/secret.yaml is not there: run the step “Settings of BinderHub” of the install first"
rm -rf -- "$CONFIG"/.new.*
work=$(mktemp -d "$CONFIG/.new.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
base64 -d >"$work/binder.yaml" <<<"$BINDER_YAML_BASE64"
unset BINDER_YAML_BASE64

demand_api
finish_unfinished
[ "$(release_status)" != none ] || give_up "there is no release $RELEASE in the namespace $NAMESPACE to upgrade: the install brings it"
last=$(revisions deployed | tail -n 1)

show /snap/bin/microk8s helm repo update jupyterhub || say 'The list of charts could not be renewed. The one of before is used.'
kubernetes=$(kubectl get nodes -o 'jsonpath={.items[0].status.nodeInfo.kubeletVersion}')
# What it renders holds secrets: only whether the chart takes it counts.
if ! helm template "$RELEASE" jupyterhub/binderhub --version "$VERSION" --namespace "$NAMESPACE" --kube-version "$kubernetes" \
  -f "$CONFIG/secret.yaml" -f "$work/binder.yaml" >/dev/null 2>"$work/refusal"; then
  grep -v '^WARNING' "$work/refusal" || true
  give_up 'the chart does not accept these values; nothing was changed'
fi
checked "chart $VERSION accepts revision $NUMBER of binder.yaml"

if ! cmp -s "$work/binder.yaml" "$CONFIG/binder.yaml"; then
  [ ! -e "$CONFIG/binder.yaml" ] || cp -p -- "$CONFIG/binder.yaml" "$CONFIG/binder.yaml.before"
  # Without the mark the file counts as made by hand, and the install leaves in it what its plan does not name.
  rm -f -- "$CONFIG/.written"
  mv -f -- "$work/binder.yaml" "$CONFIG/binder.yaml"
  say "Written: $CONFIG/binder.yaml"
fi

deploy
prove &
if wait "$!"; then
  checked "revision $NUMBER of binder.yaml is in use"
  exit 0
fi
[ "$GO_BACK" = yes ] && [ -n "$last" ] || give_up 'the upgrade is in place, and it does not work: see above'
say "It does not work. Going back to revision $last of the release:"
[ ! -e "$CONFIG/binder.yaml.before" ] || mv -f -- "$CONFIG/binder.yaml.before" "$CONFIG/binder.yaml"
patiently 'the last good revision to come back' /snap/bin/microk8s helm rollback "$RELEASE" "$last" --namespace "$NAMESPACE"
wait_for_release 900
give_up "revision $NUMBER does not work, see above why; BinderHub is as it was before"
