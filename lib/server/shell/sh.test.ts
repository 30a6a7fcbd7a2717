import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import { raw, sh } from './sh.ts'

const folder = mkdtempSync(join(tmpdir(), 'bindery-sh-'))
const canary = join(folder, 'canary')
afterAll(() => rmSync(folder, { recursive: true }))

/** What a real bash makes of a script that comes over stdin, as the link sends it. */
const bash = (script: string): string => {
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], {
    input: script,
    maxBuffer: 2 ** 30,
    cwd: folder,
  })
  expect(stderr.toString()).toBe('')
  expect(status).toBe(0)
  return stdout.toString('utf8')
}

/** Values as bash got them, each ended by NUL. */
const carried = (values: string[]): string[] => bash(sh`printf '%s\0' ${values}`).split('\0').slice(0, -1)

const attacks = [
  `$(touch ${canary})`,
  `\`touch ${canary}\``,
  `'; touch ${canary}; '`,
  `"; touch ${canary}; "`,
  `' "$(touch ${canary})" '`,
  `\n touch ${canary}\n`,
  `& touch ${canary} &`,
  `| touch ${canary}`,
  `\${IFS}touch`,
  `<(touch ${canary})`,
  `!touch`,
  `\\'; touch ${canary} #`,
  `EOF\ntouch ${canary}\nEOF`,
  '../../../../etc/passwd',
  '-rf',
  '--',
  '-',
  '~root',
  '*',
  '{a,b}',
  '\\',
  "'",
  '',
  ' ',
  '\r\n',
  '\t\u0007\u001b[31m',
  '😀é👩‍👩‍👧\u202e\ufeff',
]

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...attacks),
      fc.constantFrom(
        "'",
        '"',
        '`',
        '$',
        '\\',
        '\n',
        '\r',
        ';',
        '&',
        '|',
        '<',
        '>',
        '(',
        ')',
        '{',
        '}',
        '!',
        '#',
        '*',
        '?',
        '~',
        '-',
        ' ',
        '%',
        '=',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))

describe('sh', () => {
  it('carries 10,000 hostile values literally through real bash, and runs none of them', () => {
    let count = 0
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 250, maxLength: 250 }), (values) => {
        expect(carried(values)).toEqual(values)
        count += values.length
      }),
      { numRuns: 44, endOnFailure: true },
    )
    expect(count).toBeGreaterThanOrEqual(10_000)
    expect(carried(attacks)).toEqual(attacks)
    expect(existsSync(canary)).toBe(false)
  })

  it('carries values of 1 MB', () => {
    const long = (attack: string) => attack.repeat(Math.ceil(2 ** 20 / attack.length))
    const values = attacks.slice(0, 4).map(long)
    // From a file: bash reads a script from a pipe byte by byte.
    const file = join(folder, 'script')
    writeFileSync(file, sh`printf '%s\0' ${values}`)
    const printed = execFileSync('bash', [file], { maxBuffer: 2 ** 30, encoding: 'utf8' })
    expect(printed === `${values.join('\0')}\0`).toBe(true)
    expect(existsSync(canary)).toBe(false)
  })

  it('refuses what bash cannot carry', () => {
    for (const value of ['a\0b', 'a\ud800b', '\udc00']) {
      expect(() => sh`echo ${value}`).toThrow(AppError)
      expect(() => sh`echo ${[value]}`).toThrow(AppError)
    }
    expect(() => sh`echo ${raw('\0')}`).toThrow(AppError)
  })

  it('makes one word of a value, several of an array, none of an empty one', () => {
    expect(bash(sh`set -- ${'a b'} ${['c d', 'e']} ${[]} ${7} ${-1.5}; printf '<%s>' "$@"`)).toBe(
      '<a b><c d><e><7><-1.5>',
    )
  })

  it('nests a script as it is', () => {
    const inner = sh`printf %s ${"it's"}`
    expect(bash(sh`( ${raw(inner)} ) | cat`)).toBe("it's")
    expect(bash(sh`bash -c ${inner}`)).toBe("it's")
  })

  it('leaves the fixed text as it is written, but for what JavaScript needs escaped', () => {
    expect(bash(sh`x=${'1'}; printf '%s\t|' "\${x}2" "\`echo 3\`" $((x + 3))`)).toBe('12\t|3\t|4\t|')
  })

  it('refuses a value inside quotes of the script, where it would run', () => {
    const value = '$(id)'
    expect(() => sh`echo "${value}"`).toThrow('quotes its values itself')
    expect(() => sh`echo "a" 'b ${value}'`).toThrow('quotes its values itself')
    expect(sh`echo "a \" b" 'c'${value}\'`).toBe(`echo "a \\" b" 'c''$(id)'\\'`)
  })
})
