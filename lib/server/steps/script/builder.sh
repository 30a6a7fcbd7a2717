# What builds the images. Expects `namespace` and `release`.

# use_builder TYPE: has the release build with `dind` or `host`, keeping its chart version and all its other values.
# Does nothing without a release: its values come with the install.
use_builder() {
  local type=$1 status='' chart='' there=host is values
  read -r status chart < <(/snap/bin/microk8s helm list -n "$namespace" -a -f "^$release\$" -o json 2>/dev/null | python3 -c '
import json, sys
for one in json.load(sys.stdin):
    print(one["status"], one["chart"].split("binderhub-", 1)[-1])') || true
  if [ -z "$status" ]; then
    say "There is no release $release yet: it is installed with this builder."
    return
  fi
  [ "$status" = deployed ] ||
    give_up "Release $release is in the state $status. The step that installs BinderHub repairs that."
  { read -r is && read -r values; } < <(/snap/bin/microk8s helm get values "$release" -n "$namespace" -o json 2>/dev/null | python3 -c '
import json, sys
values, type = json.load(sys.stdin) or {}, sys.argv[1]
wanted = {"imageBuilderType": type}
args = ((values.get("dind") or {}).get("daemonset") or {}).get("extraArgs") or []
if type == "dind":
    # Packets of pods are smaller than what Docker takes for granted: without this, downloads in builds hang at random.
    mtu = [] if any(arg.startswith("--mtu") for arg in args) else ["--mtu=1450"]
    wanted["dind"] = {"daemonset": {"extraArgs": args + mtu}}
same = values.get("imageBuilderType", "host") == type and (type != "dind" or not mtu)
print("same" if same else "other", json.dumps(wanted), sep="\n")' "$type") || give_up "The values of release $release could not be read."
  if kubectl get daemonset "$release-dind" -n "$namespace" >/dev/null 2>&1; then there=dind; fi
  if [ "$is" = same ] && [ "$there" = "$type" ]; then
    say "Release $release builds with $type already."
    return
  fi
  say "These of its values are set, all others stay: $values"
  show /snap/bin/microk8s helm upgrade "$release" binderhub --repo https://jupyterhub.github.io/helm-chart/ --version "$chart" \
    --namespace "$namespace" --cleanup-on-fail --reuse-values -f - <<<"$values"
}

# A folder where a socket should be was made by something that wanted to mount the socket before it was there.
clear_folder() {
  [ -d "$1" ] || return 0
  show rm -r -- "$1"
}
