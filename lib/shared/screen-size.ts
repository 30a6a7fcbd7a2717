import * as z from 'zod/mini'
import { SCREEN_LIMITS } from './terminal-row.ts'

const { cols, rows } = SCREEN_LIMITS

/** Columns and rows, within what a screen can have. */
export const screenSize = z.strictObject({
  cols: z.int().check(z.minimum(cols.min), z.maximum(cols.max)),
  rows: z.int().check(z.minimum(rows.min), z.maximum(rows.max)),
})
