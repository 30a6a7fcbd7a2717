import type { AddressCells, AddressUse } from './address-cells.ts'

const COLUMNS = 64

const legend: readonly { use: AddressUse; says: string }[] = [
  { use: 'wanted', says: 'your range' },
  { use: 'pool', says: 'range now' },
  { use: 'answers', says: 'answers now' },
  { use: 'lent', says: 'often lent by DHCP' },
  { use: 'server', says: 'this server' },
]

/** The network as a strip of stitches, one an address: what is taken, and where the range lies. */
export function AddressMap({ cells, counts, says, subnet }: AddressCells) {
  const rows = Math.ceil(cells.length / COLUMNS)
  return (
    <figure>
      <svg className="addrmap" viewBox={`0 0 ${COLUMNS * 10} ${rows * 13}`} role="img" aria-label={says}>
        {cells.map((use, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an address never moves
            key={index}
            className={use}
            x={(index % COLUMNS) * 10 + 0.6}
            y={Math.floor(index / COLUMNS) * 13 + 0.6}
            width="7.4"
            height="9.4"
            rx="1.5"
          />
        ))}
      </svg>
      <figcaption className="key">
        {legend
          .filter(({ use }) => counts[use] > 0)
          .map(({ use, says: word }) => (
            <span key={use}>
              <i className={use} />
              {word}
              {use === 'answers' && `, ${subnet.answered.length}`}
            </span>
          ))}
      </figcaption>
    </figure>
  )
}
