/**
 * Loaded before the console (node --import): file descriptor 3 is a pipe whose other end its starter holds. When the
 * starter is gone, however it went, the pipe ends and the console shuts down as if it had been asked to.
 * A worker thread of the console loads this as well and leaves the pipe alone: it would close it for all when it ends.
 */
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const leash = new Socket({ fd: 3, readable: true, writable: false })
  leash.on('error', () => leash.destroy())
  leash.on('close', () => process.kill(process.pid, 'SIGTERM'))
  leash.resume()
  leash.unref()
}
