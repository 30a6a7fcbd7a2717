import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openQuestion } from './ask-person.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const asked = { title: '', instructions: '', questions: [{ text: 'Code:', echo: true }] }
const never = new AbortController().signal

describe('a question for a person', () => {
  it('takes as many answers as it has questions, once', async () => {
    const question = openQuestion(asked, never)
    expect(question.prompt).toMatchObject({ id: expect.stringMatching(/^[a-z0-9]{20}$/), ...asked })
    expect(question.answer([])).toBe(false)
    expect(question.answer(['123456'])).toBe(true)
    expect(await question.answered).toEqual(['123456'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits three minutes', async () => {
    const question = openQuestion(asked, never)
    const failed = expect(question.answered).rejects.toMatchObject({ code: 'prompt_unanswered' })
    vi.advanceTimersByTime(179_999)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(1)
    await failed
  })

  it('ends with the attempt it belongs to', async () => {
    const attempt = new AbortController()
    const question = openQuestion(asked, attempt.signal)
    const failed = expect(question.answered).rejects.toThrow('closed')
    attempt.abort(new Error('closed'))
    await failed
    expect(vi.getTimerCount()).toBe(0)
  })
})
