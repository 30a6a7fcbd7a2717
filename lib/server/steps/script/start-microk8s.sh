show /snap/bin/microk8s start
running() {
  local name
  for name in kubelite containerd k8s-dqlite; do systemctl is-active -q "snap.microk8s.daemon-$name" || return 1; done
}
if ! wait_until 60 'the services of MicroK8s to run' running; then
  show systemctl status --no-pager --lines=8 snap.microk8s.daemon-kubelite snap.microk8s.daemon-k8s-dqlite || true
  give_up 'MicroK8s does not stay up. The lines above are its last words.'
fi
checked 'the services of MicroK8s run'
