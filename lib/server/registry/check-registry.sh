# Asks a registry whether a login may push where built images will go. Nothing stays there.
# Gets REGISTRY (https://host), LOGIN, REPOSITORY, REALM and SERVICE of its token service where they are known, and
# REGISTRY_TOKEN, which is hidden: curl reads it on its standard input, so that it never stands in argv.
# Says what was asked and answered, and ends with "verdict: …". Exit code 0 for a verdict of ok or later, else 1.

verdict() {
  printf 'verdict: %s\n' "$1"
  case $1 in ok | later) exit 0 ;; *) exit 1 ;; esac
}

# quoted TEXT: as curl's configuration wants it.
quoted() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# login_as HOW: the line of configuration that signs in.
login_as() {
  case $1 in
    basic) printf 'user = %s\n' "$(quoted "$LOGIN:$REGISTRY_TOKEN")" ;;
    bearer) printf 'header = %s\n' "$(quoted "Authorization: Bearer $BEARER")" ;;
  esac
}

# ask HOW URL [CURL OPTION…]: sets STATUS, HEADERS and BODY. An address is one address (-g), whatever brackets the
# registry puts in it. Ends with a verdict when there is no answer.
ask() {
  local how=$1 url=$2 answer code=0 trailer
  shift 2
  answer=$(login_as "$how" | timeout 20 curl -K - -g -sS -i --suppress-connect-headers --proto =http,https --max-filesize 1000000 \
    --connect-timeout 8 --max-time 15 -w '\n%{http_code} %{time_connect}' "$@" -- "$url") || code=$?
  trailer=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  STATUS=${trailer%% *}
  HEADERS=${answer%%$'\r\n\r\n'*}
  BODY=${answer#*$'\r\n\r\n'}
  case $code in
    0) ;;
    5 | 6 | 7 | 16 | 18 | 52 | 55 | 56 | 92) verdict unreachable ;;
    28 | 124) case $trailer in *' 0.000000') verdict unreachable ;; *) verdict slow ;; esac ;;
    35 | 51 | 53 | 54 | 58 | 59 | 60 | 64 | 66 | 77 | 80 | 82 | 83 | 90 | 91) verdict tls ;;
    127) verdict no-curl ;;
    *) verdict not-a-registry ;;
  esac
  case $STATUS in
    429) verdict too-many ;;
    5??) printf 'answered: %s\n' "$STATUS" && verdict unreachable ;;
  esac
}

# header NAME: its values, one a line. NAME in small letters.
header() {
  printf '%s\n' "$HEADERS" | tr -d '\r' |
    awk -v name="$1:" 'tolower(substr($0, 1, length(name))) == name { sub(/^[^:]*:[ \t]*/, ""); print }'
}

# between BEFORE AFTER-CHARACTER: what stands there in standard input, first match.
between() { sed -n "s/.*$1\([^$2]*\).*/\1/p" | head -n 1; }

# fetch_token REPOSITORY ACTIONS: sets BEARER and GRANTED ("unknown" where the token does not tell).
fetch_token() {
  local payload
  printf 'asks: %s for a token to %s %s as %s\n' "$REALM" "$2" "$1" "$LOGIN"
  ask basic "$REALM" --get --data-urlencode "service=$SERVICE" --data-urlencode "scope=repository:$1:$2"
  printf 'answered: %s\n' "$STATUS"
  case $STATUS in
    200) ;;
    400 | 401 | 403) verdict wrong-login ;;
    *) verdict not-a-registry ;;
  esac
  BEARER=$(printf '%s\n' "$BODY" | between '"token" *: *"' '"')
  [ -n "$BEARER" ] || BEARER=$(printf '%s\n' "$BODY" | between '"access_token" *: *"' '"')
  [ -n "$BEARER" ] || verdict not-a-registry
  payload=$(printf '%s' "$BEARER" | cut -s -d . -f 2 | tr '_-' '/+')
  while ((${#payload} % 4)); do payload+='='; done
  payload=$(printf '%s' "$payload" | base64 -d 2>/dev/null | tr -d '\0\n') || payload=''
  case $payload in
    *'"access"'*) GRANTED=$(printf '%s\n' "$payload" | between '"actions" *: *\[' ']' | tr -d '" ') ;;
    *) GRANTED=unknown ;;
  esac
  printf 'granted: %s\n' "${GRANTED:-nothing}"
}

