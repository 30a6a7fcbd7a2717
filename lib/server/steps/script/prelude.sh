# What every step's script begins with. Lines that Bindery itself says carry a word in front that the page knows:
# "# " a command as it runs, "checked: " what was seen, "waits: " for what, "stopped: " why it does not go on.
set -eu

# Runs a command and shows it first, quoted so that it can be typed again.
show() {
  show_only "$@"
  "$@"
}
show_only() {
  local word line='#'
  for word in "${1#/snap/bin/}" "${@:2}"; do
    case $word in
      *[!A-Za-z0-9_./:@%+,=-]* | '') line+=" '${word//\'/\'\\\'\'}'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '\e[36m%s\e[0m\n' "$line"
}

say() { printf '%s\n' "$*"; }
checked() { printf '\e[32mchecked: %s\e[0m\n' "$*"; }
waits() { printf '\e[33mwaits: %s\e[0m\n' "$*"; }
give_up() {
  printf '\e[31mstopped: %s\e[0m\n' "$*"
  exit 1
}

# wait_until SECONDS WHAT COMMAND…: until the command succeeds, looking every second and saying every ten for what.
# Fails when the time is up.
wait_until() {
  local limit=$1 what=$2 start=$SECONDS said=-10
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS - start < limit)) || return 1
    if ((SECONDS - start - said >= 10)); then
      said=$((SECONDS - start))
      waits "$what, $said s of at most $limit s"
    fi
    sleep 1
  done
}

kubectl() { /snap/bin/microk8s kubectl "$@"; }

