/** Assumptions, which nobody has measured on AWS. `npm run cost -- --json` prints all of them. */
export const ASSUMED = {
  /** Milliseconds that the function `batch` takes for a batch, and for each callback in it. */
  batchMs: 10,
  batchCallbackMs: 1.25,
  /** Milliseconds that `derive` takes for a batch of the stream, and for each record in it. */
  deriveMs: 8,
  deriveRecordMs: 2,
  /** Shards of the stream: the four partitions of a new table. */
  shards: 4,
  /** Seconds between two reads of a shard by Lambda. */
  pollSeconds: 0.25,
  /** Receives that Lambda keeps open at a queue, each for 20 s, while the event source has a maximum concurrency. */
  queuePollers: 5,
  queuePollSeconds: 20,
  /** Bytes of an answer besides its body. */
  answerHeaderBytes: 450,
  /** Bytes that DynamoDB adds to an item in the table and in each index, for storage alone. */
  itemOverheadBytes: 100,
  /** Size of kept log lines in proportion to that of the written ones. */
  keptLogShare: 0.15,
  /** Months for which log groups keep lines. */
  logMonths: 3,
  /** Outcomes that occur, for each before callback and each after callback. */
  outcomesBefore: 2,
  outcomesAfter: 1,
} as const;

export const SECONDS_A_MONTH = 30 * 24 * 60 * 60;
