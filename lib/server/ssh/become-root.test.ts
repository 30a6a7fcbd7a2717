import { describe, expect, it } from 'vitest'
import { becomeRoot, sudoProblem } from './become-root.ts'

const answers = (...given: { code: number; stdout?: string; stderr?: string }[]) => {
  const asked: { script: string; input: string }[] = []
  const run = async (request: { script: string; input: Uint8Array }) => {
    asked.push({ script: request.script, input: Buffer.from(request.input).toString() })
    const { code, stdout = '', stderr = '' } = given.shift() ?? { code: 99 }
    return { code, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) }
  }
  return { run, asked }
}
const wantsPassword = { code: 1, stdout: '1000\n', stderr: 'sudo: a password is required\n' }

describe('becoming root', () => {
  it('needs nothing as root, even where sudo is missing', async () => {
    const { run } = answers({ code: 127, stdout: '0\n', stderr: 'bash: sudo: command not found' })
    expect(await becomeRoot(run, 'root', null)).toBe('root')
  })

  it('does not show the password to a sudo that needs none', async () => {
    const { run, asked } = answers({ code: 0, stdout: '1000\n' })
    expect(await becomeRoot(run, 'ubuntu', 'secret')).toBe('sudo')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.input).toBe('')
  })

  it('gives the password once, on stdin alone', async () => {
    const { run, asked } = answers(wantsPassword, { code: 0 })
    expect(await becomeRoot(run, 'ubuntu', 'secret')).toBe('sudo-password')
    expect(asked[1]?.input).toBe('secret\n')
    expect(asked.map(({ script }) => script).join()).not.toContain('secret')
  })

  it('asks for the password when none is known', async () => {
    const { run } = answers(wantsPassword)
    await expect(becomeRoot(run, 'ubuntu', null)).rejects.toMatchObject({
      code: 'secret_needed',
      field: 'sudoPassword',
    })
  })

  it.each([
    [
      'sudo_wrong_password',
      'Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt',
    ],
    ['root_refused', 'eve is not in the sudoers file.  This incident will be reported.'],
    ['root_refused', 'Sorry, user eve may not run sudo on binder-01.'],
    ['root_refused', "Sorry, user eve is not allowed to execute '/usr/bin/bash -c :' as root on binder-01."],
    ['root_refused', 'sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set'],
    ['sudo_needs_terminal', 'sudo: sorry, you must have a tty to run sudo'],
    ['sudo_needs_terminal', 'sudo: a terminal is required to read the password; either use the -S option'],
    ['sudo_missing', 'bash: line 1: sudo: command not found'],
    ['sudo_missing', 'env: ‘sudo’: No such file or directory'],
  ] as const)('%s: %s', (code, text) => {
    expect(sudoProblem(1, text, 'eve')).toMatchObject({ code, said: text.split('\n').at(-1) })
  })
})
