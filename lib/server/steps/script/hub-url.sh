# PLANNED_HUB and PLANNED_BINDER are empty where addresses are read.

tell_service() {
  show /snap/bin/microk8s kubectl get svc -n "$NAMESPACE" || true
  kubectl get events -n "$NAMESPACE" --field-selector "involvedObject.kind=Service,involvedObject.name=$1" \
    -o 'custom-columns=REASON:.reason,MESSAGE:.message' --no-headers 2>/dev/null | tail -n 3
}

# await SERVICE WANTED: until it has an address; it has to be WANTED, unless that is empty.
await() {
  local address
  wait_until 120 "MetalLB to give $1 its address" has_address "$1" || {
    tell_service "$1"
    give_up "$1 has no address after 120 s"
  }
  address=$(external_address "$1")
  checked "$1 has $address"
  if [ -n "$2" ] && [ "$address" != "$2" ]; then
    tell_service "$1"
    give_up "$1 has $address, and the plan says $2"
  fi
}

demand_api
finish_unfinished
await proxy-public "$PLANNED_HUB"
await binder "$PLANNED_BINDER"
show /snap/bin/microk8s kubectl get svc -n "$NAMESPACE"

file=$CONFIG/binder.yaml
[ -s "$file" ] || give_up "$file is not there: run the step \"Settings of BinderHub\" first"
now=$(hub_url_of "$file")
host=${now#*://}
host=${host%%[:/]*}
case $now in
  "$UNTIL_READ" | '' | *://localhost[:/]*) wanted=http://$(external_address proxy-public)/ ;;
  # A name was set by hand: it leads wherever its owner says.
  *://*) case $host in *[a-zA-Z]*) wanted=$now ;; *) wanted=http://$(external_address proxy-public)/ ;; esac ;;
  *) wanted=http://$(external_address proxy-public)/ ;;
esac
[ -z "$PLANNED_HUB" ] || wanted=http://$PLANNED_HUB/
if [ "${now%/}" != "${wanted%/}" ]; then
  cp -p -- "$file" "$file.new"
  set_hub_url "$file.new" "$wanted" || {
    rm -f -- "$file.new"
    give_up "$file has no place for hub_url: write it under config, BinderHub"
  }
  mv -f -- "$file.new" "$file"
  say "hub_url was ${now:-not set}, becomes $wanted"
else
  wanted=$now
fi
if helm get values "$RELEASE" --namespace "$NAMESPACE" --output json | grep -qF "\"hub_url\":\"$wanted\""; then
  checked "the release has hub_url $wanted"
else
  deploy
  wait_for_release 1500
  checked "BinderHub knows that the hub is at $wanted"
fi
