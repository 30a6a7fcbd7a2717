/** The most that is copied at once, in bytes of transcript; a clipboard is not made for more. */
export const COPY_MAX_BYTES = 10_000_000

/** Puts the whole transcript on the clipboard as plain text, from the engine: the terminal may hold less. */
export async function copyTranscript(run: string): Promise<void> {
  const text = async () => {
    const answer = await fetch(`/api/runs/${run}/transcript?as=text`)
    if (!answer.ok) throw new Error(`The transcript was answered with ${answer.status}.`)
    return new Blob([await answer.text()], { type: 'text/plain' })
  }
  // As a promise: Safari allows writing only in the same turn as the click, and fetching takes longer.
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text() })])
}
