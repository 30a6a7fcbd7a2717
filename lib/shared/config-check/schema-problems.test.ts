import { expect, it } from 'vitest'
import { applyEdits } from './diagnostic.ts'
import { type JsonSchema, schemaProblems } from './schema-problems.ts'
import { readValuesText } from './values-text.ts'

const schema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    replicas: { type: ['integer', 'null'], minimum: 0 },
    service: {
      type: 'object',
      additionalProperties: false,
      properties: {
        type: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer'] },
        annotations: {
          type: 'object',
          additionalProperties: false,
          patternProperties: { '.*': { type: 'string' } },
        },
      },
    },
    config: { type: 'object', additionalProperties: true },
    tolerations: { type: 'array', items: { type: 'object', required: ['key'] } },
    cpu: { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\d+m$' }] },
  },
}
const problems = (text: string) =>
  schemaProblems(readValuesText(text), schema).map(
    ({ from, to, message }) => `${text.slice(from, to)}: ${message}`,
  )

it('takes what the chart takes', () => {
  expect(
    problems(
      'replicas: 1\nservice: {type: NodePort, annotations: {a: b}}\nconfig: {any: {thing: 1}}\ntolerations: [{key: a}]\ncpu: 500m\n',
    ),
  ).toEqual([])
  expect(problems('replicas: null\nservice:\ncpu: 2\n')).toEqual([])
})

it('names what Helm would refuse, where it stands', () => {
  expect(problems('replicas: many\n')).toEqual(['many: This has to be a whole number, and is text.'])
  expect(problems('replicas: -1\n')).toEqual(['-1: It is 0 or more.'])
  expect(problems('service:\n  type: Balancer\n')).toEqual([
    'Balancer: It is one of ClusterIP, NodePort, LoadBalancer.',
  ])
  expect(problems('service:\n  annotations:\n    a: 1\n')).toEqual([
    '1: This has to be text, and is a number.',
  ])
  expect(problems('service: LoadBalancer\n')).toEqual([
    'LoadBalancer: This has to be a map of keys, and is text.',
  ])
  expect(problems('cpu: fast\n')).toEqual(['fast: It does not have the form that the chart wants: ^\\d+m$'])
})

it('knows the key that was meant', () => {
  const text = 'servise:\n  type: NodePort\n'
  const [problem] = schemaProblems(readValuesText(text), schema)
  expect(problem?.message).toBe(
    'The chart knows no servise at the top; service it knows. Helm would refuse the whole file.',
  )
  expect(applyEdits(text, problem?.fix?.edits ?? [])).toBe('service:\n  type: NodePort\n')
})

it('lets no pattern of a chart hang', () => {
  const hostile: JsonSchema = { properties: { a: { type: 'string', pattern: '[' } } }
  expect(schemaProblems(readValuesText('a: b\n'), hostile)).toEqual([])
})
