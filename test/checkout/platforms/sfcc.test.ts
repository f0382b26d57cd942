import { sfcc } from './sfcc.ts'
import { applies } from './spec.ts'

applies("Salesforce's reference shop", 'sfcc', sfcc, {
  fails: {
    detector: {
      nothing: 'a modal asks whether the code is to go, and only an adapter knows that it means this one',
    },
  },
})
