import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { asJson } from '../audit-output.ts';
import { beginOrGoOn, exists, explaining, type Identity, partOf, stateFileOf } from './export-begin.ts';
import { type State, writeState } from './export-state.ts';

/** A gzip member has at most so many records and characters, unless one record has more. */
const MAX_RECORDS = 1_000;
const MAX_LENGTH = 4 * 1_024 * 1_024;

const compress = promisify(gzip);

/** Cost of reading the table in this run. */
export type Cost = Pick<State, 'readUnits' | 'requests'>;

/**
 * A gzip file of records, a line of JSON each. Until it is finished it is FILE.part, with FILE.part.json beside it. It consists of gzip
 * members that are complete by themselves, so that a process that is killed loses one of them at most.
 */
export class ExportFile {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #before: Cost;
  #state: State;
  #lines: string[] = [];
  #length = 0;
  #since: string | undefined;
  #written: Set<string>;

  private constructor(file: string, handle: FileHandle, state: State) {
    this.#file = file;
    this.#handle = handle;
    this.#state = state;
    this.#before = state;
    this.#since = state.since;
    this.#written = new Set(state.written);
  }

  /**
   * Begins a file, or continues an unfinished one of the same export.
   *
   * @throws {UsageError} when the file is finished, of another export, or can't be written
   */
  static async open(file: string, identity: Identity, now: Date): Promise<ExportFile> {
    if (await exists(file)) {
      // A kill just before the end leaves the state of a finished file.
      if (!(await exists(partOf(file)))) await explaining(file, () => rm(stateFileOf(file), { force: true }));
      throw new UsageError(`${file} exists already. Choose another name, or move the file away.`);
    }
    return explaining(file, async () => {
      const state = await beginOrGoOn(file, identity, now);
      const handle = await open(partOf(file), 'a', 0o600);
      const { size } = await handle.stat();
      if (size < state.bytes) {
        await handle.close();
        throw new UsageError(`${partOf(file)} is incomplete. Delete it and ${stateFileOf(file)}, and start again.`);
      }
      await handle.truncate(state.bytes);
      return new ExportFile(file, handle, state);
    });
  }

  get state(): State {
    return this.#state;
  }

  get records(): number {
    return this.#state.records + this.#lines.length;
  }

  /** Adds a record, unless the file has it from before. Records must come from the oldest to the newest. */
  async add(record: AuditRecord, cost: Cost): Promise<void> {
    if (this.#written.has(record.eventID)) return;
    const since = millisecondOf(record.receivedAt);
    // A damaged time counts as that of the millisecond before.
    if (since !== undefined && since !== this.#since) this.#written = new Set();
    this.#since = since ?? this.#since;
    this.#written.add(record.eventID);
    const line = `${asJson(record)}\n`;
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#lines.length >= MAX_RECORDS || this.#length >= MAX_LENGTH) await this.flush(cost);
  }

  /** Writes what was added as one gzip member, and then the state that counts it. */
  async flush({ readUnits, requests }: Cost): Promise<void> {
    // A file without records is one empty member.
    const isEmpty = this.#lines.length === 0 && this.#state.bytes > 0;
    const bytes = isEmpty ? Buffer.alloc(0) : await compress(this.#lines.join(''));
    await explaining(this.#file, async () => {
      const { size } = await this.#handle.stat();
      if (size !== this.#state.bytes)
        throw new UsageError(
          `Another command is writing ${partOf(this.#file)}. Wait until it has ended, then run this again.`,
        );
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
      this.#state = {
        ...this.#state,
        bytes: size + bytes.length,
        records: this.records,
        readUnits: this.#before.readUnits + readUnits,
        requests: this.#before.requests + requests,
        since: this.#since,
        written: [...this.#written],
      };
      await writeState(stateFileOf(this.#file), this.#state);
    });
    this.#lines = [];
    this.#length = 0;
  }

  /** Gives the file its name. */
  async finish(): Promise<void> {
    await this.close();
    if (await exists(this.#file))
      throw new UsageError(`${this.#file} exists by now. Move it away, and run this again.`);
    await explaining(this.#file, async () => {
      await rename(partOf(this.#file), this.#file);
      await rm(stateFileOf(this.#file));
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Returns the start of a time's millisecond, undefined for a damaged time. */
function millisecondOf(receivedAt: string): string | undefined {
  const [start] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?=\d*Z$)/.exec(receivedAt) ?? [];
  return start === undefined || Number.isNaN(Date.parse(`${start}Z`)) ? undefined : `${start}Z`;
}
