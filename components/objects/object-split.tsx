'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { ObjectDrawerProps } from './object-drawer.tsx'
import { useOpenObject } from './use-open-object.ts'

const ObjectDrawer = dynamic(() => import('./object-drawer.tsx').then((file) => file.ObjectDrawer))

interface ObjectSplitProps extends Pick<ObjectDrawerProps, 'serverId' | 'neighbour'> {
  children: ReactNode
}

/** A list, and beside it the object that the address opens. */
export function ObjectSplit({ serverId, neighbour, children }: ObjectSplitProps) {
  const { opened } = useOpenObject()
  return (
    <div className={opened === null ? 'split' : 'split opened'}>
      <div className="list">{children}</div>
      {opened !== null && <ObjectDrawer serverId={serverId} opened={opened} neighbour={neighbour} />}
    </div>
  )
}
