import { useEffect, useState } from 'react'

/** The value as it was when it last stood still for so many milliseconds: for what is asked while one types. */
export function useRested(value: string, ms: number): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}
