current=/var/snap/microk8s/current
[ -e /snap/microk8s/current ] || give_up 'MicroK8s is not installed.'
[ ! -e "$current/var/lock/low-memory-guard.lock" ] || give_up 'MicroK8s says: this server does not have enough RAM (low-memory-guard).'

down() {
  local name
  for name in kubelite containerd k8s-dqlite; do
    case $(systemctl is-active "snap.microk8s.daemon-$name") in inactive | failed) printf '%s ' "$name" ;; esac
  done
}
running() { [ -z "$(down)" ]; }
# A service that ends is started again by systemd at once; one that is down for so long stays down.
if [ -e "$current/var/lock/stopped.lock" ] || ! wait_until 20 'the services of MicroK8s to start' running; then
  for name in $(down); do
    say "Last words of $name:"
    journalctl --no-pager -o cat -n 8 -u "snap.microk8s.daemon-$name" || true
  done
  give_up "These services of MicroK8s do not run: $(down)"
fi

# A certificate that is not accepted does not become so by waiting. Twice, as a cluster that begins may be making it.
refused() { timeout 5 /snap/bin/microk8s kubectl get nodes 2>&1 >/dev/null | grep -m 1 'x509:'; }
if refused >/dev/null && sleep 5 && refused; then give_up 'The certificate of the Kubernetes API is not accepted.'; fi

starting() {
  local node
  node=$(timeout 5 /snap/bin/microk8s kubectl get nodes --no-headers 2>/dev/null | awk '{ print "node", $1, $2 }') || true
  printf 'MicroK8s to be ready (%s)' "${node:-its API does not answer yet}"
}
with_news starting /snap/bin/microk8s status --wait-ready --timeout 300 || true

# status is content with less: the node may be known and still wait for its network.
node_ready() { kubectl --request-timeout=5s wait --for=condition=Ready node --all --timeout=1s; }
if ! wait_until 120 'the node to be Ready' node_ready; then
  show /snap/bin/microk8s kubectl get nodes || true
  kubectl get nodes -o jsonpath='{range .items[*]}{.status.conditions[?(@.type=="Ready")].message}{"\n"}{end}' || true
  give_up 'MicroK8s did not get ready: its node is not Ready.'
fi
show /snap/bin/microk8s kubectl get nodes

# Add-ons such as coredns have steps of their own.
network='k8s-app in (calico-node, calico-kube-controllers)'
if ls "$current/args/cni-network" 2>/dev/null | grep -qE 'calico|^cni\.yaml$'; then
  # Calico gives up on the API again and again, and a firewall without rules for pods is there: time does not help.
  blocked() {
    LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active' && ! LC_ALL=C ufw status | grep -q cali &&
      kubectl logs -n kube-system -l k8s-app=calico-kube-controllers --previous --tail=20 2>/dev/null | grep -q '10\.152\.183\.1'
  }
  if ! wait_for_pods 300 kube-system "$network" blocked; then
    tell_pods kube-system "$network"
    if command -v ufw >/dev/null; then show ufw status verbose || true; fi
    show iptables -S FORWARD || true
    timeout 120 /snap/bin/microk8s inspect 2>/dev/null | grep -A3 -E 'WARNING|FAIL' || true
    give_up 'The pods of the network were not ready.'
  fi
fi
show /snap/bin/microk8s kubectl get pods -n kube-system
checked 'the node is Ready, and so is its network'
