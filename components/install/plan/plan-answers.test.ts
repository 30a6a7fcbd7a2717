import { expect, test } from 'vitest'
import { examplePlan } from '../../../lib/testing/plan-look-example.ts'
import { planAnswers } from './plan-answers.ts'

const answerTo = (question: string, change: Partial<typeof examplePlan> = {}) =>
  planAnswers({ ...examplePlan, ...change }).find((one) => one.question === question)?.answer

test('a plan reads as questions and answers', () => {
  expect(answerTo('Addresses for services')).toBe('10.0.0.201-10.0.0.210')
  expect(answerTo('Of these')).toBe('10.0.0.201 for the start page, 10.0.0.202 for the notebooks')
  expect(answerTo('Of these', { addresses: { how: 'read' } })).toContain('what MetalLB hands out')
  expect(answerTo('Where built images go')).toMatch(/^Docker Hub, as /)
  expect(
    answerTo('Where built images go', { registry: { kind: 'v2', url: 'https://ghcr.io', user: 'lab' } }),
  ).toBe('https://ghcr.io, as lab')
  expect(answerTo('Without sudo', { groupUser: null })).toBe('nobody')
})
