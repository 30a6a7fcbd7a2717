import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { snap } from './seen/snap.ts'
import type { Fault } from './step.ts'

const makeRoom = readFileSync(join(import.meta.dirname, 'script', 'make-room.sh'), 'utf8')

/** What snapd says when it does not install MicroK8s (domain.md 1.1, snap-install), and what is done about it. */
export const snapInstallFaults: readonly Fault<{ snap: typeof snap }>[] = [
  {
    id: 'disk-full',
    line: /no space left on device/i,
    what: () => 'The disk ran full while MicroK8s was fetched.',
    why: 'The package has about 200 MB, and takes several GB once it runs. snapd has taken away what it had begun.',
    remedy: {
      says: 'Throws away packages that were fetched before, old logs, and older revisions of snaps that nothing uses. Then it looks whether 2 GB are free.',
      commands: () => [
        { command: 'apt-get clean', why: 'packages that were fetched' },
        { command: 'journalctl --vacuum-size=200M', why: 'old logs' },
        {
          command: 'snap remove NAME --revision=N',
          why: 'for each revision that snap list --all calls disabled',
        },
      ],
      script: () => makeRoom,
      breaks:
        'Nothing that runs. Log entries beyond the newest 200 MB are gone, and snaps cannot go back to their last revision.',
    },
    advice:
      'Where that is not enough, the lines below name the largest folders: make room there, or give the server a larger disk.',
  },
  {
    id: 'no-room',
    line: /^stopped: Only (\d+) MB are free where snapd keeps its packages/,
    what: (match) => `Only ${match?.[1] ?? 'a few'} MB are free where snapd keeps its packages.`,
    why: 'Packages, old logs and old snaps are thrown away already. Something else fills the disk.',
    advice:
      'The lines above it in the transcript name the largest folders. Make room there, or give the server a larger disk, then run the step again.',
  },
  {
    id: 'busy',
    line: /snap "microk8s" has "([^"]+)" change in progress/,
    what: (match) => `snapd was in the middle of something else with microk8s: ${match?.[1] ?? 'a change'}.`,
    why: 'snapd refreshes snaps by itself, up to four times a day, and does one thing at a time.',
    remedy: {
      says: 'Waits until snapd has finished, at most 30 minutes.',
      commands: () => [
        { command: 'snap changes', why: 'again and again, until nothing about microk8s is at work' },
      ],
      script:
        () => `wait_for_snap 1800 || give_up 'snapd was still busy after 30 minutes. snap changes shows with what.'
checked 'snapd does nothing about microk8s any more'
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'network',
    line: /(?:dial tcp|no such host|network is unreachable|i\/o timeout|connection refused|TLS handshake|x509:|proxyconnect|Client\.Timeout).*|unable to contact snap store/,
    what: () => 'The server does not reach the snap store.',
    why: 'Its name server, a firewall or a proxy on the way does not let it through to api.snapcraft.io.',
    advice:
      'Try on the server: curl -I https://api.snapcraft.io. Behind a proxy, tell snapd about it: snap set system proxy.https=http://HOST:PORT. Then run the step again.',
  },
  {
    id: 'store-down',
    line: /unexpected HTTP status(?: code)? (\d+)/,
    what: (match) => `The snap store did not answer as it should${match?.[1] ? `: HTTP ${match[1]}` : ''}.`,
    why: 'The store itself is down or overloaded. This passes, mostly within minutes; status.snapcraft.io tells.',
    remedy: {
      says: 'Asks the store every few seconds, for at most 10 minutes, until it answers.',
      commands: () => [{ command: 'snap info microk8s', why: 'until the store answers with its channels' }],
      script: () => `store_answers() { timeout 30 snap info microk8s | grep -q '^channels:'; }
wait_until 600 'the snap store to answer' store_answers || give_up 'The snap store did not answer for 10 minutes. Run the step again later.'
checked 'the snap store answers'
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'aborted',
    line: /change finished in status "(?:Undone|Hold|Abort)"/,
    what: () => 'The install of MicroK8s was broken off, and snapd has taken everything back.',
    why: 'Somebody on the server pressed Ctrl+C at a snap command, or ran snap abort.',
    advice: 'Nothing is left behind. Run the step again.',
  },
  {
    id: 'no-channel',
    line: /is not available on (\S+) but is available to install|requested a non-existing branch/,
    what: (_match, { channel }) => `The snap store has no MicroK8s under ${channel}.`,
    why: 'The version is not out yet, or has been withdrawn.',
    advice: 'Choose one of the channels that the plan offers: they are read from the store.',
  },
  {
    id: 'older',
    line: /^stopped: microk8s (\S+) is there, and \S+ is older/,
    what: (match, { channel }) =>
      `MicroK8s ${match?.[1] ?? ''} is on this server, newer than ${channel} of the plan.`,
    why: 'Kubernetes changes its datastore when it goes up, and cannot read it with an older version.',
    advice: 'Choose the channel in the plan that is installed. BinderHub runs on it just as well.',
  },
  {
    id: 'too-far',
    line: /^stopped: microk8s (\S+) is there, and \S+ is more than one version newer/,
    what: (match, { channel }) => `From MicroK8s ${match?.[1] ?? ''} to ${channel} is more than one version.`,
    why: 'Kubernetes goes up one version at a time; a jump can leave the datastore unreadable.',
    advice: 'Choose the channel in the plan that is installed, or go up one version after the other.',
  },
  {
    id: 'strict',
    line: /^stopped: microk8s is there from \S+, the strict kind/,
    what: () => 'A strict MicroK8s is on this server.',
    why: 'The strict kind is locked in: image builds and folders of your choice are beyond its rights, and snapd cannot turn it into the classic kind.',
    advice:
      'If nobody needs what runs in it, take it off: snap remove microk8s --purge. Then run the step again.',
  },
  {
    id: 'classic',
    line: /classic confinement requires snaps under \/snap/,
    what: () => 'snapd on this server cannot install snaps of the classic kind.',
    why: 'They need the folder /snap, which this system does not have.',
    remedy: {
      says: 'Makes /snap lead to the folder where snapd keeps its snaps.',
      commands: () => [{ command: 'ln -s /var/lib/snapd/snap /snap' }],
      script: () => `[ -e /snap ] || show ln -s /var/lib/snapd/snap /snap
checked '/snap is there'
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'lxc',
    line: /lxc profile for MicroK8s might be missing/i,
    what: () => 'This server is an LXC container without the rights that Kubernetes needs.',
    why: 'MicroK8s needs /dev/kmsg and kernel modules, which the host must let into the container by a profile.',
    advice:
      'On the host, give the container the LXD profile from the MicroK8s documentation ("MicroK8s in LXD") and restart it, or choose a virtual machine.',
  },
  {
    id: 'access-denied',
    line: /access denied/,
    what: () => 'snapd refused the command.',
    why: 'It only takes it from root. Bindery ran it as root, so a policy on this server forbids it even so.',
    advice: 'Look at the policy of snapd on this server (polkit, snap managed), then run the step again.',
  },
  {
    id: 'too-early',
    line: /too early for operation|device not yet seeded/,
    what: () => 'snapd was not ready yet.',
    why: 'A new server installs its first snaps in the minutes after its first boot.',
    remedy: {
      says: 'Waits until snapd has set itself up, at most 10 minutes.',
      commands: () => [{ command: 'snap wait system seed.loaded' }],
      script: () => `show timeout 600 snap wait system seed.loaded
checked 'snapd has set itself up'
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'disabled',
    seen: ({ snap: { microk8s } }) => microk8s?.notes.includes('disabled') === true,
    what: () => 'MicroK8s is installed and switched off.',
    why: 'Somebody ran snap disable microk8s.',
    remedy: {
      says: 'Switches it on again. What ran in it starts again.',
      commands: () => [{ command: 'snap enable microk8s' }],
      script: () => `show snap enable microk8s
`,
      breaks: 'Nothing.',
    },
  },
  {
    id: 'broken',
    seen: ({ snap: { microk8s } }) => microk8s?.notes.includes('broken') === true,
    what: () => 'snapd calls its MicroK8s broken.',
    why: 'The package below /var/lib/snapd/snaps is missing or damaged, often after a full disk.',
    advice:
      'Try on the server: snap revert microk8s. Where nothing of value runs in it, take it off with snap remove microk8s --purge and run the step again.',
  },
]
