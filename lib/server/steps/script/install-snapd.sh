wait_for_locks 600 || give_up 'The package lock was still held after 10 minutes. Run the remedy again when that has ended.'
show apt-get -o DPkg::Lock::Timeout=120 update
show apt-get -o DPkg::Lock::Timeout=120 install -y snapd
show systemctl enable --now snapd.socket
wait_until 60 'snapd to answer' snap list || give_up 'snapd does not start. journalctl -u snapd tells why.'
checked "$(snap version | awk '$1 == "snapd"')"
