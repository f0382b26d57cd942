/**
 * One kind of thing that is kept of a member: where it stands, in which order its pages come, and what goes with it.
 * `order`: columns that follow `enrolment_id` in an index and name one row, so that a page reads its own rows alone.
 */
export interface ExportSection {
  name: string
  table: string
  order: readonly string[]
  /** Column that names the member. */
  whose?: string
  /** A further condition, such as an index's own. */
  where?: string
  /** What hangs on a row, by the name it is told under: JSON. */
  with?: Record<string, string>
  /** Columns that hold JSON. */
  json?: readonly string[]
  /** Columns that tell nothing of the member, or nothing that is not told already. */
  without?: readonly string[]
}

const objects = (table: string, columns: string, of: string): string =>
  `(SELECT json_group_array(json_object(${columns
    .split(' ')
    .map((column) => `'${toCamel(column)}', ${column === 'earned' ? 'json(earned)' : column}`)
    .join(', ')})) FROM ${table} WHERE ${of})`

const one = (table: string, columns: string, of: string): string =>
  `(${objects(table, columns, of)} -> '$[0]')`

const REDEMPTION =
  'id offer_id offer_revision purchase_id discount_minor bonus_points cost_minor reversed_minor paid_unit paid_amount forgiven redeemed_at'
const LOT = 'id earned_at activates_at activates_on expires_at amount remaining held state'

/** All that a programme's books keep under a member's pseudonym. A test holds it against the tables there are. */
export const EXPORT_SECTIONS: readonly ExportSection[] = [
  { name: 'enrolment', table: 'enrolments', whose: 'id', order: [] },
  { name: 'consents', table: 'consents', order: ['purpose', 'seq'] },
  { name: 'standing', table: 'standings', order: [], json: ['data'], without: ['version'] },
  { name: 'profile', table: 'profiles', order: [], json: ['data'], without: ['version'] },
  { name: 'tierChanges', table: 'tier_changes', order: ['id'] },
  { name: 'accounts', table: 'accounts', order: ['unit'] },
  {
    name: 'entries',
    table: 'ledger_entries',
    order: ['unit', 'seq'],
    // The seal of an entry comes with its receipt, which is asked for by itself.
    without: ['previous_hash', 'hash', 'key_id', 'signature'],
    with: {
      // Told with the entry that made it: its later entries name it.
      lot: one(
        'lots',
        LOT,
        `id = t.lot_id AND t.from_account NOT IN ('pending', 'available', 'held', 'owed')`,
      ),
      topUp: one('top_ups', 'store_id external_ref amount_minor currency', 'id = t.source_id'),
      charge: one(
        'charges',
        'store_id external_ref wanted_minor charged_minor currency refunded_at',
        'id = t.source_id',
      ),
    },
  },
  {
    name: 'purchases',
    table: 'purchases',
    order: ['purchased_at', 'rowid'],
    json: ['earned'],
    without: ['content_hash'],
    with: {
      lines: objects(
        'purchase_lines',
        'line sku name category brand quantity amount_minor earned returned_quantity',
        'purchase_id = t.id',
      ),
      returns: objects(
        'returns',
        'id external_ref returned_at refund_minor points_clawed_back points_forgiven points_owed',
        'purchase_id = t.id',
      ),
      redemptions: objects('redemptions', REDEMPTION, 'purchase_id = t.id'),
      savings: objects('savings', 'kind subscription_id amount_minor saved_at', 'purchase_id = t.id'),
      donations: objects(
        'donations',
        'cause amount_minor given_at',
        'purchase_id = t.id AND order_id IS NULL AND return_id IS NULL',
      ),
    },
  },
  {
    name: 'claims',
    table: 'claims',
    order: ['offer_id', 'rowid'],
    json: ['outcome', 'caps'],
    with: {
      ...offerKey(),
      redemption: one('redemptions', REDEMPTION, 'claim_id = t.id'),
      hold: one('holds', 'unit amount state held_at expires_at', 'claim_id = t.id'),
    },
  },
  {
    name: 'exposures',
    table: 'exposures',
    order: ['offer_id', 'shown_at', 'decision_id'],
    json: ['facts'],
  },
  { name: 'offersShown', table: 'offer_shown', order: ['offer_id'], with: offerKey() },
  { name: 'offersUsed', table: 'offer_uses', order: ['offer_id'], with: offerKey() },
  { name: 'occasions', table: 'member_occasions', order: [], json: ['occasions'] },
  {
    name: 'subscriptions',
    table: 'subscriptions',
    order: ['plan'],
    where: "t.state <> 'ended'",
    with: subscriptionParts(),
    without: ['version'],
  },
  {
    name: 'endedSubscriptions',
    table: 'subscriptions',
    order: ['plan', 'ended_at', 'rowid'],
    where: "t.state = 'ended'",
    with: subscriptionParts(),
    without: ['version'],
  },
  {
    name: 'transfersSent',
    table: 'transfers',
    whose: 'from_enrolment_id',
    order: ['id'],
    without: ['to_enrolment_id'],
  },
  {
    name: 'transfersReceived',
    table: 'transfers',
    whose: 'to_enrolment_id',
    order: ['id'],
    without: ['from_enrolment_id', 'note'],
  },
  {
    name: 'events',
    table: 'member_events',
    order: ['occurred_at', 'rowid'],
    json: ['earned'],
    without: ['content_hash'],
  },
  {
    name: 'rewardOrders',
    table: 'reward_orders',
    order: ['id'],
    json: ['reward', 'content', 'goods'],
    without: ['version', 'pool_code_id'],
    with: {
      donations: objects('donations', 'cause amount_minor given_at', 'order_id = t.id'),
      hold: one('holds', 'unit amount state held_at expires_at', 'id = t.hold_id'),
    },
  },
  { name: 'pickups', table: 'pickups', order: ['id'], json: ['place', 'lines'] },
  { name: 'lists', table: 'segment_lists', order: ['segment_id'], with: segmentName() },
  { name: 'segments', table: 'segment_states', order: ['segment_id'], with: segmentName() },
  {
    name: 'segmentChanges',
    table: 'segment_events',
    order: ['segment_id', 'nth'],
    with: segmentName(),
    without: ['profile_version'],
  },
  { name: 'answers', table: 'nps_answers', order: ['program_id', 'quarter_ends_at'] },
  {
    name: 'household',
    table: 'household_members',
    order: [],
    with: { household: one('households', 'household', 'id = t.household_id') },
  },
]

function subscriptionParts(): Record<string, string> {
  return {
    events: objects(
      'subscription_events',
      'source type outcome reason operator note happened_at',
      'subscription_id = t.id',
    ),
    atStripe: one(
      'stripe_subscriptions',
      'stripe_id customer',
      'program_id = t.program_id AND stripe_id = t.stripe_id',
    ),
  }
}

function offerKey(): Record<string, string> {
  return { offer: one('offers', 'key', 'id = t.offer_id') }
}

function segmentName(): Record<string, string> {
  return { segment: one('segments', 'key name', 'id = t.segment_id') }
}

/** A column's name as JSON has it. */
export function toCamel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
