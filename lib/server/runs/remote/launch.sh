# Puts a run's folder in place and starts it, once: said again, it attaches to what there is.
# Before it: base, id, title, meta, wrapper; script_bytes and secret_bytes, which come over stdin in this order.
{
  # Nothing began: say so for good, so that no launcher still on its way can start it after all.
  refuse() {
    [ ! -d "$here" ] || forbid_start
    echo 'bindery refused'
    exit 0
  }

  stage() {
    local stage
    find "$runs" -maxdepth 1 -name '.stage-*' -mmin +60 -exec rm -rf {} +
    stage=$(mktemp -d "$runs/.stage-XXXXXXXX") || return
    trap "rm -rf '$stage'" EXIT
    head -c "$script_bytes" >"$stage/script" && head -c "$secret_bytes" >"$stage/secrets" &&
      printf %s "$wrapper" >"$stage/wrapper" && printf '%s\n' "$meta" >"$stage/meta.json" &&
      echo never >"$stage/never" && : >"$stage/log" && : >"$stage/alive" || return
    # The link broke while the script came: a part of it must never run.
    [ "$(stat -c %s "$stage/script")" = "$script_bytes" ] && [ "$(stat -c %s "$stage/secrets")" = "$secret_bytes" ] || exit 1
    [ "$secret_bytes" -gt 0 ] || rm "$stage/secrets"
    # rename(2) never replaces a folder that has something in it.
    mv -T "$stage" "$here" 2>/dev/null && return
    rm -rf "$stage"
    [ -d "$here" ]
  }

  start() {
    local pipe command word=
    pipe=$here/answer.$$
    mkfifo "$pipe" || refuse
    trap "rm -f '$pipe'" EXIT
    exec 9<>"$pipe"
    # DEBIAN_FRONTEND: stdin is /dev/null, so whatever a package would ask, apt takes its default instead of failing.
    command=(/usr/bin/env -i "PATH=$PATH" HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "BINDERY_RUN=$id" bash "$here/wrapper" "$base" "$id" "$title" "$pipe")
    if has_systemd; then
      # The last two: a script meets a closed pipe and a command killed for memory as it would in a terminal.
      if ! systemd-run --quiet --collect --no-ask-password --unit="$unit" --description="Bindery: $title" \
        --property=KillMode=control-group --property=TimeoutStopSec=10 --property=OOMPolicy=continue \
        --property=IgnoreSIGPIPE=no "${command[@]}" 9>&-; then
        # Another launcher may have started the same unit a moment ago; or the unit is still being taken down.
        [ "$(systemctl show --property=LoadState --value "$unit")" = loaded ] || refuse
        word=taken
        sleep 0.3
      fi
    else
      setsid --fork "${command[@]}" >/dev/null 2>&1 9>&- || refuse
    fi
    [ -n "$word" ] || read -r -t 20 word <&9
    case $word in
      busy) [ -e "$here/began" ] || { printf 'bindery busy %s\n' "$(head -c 200 "$base/lock" | tr -cd '[:print:]')"; exit 0; } ;;
      failed) refuse ;;
    esac
  }

  mkdir -p "$runs" && chmod 700 "$base" "$runs" || refuse
  [ -d "$here" ] || stage || refuse
  cat >/dev/null
  exec </dev/null
  [ -e "$here/began" ] || start
  facts
  exit 0
}
