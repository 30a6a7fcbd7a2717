#!/bin/bash
# PID 1 of a loopback server: builds a small root of its own, moves into it, runs sshd, and ends with its stdin.
# Usage: machine.sh FOLDER, inside fresh mount, pid, uts and ipc namespaces. FOLDER holds what start.ts wrote.
# The host's /usr is shared read-only; everything that can be changed (/etc, /home, /var, /run) is our own.
set -eu
folder=$1
root=$folder/root

# /proc is still the host's here, so this is the number by which the host knows us.
read -r pid _ </proc/self/stat
echo "$pid"

mkdir -p "$root"
mount --bind "$root" "$root"
cd "$root"
mkdir -p usr etc proc sys dev root home var/lib var/log var/tmp tmp run/sshd run/lock
chmod 700 root
chmod 1777 tmp var/tmp run/lock
chmod 755 run/sshd
ln -s /run var/run

for name in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then
    ln -s "$(readlink "/$name")" "$name"
  elif [ -d "/$name" ]; then
    mkdir "$name"
    mount --bind -o ro "/$name" "$name"
  fi
done
mount --bind /usr usr
mount -o remount,bind,ro usr
mount --rbind /dev dev
mount --bind -o ro /sys sys
mount -t proc proc proc

for name in alternatives ld.so.cache ld.so.conf ld.so.conf.d localtime login.defs os-release profile security \
  services protocols ssl terminfo; do
  [ ! -e "/etc/$name" ] || cp -a "/etc/$name" etc/
done
cp -a "$folder/etc/." etc/
chown -R 0:0 etc
chmod 440 etc/sudoers
chmod 600 etc/shadow etc/ssh/ssh_host_*_key
hostname "$(cat etc/hostname)"

while IFS=: read -r name _ uid gid _ home _; do
  case $name in root | ubuntu | free | nobody-else) ;; *) continue ;; esac
  mkdir -p "./$home/.ssh"
  cp "$folder/authorized_keys" "./$home/.ssh/"
  chmod 700 "./$home/.ssh"
  chown -R "$uid:$gid" "./$home"
done <etc/passwd

pivot_root . .
umount -l .
cd /

# OpenSSH 9.8 and later lock an address out after wrong passwords, and all tests share one address.
set --
if /usr/sbin/sshd -t -o 'PerSourcePenalties no' 2>/dev/null; then set -- -o 'PerSourcePenalties no'; fi

# Only the lifeline holds stdin, and nothing holds stdout. When 1 leaves, because its starter is gone or sshd is,
# the kernel kills whatever still runs in this pid namespace.
exec 3<&0 </dev/null >&2
/usr/sbin/sshd -D -e "$@" 3<&- &
cat <&3 >/dev/null &
exec 3<&-
wait -n
