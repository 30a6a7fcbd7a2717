# Not every system has both: with the socket, the service starts at the first question.
for unit in snapd.socket snapd.service; do
  if systemctl cat "$unit" >/dev/null 2>&1; then
    show systemctl unmask "$unit" || true
    show systemctl enable --now "$unit" || true
  fi
done
answers() { systemctl is-active snapd.socket snapd.service | grep -qx active && snap list; }
wait_until 30 'snapd to answer' answers || give_up 'snapd does not start. journalctl -u snapd tells why.'
checked 'snapd answers'
