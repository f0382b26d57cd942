import { BirthMonthPage } from './birth-month-page.tsx'
import { CausesPage } from './causes-page.tsx'
import { MirrorPage } from './mirror-page.tsx'
import { Loaded } from './needs.tsx'
import { PickupForm } from './pickup-form.tsx'
import { PickupsPage } from './pickups-page.tsx'
import { PlanPage } from './plan-page.tsx'
import type { Page, PopupActions, PopupModel } from './popup-model.ts'
import { TransferPage } from './transfer-page.tsx'

const TITLES = {
  plan: 'plan.title',
  transfer: 'transfer.title',
  birthMonth: 'birth.title',
  causes: 'causes.title',
  pickups: 'pickups.title',
  pickup: 'pickups.new',
  mirror: 'mirror.title',
} as const

/** What a page is called in its bar. */
export const pageTitle = (page: Page, { speech }: PopupModel): string => speech.t(TITLES[page])

/** The page that is open behind a tab. */
export function PageView({ model, actions, page }: { model: PopupModel; actions: PopupActions; page: Page }) {
  const { membership, catalogue, pickups } = model
  // It may be of another shop than the one whose membership is shown.
  if (page === 'mirror') return <MirrorPage model={model} actions={actions} />
  return (
    <Loaded model={model} actions={actions} result={membership}>
      {(known) => {
        const parts = { model, actions, membership: known }
        switch (page) {
          case 'plan':
            return <PlanPage {...parts} />
          case 'transfer':
            return <TransferPage {...parts} typed={model.begun.transfer} />
          case 'birthMonth':
            return <BirthMonthPage {...parts} />
          case 'causes':
            return (
              <Loaded model={model} actions={actions} result={catalogue}>
                {(all) => <CausesPage {...parts} catalogue={all} />}
              </Loaded>
            )
          case 'pickups':
            return (
              <Loaded model={model} actions={actions} result={pickups}>
                {(all) => <PickupsPage {...parts} pickups={all} />}
              </Loaded>
            )
          case 'pickup':
            return (
              <Loaded model={model} actions={actions} result={pickups}>
                {({ menu }) => <PickupForm {...parts} menu={menu} chosen={model.begun.pickup} />}
              </Loaded>
            )
        }
      }}
    </Loaded>
  )
}
