/** Statements of the spool, for the tables of schema.ts. */
const COLUMNS = 'sequence, id, received_at, path, operation_id, content_type, verdict, others, marks';
export const LOAD = `SELECT ${COLUMNS}, body FROM delivery JOIN request USING (sequence)
  WHERE sequence > ? AND target = ? AND set_aside_at IS NULL ORDER BY sequence LIMIT ?`;
export const WAITING =
  'SELECT sequence FROM delivery WHERE sequence > ? AND target = ? AND set_aside_at IS NULL ORDER BY sequence LIMIT ?';
export const ASIDE =
  'SELECT sequence, target, set_aside_at, reason FROM delivery WHERE sequence > ? AND set_aside_at IS NOT NULL ORDER BY sequence';
export const REQUEST = `SELECT ${COLUMNS}, body FROM request WHERE sequence = ?`;
export const REQUEST_WITHOUT_BODY = `SELECT ${COLUMNS} FROM request WHERE sequence = ?`;
export const INSERT_REQUEST =
  'INSERT INTO request (id, received_at, path, operation_id, content_type, verdict, others, marks, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
export const INSERT_DELIVERY = 'INSERT INTO delivery (sequence, target) VALUES (?, ?)';
export const DELETE_DELIVERY = 'DELETE FROM delivery WHERE sequence = ? AND target = ?';
export const DELETE_REQUEST =
  'DELETE FROM request WHERE sequence = ?1 AND NOT EXISTS (SELECT 1 FROM delivery WHERE sequence = ?1)';
export const SET_ASIDE = 'UPDATE delivery SET set_aside_at = ?, reason = ? WHERE sequence = ? AND target = ?';
export const RETRY = 'UPDATE delivery SET set_aside_at = NULL, reason = NULL WHERE set_aside_at IS NOT NULL';
export const DISCARD = `${DELETE_DELIVERY} AND set_aside_at IS NOT NULL`;
export const INSERT_DISCARDED =
  'INSERT INTO discarded (id, received_at, path, target, discarded_at) VALUES (?, ?, ?, ?, ?)';
export const DISCARDED =
  'SELECT number, id, received_at, path, target, discarded_at FROM discarded WHERE number > ? ORDER BY number LIMIT ?';
export const FORGET_DISCARDED = 'DELETE FROM discarded WHERE number <= ?';
export const SET_ASIDE_BYTES = `SELECT sum(length(body)) AS bytes FROM request WHERE sequence IN
  (SELECT sequence FROM delivery WHERE set_aside_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.sequence = request.sequence AND set_aside_at IS NULL)`;
export const COUNT =
  'SELECT target, set_aside_at IS NOT NULL AS is_aside, count(*) AS requests FROM delivery GROUP BY target, is_aside';
export const OLDEST = `SELECT sequence, received_at FROM request WHERE sequence =
  (SELECT sequence FROM delivery WHERE sequence >= ? AND target = ? AND set_aside_at IS NULL ORDER BY sequence LIMIT 1)`;
