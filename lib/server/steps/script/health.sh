# ask URL: sets STATUS and BODY. STATUS is 000 where nothing answers within three seconds.
ask() {
  local answer
  answer=$(curl -g -s --max-time 3 -w '\n%{http_code}' -- "$1") || true
  STATUS=${answer##*$'\n'}
  BODY=$(printf '%s' "${answer%$'\n'*}")
}

# The checks of BinderHub that fail, such as "Docker registry and JupyterHub API". Those it does not count are left out.
failing() {
  python3 -c '
import json, sys
try:
    checks = json.load(sys.stdin)["checks"]
except (ValueError, KeyError, TypeError):
    sys.exit(0)
print(" and ".join(c["service"] for c in checks if not c.get("ok") and not c.get("_ignore_failure")))
' <<<"$BODY"
}

well() {
  binder=$(cluster_address binder) && hub=$(cluster_address proxy-public) && [ -n "$binder" ] && [ -n "$hub" ] || {
    why="there is no service binder or proxy-public in the namespace $NAMESPACE"
    return 1
  }
  ask "http://$binder/health"
  bad=$(failing)
  if [ -n "$bad" ]; then
    why="BinderHub says that $bad fails"
  elif [ "$STATUS" != 200 ]; then
    why="BinderHub answers with status $STATUS"
    [ "$STATUS" != 000 ] || why='BinderHub does not answer'
  else
    checked "http://$binder/health: $BODY"
    ask "http://$hub/hub/health"
    [ "$STATUS" = 200 ] && return
    why="the hub answers with status $STATUS"
  fi
  return 1
}

demand_api
# BinderHub keeps the result of its checks for 15 s, so a mended fault takes that long to show.
start=$SECONDS said=-10
until well; do
  ((SECONDS - start < 60)) || give_up "$why"
  if ((SECONDS - start - said >= 10)); then
    said=$((SECONDS - start))
    waits "$why, $said s of at most 60 s"
  fi
  sleep 2
done
checked "http://$hub/hub/health: the hub answers through its proxy"
