# Gives services their addresses. `pool` is the wish, FIRST-LAST; the functions follow, what runs is at the end.

# The namespace of MetalLB's speakers, which may be there by hand. Fails where there are none.
metallb_namespace() {
  local label
  for label in app=metallb app.kubernetes.io/name=metallb; do
    kubectl get daemonsets -A -l "$label" -o jsonpath='{.items[*].metadata.namespace}' 2>/dev/null | cut -d ' ' -f 1
  done | grep -m 1 .
}

# `microk8s enable` itself repeats without end when the pool is refused: after ten times it is ended here.
enable_metallb() {
  local line pid refused=0
  demand_addons
  printf '\e[36m# microk8s enable metallb:%s\e[0m\n' "$pool"
  exec 3< <(exec timeout --kill-after=10 600 /snap/bin/microk8s enable "metallb:$pool" </dev/null 2>&1)
  pid=$!
  while IFS= read -r line <&3; do
    printf '%s\n' "$line"
    case $line in *'Failed to create default address pool, will retry'*) refused=$((refused + 1)) ;; esac
    [ "$refused" -lt 10 ] || break
  done
  if [ "$refused" -ge 10 ]; then
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" || true
    give_up 'MetalLB refused the address pool ten times, and the add-on would go on asking without end.'
  fi
  wait "$pid" || give_up 'The add-on metallb could not be switched on.'
  exec 3<&-
}

# until_taken COMMAND…: MetalLB checks its objects by a webhook of its own, which starts later than its pods are ready.
until_taken() {
  local start=$SECONDS said
  until said=$("$@" 2>&1); do
    printf '%s\n' "$said"
    case $said in
      *'failed calling webhook'* | *'no endpoints available'* | *'connection refused'*) ;;
      *) give_up 'MetalLB does not take the address pool.' ;;
    esac
    [ $((SECONDS - start)) -lt 120 ] || give_up 'The webhook of MetalLB, which checks address pools, did not answer for 120 s.'
    waits "the webhook of MetalLB, $((SECONDS - start)) s of at most 120 s"
    sleep 3
  done
  printf '%s\n' "$said"
}

apply_object() { kubectl apply -f - <<<"$1"; }

# Reads lines NAME RANGE…, prints the names with a range ("10.0.0.1-10.0.0.9" or "10.0.0.0/28") that has all of the wish.
that_cover() {
  awk -v pool="$pool" '
    function number(ip, part) { split(ip, part, "."); return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
    BEGIN { split(pool, wish, "-") }
    {
      for (i = 2; i <= NF; i++) {
        if (split($i, ends, "-") == 2) { from = number(ends[1]); to = number(ends[2]) }
        else { split($i, ends, "/"); size = 2 ^ (32 - ends[2]); from = int(number(ends[1]) / size) * size; to = from + size - 1 }
        if (from <= number(wish[1]) && number(wish[2]) <= to) { print $1; break }
      }
    }'
}

tell_who_moves() {
  local service address
  kubectl get services -A -o jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace}/{.metadata.name} {.status.loadBalancer.ingress[0].ip}{"\n"}{end}' |
    while read -r service address; do
      [ -n "$address" ] || continue
      [ -n "$(pool="$address-$address" that_cover <<<"wish $pool")" ] ||
        say "Service $service loses its address $address, which is not in $pool, and gets another one."
    done
}

# MicroK8s' own pool gets the wish. One that somebody made under another name stays as it is where it has all of the
# wish, else the only one there is gets it: two pools may not overlap.
set_pool() {
  local pools name patch
  pools=$(kubectl get ipaddresspools.metallb.io -n "$namespace" -o jsonpath='{range .items[*]}{.metadata.name} {.spec.addresses[*]}{"\n"}{end}')
  if grep -qxF "default-addresspool $pool" <<<"$pools"; then
    say "The pool default-addresspool has $pool."
    return
  elif grep -q '^default-addresspool ' <<<"$pools"; then
    name=default-addresspool
  else
    name=$(that_cover <<<"$pools" | head -n 1)
    if [ -n "$name" ]; then
      say "Pool $name, made by hand, has all of $pool: it stays as it is."
      return
    fi
    case $(grep -c . <<<"$pools") in
      0) name= ;;
      1) name=${pools%% *} ;;
      *) give_up "There are several address pools made by hand and none of them has $pool: $(tr '\n' ';' <<<"$pools")" ;;
    esac
  fi
  if [ -z "$name" ]; then
    say "MetalLB has no address pool. It gets default-addresspool with $pool."
    until_taken apply_object '{"apiVersion":"metallb.io/v1beta1","kind":"IPAddressPool","metadata":{"name":"default-addresspool","namespace":"'"$namespace"'"},"spec":{"addresses":["'"$pool"'"]}}'
  else
    tell_who_moves
    patch='{"spec":{"addresses":["'"$pool"'"]}}'
    printf "\e[36m# microk8s kubectl patch ipaddresspool %s -n %s --type merge -p '%s'\e[0m\n" "$name" "$namespace" "$patch"
    until_taken kubectl patch ipaddresspools.metallb.io "$name" -n "$namespace" --type merge -p "$patch"
  fi
}

# Without an advertisement the addresses are given away, and nobody on the network hears of them.
announce_pool() {
  local kind
  for kind in l2advertisements bgpadvertisements; do
    [ -z "$(kubectl get "$kind.metallb.io" -n "$namespace" -o name 2>/dev/null)" ] || return 0
  done
  until_taken apply_object '{"apiVersion":"metallb.io/v1beta1","kind":"L2Advertisement","metadata":{"name":"default-advertise-all-pools","namespace":"'"$namespace"'"}}'
}

take_pool() {
  wait_for_pods 300 "$namespace" || {
    tell_pods "$namespace"
    give_up 'The pods of MetalLB were not ready within 300 s.'
  }
  set_pool
  announce_pool
  checked "MetalLB is ready and gives addresses of $pool"
}
