import { describe, expect, it } from 'vitest'
import { examplePlan as plan } from '../../testing/plan-look-example.ts'
import { answers, clusterOf, faultOf } from '../../testing/step-trial.ts'
import { dns } from './dns.ts'
import { ready } from './ready.ts'
import type { Answer, Step } from './step.ts'

const node = (status: string, message = ''): object => ({
  kind: 'Node',
  metadata: { name: 'teach-02' },
  status: { conditions: [{ type: 'Ready', status, message }] },
})
const pod = (name: string, good: boolean, reason = '', restartCount = 0): object => ({
  kind: 'Pod',
  metadata: { name, namespace: 'kube-system' },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: good ? 'True' : 'False' }],
    containerStatuses: [{ restartCount, state: reason ? { waiting: { reason } } : { running: {} } }],
  },
})
const calicoNode = pod('calico-node-x', true)
const controllers = (good: boolean, reason = '', restarts = 0) =>
  pod('calico-kube-controllers-y', good, reason, restarts)

const CALICO = 'installed\ncni 10-calico.conflist'
const OPEN = 'Status: inactive'
const BLOCKING = 'Status: active\nDefault: deny (incoming), allow (outgoing), deny (routed)'

const check = (cluster: string | Answer, microk8s = CALICO, firewall = OPEN) =>
  ready.check(answers({ microk8s, cluster, firewall, machine: 'hostname teach-02' }), plan)

describe('the check of Kubernetes', () => {
  it('is done with a node and a network that are ready', () => {
    expect(check(clusterOf(node('True'), calicoNode, controllers(true)))).toEqual({
      state: 'done',
      evidence: 'node Ready, 2/2 network pods',
    })
  })

  it('leaves the pods of add-ons to their own steps', () => {
    const crashing = pod('coredns-z', false, 'CrashLoopBackOff', 5)
    expect(check(clusterOf(node('True'), calicoNode, controllers(true), crashing)).state).toBe('done')
  })

  it('is not done as long as the network is not there at all', () => {
    expect(check(clusterOf(node('True'))).state).toBe('open')
    expect(check(clusterOf(node('True')), 'installed\ncni flannel.conflist').state).toBe('done')
  })

  it('is open for a node that is not ready, with its own words', () => {
    expect(check(clusterOf(node('False', 'cni plugin not initialized')))).toEqual({
      state: 'open',
      evidence: 'node teach-02 not Ready: cni plugin not initialized',
    })
  })

  it('tells a firewall from other reasons why the network crashes', () => {
    const cluster = clusterOf(node('True'), calicoNode, controllers(false, 'CrashLoopBackOff', 6))
    const evidence = 'node Ready, 1/2 network pods: calico-kube-controllers-y CrashLoopBackOff, 6 restarts'
    expect(check(cluster)).toEqual({ state: 'broken', evidence, fault: 'network-crashes' })
    expect(check(cluster, CALICO, BLOCKING)).toEqual({ state: 'broken', evidence, fault: 'firewall' })
  })

  it.each<[string, string, string | Answer, object]>([
    [
      'a bare server',
      '',
      { text: '', code: 1 },
      { state: 'open', evidence: 'MicroK8s is not installed yet' },
    ],
    [
      'services that do not run',
      `${CALICO}\ndown snap.microk8s.daemon-kubelite.service`,
      { text: '', code: 1 },
      { state: 'broken', evidence: 'not running: kubelite', fault: 'stopped' },
    ],
    [
      'too little memory',
      `${CALICO}\nlow-memory`,
      { text: '', code: 1 },
      { state: 'broken', evidence: 'MicroK8s stopped for lack of memory', fault: 'low-memory' },
    ],
    [
      'an API that is not up',
      CALICO,
      { text: '{ "items": [] }\nThe connection to the server 127.0.0.1:16443 was refused', code: 1 },
      {
        state: 'open',
        evidence: 'the API does not answer: The connection to the server 127.0.0.1:16443 was refused',
      },
    ],
    [
      'a bad certificate',
      CALICO,
      { text: 'Unable to connect to the server: x509: certificate has expired', code: 1 },
      {
        state: 'broken',
        evidence: 'Unable to connect to the server: x509: certificate has expired',
        fault: 'certificates',
      },
    ],
  ])('with %s', (_what, microk8s, cluster, wanted) => {
    expect(check(cluster, microk8s)).toEqual(wanted)
  })
})

describe('the check of DNS', () => {
  const look = (cluster: string | Answer, microk8s = CALICO) =>
    dns.check(answers({ cluster, microk8s }), plan)

  it('is what the pods of coredns say', () => {
    expect(look(clusterOf(pod('coredns-z', true)))).toEqual({ state: 'done', evidence: 'coredns 1/1' })
    expect(look(clusterOf(pod('coredns-z', false)))).toMatchObject({ state: 'open' })
    expect(look(clusterOf())).toEqual({ state: 'open', evidence: 'there is no coredns' })
    expect(look(clusterOf(pod('coredns-z', false, 'CrashLoopBackOff', 3)))).toEqual({
      state: 'broken',
      evidence: 'coredns 0/1: coredns-z CrashLoopBackOff, 3 restarts',
      fault: 'corefile',
    })
  })

  it('is unknown while the API does not answer, and open without MicroK8s', () => {
    expect(look({ text: 'refused', code: 1 }).state).toBe('unknown')
    expect(look({ text: '', code: 1 }, '').state).toBe('open')
  })
})

describe('the faults of Kubernetes', () => {
  it.each<[Step, string, string]>([
    [
      ready,
      'firewall',
      'error=Get "https://10.152.183.1:443/apis/crd.projectcalico.org/v1/clusterinformations/default": context deadline exceeded',
    ],
    [ready, 'forward-drop', '-P FORWARD DROP'],
    [ready, 'stopped', 'stopped: These services of MicroK8s do not run: kubelite '],
    [ready, 'stopped', 'microk8s is not running, try microk8s start'],
    [
      ready,
      'certificates',
      'Unable to connect to the server: x509: certificate has expired or is not yet valid',
    ],
    [ready, 'network-crashes', 'pod/calico-kube-controllers-y CrashLoopBackOff 0/1 6 restarts'],
    [dns, 'corefile', "/etc/coredns/Corefile:10 - Error during parsing: Unknown directive 'x'"],
    [dns, 'corefile', '[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :53) detected for zone "."'],
    [dns, 'firewall', '[ERROR] plugin/kubernetes: Failed to watch: dial tcp 10.152.183.1:443: i/o timeout'],
  ])('%#: %s', (step, id, line) => {
    expect(faultOf(step, line, plan)?.id).toBe(id)
  })

  it('blames the firewall only where it is active', () => {
    const { seen } = ready.faults.find(({ id }) => id === 'firewall')!
    const given = (firewall: string) =>
      answers({ microk8s: CALICO, cluster: clusterOf(), firewall, machine: '' })
    expect(seen?.(given(BLOCKING), plan)).toBe(true)
    expect(seen?.(given(OPEN), plan)).toBe(false)
  })
})
