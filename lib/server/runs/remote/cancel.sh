# Ends a run and everything it started, or sees to it that it never begins. Said again, it goes on where it was.
# Before it: base, id.
{
  mkdir -p "$here"
  # A script may have written `exit` itself: it counts for nothing while the run is at work.
  if [ ! -e "$here/exit" ] || remains; then
    : >"$here/cancel"
    if forbid_start; then
      rm -f "$here/secrets"
    elif has_systemd; then
      systemctl stop "$unit" 2>/dev/null
    else
      wrapper=$(cat "$here/session" 2>/dev/null)
      # The wrapper is left to write how it ended.
      for process in $(processes); do [ "$process" = "$wrapper" ] || kill -TERM "$process" 2>/dev/null; done
      for ((i = 0; i < 100; i++)); do
        remains || break
        sleep 0.1
      done
      # More may be forked while some are killed.
      for ((i = 0; i < 50; i++)); do
        left=$(processes)
        [ -n "$left" ] || break
        kill -KILL $left 2>/dev/null
        sleep 0.1
      done
    fi
  fi
  remains || rm -f "$here/secrets" "$here/session"
  facts
  exit 0
}
