import { describe, expect, it } from 'vitest'
import { chartChoices } from './chart-choice.ts'

const chart = (version: string, kubeVersion = '>=1.28.0-0') => ({
  version: `1.0.0-0.dev.git.${version}`,
  kubeVersion,
  created: null,
  jupyterhub: '4.2.0',
})
const seen = {
  versions: [chart('4100.habcdef0', '>=1.32.0-0'), chart('3955.h2b6a1c1d'), chart('3941.h9056a226')],
  readAt: 0,
  running: '1.0.0-0.dev.git.3941.h9056a226',
  kubernetes: '1.30',
}

describe('versions of the chart as choices', () => {
  it('marks what runs, and the newest that this cluster can run', () => {
    const choices = chartChoices(seen)
    expect(choices.map(({ runs }) => runs)).toEqual([false, false, true])
    expect(choices.map(({ newest }) => newest)).toEqual([false, true, false])
    expect(choices[0]?.whyNot).toBe('It needs Kubernetes >=1.32.0; here is 1.30.')
  })

  it('refuses nothing while it is not known which Kubernetes there is', () => {
    expect(chartChoices({ ...seen, kubernetes: null }).every(({ whyNot }) => whyNot === null)).toBe(true)
  })

  it('leads to the commits between, the older one first', () => {
    const [, newer, same] = chartChoices(seen)
    expect(newer?.commits).toBe('https://github.com/jupyterhub/binderhub/compare/9056a226...2b6a1c1d')
    expect(same?.commits).toBeNull()
    const [, , older] = chartChoices({ ...seen, running: '1.0.0-0.dev.git.3955.h2b6a1c1d' })
    expect(older?.commits).toBe('https://github.com/jupyterhub/binderhub/compare/9056a226...2b6a1c1d')
    expect(chartChoices({ ...seen, running: '0.2.0-n988' })[0]?.commits).toBeNull()
  })
})
