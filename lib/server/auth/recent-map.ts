/** A map that holds at most `size` entries and drops the one that was set longest ago. */
export interface RecentMap<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  delete(key: Key): void
  readonly size: number
}

/** An empty map for at most `size` entries; setting a key again makes it the newest. */
export function createRecentMap<Key, Value>(size: number): RecentMap<Key, Value> {
  // A Map keeps the order of insertion: deleting before setting makes the first key the oldest.
  const entries = new Map<Key, Value>()
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size <= size) return
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        return
      }
    },
    delete(key) {
      entries.delete(key)
    },
    get size() {
      return entries.size
    },
  }
}
