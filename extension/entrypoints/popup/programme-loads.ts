import { sendMessage } from '../../messages.ts'
import type { Stage } from './stage.tsx'

/** What is fetched of the programme of the shop that is open, each when it is first shown. */
export function programmeLoads({ model, draw, storeId }: Stage) {
  async function membership(): Promise<void> {
    const at = storeId()
    if (at === null) return
    draw({ membership: await sendMessage('membership', { storeId: at }) })
    const { membership } = model
    // Stamps are shown against what a reward asks for.
    const hasStamps = membership?.ok && membership.value.balances.some(({ unit }) => unit === 'stamps')
    if (hasStamps && !model.catalogue) await catalogue()
  }

  async function catalogue(): Promise<void> {
    const at = storeId()
    if (at === null) return
    const [all, pickups] = await Promise.all([
      sendMessage('catalogue', { storeId: at }),
      sendMessage('pickups', { storeId: at }),
    ])
    draw({ catalogue: all, pickups })
  }

  async function entries(): Promise<void> {
    const at = storeId()
    if (at === null) return
    if (!model.membership?.ok) await membership()
    const known = model.membership
    if (!known?.ok) return draw({ entries: known })
    const units = known.value.balances.map(({ unit }) => unit)
    draw({
      entries: await sendMessage('entries', { storeId: at, units: units.length > 0 ? units : ['points'] }),
    })
  }

  return { membership, catalogue, entries }
}
export type ProgrammeLoads = ReturnType<typeof programmeLoads>
