import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { planSchema } from '../../shared/plan.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import { type ScriptedServer, scriptedServer } from '../../testing/scripted-server.ts'
import { answers, faultOf } from '../../testing/step-trial.ts'
import { group } from './group.ts'
import { group as seenGroup } from './seen/group.ts'

const plan = { ...examplePlan, groupUser: 'ada' }

describe('the check of the group', () => {
  it.each([
    ['group\nuser\nmember\nsession', 'done'],
    ['group\nuser', 'open'],
    ['user', 'open'],
    ['group\nuser\nmember', 'broken'],
    ['group', 'broken'],
  ])('of %j is %s', (text, state) => {
    expect(group.check(answers({ group: text }), plan).state).toBe(state)
  })

  it.each([null, 'root'])('is not needed for %s', (groupUser) => {
    expect(group.check(answers({ group: '' }), { ...plan, groupUser }).state).toBe('not-needed')
  })
})

describe('the script of the group', () => {
  let server: ScriptedServer
  afterEach(() => server.remove())

  const system = (usermod: string): ScriptedServer =>
    scriptedServer({
      microk8s: '',
      getent: `case $1 in passwd) echo "ada:x:1000:1000::$folder/home:/bin/bash" ;; esac`,
      usermod,
      gpasswd: ': >"$folder/member"',
      runuser: `echo "ada$([ ! -e "$folder/member" ] || echo ' microk8s')"`,
    })

  it('is content only when a new session is in the group', () => {
    server = system('exit 0')
    const { code, lines } = server.run(group.script(plan))
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('stopped: A new session of ada is not in the group microk8s.')
  })

  it('also takes a user of a directory, whom usermod does not know', () => {
    server = system(`echo "usermod: user 'ada' does not exist in /etc/passwd" >&2; exit 6`)
    expect(server.run(group.script(plan)).code).toBe(0)
    expect(server.calls()).toContain('gpasswd -a ada microk8s')
  })

  it('says that the group comes with the snap', () => {
    server = scriptedServer({ microk8s: '', getent: 'exit 2' })
    const { code, lines } = server.run(group.script(plan))
    expect(code).toBe(1)
    expect(faultOf(group, lines.at(-1) ?? '', plan)?.id).toBe('no-group')
  })
})

it('any user that a plan may name reaches the server as it is', () => {
  const names = fc
    .stringMatching(/^[A-Za-z_][A-Za-z0-9_.@\\-]{0,20}\$?$/)
    .filter((groupUser) => planSchema.shape.groupUser.safeParse(groupUser).success)
  fc.assert(
    fc.property(names, (groupUser) => {
      const [first = ''] = seenGroup.ask({ ...plan, groupUser }).split('\n')
      const { stdout } = spawnSync('bash', ['-c', `${first}\nprintf %s "$user"`], { encoding: 'utf8' })
      expect(stdout).toBe(groupUser)
    }),
    { numRuns: 30 },
  )
})
