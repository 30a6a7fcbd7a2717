/** The signals a script is likely to die of, by number; the same on every Linux architecture we support. */
const signals: Record<number, string> = {
  1: 'its terminal hung up (SIGHUP)',
  2: 'it was interrupted (SIGINT)',
  3: 'it was told to quit (SIGQUIT)',
  4: 'it met an instruction the processor does not know (SIGILL)',
  6: 'it gave up by itself (SIGABRT)',
  7: 'it read memory that is not there (SIGBUS)',
  8: 'it divided by zero or the like (SIGFPE)',
  9: 'it was killed (SIGKILL), most often because the server ran out of memory',
  11: 'it crashed (SIGSEGV)',
  13: 'nobody read its output any more (SIGPIPE)',
  15: 'it was told to stop (SIGTERM)',
}

/**
 * What an exit code of bash says beyond "not 0", or null where every program has its own meaning for it.
 * https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html; 124 is coreutils' timeout.
 */
export function explainExit(code: number): string | null {
  if (code === 124) return 'A time limit that the script set itself ran out (124 is what timeout answers).'
  if (code === 126)
    return 'A command was found but could not be executed: it is not a program, or not allowed to run.'
  if (code === 127) return 'A command was not found.'
  if (code > 128 && code <= 192) {
    const signal = code - 128
    return `A command was ended by signal ${signal}: ${signals[signal] ?? 'another process sent it'}.`
  }
  return null
}
