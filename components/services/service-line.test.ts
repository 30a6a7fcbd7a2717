import { describe, expect, it, test } from 'vitest'
import type { ServicePort, ServiceRow } from '../../lib/shared/service-row.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { addressToOpen, portsText, serviceLines, standingOfService } from './service-line.ts'

const port = (more: Partial<ServicePort> = {}): ServicePort => ({
  name: '',
  port: 80,
  target: '80',
  nodePort: 0,
  protocol: 'TCP',
  ...more,
})
const service = (more: Partial<ServiceRow> = {}): ServiceRow => ({
  uid: 's',
  namespace: 'binder',
  name: 'hub',
  createdAt: 1,
  labels: {},
  type: 'ClusterIP',
  clusterIp: '10.152.183.9',
  external: [],
  isPending: false,
  ports: [port()],
  selector: { app: 'hub' },
  ...more,
})

describe('who stands behind a service', () => {
  const pods = [
    examplePod('a', { labels: { app: 'hub', more: 'x' } }),
    examplePod('b', { labels: { app: 'hub' }, ready: { is: 0, of: 1 } }),
    examplePod('c', { labels: { app: 'hub' }, deletingAt: 1 }),
    examplePod('d', { labels: { app: 'hub' }, namespace: 'other' }),
    examplePod('e', { labels: { app: 'proxy' } }),
  ]
  const word = (more: Partial<ServiceRow>, among = pods) => {
    const [line] = serviceLines([service(more)], among)
    return line && standingOfService(line).word
  }

  it('are pods of its namespace with all its labels', () => {
    expect(serviceLines([service()], pods)[0]?.behind).toEqual({ ready: 1, all: 3 })
  })

  it.each<[Partial<ServiceRow>, string]>([
    [{}, '1 behind it'],
    [{ selector: { app: 'gone' } }, 'Nobody behind it'],
    [{ selector: {} }, 'Not told'],
    [{ selector: {}, type: 'ExternalName' }, 'Elsewhere'],
    [{ type: 'LoadBalancer', isPending: true }, 'No address yet'],
  ])('%o', (more, expected) => {
    expect(word(more)).toBe(expected)
  })

  it('are not enough where none is ready', () => {
    expect(word({}, [examplePod('b', { labels: { app: 'hub' }, ready: { is: 0, of: 1 } })])).toBe(
      'Nobody ready',
    )
  })

  it('are not known before the pods are', () => {
    expect(serviceLines([service()], null)[0]?.behind).toBeNull()
  })
})

test.each<[Partial<ServicePort>[], string]>([
  [[{ target: '8585' }], '80 to 8585'],
  [[{ port: 8081, target: '8081' }], '8081'],
  [
    [
      { target: 'http', nodePort: 30_080 },
      { port: 53, target: '53', protocol: 'UDP' },
    ],
    '80 to http (node 30080), 53 UDP',
  ],
  [[], ''],
])('ports are told as %o', (ports, text) => {
  expect(portsText({ ports: ports.map(port) })).toBe(text)
})

test.each<[string[], Partial<ServicePort>[], string | null]>([
  [['10.0.0.101'], [{}], 'http://10.0.0.101'],
  [['10.0.0.101'], [{ port: 443 }], 'https://10.0.0.101'],
  [['10.0.0.101'], [{ port: 8080, name: 'http' }], 'http://10.0.0.101:8080'],
  [['fd00::1'], [{}], 'http://[fd00::1]'],
  [['lb.example.org'], [{ port: 8443, name: 'https-web' }], 'https://lb.example.org:8443'],
  [[], [{}], null],
  [['10.0.0.101'], [{ port: 5432 }], null],
  [['10.0.0.101'], [{ protocol: 'UDP' }], null],
  [['javascript:alert(1)//'], [{}], null],
])('%o with %o is opened at %s', (external, ports, address) => {
  expect(addressToOpen({ external, ports: ports.map(port) })).toBe(address)
})
