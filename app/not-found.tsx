import Link from 'next/link'

/** An address outside the console's frame. */
export default function NotFound() {
  return (
    <main className="measure px-6 py-16">
      <h1 className="truth">There is nothing at this address.</h1>
      <p className="said mt-3">
        <Link href="/servers">All servers</Link>
      </p>
    </main>
  )
}
