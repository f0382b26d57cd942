import { databaseOf } from '../db/database.ts'
import { saveExposures } from '../db/exposures.ts'
import type { AssignmentMessage, Env, ExposureMessage } from '../env.ts'

type Told = ExposureMessage | AssignmentMessage

const isAssignment = (told: Told): told is AssignmentMessage => 'kind' in told

/**
 * Takes exposures and assignments off the queue, a write for each database. What can't be written now is delivered
 * again.
 */
export async function consumeExposures(batch: MessageBatch<Told>, env: Env): Promise<void> {
  for (const [binding, messages] of Map.groupBy(batch.messages, (message) => message.body.binding)) {
    const bodies = messages.map((message) => message.body)
    try {
      await saveExposures(
        databaseOf(env, binding),
        bodies.filter((body): body is ExposureMessage => !isAssignment(body)),
        bodies.filter(isAssignment),
      )
      for (const message of messages) message.ack()
    } catch (error) {
      console.error(error)
      for (const message of messages) message.retry({ delaySeconds: 30 })
    }
  }
}
