/** Does the same with each, so many at a time, and gives the results in their order. The first failure ends it. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const left = items.entries()
  let failed = false
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (failed) return
      results[index] = await work(item)
    }
  }
  const orFail = (one: Promise<void>): Promise<void> =>
    one.catch((error: unknown) => {
      failed = true
      throw error
    })
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, () => orFail(worker())))
  return results
}
