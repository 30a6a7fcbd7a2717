# Puts binder.yaml in place and upgrades, then looks whether it works. BINDER_YAML_BASE64 is the file; WHAT it is, in words;
# VERSION of the chart that it is for.

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
checked "chart $VERSION accepts $WHAT"

keep_file "$work/binder.yaml"
settle "$last" "$WHAT is in use" deploy
