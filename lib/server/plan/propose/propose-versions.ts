import { kubeVersionFits } from '../../../shared/kube-version.ts'
import type { ChartVersion, PlanLook, Proposal } from '../../../shared/plan-look.ts'

/** The pair that was tested together (domain.md 1): the authors' own of July 2026. */
export const TESTED = {
  channel: '1.32/stable',
  chart: '1.0.0-0.dev.git.3941.h9056a226',
  kubeVersion: '>=1.28.0-0',
}

/** `1.32` of `1.32/stable`. */
export function minorOf(channel: string): string {
  return channel.split('/')[0] ?? channel
}

/** The channel of MicroK8s: what is installed, else the tested one, else the newest that the tested chart takes. */
export function proposeChannel(
  channels: PlanLook['channels'],
  installed: { channel: string } | null,
): Proposal<string> {
  const stable = channels
    .map(({ name }) => name)
    .filter((name) => name.endsWith('/stable'))
    .sort((a, b) => minorNumber(b) - minorNumber(a))
  const fitting = stable.filter((name) => kubeVersionFits(TESTED.kubeVersion, minorOf(name)) === true)
  const alternatives = (value: string) =>
    fitting
      .filter((name) => name !== value)
      .map((name) => ({ value: name, why: `Kubernetes ${minorOf(name)}.` }))
  if (installed && /^1\.\d{2}\/(stable|candidate|beta|edge)$/.test(installed.channel))
    return {
      value: installed.channel,
      why: 'MicroK8s is installed from this channel.',
      alternatives: alternatives(installed.channel),
    }
  const [newest = TESTED.channel] = fitting
  const value = channels.length === 0 || fitting.includes(TESTED.channel) ? TESTED.channel : newest
  return {
    value,
    why:
      channels.length === 0
        ? 'The pair that was tested together. The channels of the store could not be read.'
        : value === TESTED.channel
          ? 'The version that BinderHub was tested with. It gets fixes, and never moves to another minor by itself.'
          : `${TESTED.channel} is not in the store any more. This is the newest that the chart takes.`,
    alternatives: alternatives(value),
  }
}

/** The chart: what is installed, else the tested one, else the newest that fits the Kubernetes to be. */
export function proposeChart(
  versions: readonly ChartVersion[],
  kubernetes: string,
  installed: string | null,
): Proposal<string> {
  const fitting = versions.filter(
    ({ kubeVersion }) => kubeVersion === '' || kubeVersionFits(kubeVersion, kubernetes) !== false,
  )
  const alternatives = (value: string) =>
    fitting
      .filter(({ version }) => version !== value)
      .slice(0, 12)
      .map(({ version, jupyterhub }) => ({
        value: version,
        why: jupyterhub ? `with JupyterHub ${jupyterhub}` : '',
      }))
  if (installed !== null)
    return { value: installed, why: 'This version is installed.', alternatives: alternatives(installed) }
  const [newest] = fitting
  const tested = fitting.some(({ version }) => version === TESTED.chart)
  const value = versions.length === 0 || tested || !newest ? TESTED.chart : newest.version
  return {
    value,
    why:
      versions.length === 0
        ? 'The version that was tested. The list of versions could not be read.'
        : value === TESTED.chart
          ? 'The version that was tested with this Kubernetes.'
          : `The newest that Kubernetes ${kubernetes} takes.`,
    alternatives: alternatives(value),
  }
}

function minorNumber(channel: string): number {
  return Number(minorOf(channel).split('.')[1])
}
