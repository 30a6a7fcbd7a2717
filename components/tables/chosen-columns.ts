import * as z from 'zod/mini'

/** What a person wants to see of a kind, as the browser keeps it: only where it differs from the columns' own wish. */
const kept = z.record(z.string(), z.boolean())
export type ColumnChoice = Readonly<Record<string, boolean>>

const PREFIX = 'bindery.columns.'

/** Reads the choice for a kind of table. What is no choice, whoever wrote it, is none. */
export function readChoice(storage: () => Pick<Storage, 'getItem'>, table: string): ColumnChoice {
  try {
    const parsed = kept.safeParse(JSON.parse(storage().getItem(PREFIX + table) ?? '{}'))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

/** Keeps the choice. A browser that keeps nothing, or is full, forgets it with the page. */
export function keepChoice(
  storage: () => Pick<Storage, 'setItem'>,
  table: string,
  choice: ColumnChoice,
): void {
  try {
    storage().setItem(PREFIX + table, JSON.stringify(choice))
  } catch {}
}

interface Choosable {
  id: string
  hidden?: boolean
}

/** True for a column that one sees. Of a column that is not known yet when the choice was made, the column's wish counts. */
export function isChosen(choice: ColumnChoice, { id, hidden = false }: Choosable): boolean {
  return Object.hasOwn(choice, id) ? choice[id] === true : !hidden
}

/** The choice with one column shown or not. */
export function choose(choice: ColumnChoice, column: Choosable, shown: boolean): ColumnChoice {
  const { [column.id]: _, ...others } = choice
  return shown === !column.hidden ? others : { ...others, [column.id]: shown }
}
