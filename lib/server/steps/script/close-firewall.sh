added=/var/lib/bindery/firewall-rules
[ -s "$added" ] || { say 'No rule was added by Bindery.'; exit 0; }
# The port of SSH stays open: whoever takes the rest away may be signed in through it.
while read -ra rule; do
  case ${rule[*]} in
    'default allow routed') show ufw default deny routed ;;
    'allow in on '* | 'allow out on '*) show ufw delete "${rule[@]}" || true ;;
    *) say "This rule stays: ufw ${rule[*]}" ;;
  esac
done <"$added"
rm -f "$added"
checked 'the rules for pods are gone'
