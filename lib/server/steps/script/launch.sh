# Launches a repository as a visitor would, and proves that the notebook answers. OWNER_AND_NAME, REPOSITORY and REF
# are set before. One stream, never opened again: BinderHub would start a second build. The token of the notebook is
# given to curl on its standard input, and is never printed.

PROOF=/var/lib/bindery/proof.json
LIMIT=1500

# text_of NAME JSON: the text at a key of an event. In other texts the quote before the key would be escaped.
text_of() {
  local pattern="[{,][[:space:]]*\"$1\"[[:space:]]*:[[:space:]]*\"(([^\"\\\\]|\\\\.)*)\""
  [[ $2 =~ $pattern ]] || return 0
  case ${BASH_REMATCH[1]} in
    # What printf cannot read: an escaped slash, and a letter beyond U+FFFF, which JSON writes as two escapes.
    *'\/'* | *'\u'[dD][89a-bA-B]*)
      python3 -c 'import json, sys; sys.stdout.buffer.write(json.load(sys.stdin).encode("utf-8", "replace"))' <<<"\"${BASH_REMATCH[1]}\""
      ;;
    # printf knows all others but the one of the quote; beyond ASCII only where the locale does.
    *) LC_ALL=C.UTF-8 printf '%b' "${BASH_REMATCH[1]//'\"'/'\x22'}" ;;
  esac
}

now_ms() { date +%s%3N; }

# tell_newest COMPONENT: the newest pod of it, with its last event. BinderHub does not tell why a build does not begin.
tell_newest() {
  local pod
  pod=$(kubectl get pods -n "$NAMESPACE" -l "component=$1" --sort-by .metadata.creationTimestamp -o name 2>/dev/null | tail -n 1)
  [ -n "$pod" ] || { echo 'there is no pod for it yet'; return; }
  printf 'pod %s: ' "${pod#pod/}"
  kubectl get events -n "$NAMESPACE" --field-selector "involvedObject.name=${pod#pod/}" --sort-by .lastTimestamp \
    -o 'custom-columns=REASON:.reason,MESSAGE:.message' --no-headers 2>/dev/null | tail -n 1 | cut -c 1-300 | grep . || echo 'it has no events yet'
}

# Stops the notebook by the hub, so that its list is right at once. What cannot be stopped, the hub stops later.
clean_up() {
  local user code token
  [ -n "${url-}" ] || return 0
  user=${url%/}
  user=${user##*/user/}
  url=
  token=$(kubectl get secret hub -n "$NAMESPACE" -o 'jsonpath={.data.hub\.services\.binder\.apiToken}' 2>/dev/null | base64 -d) || token=
  code=$(printf 'Authorization: token %s\n' "$token" |
    curl -g -s -o /dev/null --max-time 20 -w '%{http_code}' -H @- -X DELETE -- "http://$hub/hub/api/users/$user/server") || true
  case $code in
    202 | 204) wait_until 60 'the notebook to stop' no_pod_of "$user" || true ;;
    *) say "The hub answered $code: it stops the notebook later by itself." ;;
  esac
  if no_pod_of "$user"; then
    printf 'Authorization: token %s\n' "$token" |
      curl -g -s -o /dev/null --max-time 20 -H @- -X DELETE -- "http://$hub/hub/api/users/$user" || true
    checked 'the notebook is stopped and gone'
  fi
}
no_pod_of() {
  [ -z "$(kubectl get pods -n "$NAMESPACE" -l component=singleuser-server \
    -o "jsonpath={range .items[?(@.metadata.annotations.hub\.jupyter\.org/username=='$1')]}{.metadata.name}{end}")" ]
}

demand_api
binder=$(cluster_address binder) && hub=$(cluster_address proxy-public) && [ -n "$binder" ] && [ -n "$hub" ] ||
  give_up "there is no BinderHub in the namespace $NAMESPACE"
IFS=$'\t' read -r revision deployed < <(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --deployed 2>/dev/null |
  awk -F '\t' 'NR > 1 { gsub(/ /, "", $3); sub(/ *$/, "", $4); print $3 "\t" $4 }') || true
[ -n "${revision-}" ] || give_up 'no revision of the release is deployed'

say "Launching $REPOSITORY at $REF, as a visitor would:"
printf '\e[36m# curl -N -H '\''Accept: text/event-stream'\'' http://%s/build/gh/%s/%s\e[0m\n' "$binder" "$OWNER_AND_NAME" "$REF"
began=$(now_ms)
phase='' phases='' message='' url='' token='' since=$began said=$SECONDS started=$SECONDS blocked=0
trap clean_up EXIT
trap 'exit 143' TERM

