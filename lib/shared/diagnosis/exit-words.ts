/** What an exit code says, as a piece of a sentence. The numbers over 128 are signals, as every shell counts them. */
export function exitWords(code: number): string {
  switch (code) {
    case 0:
      return 'it ended by itself, as if its work were done'
    case 126:
      return 'its program may not be executed (exit code 126)'
    case 127:
      return 'its program was not found (exit code 127)'
    case 128:
      return 'it could not be started at all'
    case 134:
      return 'it gave up by itself (exit code 134, aborted)'
    case 137:
      return 'it was killed (exit code 137)'
    case 139:
      return 'it touched memory that is not its own (exit code 139)'
    case 143:
      return 'it was told to stop (exit code 143)'
    default:
      return `it ended with an error (exit code ${code})`
  }
}
