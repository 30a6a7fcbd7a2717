interface Bounds<T> {
  deadlineMs: number
  signal: AbortSignal
  /** What to fail with when the deadline passes. */
  late(): Error
  /** Puts away what arrives when nobody waits for it any more. */
  tooLate?(value: T): void
}

/** Waits for a promise, but not longer than the deadline, and not after the signal, whose reason it then throws. */
export function within<T>(promise: Promise<T>, { deadlineMs, signal, late, tooLate }: Bounds<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let waiting = true
    const end = (settle: () => void) => {
      if (!waiting) return
      waiting = false
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      settle()
    }
    const abort = () => end(() => reject(signal.reason))
    const timer = setTimeout(() => end(() => reject(late())), deadlineMs)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(
      (value) => (waiting ? end(() => resolve(value)) : tooLate?.(value)),
      (error: unknown) => end(() => reject(error)),
    )
    if (signal.aborted) abort()
  })
}
