# What the steps of the release share. NAMESPACE, RELEASE and VERSION are set before.

# Helm keeps its repositories under HOME, and a unit of systemd has none.
export HOME=/root
CONFIG=/var/lib/bindery/config

# The pods of the release, and not those of people and their builds.
OURS='component notin (singleuser-server, binderhub-build)'

helm() { /snap/bin/microk8s helm "$@"; }

# Without the API, everything would look as if it were not there.
demand_api() { kubectl --request-timeout=10s get nodes >/dev/null || give_up 'the Kubernetes API does not answer'; }

# What Helm says of the newest revision: deployed, failed, pending-upgrade…, or none. Fails when it cannot say.
release_status() {
  local table
  table=$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --all 2>/dev/null) || return
  awk -F '\t' 'NR > 1 { gsub(/ /, "", $5); word = $5 } END { print word ? word : "none" }' <<<"$table"
}

# Numbers of the revisions with one of these words, oldest first.
revisions() {
  helm history "$RELEASE" --namespace "$NAMESPACE" --max 256 2>/dev/null |
    awk -F '\t' -v words=" $* " 'NR > 1 { gsub(/ /, "", $1); gsub(/ /, "", $3); if (index(words, " " $3 " ")) print $1 }'
}

helm_at_work() { pgrep -x 'helm3?' >/dev/null; }
no_helm_at_work() { ! helm_at_work; }
wait_for_helm() {
  wait_until 600 'another helm command on the server to end' no_helm_at_work || give_up 'another helm command has been at work for ten minutes'
}

# patiently WHAT COMMAND…: shows the command and runs it; says every ten seconds that it is still at it. Bash gives what
# runs in the background nothing to read, unless told.
patiently() {
  local what=$1 start=$SECONDS said=0 pid
  shift
  show "$@" <&0 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if ((SECONDS - start - said >= 10)); then
      said=$((SECONDS - start))
      waits "$what, $said s"
    fi
    sleep 0.5
  done
  wait "$pid"
}

# A Helm that was killed leaves its revision pending, and Helm then refuses everything. Takes back what is unfinished:
# an upgrade to the last revision that was deployed; a first install, of which nothing ever ran, wholly. A Helm that is
# at work on another machine leaves no trace here: the user guide asks to end it first.
finish_unfinished() {
  local status last
  wait_for_helm
  status=$(release_status) || give_up 'Helm could not read the release: the Kubernetes API does not answer'
  case $status in pending-*) ;; uninstalling) ;; *) return 0 ;; esac
  say "The release $RELEASE is $status, and no helm is at work: an earlier one was ended in the middle."
  last=$(revisions deployed superseded | tail -n 1)
  if [ "$status" = uninstalling ]; then
    patiently 'the rest to be removed' /snap/bin/microk8s helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait
  elif [ -n "$last" ]; then
    patiently 'the last good revision to come back' /snap/bin/microk8s helm rollback "$RELEASE" "$last" --namespace "$NAMESPACE"
  else
    [ "$status" = pending-install ] || give_up "the release $RELEASE is $status and was never deployed"
    patiently 'the unfinished install to be removed' /snap/bin/microk8s helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
  fi
}

# deploy [OPTION…]: the tutorial's command line. Helm returns once Kubernetes has taken the objects, so that its
# "deployed" says nothing about pods.
deploy() {
  patiently 'Helm, which prints nothing until it is through' /snap/bin/microk8s helm upgrade "$RELEASE" jupyterhub/binderhub "$@" --cleanup-on-fail \
    --version "$VERSION" --namespace "$NAMESPACE" -f "$CONFIG/secret.yaml" -f "$CONFIG/binder.yaml"
}

# The external address of a service; nothing while it has none.
external_address() {
  kubectl get service "$1" -n "$NAMESPACE" -o 'jsonpath={.status.loadBalancer.ingress[0].ip}' 2>/dev/null
}
cluster_address() {
  kubectl get service "$1" -n "$NAMESPACE" -o 'jsonpath={.spec.clusterIP}' 2>/dev/null
}
has_address() { [ -n "$(external_address "$1")" ]; }

# hub_url as a values file has it; nothing where it has none.
hub_url_of() { sed -n 's/^ \{1,\}hub_url: *"\{0,1\}\([^"#[:space:]]*\).*$/\1/p' "$1" | head -n 1; }

# set_hub_url FILE URL: leaves all else as it is. Fails where there is neither the key nor its place.
set_hub_url() {
  if grep -q '^ \{1,\}hub_url:' "$1"; then
    sed -i "0,/^\( \{1,\}\)hub_url:.*/s||\1hub_url: \"$2\"|" "$1"
  else
    grep -q '^  BinderHub:' "$1" && sed -i "0,/^  BinderHub:.*/s||&\n    hub_url: \"$2\"|" "$1"
  fi
}

# Until every pod of the release is ready; else says which are not, and why.
wait_for_release() {
  wait_for_pods "$1" "$NAMESPACE" "$OURS" || {
    tell_pods "$NAMESPACE" "$OURS"
    give_up "after $1 s not every pod of BinderHub is ready, see above which"
  }
}
