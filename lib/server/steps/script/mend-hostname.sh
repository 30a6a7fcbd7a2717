old=$(uname -n)
new=$(printf %s "$old" | tr 'A-Z_' 'a-z-' | sed -E 's/^[.-]+//; s/[.-]+$//')
[ -n "$new" ] || give_up "Nothing would be left of the name $old. Choose one yourself: hostnamectl set-hostname NAME"
# Both names lead here before the name changes: sudo asks for its own host at every call.
for name in "$old" "$new"; do
  grep -qwF -- "$name" /etc/hosts || { say "127.0.1.1 $name is added to /etc/hosts"; printf '127.0.1.1 %s\n' "$name" >>/etc/hosts; }
done
if [ "$old" != "$new" ]; then
  # Where hostnamed may not write, as in some containers, the two places are written directly.
  show hostnamectl set-hostname "$new" || { printf '%s\n' "$new" >/etc/hostname; show hostname "$new"; }
fi
# On a cloud server, cloud-init would bring the old name back at the next boot.
if [ -d /etc/cloud/cloud.cfg.d ]; then
  say '/etc/cloud/cloud.cfg.d/99-bindery-hostname.cfg keeps the name over a reboot'
  printf 'preserve_hostname: true\n' >/etc/cloud/cloud.cfg.d/99-bindery-hostname.cfg
fi
[ "$(uname -n)" = "$new" ] || give_up "The server is still called $(uname -n)."
checked "the server is called $new"
