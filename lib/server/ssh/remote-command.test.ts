import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BEGINS, commandInput, commandLine } from './remote-command.ts'

const line = commandLine({ by: 'none' })
const arrive = (stdin: Buffer, shell = 'sh') => {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', line], { input: stdin })
  const begun = stdout.toString().startsWith(BEGINS)
  return {
    status,
    begun,
    stdout: stdout.toString().replace(BEGINS, ''),
    stderr: stderr.toString().replace(BEGINS, ''),
  }
}

describe('a script that travels over stdin', () => {
  it('is run as it is, whatever it holds, with the rest of stdin as its own', () => {
    const values = fc.array(
      fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !/[\0\p{Surrogate}]/u.test(text)),
      { maxLength: 5 },
    )
    const inputs = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(values, inputs, (words, input) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`)
        const script = `printf '%s|' x ${quoted.join(' ')}; cat`
        const stdin = Buffer.concat([commandInput(script, { by: 'none' }), Buffer.from(input)])
        expect(arrive(stdin).stdout).toBe(
          `x|${words.map((word) => `${word}|`).join('')}${Buffer.from(input)}`,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is never run in part', () => {
    const whole = commandInput('echo one\necho two\n', { by: 'none' })
    for (let length = 0; length < whole.length; length++)
      expect(arrive(whole.subarray(0, length))).toMatchObject({ status: 125, begun: false, stdout: '' })
    expect(arrive(whole)).toMatchObject({ status: 0, begun: true, stdout: 'one\ntwo\n' })
  })

  it('is run without the password that sudo did not ask for', () => {
    for (const password of ['touch /tmp/never', '#bindery', '$(id)', 'a\\', 'é "\' `'])
      expect(arrive(commandInput('echo fine; cat', { by: 'sudo-password', password })).stdout).toBe('fine\n')
  })

  it('keeps its exit code, line breaks at its end and here-documents', () => {
    expect(arrive(commandInput('cat <<END\nlast\nEND\nexit 42\n\n\n', { by: 'none' }))).toMatchObject({
      status: 42,
      stdout: 'last\n',
    })
  })

  it('finds nothing of the loader in its variables', () => {
    expect(
      arrive(commandInput('set -u; (echo "$s") 2>&1; (echo "$n$l") 2>&1', { by: 'none' })).stdout.match(
        /unbound/g,
      ),
    ).toHaveLength(2)
  })

  it('cannot hold NUL, which bash would drop without a word', () => {
    expect(() => commandInput('a\0b', { by: 'none' })).toThrow('NUL')
  })
})

describe('the command line', () => {
  it('is the same for every script, and reads the same in every login shell', () => {
    const password = 'secret-one'
    expect(commandLine({ by: 'sudo-password', password })).not.toContain(password)
    for (const by of ['none', 'sudo'] as const) {
      const quoted = /^[\w =-]*bash --norc -c '([^']*)'$/.exec(commandLine({ by }))?.[1]
      expect(quoted).toBeDefined()
      expect(quoted).not.toMatch(/[\\!\n]/)
    }
  })
})
