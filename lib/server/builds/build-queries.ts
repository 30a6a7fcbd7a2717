import { readBuildLine } from '../../shared/build-line.ts'
import type { BuildRow } from '../../shared/build-row.ts'
import { parseLogLine } from '../../shared/log-line.ts'
import type { Query } from '../actions/action.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import type { BuildKeeper } from './build-keeper.ts'

export interface BuildReading {
  keeper: BuildKeeper
  rows(): BuildRow[]
  /** Throws `not_found` where there is no such server. */
  demandServer(id: string): void
}

/** What may be read of builds beside the live table. */
export function buildQueries({ keeper, rows, demandServer }: BuildReading): Query[] {
  return [
    {
      path: '/api/servers/:server/builds',
      who: 'viewer',
      answer({ params, input }) {
        demandServer(params.server ?? '')
        const repository = input.get('repository')
        const builds = rows()
          .filter(({ serverId }) => serverId === params.server)
          .filter((row) => repository === null || row.repository === repository)
          .sort((a, b) => b.startedAt - a.startedAt)
        return { builds }
      },
    },
    {
      path: '/api/builds/:build/log',
      who: 'viewer',
      answer({ params, input }) {
        const { row, lines } = keeper.lines(params.build ?? '')
        const headers = { 'content-type': 'text/plain; charset=utf-8' }
        if (input.get('as') === 'lines') return new ByteAnswer(headers, lines)
        const file = `${row.pod.replace(/[^A-Za-z0-9.-]/g, '')}.log`
        return new ByteAnswer(
          { ...headers, 'content-disposition': `attachment; filename="${file}"` },
          spoken(lines),
        )
      },
    },
  ]
}

/** What a build said, as a person reads it: without JSON. */
async function* spoken(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield Buffer.from(lines.map(messageOf).join(''))
  }
}

function messageOf(wire: string): string {
  const line = parseLogLine(wire)
  if (line?.kind !== 'line') return ''
  const message = readBuildLine(line.text)?.message ?? line.text
  return message.endsWith('\n') ? message : `${message}\n`
}