enter() {
  local moment
  moment=$(now_ms)
  [ -z "$phase" ] || phases+="${phases:+,}{\"phase\":\"$phase\",\"ms\":$((moment - since))}"
  phase=$1 since=$moment
  printf '\e[1m%s\e[0m, after %s s\n' "$phase" "$(((moment - began) / 1000))"
}

exec {events}< <(curl -g -sS -N --max-time "$LIMIT" -H 'Accept: text/event-stream' -- "http://$binder/build/gh/$OWNER_AND_NAME/$REF" 2>&1)
while [ -z "$url" ]; do
  line=
  code=0
  IFS= read -r -t 10 -u "$events" line || code=$?
  if ((code > 0 && code <= 128)) && [ -z "$line" ]; then give_up "the launch broke off while $phase: BinderHub closed the stream"; fi
  case $line in
    'data: {'*)
      new=$(text_of phase "$line")
      text=$(text_of message "$line")
      [ "$new" = failure ] && new=failed
      # Lines that are no JSON come as a phase of their own; they belong to the one that is going on.
      if [[ $new =~ ^[a-z]+$ ]] && [ "$new" != unknown ] && [ "$new" != "$phase" ] && [ "$new" != failed ]; then enter "$new"; fi
      if [ -n "$text" ] && [ "$text" != "$message" ]; then
        message=$text
        text=${text%$'\n'}
        # Indented: nothing that a repository prints can pass for a word of ours.
        printf '  %s\n' "${text//$'\n'/$'\n  '}"
      fi
      case $new in
        failed) give_up "the launch failed while ${phase:-waiting}: $(printf '%s' "$text" | tr -s '\n' ' ' | cut -c 1-500)" ;;
        ready)
          url=$(text_of url "$line")
          token=$(text_of token "$line")
          [ -n "$url" ] && [ -n "$token" ] || give_up 'BinderHub said ready, and not where'
          ;;
      esac
      ;;
    curl:*) give_up "BinderHub could not be asked: $line" ;;
  esac
  if [ "$phase" = waiting ] && ((SECONDS - said >= 10)); then
    said=$SECONDS
    state=$(tell_newest binderhub-build)
    waits "the build to begin, $((SECONDS - started)) s: $state"
    case $state in
      *'not a socket file'* | *FailedScheduling* | *'not found'* | *ImagePullBackOff* | *ErrImagePull* | *'Failed to pull image'*)
        # It may pass: the builder in the cluster needs a moment. After a minute and a half it does not.
        blocked=$((blocked + 1))
        ((blocked < 9)) || give_up "the build does not begin: $state"
        ;;
      *) blocked=0 ;;
    esac
  elif ((SECONDS - said >= 10)); then
    said=$SECONDS
    state=
    [ "$phase" != launching ] || state=": $(tell_newest singleuser-server)"
    waits "BinderHub, which is $phase, $((SECONDS - started)) s$state"
  fi
done
exec {events}<&-
ready=$(now_ms)

# The notebook itself has to answer, at the address that a browser gets; inside the cluster, where the server does not
# get to that address.
path=${url#*://}
path=/${path#*/}
answers() {
  [ "$(printf 'Authorization: token %s\n' "$token" |
    curl -g -sL -o /dev/null --max-time 5 -w '%{http_code}' -H @- -- "$1")" = 200 ]
}
if wait_until 20 'the notebook to answer' answers "${url%/}/api/status"; then
  checked "the notebook answers at ${url%/}/api/status"
elif answers "http://$hub${path%/}/api/status"; then
  checked "the notebook answers inside the cluster; the server itself does not reach ${url%%/user/*}"
else
  give_up "the notebook does not answer at ${url%/}/api/status"
fi

umask 077
mkdir -p -- "${PROOF%/*}"
printf '{"release":"%s","namespace":"%s","revision":%s,"deployed":"%s","repository":"%s","ref":"%s","readyAt":%s,"tookMs":%s,"phases":[%s]}\n' \
  "$RELEASE" "$NAMESPACE" "$revision" "$deployed" "$REPOSITORY" "$REF" "$ready" "$((ready - began))" "$phases" >"$PROOF.new"
mv -f -- "$PROOF.new" "$PROOF"
checked "launched within $(((ready - began + 500) / 1000)) s"
