import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One figure of one day and one rep, counted at night so that no page has to read all customers. */
@Entity('report_figures')
export class ReportFigure {
  /** Civil day that it is about. */
  @PrimaryColumn({ type: 'varchar', length: 10 })
  day!: string;

  /** E.g. `stage:repeat`, `touches:sent`, `effect:touched:bought`. */
  @PrimaryColumn({ type: 'varchar', length: 40 })
  measure!: string;

  /** Of whose customers; empty: of customers without a rep. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  repUserId!: string;

  @Column({ type: 'integer' })
  figure!: number;

  /** When it was counted. */
  @Column({ type: 'double' })
  countedAt!: number;
}
