import { createHash } from 'node:crypto'
import type { KubeObject } from './kube-object.ts'

/** What a program prints when it starts, and from time to time. */
export interface Voice {
  opening(): string[]
  /** Null for one that is quiet once it runs. */
  now: (() => string[]) | null
  /** Milliseconds of the machine's clock between two times, on average. */
  everyMs: number
}

const pick = <T>(...from: T[]): T => from[Math.floor(Math.random() * from.length)] as T
const stamp = (): string => new Date().toISOString().slice(0, 23).replace('T', ' ')
const klog = (level: 'I' | 'W' | 'E', where: string, text: string): string => {
  const at = new Date().toISOString()
  return `${level}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000       1 ${where}] ${text}`
}

/** By the component that a pod is of; everything else has two words to say. */
export function voiceOf({ metadata }: KubeObject): Voice {
  const labels = metadata.labels ?? {}
  const component = labels.component ?? ''
  if (component === 'singleuser-server')
    return notebook(metadata.name, labels['hub.jupyter.org/username'] ?? '')
  if (component === 'hub') return hub
  if (component === 'binder') return binder
  if (component === 'proxy') return proxy
  if (component === 'user-scheduler') return scheduler
  // Builds say what the launch says (lib/demo/web/launch-events.ts).
  if (component === 'binderhub-build') return { opening: () => [], now: null, everyMs: 0 }
  if (labels['k8s-app'] === 'kube-dns')
    return {
      opening: () => ['.:53', 'CoreDNS-1.12.0', 'linux/amd64, go1.23.3, 51e11f1'],
      now: null,
      everyMs: 0,
    }
  return {
    opening: () => [klog('I', 'main.go:71', `"Starting" name="${metadata.name}"`)],
    now: null,
    everyMs: 0,
  }
}

function notebook(pod: string, user: string): Voice {
  const token = createHash('sha256').update(pod).digest('hex').slice(0, 48)
  const say = (level: 'I' | 'W' | 'E', text: string): string => `[${level} ${stamp()} ServerApp] ${text}`
  const kernel = `${token.slice(0, 8)}-3a90-4f5e-9b1d-${token.slice(8, 20)}`
  return {
    opening: () => [
      say('I', 'jupyterlab | extension was successfully loaded.'),
      say('I', `Serving notebooks from local directory: /home/jovyan`),
      say('I', 'Jupyter Server 2.14.2 is running at:'),
      say('I', `http://${pod}:8888/user/${user}/lab?token=${token}`),
      say('I', 'Use Control-C to stop this server and shut down all kernels (twice to skip confirmation).'),
      say('I', `Kernel started: ${kernel}`),
    ],
    now: () =>
      Math.random() < 0.15
        ? [
            say('W', 'AsyncIOLoopKernelRestarter: restarting kernel (1/5), keep random ports'),
            say('W', `kernel ${kernel} restarted`),
            say('I', `Restoring connection for ${kernel}:9d0e`),
          ]
        : [say('I', `Saving file at /notebooks/${pick('01_intro', '02_data', '03_jacobian')}.ipynb`)],
    everyMs: 12_000,
  }
}

const hub: Voice = {
  opening: () => [
    `[I ${stamp()} JupyterHub app:3346] Running JupyterHub version 5.3.0`,
    `[I ${stamp()} JupyterHub app:3376] Using Authenticator: nullauthenticator.NullAuthenticator-1.0.0`,
    `[I ${stamp()} JupyterHub app:3416] Initialized 0 spawners in 0.002 seconds`,
    `[I ${stamp()} JupyterHub app:3739] JupyterHub is now running, internal Hub API at http://hub:8081/hub/`,
  ],
  now: () => [
    Math.random() < 0.1
      ? `[W ${stamp()} JupyterHub proxy:418] Deleting stale route /user/somebody/`
      : `[I ${stamp()} JupyterHub log:192] 200 GET /hub/api/users (binder@10.1.0.${pick(21, 34)}) ${(4 + Math.random() * 9).toFixed(2)}ms`,
  ],
  everyMs: 9_000,
}

const binder: Voice = {
  opening: () => [`[I ${stamp().replaceAll('-', '').slice(2)} app:1034] BinderHub starting on port 8585`],
  now: () => [
    `[I ${stamp().slice(2).replaceAll('-', '')} log:135] 200 GET /health (10.1.0.1) ${(2 + Math.random() * 8).toFixed(2)}ms`,
  ],
  everyMs: 10_000,
}

const clock = (): string => new Date().toISOString().slice(11, 23)

const proxy: Voice = {
  opening: () => [
    `${clock()} [ConfigProxy] info: Proxying http://:::8000 to http://hub:8081`,
    `${clock()} [ConfigProxy] info: Proxy API at http://:::8001/api/routes`,
  ],
  now: () => [
    `${clock()} [ConfigProxy] info: 200 GET /api/routes`,
    ...(Math.random() < 0.1
      ? [`${clock()} [ConfigProxy] error: 503 GET /user/somebody/api connect ECONNREFUSED 10.1.0.77:8888`]
      : []),
  ],
  everyMs: 15_000,
}

const scheduler: Voice = {
  opening: () => [
    klog('I', 'serving.go:386', 'Generated self-signed cert in-memory'),
    klog('W', 'authentication.go:370', 'Error looking up in-cluster authentication configuration'),
    klog('I', 'leaderelection.go:250', 'attempting to acquire leader lease binder/user-scheduler-lock...'),
  ],
  now: null,
  everyMs: 0,
}
