import type { Shell, ShellEvents } from '../server/terminals/shell.ts'
import type { ScreenSize } from '../shared/terminal-row.ts'

/** A shell that does what its test says, and writes down what it is told. */
export class FakeShell implements Shell {
  readonly name = 'bash'
  readonly outlivesLink: boolean
  readonly typed: string[] = []
  readonly sizes: ScreenSize[] = []
  paused = false
  end: 'closed' | 'left' | null = null
  events: ShellEvents | null = null
  /** While set, what is typed is taken only when this resolves. */
  taking: Promise<void> | null = null

  constructor(outlivesLink = true) {
    this.outlivesLink = outlivesLink
  }

  start(events: ShellEvents): void {
    this.events = events
  }

  print(text: string | Buffer): void {
    this.events?.printed(Buffer.from(text as string))
  }

  async type(bytes: Uint8Array): Promise<void> {
    this.typed.push(Buffer.from(bytes).toString())
    await this.taking
  }

  resize(size: ScreenSize): void {
    this.sizes.push(size)
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  close(): void {
    this.end = 'closed'
  }

  leave(): void {
    this.end = 'left'
  }
}
