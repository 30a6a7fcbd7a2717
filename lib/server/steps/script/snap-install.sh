installed() { snap list microk8s 2>/dev/null | awk '$1 == "microk8s" { print $4 }' | cut -d/ -f1,2; }
minor_of() { printf %s "$1" | sed -nE 's|^v?1\.([0-9]+).*|\1|p'; }

# A new server is busy with its first snaps for a minute; until then snapd refuses with "too early for operation".
timeout 300 snap wait system seed.loaded >/dev/null 2>&1 || true
# What snapd has begun goes on without us: an install that was cut off here is watched to its end, not started again.
wait_for_snap 1800 || give_up 'snapd was still busy with microk8s after 30 minutes. snap changes shows with what.'

explain_disk() {
  show df -h /var/lib/snapd/snaps /var / || true
  say 'The largest folders below /var:'
  timeout 60 du -xh --max-depth=3 /var 2>/dev/null | sort -rh | head -n 8 || true
}

run_snap() {
  with_news _snap_change snap "$@" || {
    # snapd has taken back what it had written, so what is free now is what there was.
    [ "$({ df -Pm /var/lib/snapd/snaps || df -Pm /var/lib; } 2>/dev/null | awk 'END { print $4 + 0 }')" -ge 1000 ] || explain_disk
    exit 1
  }
}

have=$(installed)
if [ -z "$have" ]; then
  run_snap install microk8s --classic "--channel=$channel"
elif [ "$have" = "$channel" ]; then
  say "microk8s is there already, from $have."
elif [[ $have == *-strict/* ]]; then
  give_up "microk8s is there from $have, the strict kind, which lacks rights that BinderHub needs. snapd cannot turn one kind into the other."
else
  version=$(snap list microk8s | awk '$1 == "microk8s" { print $2 }')
  from=$(minor_of "$version") to=$(minor_of "$channel")
  [ -n "$from" ] && [ -n "$to" ] || give_up "The version that is there, $version, cannot be compared with $channel."
  [ "$to" -ge "$from" ] || give_up "microk8s $version is there, and $channel is older. Kubernetes does not go back to an older version."
  [ "$to" -le $((from + 1)) ] || give_up "microk8s $version is there, and $channel is more than one version newer. Kubernetes goes up one version at a time."
  run_snap refresh microk8s "--channel=$channel"
fi

[ "$(installed)" = "$channel" ] || give_up "snap list does not show microk8s from $channel."
show snap list microk8s
checked "microk8s is there, from $channel"
