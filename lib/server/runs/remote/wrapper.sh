# Runs a run's script exactly once, and leaves word of how it ended. Started by launch.sh, which waits for one word
# on the pipe: began, busy, attached (somebody else started it, or nobody ever may) or failed.
# Usage: wrapper BASE ID TITLE PIPE, with a clean environment.
set -u
umask 077
base=$1 id=$2 title=$3 pipe=$4
here=$base/runs/$id
cd "$here" || exit 1

answer() { [ -p "$pipe" ] && echo "$1" 1<>"$pipe"; }

# One changing run per server, whichever console started it. Released last of all, by the end of this process.
exec 7>>"$base/lock"
flock -n 7 || { answer busy; exit 0; }
exec 8>>alive
flock -w 10 8 || { answer attached; exit 0; }

# Room for the result is taken now: the disk may be full when it is known.
printf '%-127s\n' '' >exit.tmp && echo "$$" >session || { answer failed; exit 1; }
read -r stat </proc/1/stat
set -- ${stat##*) }
printf '%s/%s' "$(cat /proc/sys/kernel/random/boot_id)" "${20}" >"began.$$" || { answer failed; exit 1; }
# link(2) never replaces: of all who ever come here with this id, one goes on.
if ! ln "began.$$" began 2>/dev/null; then
  rm -f "began.$$"
  [ -e began ] && answer attached || answer failed
  exit 0
fi
rm -f "began.$$"
echo "$id $title" >"$base/lock"

# The script writes into a pipe: were it the log itself, `echo >/dev/stderr` would empty it. The scribe outlives
# signals, for the script's last words, and a full disk, where the script goes on. Its end shows on descriptor 5.
coproc scribe {
  exec 7>&- 8>&- 2>/dev/null
  trap '' TERM INT HUP
  cat >>log || cat >/dev/null
}
exec 5<&"${scribe[0]}" 6>&"${scribe[1]}"
eval "exec ${scribe[0]}<&- ${scribe[1]}>&-"

# Tells the script's process number and then its exit code on descriptor 4. (Bash's `wait`, when a signal ends it,
# at times forgets the code or never returns; `read` does neither.) What the script leaves behind holds no lock.
exec 4< <(
  exec 5<&- 7>&- 8>&-
  trap : TERM INT HUP
  (
    echo "$BASHPID"
    if [ -e secrets ]; then
      . ./secrets
      rm -f secrets
    fi
    cd "$HOME" || cd /
    # What the script finds and what it makes is as it would be from root's terminal.
    unset OLDPWD SHLVL
    umask 022
    exec bash "$here/script" </dev/null >&6 2>&1 6>&-
  )
  echo $?
)
exec 6>&-
read -r child <&4

# Somebody stops this: Bindery's own cancel, `systemctl stop`, a shutdown. The signal is ignored from then on, by the
# question too, for systemd signals every process that it finds. "stopping" means that the whole machine goes down.
stopped=
stop() {
  trap '' TERM INT HUP
  stopped=yes
  echo unknown >stopping
  exec 3< <(exec 4<&- 5<&- 7>&- 8>&-; systemctl is-system-running >stopping.tmp 2>/dev/null; mv stopping.tmp stopping)
  kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT HUP
answer began

code=
until read -r code <&4; do [ $? -gt 128 ] || break; done
trap '' TERM INT HUP
[ -z "$stopped" ] || read -r -t 2 _ <&3
# Whoever was to tell the code was killed: there is nothing to say.
[ -n "$code" ] || exit 1

# The scribe ends at once, unless what the script left running still holds the pipe: then the script's own output
# is whole when nothing came for a second. (`read` gives 1 at the scribe's end, more than 128 after the second.)
before=$(stat -c %s log)
for ((round = 0; round < 5; round++)); do
  read -r -t 1 _ <&5
  [ $? -gt 128 ] || break
  now=$(stat -c %s log)
  [ "$now" != "$before" ] || break
  before=$now
done

size=$(stat -c %s log 2>/dev/null || echo -)
how=exited
if [ -e cancel ]; then how=cancelled size=-; elif [ -n "$stopped" ]; then how=stopped size=-; fi
printf '%-127s' "$how $code $size" 1<>exit.tmp
sync exit.tmp 2>/dev/null
mv exit.tmp exit
rm -f secrets session
