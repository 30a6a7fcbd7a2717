# Shared by launch.sh, follow.sh and cancel.sh; before it stand base= and id=.
# A run's folder holds: script, wrapper, meta.json, log, alive (locked while the wrapper lives), began (which boot
# it began in, or "never"), cancel, stopping, exit, and session and secrets while they are needed.
set -u
umask 077
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin LC_ALL=C.UTF-8
runs=$base/runs
here=$runs/$id
unit=bindery-run-$id.service

has_systemd() { [ -d /run/systemd/system ]; }

# The kernel lets go of the lock when the wrapper dies, however it dies: no process number can be mistaken.
is_held() { [ -e "$here/alive" ] && ! flock -n -s "$here/alive" true; }

# Names this boot. A restarted container keeps the kernel's boot id, but not the start time of its first process.
this_boot() {
  local stat
  read -r stat </proc/1/stat
  set -- ${stat##*) }
  printf '%s/%s' "$(cat /proc/sys/kernel/random/boot_id)" "${20}"
}

# Decides once and for all that this run never begins, if it has not begun: link(2) lets one alone win.
forbid_start() {
  [ -e "$here/never" ] || echo never >"$here/never"
  ln "$here/never" "$here/began" 2>/dev/null
}

# Process numbers of the run where no systemd counts them: by the mark in the environment and, while the wrapper
# lives and its session cannot be anybody else's, by session.
processes() {
  local session stat fields
  grep -lszFx -e "BINDERY_RUN=$id" /proc/[0-9]*/environ | cut -d/ -f3
  is_held && session=$(cat "$here/session" 2>/dev/null) || return 0
  for stat in /proc/[0-9]*/stat; do
    read -r fields 2>/dev/null <"$stat" || continue
    set -- "${fields%% *}" ${fields##*) }
    [ "$5" = "$session" ] && [ "$2" != Z ] && echo "$1"
  done
}

# True while anything of the run is at work, the wrapper or what it started.
remains() {
  if has_systemd; then
    case $(systemctl is-active "$unit" 2>/dev/null) in active | activating | reloading | deactivating) return 0 ;; esac
    return 1
  fi
  [ -n "$(processes)" ]
}

milliseconds_since() { echo $(($(date +%s%3N) - $(stat -c %.3Y "$1" | tr -d .))); }

# One line with everything that can be known of the run. The engine judges it (sighting.ts).
facts() {
  local how= code= recorded= size=
  # First of all: the wrapper writes its word before it lets go, so who sees it gone also sees the word.
  printf 'bindery facts boot=%s' "$(this_boot)"
  is_held && printf ' held=yes'
  remains && printf ' remains=yes'
  if [ -d "$here" ]; then
    printf ' folder=yes'
    [ -e "$here/began" ] && printf ' began=%s began_ago=%s' "$(cat "$here/began")" "$(milliseconds_since "$here/began")"
    [ -e "$here/cancel" ] && printf ' cancel=yes'
    [ -e "$here/stopping" ] && printf ' stopping=%s' "$(cat "$here/stopping")"
    size=$(stat -c %s "$here/log" 2>/dev/null) && printf ' size=%s' "$size"
    if [ -e "$here/exit" ]; then
      read -r how code recorded <"$here/exit"
      printf ' exit=%s code=%s recorded=%s ended_ago=%s' "$how" "$code" "$recorded" "$(milliseconds_since "$here/exit")"
      [ "$recorded" = - ] || [ "$recorded" -gt "${size:-0}" ] || size=$recorded
    fi
    if [ "${sum_up_to:-0}" -gt 0 ] && [ -n "$size" ] && [ "$size" -le "$sum_up_to" ]; then
      printf ' sha256=%s' "$(head -c "$size" "$here/log" | sha256sum | cut -d' ' -f1)"
    fi
  fi
  printf '\n'
}
