# The log's bytes from an offset on stdout, as they come, until the run has ended. On stderr a word that it follows,
# and at the end the run's facts.
# Before it: base, id, from (an offset in bytes), sum_up_to (a log of at most so many bytes is summed).
{
  exec 3<&0
  echo 'bindery follows' >&2
  size=$(stat -c %s "$here/log" 2>/dev/null || echo -1)
  if is_held && [ "$size" -ge "$from" ]; then
    flock -s "$here/alive" true 3<&- &
    end=$!
    # tail sees bytes by inotify; -s is how soon it sees that the wrapper is gone.
    tail -c "+$((from + 1))" -s 0.1 -f --pid="$end" "$here/log" 2>/dev/null 3<&- &
    tail=$!
    # Our reader holds stdin open. When it is gone, nothing of this stays behind.
    { cat <&3 >/dev/null; kill "$tail" "$end"; } 2>/dev/null &
    reader=$!
    exec 3<&-
    wait "$tail"
    if kill "$end" 2>/dev/null; then exit 0; fi
    kill "$reader" 2>/dev/null
  elif [ "$size" -gt "$from" ]; then
    tail -c "+$((from + 1))" "$here/log" | head -c "$((size - from))"
  fi
  # What was stopped takes up to ten seconds to be gone altogether.
  for ((i = 0; i < 150; i++)); do
    case $(cat "$here/exit" 2>/dev/null) in exited* | stopped*) break ;; esac
    remains || break
    sleep 0.1
  done
  facts >&2
  exit 0
}
