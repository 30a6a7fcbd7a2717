import * as z from 'zod/mini'
import { line } from './text.ts'

const SCRIPT_MAX_BYTES = 256 * 1024

/**
 * POST /api/servers/:server/runs/start: a script of the person's own, run as root by bash in root's home, with an
 * empty stdin and a clean environment: PATH, HOME, USER, LOGNAME, SHELL, LC_ALL=C.UTF-8, BINDERY_RUN (the run's id) and
 * DEBIAN_FRONTEND=noninteractive, so that apt asks nobody.
 */
export const startRunInput = z.object({
  title: line('The title', 120),
  script: z.string('The script must be text.').check(
    z.minLength(1, 'The script is empty.'),
    z.refine(
      (text) => new TextEncoder().encode(text).length <= SCRIPT_MAX_BYTES,
      'A script may have at most 256 KiB.',
    ),
    z.refine((text) => !text.includes('\0'), 'A script may not contain NUL characters.'),
  ),
})
