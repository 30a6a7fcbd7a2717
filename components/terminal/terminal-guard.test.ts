import { expect, it } from 'vitest'
import { commandsOf, typedPart } from './command-words.ts'
import { warningFor } from './terminal-guard.ts'

const PROMPT = 'ops@binder-01:~$ '
const wouldOn = (on: 'server' | 'pod', line: string) => warningFor(PROMPT + line, on)?.would ?? null
const would = (line: string) => wouldOn('server', line)

it.each([
  ['rm -rf /', 'everything here'],
  ['sudo rm -fr /*', 'everything here'],
  ['rm -r --force /etc', 'all of /etc'],
  ['cd /tmp && rm -rf ~', 'all of ~'],
  ['sudo rm -rf /var/snap/microk8s/common', 'all of /var/snap/microk8s/common'],
  ['sudo mkfs.ext4 /dev/sdb1', 'empty a disk'],
  ['wipefs -a /dev/nvme0n1', 'empty a disk'],
  ['dd if=/dev/zero of=/dev/sda bs=1M', 'write over /dev/sda'],
  ['cat image > /dev/sdb', 'write over a disk'],
  ['microk8s reset', 'empty the cluster'],
  ['sudo /snap/bin/microk8s.reset --destroy-storage', 'empty the cluster'],
  ['sudo microk8s stop', 'stop the cluster'],
  ['sudo snap remove microk8s --purge', 'remove MicroK8s'],
  ['microk8s kubectl delete ns binder', 'a whole namespace'],
  ['kubectl -n x delete namespace/binder', 'a whole namespace'],
  ['microk8s kubectl delete pvc hub-db-dir -n binder', 'hub’s database'],
  ['microk8s.kubectl delete pvc/hub-db-dir -n binder', 'hub’s database'],
  ['kubectl delete pods --all -n binder', 'delete all of these'],
  ['kubectl delete node binder-01', 'a node'],
  ['microk8s helm uninstall binder -n binder', 'uninstall a release'],
  ['helm -n binder delete binder', 'uninstall a release'],
  ['sudo ufw enable', 'every port'],
  ['echo y | sudo ufw --force enable', 'every port'],
  ['sudo reboot', 'restart the server'],
  ['sudo shutdown -r now', 'restart the server'],
  ['systemctl poweroff', 'switch the server off'],
  ['sudo init 6', 'restart the server'],
  ['sudo systemctl stop ssh', 'end SSH'],
  [':(){ :|:& };:', 'without end'],
])('warns of %s', (line, says) => {
  expect(would(line)).toContain(says)
})

it.each([
  'rm -rf ./build',
  'rm file',
  'rm -rf /tmp/x /var/log/old',
  'echo rm -rf /',
  'grep "rm -rf /" notes',
  'dd if=/dev/sda of=backup.img',
  'dd if=/dev/zero of=/dev/null',
  'microk8s status',
  'kubectl get ns',
  'kubectl delete pod jupyter-x',
  'snap refresh microk8s',
  'sudo ufw allow 22/tcp && sudo ufw enable',
  'ufw status',
  'sudo shutdown -c',
  'systemctl restart ssh',
  'systemctl status reboot.target',
  'helm list',
  'ls /; man reboot',
  '',
])('says nothing about %s', (line) => {
  expect(would(line)).toBeNull()
})

it('knows that a pod is not the server', () => {
  expect(wouldOn('pod', 'reboot')).toBeNull()
  expect(wouldOn('pod', 'rm -rf /')).toContain('everything')
})

it('reads through every usual prompt, and none', () => {
  for (const prompt of ['$ ', '# ', 'root@x:/# ', '[a@b ~]$ ', '~ ❯ ', '(venv) me@x:~/a$ ', '/ # ', ''])
    expect(warningFor(`${prompt}reboot`, 'server'), prompt).not.toBeNull()
})

it('takes a line apart as a shell does', () => {
  expect(commandsOf(`sudo -u bob A=1 rm -rf "a b" 'c;d' e\\ f; ls|wc -l && x`)).toEqual([
    ['rm', '-rf', 'a b', 'c;d', 'e f'],
    ['ls'],
    ['wc', '-l'],
    ['x'],
  ])
  expect(commandsOf('echo "never closed; rm -rf /')).toEqual([['echo']])
  expect(typedPart('a$ b')).toBe('b')
})

it('takes no time over what nobody typed', () => {
  const began = performance.now()
  for (const line of [
    '"'.repeat(5_000),
    '\\'.repeat(4_000),
    'a '.repeat(2_000),
    `${"'".repeat(3_999)}`,
    '>'.repeat(4_000),
  ])
    warningFor(line, 'server')
  expect(performance.now() - began).toBeLessThan(500)
})
