import { PART_SIZE, partCount } from '../../../shared/parts.js';
import { sha256 } from '../../../shared/sha256.js';

/** SHA-256 of each part, hex, as the store keeps them: two files with the same are the same. */
export async function partHashesOf(file: Blob): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (let partNo = 0; partNo < partCount(file.size); partNo += 1)
    hashes.push(await sha256(await file.slice(partNo * PART_SIZE, (partNo + 1) * PART_SIZE).arrayBuffer()));
  return hashes;
}
