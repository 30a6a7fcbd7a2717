import { expect, it } from 'vitest'
import { containersOf } from './container-facts.ts'

it('tells of each container how it is, how it ended before, and what it mounts', () => {
  const found = containersOf({
    spec: {
      initContainers: [{ name: 'prepare', image: 'a' }],
      containers: [
        {
          name: 'notebook',
          image: 'b',
          resources: { requests: { memory: '1G' }, limits: { memory: '2G', cpu: '1' } },
          volumeMounts: [{ name: 'home', mountPath: '/home', readOnly: true }],
        },
      ],
    },
    status: {
      initContainerStatuses: [
        { name: 'prepare', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      ],
      containerStatuses: [
        {
          name: 'notebook',
          ready: true,
          restartCount: 1,
          state: { running: { startedAt: '2026-11-27T14:00:00Z' } },
          lastState: {
            terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-27T13:59:00Z' },
          },
        },
      ],
    },
  })
  expect(found).toMatchObject([
    { name: 'prepare', isInit: true, state: { is: 'ended', exitCode: 0 }, before: null },
    {
      name: 'notebook',
      isInit: false,
      isReady: true,
      restarts: 1,
      state: { is: 'running', since: Date.parse('2026-11-27T14:00:00Z') },
      before: { is: 'ended', reason: 'OOMKilled', exitCode: 137 },
      requests: 'memory 1G',
      limits: 'memory 2G, cpu 1',
      mounts: [{ path: '/home', volume: 'home', isReadOnly: true }],
    },
  ])
})

it.each([{}, { spec: 7 }, { spec: { containers: [null, 'x'] }, status: [] }])('takes %j', (pod) => {
  expect(() => containersOf(pod)).not.toThrow()
})

it('tells what a container runs, how it is asked, and what it is told', () => {
  const [hub] = containersOf({
    spec: {
      containers: [
        {
          name: 'hub',
          image: 'b',
          command: ['jupyterhub'],
          args: ['--config', '/etc/jupyterhub_config.py'],
          ports: [{ name: 'http', containerPort: 8081 }],
          livenessProbe: { httpGet: { path: '/hub/health', port: 'http' }, failureThreshold: 30 },
          readinessProbe: { tcpSocket: { port: 8081 }, periodSeconds: 2, failureThreshold: 1 },
          env: [
            { name: 'HELM_RELEASE_NAME', value: 'binder' },
            {
              name: 'CONFIGPROXY_AUTH_TOKEN',
              valueFrom: {
                secretKeyRef: { name: 'hub', key: 'hub.config.ConfigurableHTTPProxy.auth_token' },
              },
            },
            { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
          ],
          envFrom: [{ configMapRef: { name: 'more' } }],
        },
      ],
    },
  })
  expect(hub).toMatchObject({
    command: 'jupyterhub --config /etc/jupyterhub_config.py',
    ports: ['8081 http'],
    probes: [
      { what: 'alive', asks: 'GET /hub/health on http, every 10 s, 30 failures are too many' },
      { what: 'ready', asks: 'connects to 8081, every 2 s, 1 failure is too many' },
    ],
    variables: [
      { name: 'HELM_RELEASE_NAME', value: 'binder', from: '' },
      {
        name: 'CONFIGPROXY_AUTH_TOKEN',
        value: '',
        from: 'secret hub, hub.config.ConfigurableHTTPProxy.auth_token',
      },
      { name: 'POD_NAMESPACE', value: '', from: 'the pod’s metadata.namespace' },
      { name: '…', value: '', from: 'all of config map more' },
    ],
  })
})
