import { afterEach, expect, it, vi } from 'vitest'
import { expressionFor, hitsOf, type SearchBatch, searchBatch } from './find-hits.ts'
import type { StoredLine } from './log-line-store.ts'
import { LogSearch } from './log-search.ts'

afterEach(() => {
  vi.useRealTimers()
})

const line = (text: string): StoredLine => ({
  source: 0,
  at: '',
  text,
  looks: null,
  severity: null,
  cut: 0,
  remark: null,
})

/** A search whose worker is here, and takes so long to start; `hang` makes it say nothing any more. */
function searching(startMs = 0) {
  const workers: { ended: boolean }[] = []
  let hangs = false
  const search = new LogSearch({
    startWorker() {
      const worker = {
        ended: false,
        onmessage: null as ((event: MessageEvent) => void) | null,
        postMessage(batch: SearchBatch) {
          if (hangs) return
          const data = searchBatch(batch)
          queueMicrotask(() => !worker.ended && worker.onmessage?.({ data } as MessageEvent))
        },
        terminate() {
          worker.ended = true
        },
      }
      workers.push(worker)
      setTimeout(() => worker.onmessage?.({ data: 'ready' } as MessageEvent), startMs)
      return worker as never
    },
    changed: () => {},
  })
  return {
    search,
    workers,
    hang: (now: boolean) => {
      hangs = now
    },
  }
}

it('finds words as they stand, and patterns, capitals counting where there are some', () => {
  const hits = (text: string, isPattern: boolean, line: string) => {
    const expression = expressionFor({ text, isPattern })
    return expression && hitsOf(line, expression)
  }
  expect(hits('a.b', false, 'xa.b A.B axb')).toEqual([1, 4, 5, 8])
  expect(hits('A.b', false, 'xa.b A.b')).toEqual([5, 8])
  expect(hits('err(or)?', true, 'ERR error')).toEqual([0, 3, 4, 9])
  expect(hits('\\W', true, 'a b')).toEqual([1, 2])
  expect(hits('x*', true, 'axxb')).toEqual([1, 3])
  expect(hits('(', true, '(')).toBeNull()
  expect(hits('', true, '(')).toBeNull()
})

it('finds in what there is and in what comes', async () => {
  const { search } = searching()
  const lines = Array.from({ length: 5_000 }, (_, i) => line(i % 10 === 0 ? `error ${i} error` : `ok ${i}`))
  search.search({ text: 'error', isPattern: false }, lines)
  await vi.waitFor(() => expect(search.state).toEqual({ state: 'done', hits: 1_000, lines: 500 }))
  expect(search.of(lines[10] as StoredLine)).toEqual([0, 5, 9, 14])
  expect(search.of(lines[11] as StoredLine)).toBeNull()
  search.add([line('another error')])
  await vi.waitFor(() => expect(search.state).toMatchObject({ state: 'done', hits: 1_001 }))
  search.drop(lines.slice(0, 11))
  search.add([line('x')])
  await vi.waitFor(() => expect(search.state).toMatchObject({ hits: 997, lines: 499 }))
})

it('ends a pattern that takes for ever, and goes on with a better one', async () => {
  vi.useFakeTimers()
  const { search, workers, hang } = searching()
  hang(true)
  search.search({ text: '(a+)+$', isPattern: true }, [line(`${'a'.repeat(40)}!`)])
  await vi.advanceTimersByTimeAsync(1_900)
  expect(search.state.state).toBe('looking')
  await vi.advanceTimersByTimeAsync(200)
  expect(search.state.state).toBe('too-slow')
  expect(workers[0]?.ended).toBe(true)
  hang(false)
  search.search({ text: 'a+!', isPattern: true }, [line('aa!')])
  await vi.advanceTimersByTimeAsync(1)
  expect(search.state).toEqual({ state: 'done', hits: 1, lines: 1 })
})

it('does not call a pattern slow because its thread was slow to start', async () => {
  vi.useFakeTimers()
  const { search, hang } = searching(5_000)
  hang(true)
  search.search({ text: 'a', isPattern: true }, [line('a')])
  await vi.advanceTimersByTimeAsync(6_900)
  expect(search.state.state).toBe('looking')
  await vi.advanceTimersByTimeAsync(200)
  expect(search.state.state).toBe('too-slow')
})

it('says what is no pattern, and stops', () => {
  const { search } = searching()
  search.search({ text: '[', isPattern: true }, [line('x')])
  expect(search.state).toEqual({ state: 'bad-pattern' })
  search.search(null, [])
  expect(search.state).toEqual({ state: 'off' })
})