# wait_for_locks SECONDS [FILE…]: until nobody holds these locks (those of apt and dpkg, without any), saying who
# does. Fails when the time is up. They are record locks: the kernel knows the holder where fuser is not installed.
wait_for_locks() {
  local limit=$1
  shift
  [ $# -gt 0 ] || set -- /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock
  _waits_while "$limit" 'The package lock is free.' _lock_holder 'the package lock' "$@"
}

# wait_for_addons SECONDS: until nobody else enables or disables an add-on; MicroK8s itself would wait without a word.
wait_for_addons() {
  _waits_while "$1" 'The add-ons are free.' _lock_holder 'the lock of the add-ons' /var/snap/microk8s/current/var/lock/.microk8s-addon-lock
}
demand_addons() { wait_for_addons 600 || give_up 'Another add-on was still being switched after 10 minutes.'; }

# enable_addon NAME…, disable_addon NAME: as soon as nobody else switches one. Without an input, no add-on can ask.
enable_addon() { _switch_addon enable "$@"; }
disable_addon() { _switch_addon disable "$@"; }
_switch_addon() {
  demand_addons
  show /snap/bin/microk8s "$@" </dev/null
}

_lock_holder() {
  local what=$1 file pid
  shift
  for file in "$@"; do
    [ -e "$file" ] || continue
    pid=$(awk -v inode="$(stat -c %i "$file")" '$2 != "->" && $6 ~ ":" inode "$" { print $5; exit }' /proc/locks)
    [ -n "$pid" ] || continue
    printf '%s, held by %s (process %s)' "$what" "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-80 | sed 's/ *$//')" "$pid"
    return
  done
}

# wait_for_snap SECONDS: until snapd changes nothing about microk8s, saying what it does. Fails when the time is up.
wait_for_snap() { _waits_while "$1" 'snapd has finished.' _snap_change; }

# "Auto-refresh 4 snaps" names none: it may be ours. A download ahead of time holds nothing up.
_snap_change() {
  local id summary task
  read -r id summary < <(snap changes 2>/dev/null | awk -F '  +' '
    $2 ~ /^(Do|Doing|Undo|Undoing|Wait|Abort)$/ && $NF !~ /^Pre-download/ && ($NF ~ /microk8s/ || $NF ~ /[Rr]efresh ([0-9]+|all) snaps/) { print $1, $NF; exit }') || return 0
  task=$(snap tasks "$id" 2>/dev/null | awk -F '  +' '$1 ~ /^(Doing|Undoing)$/ { print $NF; exit }') || task=
  printf 'snap change %s, %s%s' "$id" "$summary" "${task:+: $task}"
}

# _waits_while SECONDS DONE COMMAND…: as long as the command prints what is in the way. Says so when that changes,
# and every ten seconds; says DONE at the end if there was anything to wait for.
_waits_while() {
  local limit=$1 done=$2 start=$SECONDS said=-10 was='' what now
  shift 2
  while what=$("$@") && [ -n "$what" ]; do
    now=$((SECONDS - start))
    ((now < limit)) || return 1
    if [ "$what" != "$was" ] || ((now - said >= 10)); then
      was=$what said=$now
      waits "$what, $now s of at most $limit s"
    fi
    sleep 1
  done
  [ -z "$was" ] || say "$done"
}

# with_news NEWS COMMAND…: shows and runs a command that says nothing for long, and meanwhile what NEWS prints, when
# that changes and every ten seconds. Gives the command's exit code.
with_news() {
  local news=$1 start=$SECONDS said=0 was='' what now pid
  shift
  show_only "$@"
  "$@" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    what=$("$news") || what=
    now=$((SECONDS - start))
    if [ -n "$what" ] && { [ "$what" != "$was" ] || ((now - said >= 10)); }; then
      was=$what said=$now
      waits "$what, $now s so far"
    fi
    sleep 1
  done
  wait "$pid"
}

# wait_for_pods SECONDS NAMESPACE [SELECTOR [HOPELESS]]: until there are pods of workloads and all are ready, and no
# workload still brings newer ones. Prints a line for each pod whose state changed. Fails when the time is up, or as soon as the
# command HOPELESS succeeds, which is asked every ten seconds.
wait_for_pods() {
  local limit=$1 namespace=$2 selector=${3-} hopeless=${4-false} start=$SECONDS said=0 now name key text pulls layers what
  local -A was=()
  while :; do
    now=$((SECONDS - start)) what='the Kubernetes API' pulls=
    while IFS=$'\t' read -r name key text; do
      case $name in
        ready) return 0 ;;
        waits) what="$key in namespace $namespace" pulls=$text ;;
        *) [ "${was[$name]-}" = "$key" ] || { was[$name]=$key; say "pod/$name $text"; } ;;
      esac
    done < <(_pods "$namespace" "$selector")
    ((now < limit)) || return 1
    if ((now - said >= 10)); then
      said=$now
      [ -z "$pulls" ] || what+=", pulling $pulls"
      layers=
      [ -z "$pulls" ] || layers=$(_layers)
      waits "$what$layers, $now s of at most $limit s"
      ! "$hopeless" || return 1
    fi
    sleep 1
  done
}

