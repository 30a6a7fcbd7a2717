show /snap/bin/microk8s kubectl get configmap coredns -n kube-system -o yaml ||
  give_up 'There is no Corefile to mend: microk8s disable dns, then microk8s enable dns makes everything anew.'

# Name servers to ask about the world outside: those in the Corefile, unless they would lead back to CoreDNS itself;
# then those of the server.
usable() { tr ' ' '\n' | grep -vE '^$|^127\.|^::1$|^/etc/resolv\.conf$' | paste -sd ' ' || true; }
upstream=$(kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}' | sed -nE 's/^ *forward +\. +([^{]*).*/\1/p' | head -n 1 | usable)
[ -n "$upstream" ] || upstream=$(awk '$1 == "nameserver" { print $2 }' /run/systemd/resolve/resolv.conf /etc/resolv.conf 2>/dev/null | awk '!seen[$0]++' | paste -sd ' ' | usable)
upstream=${upstream:-8.8.8.8 8.8.4.4}

say "The Corefile of MicroK8s, asking $upstream about the world outside:"
patch=$(mktemp)
trap 'rm -f "$patch"' EXIT
python3 -c '
import json, sys
json.dump({"data": {"Corefile": sys.stdin.read()}}, sys.stdout)
' >"$patch" <<END
.:53 {
    errors
    health {
      lameduck 5s
    }
    ready
    log . {
      class error
    }
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    forward . $upstream
    cache 30
    loop
    reload
    loadbalance
}
END
show /snap/bin/microk8s kubectl patch configmap coredns -n kube-system --type merge --patch-file "$patch"
show /snap/bin/microk8s kubectl rollout restart deployment coredns -n kube-system
if ! wait_for_pods 120 kube-system k8s-app=kube-dns; then
  tell_pods kube-system k8s-app=kube-dns
  give_up 'CoreDNS is still not ready.'
fi
checked 'CoreDNS is ready'
