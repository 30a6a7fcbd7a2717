import { AppError } from '../../../shared/problem.ts'
import { isHidden, type KubeFields } from '../../../shared/whole-object.ts'
import { recordOf } from './hide.ts'

/** Deeper than anything that Kubernetes has. */
const MAX_DEPTH = 60

/**
 * What a person edited, with the values that were hidden from them put back. They have to stand where they stood: the
 * parts of a list are told apart by their names, where they have some. Throws `invalid_input` for one that moved, so
 * that nothing is ever written with "hidden by Bindery" in place of a password.
 */
export function restoreHidden(edited: KubeFields, now: KubeFields, shown: KubeFields): KubeFields {
  return recordOf(restored(edited, now, shown, [])) ?? {}
}

function restored(edited: unknown, now: unknown, shown: unknown, path: readonly string[]): unknown {
  if (path.length > MAX_DEPTH)
    throw new AppError('invalid_input', 'This is nested deeper than any object is.')
  if (isHidden(edited)) {
    if (isHidden(shown) && typeof now === 'string') return now
    throw moved(path)
  }
  if (Array.isArray(edited))
    return edited.map((each, index) =>
      restored(each, counterpart(now, edited, index), counterpart(shown, edited, index), [
        ...path,
        nameOf(each) ?? String(index),
      ]),
    )
  const record = recordOf(edited)
  if (!record) return edited
  return Object.fromEntries(
    Object.entries(record).map(([key, each]) => [
      key,
      restored(each, field(now, key), field(shown, key), [...path, key]),
    ]),
  )
}

function field(value: unknown, key: string): unknown {
  const record = recordOf(value)
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

/** The part of another list that is meant by the one at `index`. */
function counterpart(list: unknown, edited: readonly unknown[], index: number): unknown {
  if (!Array.isArray(list)) return undefined
  const name = nameOf(edited[index])
  return name === null ? list[index] : list.find((each) => nameOf(each) === name)
}

function nameOf(part: unknown): string | null {
  const name = recordOf(part)?.name
  return typeof name === 'string' ? name : null
}

function moved(path: readonly string[]): AppError {
  return new AppError('invalid_input', `The value of ${path.join('.')} is hidden, and did not stand there.`, {
    hint: 'Hidden values stay where they are. Write the real value, or take the line out.',
  })
}
