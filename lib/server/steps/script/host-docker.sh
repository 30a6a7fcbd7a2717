# Docker on the server. DROP_IN is the file that has pods' packets forwarded. One that answers is taken as it is, wherever it comes from.
if [ -S /var/run/docker.sock ] && timeout 20 docker version >/dev/null 2>&1; then
  say "Docker $(docker version --format '{{.Server.Version}}') answers already: it is used as it is."
else
  if ! command -v dockerd >/dev/null; then
    wait_for_locks 600 || give_up 'The package lock was not free within 600 s.'
    show apt-get update || say 'The package lists could not be renewed: going on with those that are there.'
    show env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y docker.io </dev/null
  fi
  if [ -e /var/run/docker.sock ] && [ ! -S /var/run/docker.sock ]; then
    give_up '/var/run/docker.sock is not a socket file, so Docker cannot listen there.'
  fi
  if ! show systemctl enable --now docker || ! wait_until 60 "Docker's socket" test -S /var/run/docker.sock; then
    journalctl -u docker -n 20 --no-pager || true
    give_up 'Docker does not start.'
  fi
  wait_until 30 'Docker to answer' docker version || give_up 'Docker does not answer at its socket.'
fi

# Docker has the server drop what it forwards, and all that pods send each other is forwarded. It does so at each start.
if systemctl cat docker.service >/dev/null 2>&1; then
  wanted='[Service]
ExecStartPost=/bin/sh -c "iptables -P FORWARD ACCEPT"'
  if [ "$(cat "$DROP_IN" 2>/dev/null)" != "$wanted" ]; then
    install -d -- "$(dirname -- "$DROP_IN")"
    printf '%s\n' "$wanted" >"$DROP_IN"
    say "Written: $DROP_IN, so that the next line holds after a restart of Docker too."
    show systemctl daemon-reload
  fi
fi
show iptables -P FORWARD ACCEPT
