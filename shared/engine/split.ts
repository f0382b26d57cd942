import type { Experiment } from '../contracts/index.ts'
import { armOf } from './assign.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { bucket, bucketFrom } from './holdout.ts'
import type { Run } from './run.ts'

/** An experiment of one of the programme's merchants, whose offers it names by key. */
export type CatalogueExperiment = Experiment & { merchantId: string }

/** Which side of a random split a member came out on: an experiment's arm, or an offer's own holdout. */
export type Assignment = {
  /** Id of the experiment; of a holdout, `holdoutSplitId` of the offer or of the programme. */
  of: string
  /** Key of the arm; of a holdout `shown` or `holdout`. */
  arm: string
}

const SHOWN = 'shown'
const HOLDOUT = 'holdout'

/**
 * Id of a holdout's split. One of another percent is another split: members who were shown the offer are withheld it then,
 * and what is measured begins anew.
 *
 * @param of id of the offer; of the programme, for those who are shown no offer at all
 */
export const holdoutSplitId = (of: string, holdoutPercent: number): string => `${of}:${holdoutPercent}`

/** The experiments that name an offer, with the arms that are shown it. */
export type OfferArms = { experiment: CatalogueExperiment; arms: string[] }[]

/** Which experiments name which offers, by offer id. */
export function armsByOffer(
  experiments: readonly CatalogueExperiment[],
  offers: Iterable<CompiledOffer>,
): Map<string, OfferArms> {
  const byOffer = new Map<string, OfferArms>()
  for (const { offer } of offers) {
    const named = experiments.flatMap((experiment) => {
      const arms = experiment.arms.filter((arm) => arm.offers.includes(offer.key)).map(({ key }) => key)
      return experiment.merchantId === offer.merchantId && arms.length > 0 ? [{ experiment, arms }] : []
    })
    if (named.length > 0) byOffer.set(offer.id, named)
  }
  return byOffer
}

/**
 * Whether chance lets the member see the offer: the programme's own holdout, the offer's, and the arms of experiments. What
 * is paid with their own is never held back from anybody. `assigned` notes every split that was asked, whichever way it
 * went: both sides of it are counted alike.
 */
export function chanceLets(item: CompiledOffer, run: Run, assigned?: Assignment[]): boolean {
  if (item.spec.own) return true
  const { catalogue, enrolmentId } = run
  const { holdoutPercent } = catalogue.rules.offers
  if (holdoutPercent > 0) {
    if (run.heldOut === undefined) {
      run.heldOut = bucket(catalogue.programId, enrolmentId) * 100 < holdoutPercent
      assigned?.push({
        of: holdoutSplitId(catalogue.programId, holdoutPercent),
        arm: run.heldOut ? HOLDOUT : SHOWN,
      })
    }
    if (run.heldOut) return false
  }
  if (catalogue.arms.size > 0 && !armLets(item, run, assigned)) return false
  if (item.holdoutPercent === 0) return true
  const shown = bucketFrom(item.holdoutState, enrolmentId) * 100 >= item.holdoutPercent
  assigned?.push({ of: holdoutSplitId(item.offer.id, item.holdoutPercent), arm: shown ? SHOWN : HOLDOUT })
  return shown
}

/** Whether the member is in an arm that is shown the offer, in every experiment that names it and runs. */
function armLets(
  item: CompiledOffer,
  { catalogue, enrolmentId, now, arms: known }: Run,
  assigned?: Assignment[],
) {
  let lets = true
  for (const { experiment, arms } of catalogue.arms.get(item.offer.id) ?? []) {
    if (now < experiment.startsAt || now >= (experiment.endsAt ?? Number.POSITIVE_INFINITY)) continue
    let arm = known.get(experiment.id)
    if (arm === undefined) {
      arm = armOf(experiment, enrolmentId)
      known.set(experiment.id, arm)
      if (arm !== null) assigned?.push({ of: experiment.id, arm })
    }
    lets &&= arm !== null && arms.includes(arm)
  }
  return lets
}
