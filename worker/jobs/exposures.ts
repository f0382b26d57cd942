import { databaseOf } from '../db/database.ts'
import { saveExposures } from '../db/exposures.ts'
import type { Env, ExposureMessage } from '../env.ts'

/** Takes exposures off the queue, a write for each database. What can't be written now is delivered again. */
export async function consumeExposures(batch: MessageBatch<ExposureMessage>, env: Env): Promise<void> {
  for (const [binding, messages] of Map.groupBy(batch.messages, (message) => message.body.binding)) {
    try {
      await saveExposures(
        databaseOf(env, binding),
        messages.map((message) => message.body),
      )
      for (const message of messages) message.ack()
    } catch (error) {
      console.error(error)
      for (const message of messages) message.retry({ delaySeconds: 30 })
    }
  }
}
