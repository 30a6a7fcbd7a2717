import { AppError } from '../../shared/problem.ts'
import { type Connection, type ConnectOptions, connectTo } from '../ssh/connection.ts'
import type { LinkTarget } from '../ssh/link-target.ts'

/**
 * A connection of its own beside the link, for one purpose, closed afterwards whatever happens.
 * Nobody can be asked meanwhile: a server that asks a person something ends it with `prompt_unanswered`.
 */
export async function connectOnce<Result>(
  target: LinkTarget,
  use: (connection: Connection) => Promise<Result>,
  options: {
    signal?: AbortSignal | undefined
    onStage?: ConnectOptions['onStage']
    asRoot?: ConnectOptions['asRoot']
  } = {},
): Promise<Result> {
  const connection = await connectTo(target, {
    signal: options.signal ?? new AbortController().signal,
    onStage: options.onStage,
    asRoot: options.asRoot,
    ask: async ({ questions }) => {
      throw new AppError(
        'prompt_unanswered',
        'The server asks a question that Bindery cannot answer by itself.',
        {
          hint: 'Choose "ask me" as the way to sign in.',
          said: questions.map((question) => question.text).join(' '),
        },
      )
    },
  })
  try {
    return await use(connection)
  } finally {
    connection.close()
  }
}
