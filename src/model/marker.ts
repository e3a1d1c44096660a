import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A small fact of the system itself: last tick of a schedule entry, a lease, a planned day. */
@Entity('markers')
export class Marker {
  /** E.g. `tick:plan`, `lease:planner`, `planned:2027-01-01`, `sync:cursor`. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'text' })
  value!: string;

  /** Epoch ms; for a lease: until when. */
  @Column({ type: 'double' })
  at!: number;

  /** Rises with each taking of a lease. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;
}
