import { describe, expect, it } from 'vitest'
import type { ExecRequest, RemoteShell } from '../ssh/remote-shell.ts'
import { lookAround } from './look-around.ts'

/** A server that answers each question with what the test says, and nothing to the others. */
function serverThatSays(answers: Record<string, string>): RemoteShell {
  return {
    async exec({ script }: ExecRequest) {
      const borders = [...script.matchAll(/printf '\\n%s\\n' '([0-9a-f]{24})(?: (\w+))?'/g)]
      const said = borders.map(
        ([, border, name]) => `\n${border}${name ? ` ${name}` : ''}\n${answers[name ?? ''] ?? ''}`,
      )
      return { code: 0, stdout: Buffer.from(`${said.join('')}\n`), stderr: Buffer.alloc(0) }
    },
    stream: () => Promise.reject(new Error('not asked')),
  }
}

describe('lookAround', () => {
  it('reads what an ordinary server says', async () => {
    const facts = await lookAround(
      serverThatSays({
        clock: `${Date.now() - 360_000}`,
        hostname: 'teach-02\n',
        cores: '8\n',
        os: 'PRETTY_NAME="Ubuntu 24.04.3 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n',
        memory: 'MemTotal:       32768000 kB\nMemFree:  1 kB\nMemAvailable:   20000000 kB\n',
        disks:
          '/ /dev/sda2 ext4 500000000000 80000000000 412000000000 17% /\n/var /dev/sda2 ext4 500000000000 80000000000 412000000000 17% /\n',
        network:
          'default via 10.0.0.1 dev enp3s0 proto dhcp src 10.0.0.14 metric 100\n2: enp3s0    inet 10.0.0.14/24 brd 10.0.0.255 scope global enp3s0\n',
        firewall: 'Status: inactive\n',
        busyPorts: 'LISTEN 0 4096 *:16443 *:*\nLISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n',
        microk8s: 'v1.32.13 1.32/stable classic,held\nactive\n',
      }),
    )
    expect(facts).toMatchObject({
      hostname: 'teach-02',
      cores: 8,
      os: { id: 'ubuntu', version: '24.04', pretty: 'Ubuntu 24.04.3 LTS' },
      memory: { total: 32_768_000 * 1024, available: 20_000_000 * 1024 },
      network: { interface: 'enp3s0', address: '10.0.0.14/24', gateway: '10.0.0.1' },
      firewall: 'inactive',
      busyPorts: [16443],
      kubernetes: [{ kind: 'microk8s', version: 'v1.32.13', channel: '1.32/stable', running: true }],
      docker: null,
    })
    expect(facts.disks.map((disk) => [disk.path, disk.free])).toEqual([
      ['/', 412_000_000_000],
      ['/var', 412_000_000_000],
    ])
    expect(facts.clockSkewMs).toBeLessThan(-350_000)
  })

  it('says null, and nothing invented, where a server says nothing', async () => {
    expect(await lookAround(serverThatSays({}))).toMatchObject({
      os: null,
      cores: null,
      memory: null,
      disks: [],
      systemd: null,
      snapd: null,
      network: null,
      firewall: null,
      clockSkewMs: null,
      kubernetes: [],
    })
  })

  it('bounds what a hostile server says, in size, range and effect', async () => {
    const long = 'x'.repeat(300_000)
    const began = performance.now()
    const facts = await lookAround(
      serverThatSays({
        hostname: `\u001b]0;owned\u0007${long}`,
        cores: '1e308',
        uptimeSeconds: '-5',
        clock: 'NaN',
        os: `ID=ubuntu\nPRETTY_NAME="\u202e${long}"`,
        memory: `MemTotal: ${'9'.repeat(400)} kB\nMemAvailable: 1 kB`,
        disks: `/ ${'1 '.repeat(150_000)}\n/ /dev/sda ext4 ${'9'.repeat(400)} 1 1 1% /\n/etc /dev/sda ext4 1 1 1 1% /`,
        network: `default via ${long} dev ${long}\n2: x inet ${long} y`,
        k3s: `k3s version ${long}`,
      }),
    )
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(JSON.stringify(facts).length).toBeLessThan(4_000)
    expect(JSON.stringify(facts)).not.toMatch(/\\u001b|\u202e/)
    expect(facts).toMatchObject({
      cores: null,
      uptimeSeconds: null,
      clockSkewMs: null,
      memory: null,
      disks: [],
    })
  })
})
