# What is added is written down in $added, so that the undo takes away these rules and no others.
added=/var/lib/bindery/firewall-rules

# Ports that somebody is signed in on over SSH right now, as Bindery is. Where none is seen, all that sshd listens on.
# What sshd leads on for somebody (Bindery's own way to the API) is a connection of it too, from a port of the moment:
# only a port that something listens on is one that people come in by.
ssh_ports() {
  local ports listening
  listening=$(ss -ltnH | awk '{ sub(/.*:/, "", $4); print $4 }' | tr '\n' ' ')
  ports=$(ss -tnpH state established | awk -v listening=" $listening" '/\("(sshd|sshd-session|dropbear)"/ {
    port = $3; sub(/.*:/, "", port); if (index(listening, " " port " ")) print $3 }')
  [ -n "$ports" ] || ports=$(sshd -T 2>/dev/null | awk '$1 == "port" { print ":" $2 }')
  printf '%s\n' "$ports" | sed 's/.*://; /^$/d' | sort -nu
}

# Whether a rule names this port, whatever it allows: one for a few addresses only must not be widened to all.
names_port() {
  LC_ALL=C ufw status verbose | awk -v port="$1" '
    / (ALLOW|LIMIT)( IN)? / {
      sub(/ (ALLOW|LIMIT) .*/, "")
      if ($0 ~ /^Anywhere( \(v6\))? *$/) found = 1
      n = split($0, words, /[ ,\/()]+/)
      for (i = 1; i <= n; i++) {
        m = split(words[i], range, ":")
        if (words[i] == port || (m == 2 && range[1] + 0 <= port + 0 && port + 0 <= range[2] + 0)) found = 1
      }
    }
    END { exit !found }'
}

has_rule() { # in|out INTERFACE
  case $1 in
    in) LC_ALL=C ufw status verbose | awk -v name="$2" '$1 == "Anywhere" && $2 == "on" && $3 == name && $4 == "ALLOW" && $5 == "IN" && $6 == "Anywhere" && NF == 6 { found = 1 } END { exit !found }' ;;
    out) LC_ALL=C ufw status verbose | awk -v name="$2" '$1 == "Anywhere" && $2 == "ALLOW" && $3 == "OUT" && $4 == "Anywhere" && $5 == "on" && $6 == name && NF == 6 { found = 1 } END { exit !found }' ;;
  esac
}

# add_rule RULE…: written down first, for a rule that is nowhere written down would stay behind.
add_rule() {
  mkdir -p "${added%/*}"
  grep -qxF "$*" "$added" 2>/dev/null || printf '%s\n' "$*" >>"$added"
  show ufw "$@"
}

if ! LC_ALL=C ufw status | grep -q '^Status: active'; then
  say 'ufw is not active, so it holds nothing up. It is left as it is.'
  exit 0
fi

for port in $(ssh_ports); do
  if names_port "$port"; then say "SSH on port $port is allowed already."; else add_rule allow "$port/tcp"; fi
done

network=/var/snap/microk8s/current/args/cni-network
interfaces=(vxlan.calico cali+)
# Flannel is the network of pods where Calico was switched off.
if ! ls "$network" 2>/dev/null | grep -qE 'calico|^cni\.yaml$' && { ls "$network" 2>/dev/null | grep -q flannel || ip -o link show | grep -qE ': (cni0|flannel)'; }; then
  interfaces=(cni0)
fi
for interface in "${interfaces[@]}"; do
  for direction in in out; do
    if has_rule "$direction" "$interface"; then say "ufw has it already: allow $direction on $interface"; else add_rule allow "$direction" on "$interface"; fi
  done
done
if grep -qx 'DEFAULT_FORWARD_POLICY="ACCEPT"' /etc/default/ufw; then
  say 'ufw allows routed packets already.'
else
  add_rule default allow routed
fi

show ufw status verbose
for interface in "${interfaces[@]}"; do
  for direction in in out; do
    has_rule "$direction" "$interface" || give_up "ufw status does not show the rule: allow $direction on $interface"
  done
done
checked 'pods may pass'