# One line a pod: name, what tells its states apart, words for it; then a line "ready" or "waits".
_pods() {
  local select=()
  [ -z "$2" ] || select=(-l "$2")
  {
    kubectl --request-timeout=10s get pods,deployments,daemonsets,statefulsets -n "$1" "${select[@]}" -o json &&
      kubectl --request-timeout=10s get events -n "$1" -o json
  } 2>/dev/null | python3 -c '
import json, sys

source, decoder = sys.stdin.read().strip(), json.JSONDecoder()
try:
    objects, end = decoder.raw_decode(source)
    events, _ = decoder.raw_decode(source[end:].lstrip())
except ValueError:
    sys.exit(0)  # The API does not answer, which the caller takes for nothing being ready.

TELLING = ("Pulling", "Failed", "BackOff", "FailedMount", "FailedAttachVolume", "FailedScheduling", "FailedCreatePodSandBox", "Unhealthy")
latest = {}
for event in events["items"]:
    if event["involvedObject"].get("kind") == "Pod":
        age = (event.get("lastTimestamp") or event.get("eventTime") or "", int(event["metadata"].get("resourceVersion") or 0))
        latest.setdefault(event["involvedObject"].get("uid"), []).append((age, event.get("reason") or "", event.get("message") or ""))

def rolled_out(workload):
    spec, status, kind = workload["spec"], workload.get("status", {}), workload["kind"]
    if status.get("observedGeneration", 0) < workload["metadata"].get("generation", 0):
        return False
    if kind == "DaemonSet":
        wanted, new, there = status.get("desiredNumberScheduled", 0), status.get("updatedNumberScheduled", 0), status.get("numberAvailable", 0)
    else:
        wanted, new, there = spec.get("replicas", 1), status.get("updatedReplicas", 0), status.get("availableReplicas", 0)
    return new >= wanted and there >= wanted

ready, pods, pulls = 0, 0, []
complete = all(rolled_out(item) for item in objects["items"] if item["kind"] != "Pod")
for pod in objects["items"]:
    if pod["kind"] != "Pod":
        continue
    meta, status = pod["metadata"], pod.get("status", {})
    if not meta.get("ownerReferences"):
        continue  # Made by hand: nothing that is waited for here needs it.
    containers = status.get("containerStatuses", [])
    waiting = [c["state"]["waiting"] for c in status.get("initContainerStatuses", []) + containers if "waiting" in c.get("state", {})]
    reason = next((w.get("reason") for w in waiting if w.get("reason")), None) or status.get("reason") or status.get("phase", "Unknown")
    good = any(c["type"] == "Ready" and c["status"] == "True" for c in status.get("conditions", []))
    over = status.get("phase") in ("Succeeded", "Failed")  # A job that is through, or what its workload has replaced.
    if "deletionTimestamp" in meta:
        reason = "Terminating"
    elif not over:
        pods, ready = pods + 1, ready + good
    counts = "%d/%d" % (sum(c.get("ready", False) for c in containers), len(pod["spec"]["containers"]))
    restarts = sum(c.get("restartCount", 0) for c in containers)
    words, why = [reason] if over else [reason, counts], ""
    if restarts:
        words.append("%d restart%s" % (restarts, "" if restarts == 1 else "s"))
    if not good and not over and "deletionTimestamp" not in meta:
        _, why, message = max(latest.get(meta.get("uid"), [("", "", "")]))
        if why == "Pulling":
            image = message.split("\"")[1] if message.count("\"") > 1 else "its image"
            words.append("pulling " + image)
            pulls.append(image)
        elif why in TELLING:
            words.append(" ".join(message.split())[:200])
    print(meta["name"], "%s %s %s %s" % (reason, counts, restarts, why), " ".join(words), sep="\t")
if complete and pods and ready == pods:
    print("ready\t\t")
else:
    print("waits", "%d of %d pods ready" % (ready, pods), ", ".join(dict.fromkeys(pulls)), sep="\t")
'
}

_content() { timeout 5 /snap/bin/microk8s ctr -n k8s.io content active 2>/dev/null || true; }

# How much of the layers that are being fetched is here; nothing where containerd does not say.
_layers() {
  _content | awk '
    $1 ~ /^layer-/ && match($2, /^[0-9.]+/) {
      unit = substr($2, RLENGTH + 1); size = substr($2, 1, RLENGTH)
      sum += size * (unit == "GB" ? 1000 : unit == "MB" ? 1 : unit == "kB" ? 0.001 : 0.000001); n++
    }
    END { if (n) printf " (%d layer%s on the way, %.0f MB of them here)", n, n == 1 ? "" : "s", sum }' || true
}

# tell_pods NAMESPACE [SELECTOR]: how its pods are, and the last words of those that do not get up.
tell_pods() {
  local select=() pod
  [ -z "${2-}" ] || select=(-l "$2")
  show /snap/bin/microk8s kubectl get pods -n "$1" "${select[@]}" || return 0
  while read -r pod; do
    say "Last words of $pod:"
    kubectl logs -n "$1" "$pod" --all-containers --tail=5 2>&1 || true
    kubectl logs -n "$1" "$pod" --all-containers --tail=5 --previous 2>/dev/null || true
  done < <(kubectl get pods -n "$1" "${select[@]}" --no-headers 2>/dev/null | awk '{ split($2, n, "/") } n[1] < n[2] && $3 != "Completed" { print $1 }')
}
