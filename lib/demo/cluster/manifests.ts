import type { KubeObject, PodSpec, Spec } from './kube-object.ts'

// Short ways to write the objects that add-ons and the chart bring.

export function namespace(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    status: { phase: 'Active' },
  }
}

interface PodTemplate {
  annotations?: Record<string, string>
  /** Instead of the workload's name. */
  container?: string
  spec?: PodSpec
}

interface Deployed extends PodTemplate {
  replicas?: number
  /** Old pods go before new ones come. */
  recreate?: boolean
}

export function deployment(
  ns: string,
  name: string,
  labels: Record<string, string>,
  image: string,
  { replicas = 1, recreate = false, ...more }: Deployed = {},
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: ns, labels },
    spec: {
      replicas,
      ...(recreate ? { strategy: { type: 'Recreate' } } : {}),
      selector: { matchLabels: labels },
      template: template(name, labels, image, more),
    },
  }
}

export function daemonSet(
  ns: string,
  name: string,
  labels: Record<string, string>,
  image: string,
  more: PodTemplate = {},
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: ns, labels },
    spec: { selector: { matchLabels: labels }, template: template(name, labels, image, more) },
  }
}

function template(
  name: string,
  labels: Record<string, string>,
  image: string,
  { annotations, container = name, spec = {} }: PodTemplate,
): NonNullable<Spec['template']> {
  return {
    metadata: { labels, ...(annotations ? { annotations } : {}) },
    spec: { ...spec, containers: [{ name: container, image }] },
  }
}

export function service(ns: string, name: string, spec: Record<string, unknown>, labels = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: ns, labels },
    spec: { type: 'ClusterIP', ...spec },
    status: { loadBalancer: {} },
  }
}

export function secret(ns: string, name: string, data: Record<string, string>, type = 'Opaque'): KubeObject {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type,
    metadata: { name, namespace: ns },
    data: Object.fromEntries(encoded),
  }
}
