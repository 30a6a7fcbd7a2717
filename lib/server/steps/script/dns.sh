enable_addon dns

# Settings that it cannot read do not get better by waiting.
unreadable() {
  { kubectl logs -n kube-system -l k8s-app=kube-dns --tail=20; kubectl logs -n kube-system -l k8s-app=kube-dns --tail=20 --previous; } 2>/dev/null |
    grep -qE 'Error during parsing|Loop \(.*detected for zone'
}
if ! wait_for_pods 240 kube-system k8s-app=kube-dns unreadable; then
  tell_pods kube-system k8s-app=kube-dns
  give_up 'CoreDNS is not ready.'
fi
checked "$(kubectl get pods -n kube-system -l k8s-app=kube-dns --no-headers | awk '{ print $1, $2, $3 }')"
