import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/popup/popup.css'
import '../../ui/popup/programme.css'
import './style.css'
import { fitWindow } from '../../ui/popup/fit.ts'
import { followTheme } from '../../ui/theme.ts'
import { offerActions } from './offer-actions.ts'
import { programmeActions } from './programme-actions.ts'
import { programmeLoads } from './programme-loads.ts'
import { settingsActions } from './settings-actions.ts'
import { openStage } from './stage.tsx'
import { wayActions } from './way-actions.ts'

followTheme(document.documentElement)
fitWindow(window)

const stage = await openStage((made) => {
  const loads = programmeLoads(made)
  return {
    ...wayActions(made, loads),
    ...programmeActions(made, loads),
    ...offerActions(made),
    ...settingsActions(made, loads),
  }
})
await stage.refresh()
await programmeLoads(stage).membership()
