/** What an action returns when its last part is a change to the database. Made with `commit`. */
export class Commit {
  readonly work: () => unknown
  readonly afterwards: (made: unknown) => unknown

  constructor(work: () => unknown, afterwards: (made: unknown) => unknown) {
    this.work = work
    this.afterwards = afterwards
  }
}

/**
 * Ends an action with changes that shall be there exactly when the audit says so: `performAction` runs `work` in
 * one transaction together with the action's `done` row. `work` is synchronous and starts no transaction of its
 * own. `afterwards` runs once that is committed, for what cannot be taken back; what it returns is the answer.
 *
 * @example
 * async perform({ input }) {
 *   const passwordHash = await hashPassword(input.password)
 *   return commit(() => people.add({ name: input.name, passwordHash }), ({ id }) => ({ id }))
 * }
 */
export function commit<Made, Output>(work: () => Made, afterwards: (made: Made) => Output): Commit {
  // performAction passes on exactly what `work` returned.
  return new Commit(work, (made) => afterwards(made as Made))
}
