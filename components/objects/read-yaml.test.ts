import { expect, it } from 'vitest'
import { readYaml, writeYaml } from './read-yaml.ts'

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { args: ['x'.repeat(300), 'y'] } }

it('reads what it wrote', () => {
  expect(readYaml(writeYaml(pod))).toEqual({ ok: true, object: pod })
})

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
for (let level = 1; level < 12; level += 1) {
  const name = String.fromCharCode(97 + level)
  const before = String.fromCharCode(96 + level)
  bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`)
}

it.each<[string, string, RegExp]>([
  ['5 MB', `a: "${'x'.repeat(5_000_000)}"`, /5 MB.*no more than 1 MB/],
  ['a bomb of aliases', bomb.join('\n'), /aliases/],
  ['a list', '- a\n- b', /not an object/],
  ['a word', 'hello', /not an object/],
  ['nothing', '', /not an object/],
  ['a tab', 'a:\n\t- b', /[Tt]ab|YAML/],
  ['a key twice', 'a: 1\na: 2', /unique/],
  ['lists in lists', '- '.repeat(200_000), /nested/],
  ['the deep', `a: ${'['.repeat(200_000)}`, /nested|YAML|[Ff]low/],
])('says what is wrong with %s within 2 s', (_, text, message) => {
  const began = performance.now()
  const read = readYaml(text)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(read.ok ? '' : read.message).toMatch(message)
})
