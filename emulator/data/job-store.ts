import type { Database, Row } from '../database/driver.js';
import { newGuid } from '../guid.js';

/** The states of a job (protocol.md section 5). */
export type JobStatus =
  | 'Pending'
  | 'InProgress'
  | 'ProvisioningReplica'
  | 'ImportChanges'
  | 'ImportAttachments'
  | 'ExportChanges'
  | 'ExportAttachments'
  | 'ExportingData'
  | 'ExportingSnapshot'
  | 'UnRegisteringReplica'
  | 'Completed'
  | 'CompletedWithErrors'
  | 'Failed';

/** What is needed to run a job again after a restart. */
export interface JobCall {
  readonly params: Readonly<Record<string, string>>;
  /** the variable parts of its path */
  readonly path: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly user: string | null;
}

/** An asynchronous operation. */
export interface Job {
  readonly id: string;
  readonly operation: string;
  readonly call: JobCall;
  readonly status: JobStatus;
  readonly submitted: number;
  readonly updated: number;
  /** what the job resource shows besides times and status */
  readonly reply: Readonly<Record<string, unknown>>;
  readonly forgotten: boolean;
}

const finished: readonly JobStatus[] = ['Completed', 'CompletedWithErrors', 'Failed'];

/** Jobs survive a restart: those that had not finished are run again. */
export class JobStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  submit(operation: string, call: JobCall, more: { reply: Record<string, unknown>; now: number }): Job {
    const id = `j${newGuid().replaceAll('-', '')}`;
    const { reply, now } = more;
    const values = [id, operation, JSON.stringify(call), 'Pending', now, now, JSON.stringify(reply)];
    this.#db.run(
      'INSERT INTO job (id, operation, call, status, submitted, updated, reply) VALUES (?, ?, ?, ?, ?, ?, ?)',
      values,
    );
    return { id, operation, call, status: 'Pending', submitted: now, updated: now, reply, forgotten: false };
  }

  update(id: string, status: JobStatus, more: { reply?: Record<string, unknown>; now: number }): void {
    this.#db.run('UPDATE job SET status = ?, updated = ? WHERE id = ?', [status, more.now, id]);
    if (more.reply) this.#db.run('UPDATE job SET reply = ? WHERE id = ?', [JSON.stringify(more.reply), id]);
  }

  /** From now on the service knows nothing of the job, though its work is done. */
  forget(id: string): void {
    this.#db.run('UPDATE job SET forgotten = 1 WHERE id = ?', [id]);
  }

  find(id: string): Job | undefined {
    const row = this.#db.get('SELECT * FROM job WHERE id = ?', [id]);
    return row && toJob(row);
  }

  unfinished(): Job[] {
    const rows = this.#db.all('SELECT * FROM job ORDER BY submitted');
    return rows.map(toJob).filter(({ status }) => !finished.includes(status));
  }
}

function toJob(row: Row): Job {
  return {
    id: String(row['id']),
    operation: String(row['operation']),
    call: JSON.parse(String(row['call'])) as JobCall,
    status: String(row['status']) as JobStatus,
    submitted: Number(row['submitted']),
    updated: Number(row['updated']),
    reply: JSON.parse(String(row['reply'])) as Record<string, unknown>,
    forgotten: row['forgotten'] === 1,
  };
}