# Where no token tells: an upload is begun and given up at once, so that nothing is written.
begin_upload() {
  local place
  printf 'asks: %s to begin an upload to %s\n' "$REGISTRY" "$REPOSITORY"
  ask "$1" "$REGISTRY/v2/$REPOSITORY/blobs/uploads/" --data ''
  printf 'answered: %s\n' "$STATUS"
  case $STATUS in
    202)
      place=$(header location | head -n 1)
      case $place in
        /*) place=$REGISTRY$place ;;
        "$REGISTRY"/*) ;;
        *) verdict ok ;;
      esac
      ask "$1" "$place" -X DELETE
      verdict ok
      ;;
    401) if [ "$1" = basic ]; then verdict wrong-login; else verdict no-push-to-prefix; fi ;;
    403 | 404) verdict no-push-to-prefix ;;
    405) verdict read-only ;;
    *) verdict not-a-registry ;;
  esac
}

# How many images may still be pulled from Docker Hub. HEAD is not counted. Never stands in the way.
pulls_left() (
  verdict() { exit; }
  fetch_token ratelimitpreview/test pull
  ask bearer "$REGISTRY/v2/ratelimitpreview/test/manifests/latest" --head
  left=$(header ratelimit-remaining)
  limit=$(header ratelimit-limit)
  [ -z "$left" ] || printf 'pulls left: %s of %s\n' "${left%%;*}" "${limit%%;*}"
)

find_realm() {
  local ways bearer
  printf 'asks: %s/v2/\n' "$REGISTRY"
  ask none "$REGISTRY/v2/"
  printf 'answered: %s, to nobody in particular\n' "$STATUS"
  case $STATUS in
    200)
      case $(header docker-distribution-api-version)$(header content-type) in
        registry/* | *json*) ;;
        *) verdict not-a-registry ;;
      esac
      [ "$LOGIN" ] || verdict ok
      begin_upload basic
      ;;
    401) ;;
    *) verdict not-a-registry ;;
  esac
  ways=$(header www-authenticate)
  bearer=$(printf '%s\n' "$ways" | awk 'tolower($1) == "bearer"' | head -n 1)
  REALM=$(printf '%s\n' "$bearer" | between 'realm="' '"')
  SERVICE=$(printf '%s\n' "$bearer" | between 'service="' '"')
  case "$REGISTRY $REALM" in
    'https://'*' https://'* | 'http://'*' http'*'://'*) ;;
    # A login that was meant for https is not sent in clear.
    *' http'*) verdict not-a-registry ;;
    *) case ${ways,,} in *basic*) begin_upload basic ;; *) verdict not-a-registry ;; esac ;;
  esac
}

[ "$LOGIN" ] || case $(timeout 20 curl -g -s -o /dev/null --max-time 5 -w '%{http_code}' "$REGISTRY/v2/") in
  000) verdict later ;;
esac
[ "$REALM" ] || find_realm
fetch_token "$REPOSITORY" pull,push
case ,$GRANTED, in
  *,push,* | *',*,'*)
    case $REGISTRY in https://registry-1.docker.io) pulls_left || true ;; esac
    verdict ok
    ;;
  ,unknown,) begin_upload bearer ;;
esac
# May it push anywhere? Then the login is fine, and only the place is not its own.
[ "${REPOSITORY%%/*}" != "$LOGIN" ] || verdict read-only
fetch_token "$LOGIN/probe" pull,push
case ,$GRANTED, in *,push,* | *',*,'*) verdict no-push-to-prefix ;; esac
case $REGISTRY in https://registry-1.docker.io) verdict read-only ;; *) verdict no-push-to-prefix ;; esac
