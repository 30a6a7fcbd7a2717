# What builds the images. The functions of release.sh come before, CHARTS is the chart repository.

# use_builder TYPE: has the release build with `dind` or `host`, keeping its chart version and all its other values.
# Does nothing without a release: its values come with the install. What is set here is in the files too, once the step
# of the settings has run; the install after it gives the release the values of the files and no others.
use_builder() {
  local type=$1 status chart there=host is values
  demand_api
  finish_unfinished
  status=$(release_status) || give_up 'Helm could not read the release: the Kubernetes API does not answer'
  if [ "$status" = none ]; then
    say "There is no release $RELEASE yet: it is installed with this builder."
    return
  fi
  [ "$status" = deployed ] ||
    give_up "Release $RELEASE is in the state $status. The step that installs BinderHub repairs that."
  chart=$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --all -o json 2>/dev/null |
    python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["chart"].split("binderhub-", 1)[-1])') ||
    give_up "The chart of release $RELEASE could not be read."
  { read -r is && read -r values; } < <(helm get values "$RELEASE" -n "$NAMESPACE" -o json 2>/dev/null | python3 -c '
import json, sys
values, type = json.load(sys.stdin) or {}, sys.argv[1]
wanted = {"imageBuilderType": type}
args = ((values.get("dind") or {}).get("daemonset") or {}).get("extraArgs") or []
if type == "dind":
    # Packets of pods are smaller than what Docker takes for granted: without this, downloads in builds hang at random.
    mtu = [] if any(arg.startswith("--mtu") for arg in args) else ["--mtu=1450"]
    wanted["dind"] = {"daemonset": {"extraArgs": args + mtu}}
same = values.get("imageBuilderType", "host") == type and (type != "dind" or not mtu)
print("same" if same else "other", json.dumps(wanted), sep="\n")' "$type") || give_up "The values of release $RELEASE could not be read."
  if kubectl get daemonset "$RELEASE-dind" -n "$NAMESPACE" >/dev/null 2>&1; then there=dind; fi
  if [ "$is" = same ] && [ "$there" = "$type" ]; then
    say "Release $RELEASE builds with $type already."
    return
  fi
  say "These of its values are set, all others stay: $values"
  patiently 'Helm, which prints nothing until it is through' /snap/bin/microk8s helm upgrade "$RELEASE" binderhub --repo "$CHARTS" --version "$chart" \
    --namespace "$NAMESPACE" --cleanup-on-fail --reuse-values -f - <<<"$values"
}
