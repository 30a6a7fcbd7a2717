import { formatPool } from '../../../lib/shared/ipv4.ts'
import type { Plan } from '../../../lib/shared/plan.ts'

/** A saved plan as a person reads it: each question with its answer, in the order of the form. */
export function planAnswers(plan: Plan): { question: string; answer: string }[] {
  const { pool, addresses, storage, namespace, release, proof } = plan
  const said: [string, string][] = [
    ['Addresses for services', formatPool(pool)],
    [
      'Of these',
      addresses.how === 'fixed'
        ? `${addresses.binder} for the start page, ${addresses.hub} for the notebooks`
        : 'the start page and the notebooks get what MetalLB hands out',
    ],
    [
      'Where people’s files live',
      `${storage.path}, ${storage.kind === 'hostpath' ? 'a folder of the server' : 'by OpenEBS'}`,
    ],
    ['Where built images go', registry(plan.registry)],
    ['Names of images begin with', plan.imagePrefix],
    ['What builds them', plan.builder === 'dind' ? 'a builder inside the cluster' : 'Docker on the server'],
    ['MicroK8s', plan.channel],
    ['BinderHub chart', plan.chartVersion],
    ['Release', `${release} in the namespace ${namespace}`],
    ['Without sudo', plan.groupUser === null ? 'nobody' : `${plan.groupUser} may use microk8s`],
    ['Memory and processor', plan.metricsServer ? 'are measured' : 'are not measured'],
    ['Proof', `${proof.repository} at ${proof.ref} is launched`],
  ]
  return said.map(([question, answer]) => ({ question, answer }))
}

function registry(of: Plan['registry']): string {
  switch (of.kind) {
    case 'docker-hub':
      return `Docker Hub, as ${of.account}`
    case 'v2':
      return `${of.url}, as ${of.user}`
    case 'addon':
      return 'the registry of MicroK8s, on the server itself'
  }
}
