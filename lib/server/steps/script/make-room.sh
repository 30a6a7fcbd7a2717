free_mb() { { df -Pm /var/lib/snapd/snaps || df -Pm /var/lib; } 2>/dev/null | awk 'END { print $4 + 0 }'; }

show apt-get clean || true
show journalctl --vacuum-size=200M || true
while read -r name revision; do
  show snap remove "$name" "--revision=$revision" || true
done < <(LC_ALL=C.UTF-8 snap list --all 2>/dev/null | awk '$NF ~ /disabled/ && $1 != "microk8s" { print $1, $3 }')
free=$(free_mb)
if [ "$free" -lt 2000 ]; then
  show df -h /var/lib/snapd/snaps /var / || true
  say 'The largest folders below /var:'
  timeout 60 du -xh --max-depth=3 /var 2>/dev/null | sort -rh | head -n 8 || true
  give_up "Only $free MB are free where snapd keeps its packages, 2000 MB are needed. Make room there, then run the step again."
fi
checked "$free MB are free where snapd keeps its packages"
